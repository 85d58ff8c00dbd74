"""The honour roll: who gave, by kind and in alphabetical order, never by rank; persons only with their consent."""

from collections import defaultdict

from programmes.models import Donor
from programmes.public.figures import COUNTED, DONG, Column, table
from programmes.standards.names import sort_key

UNNAMED = "Nhà hảo tâm không nêu tên"
KIND_TITLES = {
    Donor.Kind.STAFF: "Công chức, viên chức, người lao động ngành BHXH",
    Donor.Kind.BANK: "Ngân hàng",
    Donor.Kind.ENTERPRISE: "Doanh nghiệp",
    Donor.Kind.ORGANISATION: "Tổ chức",
    Donor.Kind.RELIGIOUS_BODY: "Tổ chức tôn giáo",
    Donor.Kind.AGENCY: "Cơ quan",
    Donor.Kind.COLLECTION_ORGANISATION: "Tổ chức dịch vụ thu",
    Donor.Kind.INDIVIDUAL: "Cá nhân",
}
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
        ((KIND_TITLES[kind], name, _years(years[kind, name, key]), amounts[kind, name, key]),)
        for kind, name, key in named
    ]
    pooled = amounts.get(("", "", ""), 0)
    if pooled:
        rows.append((("", UNNAMED, _years(years["", "", ""]), pooled), "", True))
    return table("donors", "Nhà hảo tâm", COUNTED, COLUMNS, rows, NOTE)


def _place(who):
    kind, name, key = who
    return list(KIND_TITLES).index(kind), sort_key(name), key


def _years(years):
    return ", ".join(map(str, sorted(years)))


def groups(donors):
    """(kind, rows) for the page, in the order of the table; what is pooled stands apart."""
    found = {}
    for row in donors.rows:
        found.setdefault(row.values[0].raw or UNNAMED, []).append(row)
    return list(found.items())
