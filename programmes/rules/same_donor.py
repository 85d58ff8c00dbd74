"""Records that look like one donor: the same tax code, telephone number, or name without signs and legal form."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models import Donor
from programmes.rules.donor_names import name_key
from programmes.rules.problems import Problem
from programmes.standards.lists import first_few

SHOWN = 5
WAYS = {"tax_code": _("mã số thuế"), "phone": _("điện thoại"), "name": _("tên")}
_PHONE = Donor._meta.get_field("phone_hash")


class Alike(NamedTuple):
    """A donor of the books like another, and the fields in which they agree (WAYS)."""

    donor: Donor
    ways: tuple

    @property
    def words(self):
        """ "mã số thuế, tên"."""
        return ", ".join(str(WAYS[way]) for way in self.ways)


def _keys_of(donor):
    """(way, key) of all by which a donor is found."""
    if donor.tax_code:
        yield "tax_code", donor.tax_code
    stored = bytes(donor.phone_hash) if donor.phone_hash else None
    if phone := _PHONE.key_of(donor.phone, stored):
        yield "phone", bytes(phone)
    if donor.name and donor.kind != Donor.Kind.ANONYMOUS:
        yield "name", name_key(donor.name)


class KnownAlike:
    """Donors by all in which another may be like them. None of those whose particulars were erased is among them."""

    def __init__(self, donors=()):
        self._found, self._keys = defaultdict(list), {}
        for donor in donors:
            self.add(donor)

    def add(self, donor):
        """Count one in; one of whom the particulars were erased is nobody."""
        if donor.erased_on is None:
            keys = self._keys[donor.pk or id(donor)] = set(_keys_of(donor))
            for key in keys:
                self._found[key].append(donor)

    def of(self, donor):
        """The Alikes of a donor; those who agree in most come first.

        Of one who was counted in, only what has been changed since is looked at.
        """
        found, before = {}, self._keys.get(donor.pk, ())
        for way, key in _keys_of(donor):
            for other in self._found.get((way, key), ()) if (way, key) not in before else ():
                if other.pk is None or other.pk != donor.pk:
                    found.setdefault(other.pk or id(other), (other, []))[1].append(way)
        alike = [Alike(other, tuple(ways)) for other, ways in found.values()]
        return sorted(alike, key=lambda one: (-len(one.ways), one.donor.pk or 0))


def alike(donor):
    """The first Alikes of a donor among all offices; one statement.

    A single person of another office is found by tax code and telephone number alone: a name is no sign of one person.
    """
    keys = dict(_keys_of(donor))
    near = Q(pk__in=[])
    if "tax_code" in keys:
        near |= Q(tax_code=keys["tax_code"])
    if "phone" in keys:
        near |= Q(phone_hash=keys["phone"])
    if words := keys.get("name", ("", ""))[1].split():
        near |= Q(search_key__contains=max(words, key=len)) & (Q(office=donor.office_id) | ~Q(kind__in=Donor.PERSONS))
    found = Donor.objects.filter(near, erased_on=None).exclude(pk=donor.pk).select_related("office").order_by("pk")
    return KnownAlike(found).of(donor)[:SHOWN]


def doubts(found, *, with_names=False):
    """Problems that forbid nothing, of the Alikes of a donor, at the field in which they agree first.

    A row of a file is told their names: they are of the own office or of the file.
    """
    if not found:
        return
    ways = [way for way in WAYS if any(way in one.ways for one in found)]
    who = [f"{one.donor.name} ({one.donor.code})" if one.donor.code else one.donor.name for one in found]
    yield Problem(
        ways[0],
        "donor_alike",
        _("Đã có nhà hảo tâm giống%(who)s, trùng %(ways)s; nếu là một nhà hảo tâm thì dùng bản ghi cũ.")
        % {
            "who": f": {first_few(who, SHOWN)}" if with_names else "",
            "ways": ", ".join(str(WAYS[way]) for way in ways),
        },
    )
