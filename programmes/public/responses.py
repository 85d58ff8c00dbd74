"""How a public address answers: reading only, 304 when nothing public has changed, in three ways of writing."""

import hashlib
from functools import cache, partial, wraps
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition

from programmes.public import open_data, pictures
from programmes.public.encodings import compressed
from programmes.public.parameters import TABLE, strict, table_asked
from programmes.public.replica import read_publicly
from programmes.totals import read

PACKAGE = Path(__file__).resolve().parent.parent
READING = ("GET", "HEAD")
FRONT_SECONDS = 1  # for which a server in front may give the same answer to all; a browser asks each time


@cache
def build():
    """A hash of what the pages are made of besides the data: code, whose every layer has words, templates, styles."""
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.glob("static/programmes/css/*")]
    files += [*(settings.BASE_DIR / "templates").rglob("*.*"), *(settings.BASE_DIR / "locale").rglob("*.mo")]
    digest = hashlib.sha256(settings.STATIC_URL.encode())
    for path in sorted(files):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def version_of(state):
    """The version of everything public, and of the release that writes it, as a word that a file name can hold."""
    as_of = state.as_of.timestamp() if state.as_of else 0
    return f"{state.version}-{as_of:.6f}-{state.is_sample:d}-{build()}"


def etag(state):
    """The ETag of every public answer of this version: weak, since one in gzip says the same as one without."""
    return f'W/"{version_of(state)}"'


def _newest(_request):
    return read.state()


def public(view, state_of=_newest):
    """A read-only page like `reading`, which refuses a query that it does not declare."""
    return strict(reading(view, state_of))


def reading(view, state_of=_newest):
    """A read-only answer that changes only with the totals or with a new release; kept_responses.py may keep it.

    `state_of(request)` is the TotalsState that the answer is of. csrf_exempt: nothing is written, and a POST shall be
    told 405 rather than 403.
    """

    def _etag(request, *args, **kwargs):
        request.totals_state = state_of(request)
        return etag(request.totals_state)

    @wraps(view)
    def answer(request, **kwargs):
        return view(request, request.totals_state, **kwargs)

    conditional, listed = condition(etag_func=_etag)(answer), {TABLE, *getattr(view, "listed", ())}

    @wraps(view)
    def marked(request, **kwargs):
        response = conditional(request, **kwargs)
        response.may_be_kept = response.status_code == 200 and not response.streaming and request.GET.keys() <= listed
        return response

    return _open(marked)


def always_fresh(view):
    """A read-only page that also changes without the totals."""

    @wraps(view)
    def answer(request, **kwargs):
        return view(request, read.state(), **kwargs)

    return strict(_open(answer))


def _open(view):
    fresh = cache_control(public=True, max_age=0, s_maxage=FRONT_SECONDS, must_revalidate=True)(compressed(view))

    @wraps(view)
    def answer(request, **kwargs):
        return read_publicly(partial(fresh, request, **kwargs))

    return csrf_exempt(reading_only(answer))


def reading_only(view):
    """The view for GET and HEAD."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        return view(request, *args, **kwargs) if request.method in READING else not_allowed(request, READING)

    return answer


def not_allowed(request, methods):
    """405, the methods that the address knows, and a sentence."""
    return HttpResponseNotAllowed(methods, render_to_string("405.html", request=request))


def open_to_all(view):
    """Scripts on pages of others may read the answer (CORS)."""

    @wraps(view)
    def answer(request, **kwargs):
        response = view(request, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


def respond(request, page, template, form="html"):
    """The page as HTML, JSON, CSV or its picture; 404 where there is none."""
    if page is None:
        raise Http404
    if form == "json":
        return JsonResponse(open_data.as_json(page), json_dumps_params={"ensure_ascii": False})
    if form == "csv":
        return _csv(page, table_asked(request, page.tables))
    if form == "picture":
        shown_by_others = {"Cross-Origin-Resource-Policy": "cross-origin"}
        return HttpResponse(pictures.png(page), content_type="image/png", headers=shown_by_others)
    return render(request, f"public/{template}.html", {"page": page})


def _csv(page, table):
    """The whole page, or one table of it, as a file with a name of its own."""
    name = page.csv_path.partition("?")[0].strip("/").replace("/", "-").removesuffix(".csv")
    text = open_data.table_as_csv(page, table) if table else open_data.as_csv(page)
    headers = {"Content-Disposition": f'inline; filename="{name}{f"-{table.anchor}" if table else ""}.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
