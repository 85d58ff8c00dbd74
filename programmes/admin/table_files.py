"""The table of a list as the officer sees it, as a file: columns, filters, search and order, masked as there."""

import re
from html import unescape
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.templatetags.admin_list import items_for_result
from django.contrib.admin.utils import label_for_field
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.actions import exports
from programmes.admin.columns import EMPTY
from programmes.exchange.writing.export import FORMATS
from programmes.exchange.writing.writers import write_csv, write_workbook
from programmes.standards.money import format_number
from programmes.standards.names import slug, tidy

AT_MOST = 10_000  # each cell is written as a page writes it, which is slow for a whole book
WIDEST = 60
WRITERS = {"xlsx": write_workbook, "csv": lambda where, rows, **_looks: write_csv(where, rows)}
WAY_ON = re.compile(r'<span class="way-on">.*?</span>')  # leads further, and says nothing of the row
LINE_END = re.compile(r"</(?:div|li|p|dd)>|<br>")
ANSWERS = {"True": _("có"), "False": _("không"), "None": ""}
ANSWER = re.compile(r'<img [^>]*alt="(True|False|None)"[^>]*>')
TAG = re.compile(r"<[^>]+>")  # any < or > of a record stands there escaped
FIGURE = re.compile(r"-?\d{1,3}(\.\d{3})*")
NOTHING = {EMPTY, "-"}


def handed_over(name, suffix, write):
    """A file that `write(path)` writes whole before its first byte leaves."""
    with TemporaryDirectory() as folder:
        where = f"{folder}/{name}.{suffix}"
        write(where)
        # The open file outlives its name; the folder can go.
        return FileResponse(open(where, "rb"), as_attachment=True, content_type=FORMATS[suffix])


class TableFiles:
    """Admin mixin: `bang-dang-xem/` offers what the list shows as a file, to whoever may export its records."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.table_view)
        name = f"programmes_{self.opts.model_name}_table_export"
        return [path("bang-dang-xem/", view, name=name), *super().get_urls()]

    def ready(self, records, officer):
        """Tell these rows what their columns need beside the record: by default for whom they are shown, `reader`."""
        for record in records:
            record.reader = officer

    def table_url(self):
        return reverse(f"admin:programmes_{self.opts.model_name}_table_export")

    def may_take_table(self, request):
        return not any(exports.check_table(self.model, request.user))

    def export_url(self, request):
        """Where what the list shows is taken away; "" where this officer may not."""
        return self.table_url() if self.may_take_table(request) else ""

    def list_again(self):
        """The list as it answers to what no list knows."""
        return redirect(f"{reverse(f'admin:programmes_{self.opts.model_name}_changelist')}?{ERROR_FLAG}=1")

    def table_view(self, request):
        """The page that offers the table, or its file once a form is chosen; of ticked rows where any are sent."""
        if not self.may_take_table(request):
            raise PermissionDenied
        ticked = [] if request.POST.get("select_across") == "1" else request.POST.getlist(ACTION_CHECKBOX_NAME)
        try:
            seen = self.get_changelist_instance(request)
            rows = seen.queryset.filter(pk__in=ticked) if ticked else seen.queryset
            count = rows.count()
        except (IncorrectLookupParameters, OverflowError, ValueError):
            return self.list_again()
        suffix = request.POST.get("suffix")
        if suffix in WRITERS and count <= AT_MOST:
            return self._table_file(request, seen, rows, suffix)
        if suffix in WRITERS:
            self.message_user(request, too_many(count), messages.ERROR)
        title, query = _("Xuất bảng %s") % self.opts.verbose_name_plural, request.GET.urlencode()
        offer = self.table_offer(request, count)
        return self.page(request, "admin/exchange/export.html", title, query=query, **offer)

    def table_offer(self, request, count):
        """What the page of an export says of the table of so many rows; nothing to whom it is not offered."""
        if not self.may_take_table(request):
            return {}
        return {
            "table_url": self.table_url(),
            "table_rows": count,
            "table_columns": self._headings(self.get_list_display(request)),
            "too_many": too_many(count) if count > AT_MOST else "",
        }

    def _headings(self, columns):
        return [capfirst(str(label_for_field(name, self.model, self))) for name in columns]

    def _table_file(self, request, seen, rows, suffix):
        records = [*rows]
        self.ready(records, request.user)
        seen.list_display = self.get_list_display(request)  # without the boxes to tick
        seen.list_display_links = None
        headings = self._headings(seen.list_display)
        table = [headings, *([*_cells(seen, record)] for record in records)]
        widths = [min(WIDEST, 2 + max(len(str(cell)) for cell in column)) for column in zip(*table, strict=True)]

        def write(where):
            WRITERS[suffix](where, table, widths=widths)
            shown = self.model._base_manager.filter(pk__in=[record.pk for record in records])
            exports.note_table(shown, headings, by=request.user, chosen=self.chosen(request, seen))

        name = f"bang-{slug(str(self.opts.verbose_name_plural))}-{timezone.localdate():%d-%m-%Y}"
        return handed_over(name, suffix, write)

    def chosen(self, request, seen):
        """How the rows were chosen, in words; what was searched for may be somebody's name and is not told."""
        chosen = [
            f"{spec.title}: {choice['display']}"
            for spec in seen.filter_specs
            for place, choice in enumerate(spec.choices(seen))
            if choice["selected"] and place
        ]
        searched = [_("tìm theo chữ")] if seen.query else []
        return [*chosen, *searched, *([_("các dòng đã chọn")] if "action" in request.POST else [])]


def too_many(count):
    told = _("Bảng có %(count)s dòng; một tệp chứa nhiều nhất %(most)s dòng. Hãy lọc bớt danh sách rồi xuất lại.")
    return told % {"count": format_number(count), "most": format_number(AT_MOST)}


def _cells(seen, record):
    """What the list shows of a record; a figure as a number, which a spreadsheet adds up."""
    for name, shown in zip(seen.list_display, items_for_result(seen, record, None), strict=True):
        text = _text(shown)
        is_figure = name.endswith("_figure") and FIGURE.fullmatch(text)
        yield int(text.replace(".", "")) if is_figure else text


def _text(shown):
    """The words of a cell of a page, its lines parted by semicolons; nothing where it says that there is nothing."""
    lines = LINE_END.sub("; ", ANSWER.sub(lambda found: str(ANSWERS[found[1]]), WAY_ON.sub("", shown)))
    text = tidy(unescape(TAG.sub("", lines))).strip("; ")
    return "" if text in NOTHING else text
