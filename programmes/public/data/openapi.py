"""The API described as OpenAPI 3.1, made from the tables: what it says and what is answered have one source."""

from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.public.data import catalogue
from programmes.public.data.parameters import AFTER, HIGHEST_LIMIT, LIMIT, STATUS_OF, USUAL_LIMIT
from programmes.public.data.table import LONGEST_TEXT, Type

PROBLEM = "#/components/schemas/Problem"
FORMATS = {Type.DATE: "date"}


def description(tables):
    """A dict for openapi.json; addresses are relative to the portal."""
    tables = list(tables)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": str(catalogue.TITLE),
            "description": str(catalogue.DESCRIPTION),
            "version": "1",
            "license": {"name": catalogue.LICENCE_TITLE, "identifier": catalogue.LICENCE},
        },
        "servers": [{"url": "/"}],
        "paths": {
            catalogue.api_path(): {"get": _index()},
            **{reverse("public:api-table", args=[table.key]): {"get": _rows_of(table)} for table in tables},
            **{reverse("public:api-table-csv", args=[table.key]): {"get": _all_rows_of(table)} for table in tables},
        },
        "components": {
            "schemas": {
                **{table.key: _record(table) for table in tables},
                "Problem": _problem(),
            },
            "headers": {"ETag": {"schema": {"type": "string"}, "description": _("Phiên bản của dữ liệu.")}},
        },
    }


def _index():
    text = {"type": "string"}
    entry = _object({"key": text, "title": text, "description": text, "href": text})
    body = _object({"tables": {"type": "array", "items": entry}, "openapi": text, "license": text})
    return {
        "operationId": "index",
        "summary": _("Danh sách các bảng."),
        "responses": _responses(body),
    }


def _rows_of(table):
    record = {"$ref": f"#/components/schemas/{table.key}"}
    body = _object({"data": {"type": "array", "items": record}, "next": {"type": ["string", "null"]}})
    return {
        "operationId": table.key,
        "summary": str(table.title),
        "description": str(table.description),
        "parameters": [*map(_filter, table.filters.values()), _after(), _limit()],
        "responses": _responses(body),
    }


def _all_rows_of(table):
    return {
        "operationId": f"{table.key}_csv",
        "summary": _("%(table)s: mọi dòng được hỏi, CSV") % {"table": table.title},
        "parameters": [*map(_filter, table.filters.values())],
        "responses": _responses({"type": "string"}, "text/csv"),
    }


def _filter(column):
    return {
        "name": column.key,
        "in": "query",
        "description": str(column.meaning),
        "schema": _asked(column),
    }


def _asked(column):
    """The schema of a value in an address."""
    if column.values:
        return {"type": "string", "enum": list(column.values)}
    if column.type is Type.INTEGER:
        return {"type": "integer", "minimum": -(10**15) + 1, "maximum": 10**15 - 1}
    if column.type is Type.BOOLEAN:
        return {"type": "boolean"}
    return {"type": "string", "pattern": f"^{column.type.pattern}$"}


def _after():
    return {
        "name": AFTER,
        "in": "query",
        "description": _("Các dòng sau dòng có id này; địa chỉ ở “next” đã ghi sẵn."),
        "schema": {"type": "string", "pattern": f"^{Type.STRING.pattern}$", "minLength": 1, "maxLength": LONGEST_TEXT},
    }


def _limit():
    return {
        "name": LIMIT,
        "in": "query",
        "description": _("Số dòng tối đa của một trang."),
        "schema": {"type": "integer", "minimum": 1, "maximum": HIGHEST_LIMIT, "default": USUAL_LIMIT},
    }


def _responses(body, content_type="application/json"):
    etag = {"ETag": {"$ref": "#/components/headers/ETag"}}
    refused = {"application/problem+json": {"schema": {"$ref": PROBLEM}}}
    return {
        "200": {"description": _("Được."), "headers": etag, "content": {content_type: {"schema": body}}},
        "304": {"description": _("Không có gì mới so với phiên bản ở If-None-Match.")},
        "400": {"description": _("Tham số chưa đúng; xem detail."), "content": refused},
    }


def _record(table):
    return _object({column.key: _held(column) for column in table.columns})


def _held(column):
    kinds = [column.type.json, *(["null"] if column.is_empty else [])]
    choices = [*column.values, *([None] if column.is_empty else [])]
    return {
        "type": kinds if column.is_empty else column.type.json,
        "description": str(column.meaning),
        **({"format": FORMATS[column.type]} if column.type in FORMATS else {}),
        **({"enum": choices} if column.values else {}),
    }


def _problem():
    text = {"type": "string"}
    found = _object(
        {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "code": {"type": "string", "enum": list(STATUS_OF)},
            "detail": text,
        }
    )
    return {**found, "properties": {**found["properties"], "parameter": text}}


def _object(properties):
    """An object that has all of these and nothing else."""
    return {"type": "object", "properties": properties, "required": list(properties)}
