"""Addresses of the open data, part of those of the public pages."""

from django.urls import path, register_converter

from programmes.public.data import api, views
from programmes.public.data.kept import FORMS
from programmes.public.data.table import Type


class TableConverter:
    """The key of a table; whether there is one, the view says."""

    regex = "[a-z_]{1,40}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class FormConverter(TableConverter):
    """A form of a file."""

    regex = "|".join(FORMS)


class MonthConverter(TableConverter):
    """A month as 2025-03."""

    regex = Type.MONTH.pattern


for name, converter in (("table", TableConverter), ("form", FormConverter), ("month", MonthConverter)):
    register_converter(converter, name)

urlpatterns = [
    path("du-lieu/", views.index, name="data"),
    path("du-lieu/datapackage.json", views.data_package, name="data-package"),
    path("du-lieu/dcat.jsonld", views.dcat, name="data-dcat"),
    path("du-lieu/360giving.json", views.grants, name="data-grants"),
    path("du-lieu/<table:key>.<form:suffix>", views.file, name="data-file"),
    path("du-lieu/<table:key>/<month:month>.<form:suffix>", views.file, name="data-month"),
    path("api/v1/", api.index, name="api"),
    path("api/v1/openapi.json", api.description, name="api-description"),
    path("api/v1/<table:key>", api.table, name="api-table"),
    path("api/v1/<table:key>.csv", api.table_as_csv, name="api-table-csv"),
    path("api/v1/<path:rest>", api.nothing),
]
