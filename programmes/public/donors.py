"""The honour roll: who gave, by kind and in alphabetical order, never by rank; persons only with their consent."""

from collections import defaultdict

from django.utils.text import capfirst

from programmes.models import Donor
from programmes.public.figures import COUNTED, DONG, Column, table
from programmes.standards.names import sort_key

UNNAMED = "Nhà hảo tâm không nêu tên"
COLUMNS = (
    Column("kind", "Nhóm"),
    Column("donor", "Nhà hảo tâm"),
    Column("years", "Các năm"),
    Column("raised_vnd", "Đã ủng hộ", DONG, "đồng"),
)
NOTE = (
    "Xếp theo nhóm và theo thứ tự chữ cái. Cá nhân chỉ được nêu tên khi đã đồng ý bằng văn bản; "
    "tất cả khoản ủng hộ còn lại được gộp ở dòng cuối."
)


def roll(receipts):
    """The table of donors, from receipts by donor; a donor whose gifts were all reversed is not in it."""
    amounts, years = defaultdict(int), defaultdict(set)
    for row in receipts:
        amounts[row.group, row.name, row.key] += row.amount_vnd
        if row.amount_vnd > 0:
            years[row.group, row.name, row.key].add(row.year)
    named = sorted((who for who in amounts if who[2] and amounts[who] > 0), key=_place)
    rows = [
        ((capfirst(Donor.Kind(kind).label), name, _years(years[kind, name, key]), amounts[kind, name, key]),)
        for kind, name, key in named
    ]
    pooled = amounts.get(("", "", ""), 0)
    if pooled:
        rows.append((("", UNNAMED, _years(years["", "", ""]), pooled), "", True))
    return table("donors", "Nhà hảo tâm", COUNTED, COLUMNS, rows, NOTE)


def _place(who):
    """The staff of the sector first, then the kinds in their order."""
    kind, name, key = who
    return kind != Donor.Kind.STAFF, Donor.Kind.values.index(kind), sort_key(name), key


def _years(years):
    return ", ".join(map(str, sorted(years)))


def groups(donors):
    """(kind, rows) for the page, in the order of the table; what is pooled stands apart."""
    found = {}
    for row in donors.rows:
        found.setdefault(row.values[0].raw or UNNAMED, []).append(row)
    return list(found.items())
