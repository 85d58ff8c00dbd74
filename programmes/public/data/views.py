"""The addresses of the open data: the page that lists them, the files, and their catalogues for machines."""

from functools import partial

from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import render

from programmes.exchange.file_problem import FileProblem
from programmes.public.data import catalogue, giving360, kept, linked
from programmes.public.data.datapackage import datapackage
from programmes.public.data.parameters import STATUS_OF
from programmes.public.data.registry import TABLES
from programmes.public.responses import open_to_all, public
from programmes.public.tables import page

LINKED_DATA = "application/ld+json"
of_edition = partial(public, state_of=lambda _request: kept.edition())


@of_edition
def index(request, state):
    """The catalogue as a page, with the same catalogue in it for search engines."""
    found = catalogue.entries(state)
    shown = page(
        "data",
        state,
        str(catalogue.TITLE),
        (),
        entries=found,
        licence=(catalogue.LICENCE_TITLE, catalogue.LICENCE_ADDRESS),
        address=request.build_absolute_uri(catalogue.page_path()),
        refusals=STATUS_OF,
        described=linked.schema_org(found, state, request.build_absolute_uri),
    )
    return render(request, "public/data.html", {"page": shown})


@open_to_all
@of_edition
def file(request, state, key, suffix, month=""):
    """A table, whole or of a month, as it lies on disk for this version of the data."""
    table = TABLES.get(key)
    if table is None or suffix not in kept.FORMS:
        raise Http404
    try:
        found = kept.file(state, table, suffix, month)
    except FileProblem as problem:  # more rows than a workbook holds
        raise Http404(str(problem)) from problem
    if found is None:
        raise Http404
    name = f"{key}{f'-{month}' if month else ''}.{suffix}"
    return FileResponse(found, filename=name, content_type=kept.FORMS[suffix].content_type)


@open_to_all
@of_edition
def data_package(request, state):
    home = request.build_absolute_uri("/")
    return _json(datapackage(catalogue.entries(state), state, home), "application/json")


@open_to_all
@of_edition
def dcat(request, state):
    return _json(linked.dcat(catalogue.entries(state), state, request.build_absolute_uri), LINKED_DATA)


@open_to_all
@public
def grants(request, state):
    package = giving360.package(state, request.build_absolute_uri)
    if package is None:
        raise Http404
    return _json(package, "application/json")


def _json(data, content_type):
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False}, content_type=content_type)
