"""The open data for programs at /api/v1/: read-only, page by page, with one form of error (RFC 9457)."""

from functools import wraps
from itertools import islice
from urllib.parse import urlencode

from django.conf import settings
from django.http import FileResponse, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from programmes.exchange.writing.writers import csv_text
from programmes.public import responses
from programmes.public.data import catalogue, kept, openapi
from programmes.public.data.parameters import AFTER, LIMIT, STATUS_OF, RefusedError, asked, asked_of_all, insist_on_none
from programmes.public.data.registry import TABLES
from programmes.totals import read

READING = ("GET", "HEAD", "OPTIONS")
ALLOW = ", ".join(READING)
PROBLEM = "application/problem+json"
ANYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": ALLOW,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def for_programs(view):
    """Only reading is answered, and scripts on pages of others may read the answer (CORS), be it a refusal."""

    @csrf_exempt
    @wraps(view)
    def answer(request, **kwargs):
        try:
            response = _read(view, request, **kwargs)
        except RefusedError as refused:
            response = problem(refused)
        for name, value in ANYBODY.items():
            response[name] = value
        return response

    return answer


def _read(view, request, **kwargs):
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ALLOW, **PREFLIGHT})
    if request.method not in READING:
        raise RefusedError("method_not_allowed", _("Địa chỉ này chỉ để đọc, bằng GET hoặc HEAD."))
    return view(request, **kwargs)


def answered(parameters, **of):
    """A view of the API, `of` a state like `responses.reading`; `parameters(request, **kwargs)` reads what it is asked.

    That comes before the comparison of versions: a request that is refused is so whatever version its sender has.
    """

    def wrap(view):
        reading = responses.reading(view, **of)

        @for_programs
        @wraps(view)
        def answer(request, **kwargs):
            request.asked = parameters(request, **kwargs)
            return reading(request, **kwargs)

        return answer

    return wrap


def problem(refused):
    """The one form of an error."""
    status = STATUS_OF[refused.code]
    body = {
        "type": f"{catalogue.page_path()}#loi-{refused.code}",
        "title": _("Yêu cầu không được trả lời"),
        "status": status,
        "code": refused.code,
        "detail": refused.detail,
        **({"parameter": refused.parameter} if refused.parameter else {}),
    }
    response = _json(body, status=status, content_type=PROBLEM)
    if status == STATUS_OF["method_not_allowed"]:
        response["Allow"] = ALLOW
    return response


def _json(data, **how):
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False}, **how)


def _no_parameters(request):
    insist_on_none(request)


def _of_table(request, key):
    return asked(_table(key), request)


def _of_all_rows(request, key):
    return asked_of_all(_table(key), request)


def _table(key):
    if key not in TABLES:
        raise RefusedError("not_found", _("Không có bảng này; danh sách các bảng ở /api/v1/."))
    return TABLES[key]


@answered(_no_parameters)
def index(request, state):
    tables = [
        {
            "key": table.key,
            "title": str(table.title),
            "description": str(table.description),
            "href": request.build_absolute_uri(reverse("public:api-table", args=[table.key])),
        }
        for table in TABLES.values()
    ]
    description = request.build_absolute_uri(catalogue.openapi_path())
    return _json({"tables": tables, "openapi": description, "license": catalogue.LICENCE_ADDRESS})


@answered(_no_parameters)
def description(request, state):
    return _json(openapi.description(TABLES.values()))


@answered(_of_table)
def table(request, state, key):
    """A page of rows, and the address of the next page, null on the last."""
    found, (where, after, limit) = TABLES[key], request.asked
    with translation.override(settings.LANGUAGE_CODE):  # the data are the same in every language
        rows = list(islice(found.rows(where, after), limit + 1))
    more = None
    if len(rows) > limit:
        query = {**request.GET.dict(), LIMIT: limit, AFTER: rows[limit - 1][0]}
        more = request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
    response = _json({"data": [found.record(row) for row in rows[:limit]], "next": more})
    if more:
        response["Link"] = f'<{more}>; rel="next"'
    return response


def _state_of_rows(request):
    return read.state() if request.asked else kept.edition()


@answered(_of_all_rows, state_of=_state_of_rows)
def table_as_csv(request, state, key):
    """All rows that have the values asked for, written as in the file of the table; the file itself where none is."""
    found = TABLES[key]
    if not request.asked:
        return FileResponse(kept.file(state, found, "csv"), content_type=kept.FORMS["csv"].content_type)
    with translation.override(settings.LANGUAGE_CODE):
        text = csv_text(kept.texts(found, found.rows(request.asked)))
    return HttpResponse(text, content_type=kept.FORMS["csv"].content_type)


@for_programs
def nothing(request, rest):
    raise RefusedError("not_found", _("Không có địa chỉ này; danh sách các bảng ở /api/v1/."))
