"""Where the people of a list live, held against the places that its titles name."""

from django.utils.translation import gettext_lazy as _

from programmes.standards.lists import first_few
from programmes.standards.names import tidy
from programmes.standards.places import commune_key

SHOWN_PLACES = 3


def ask_of_places(header, entries, lookups):
    """(key, message, choices) where the titles of a table name another province, or commune, than its Entries have."""
    provinces = {entry.province_id for entry in entries}
    for cells in header.above:
        for title in cells:
            others = lookups.provinces_in(title) if provinces else ()
            if others and provinces.isdisjoint(province.pk for province in others):
                stored = [
                    office.province.full_name for pk, office in lookups.office_of_province.items() if pk in provinces
                ]
                yield _whether_so(title, sorted(other.full_name for other in others), sorted(stored))
    communes = {commune_key(entry.row.commune): entry.row.commune for entry in entries if entry.row.commune}
    named = header.proposed.get("commune")
    if communes and named and commune_key(named.text) not in communes:
        yield _whether_so(named.written, [named.text], sorted(communes.values()))


def _whether_so(title, named, stored):
    there, here = first_few(named, SHOWN_PLACES), first_few(stored, SHOWN_PLACES)
    message = _(
        "Tên danh sách “%(title)s” nói %(there)s, nhưng các dòng được ghi ở %(here)s. Danh sách của %(there)s thì đừng "
        "ghi: sửa cột tỉnh, xã trong tệp, hoặc gửi tệp cho cơ quan BHXH nơi đó."
    )
    told = {"title": tidy(title)[:80], "there": there, "here": here}
    return there, message % told, [("1", _("Người trong danh sách ở %s, ghi như vậy") % here)]
