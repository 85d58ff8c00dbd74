"""Who publishes the data, under which licence, and each table with what is to be said of its files."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from programmes.public.data import kept
from programmes.public.data.registry import TABLES
from programmes.public.data.table import Table

TITLE = _("Dữ liệu mở về chương trình an sinh xã hội của ngành BHXH")
DESCRIPTION = _(
    "Các khoản ủng hộ, quà đã trao, buổi trao, số liệu đã công bố, định mức và danh mục, mỗi bảng một tệp, cập nhật "
    "theo sổ của cổng. Không có người nhận ở bất cứ bảng nào."
)
PUBLISHER = _("Bảo hiểm xã hội Việt Nam")
LICENCE, LICENCE_TITLE = "CC-BY-4.0", "Creative Commons Attribution 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
KEYWORDS = (_("an sinh xã hội"), _("BHYT"), _("BHXH"), _("từ thiện"))


class Entry(NamedTuple):
    """A table with the summary of its files."""

    table: Table
    summary: kept.Summary

    def path(self, form):
        return reverse("public:data-file", args=[self.table.key, form])

    @property
    def files(self):
        """(name in words, path) of the whole table in each form."""
        return [(form.title, self.path(key)) for key, form in kept.FORMS.items()]

    @property
    def months(self):
        """(month, ((name in words, path), ...)), the latest first."""
        return [
            (
                month,
                [
                    (form.title, reverse("public:data-month", args=[self.table.key, month, key]))
                    for key, form in kept.FORMS.items()
                ],
            )
            for month in self.summary.months
        ]

    @property
    def api(self):
        return reverse("public:api-table", args=[self.table.key])


def entries(state):
    """Every table, in the order of the registry."""
    return [Entry(table, kept.summary(state, table)) for table in TABLES.values()]


def page_path():
    return reverse("public:data")


def rows_path(key, filters, form=""):
    """The rows of a table that have the values of `filters`, in the API; `form` is "" for JSON or "-csv"."""
    return f"{reverse(f'public:api-table{form}', args=[key])}?{urlencode(filters)}"


def api_path():
    return reverse("public:api")


def openapi_path():
    return reverse("public:api-description")
