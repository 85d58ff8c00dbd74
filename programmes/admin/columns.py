"""How a value stands in a list: money grouped and right-aligned, states as badges."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from programmes.rules import arithmetic
from programmes.standards.dates import format_day_padded
from programmes.standards.money import format_number

EMPTY = "–"
IN_ADDRESS = _("đường dẫn trên trang công khai")


def grouped(value):
    """1263600 -> "1.263.600"; nothing -> a dash."""
    return EMPTY if value is None else format_number(value)


def number_column(field, label):
    """A column of whole numbers. Give it a name that ends in `_figure`: the style sheet aligns by that."""

    @admin.display(description=label, ordering=field)
    def column(self, record):
        return grouped(getattr(record, field))

    return column


def day_column(field, label):
    """A column of days as dd/mm/yyyy, so that they stand in line. Its name ends in `_day`."""

    @admin.display(description=label, ordering=field)
    def column(self, record):
        day = getattr(record, field)
        return EMPTY if day is None else format_day_padded(day)

    return column


def state_column(label, field="state"):
    """A column that shows a choice as a badge, coloured by its code."""

    @admin.display(description=label, ordering=field)
    def column(self, record):
        return badge(getattr(record, field), getattr(record, f"get_{field}_display")())

    return column


def time_left(days):
    """How many days are left until something is due; below 0 it is late."""
    if days < 0:
        return badge("overdue", _("quá hạn %d ngày") % -days)
    return _("còn %d ngày") % days if days else _("hết hạn hôm nay")


def plain_column(field, label):
    """A text, or the name of a record: not everybody may open its page, to which Django would lead."""

    @admin.display(description=label, ordering=field)
    def column(self, record):
        return str(getattr(record, field) or EMPTY)

    return column


def rates_list(valuation):
    """The rates of a valuation, one a line, with their legal source; what is not checked yet carries its mark."""
    return format_html_join(
        "", "<div>{} {}: {} · {}{}</div>", [_rate_words(source) for source in arithmetic.sources(valuation)]
    )


def _rate_words(source):
    mark = format_html(" {}", badge("unverified", source.mark)) if source.mark else ""
    return source.code, source.name, source.value, source.legal_source, mark


def record_link(record, words=""):
    """The record's name, or other words for it, leading to its page; a dash for none."""
    if record is None:
        return EMPTY
    url = reverse(f"admin:programmes_{record._meta.model_name}_change", args=[record.pk])
    return format_html('<a href="{}">{}</a>', url, words or record)


def badge(code, label):
    return format_html('<span class="badge badge-{}">{}</span>', code, label)


def figures_of(summary):
    """(label, value) pairs in the shape of the figures above a list."""
    return format_html(
        '<dl class="summary">{}</dl>', format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", summary)
    )


def facts_of(facts):
    """(label, value) pairs of words, a line each."""
    return format_html('<dl class="facts">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", facts))
