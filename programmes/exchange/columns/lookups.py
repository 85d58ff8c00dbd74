"""Names in a file to records in the database: one query a table and file; ambiguity is an error, not a guess."""

import re
from collections import Counter, defaultdict
from functools import cached_property
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import may_work_for
from programmes.exchange.columns.donors import KnownDonors
from programmes.models import Commune, FormerProvince, Office, Programme, Province, Round
from programmes.rules.donor_names import name_of_person
from programmes.rules.doubts import Doubts
from programmes.rules.identity import known_prefixes
from programmes.standards.dates import today_in_vietnam
from programmes.standards.names import fold, spelling
from programmes.standards.places import commune_key, place_key

COUNTRY = {"ca nuoc", "toan quoc", "viet nam"}
BEFORE_MERGER = re.compile(r"\s*\((?:cũ|trước [^)]*)\)\s*$", re.IGNORECASE)
CALLED = ("tinh", "thanh pho", "tp")
YEAR = re.compile(r"\b20\d\d\b", re.ASCII)
OFFICE_PREFIX = re.compile(r"^(?:bao hiem xa hoi|bhxh) ")


class Place(NamedTuple):
    """Of what a figure may be told by a name: a province of today, a former unit of that name, an office, or, where
    there is none of them, the whole country.
    """

    province: Province | None = None
    former: FormerProvince | None = None
    office: Office | None = None


def office_key(name):
    """Of an office, "BHXH" and "Bảo hiểm xã hội" alike, without "tỉnh" and "thành phố"."""
    words, count = OFFICE_PREFIX.subn("", fold(name))
    return f"bhxh {place_key(words)}" if count else words


def code_text(code):
    """How a column of codes says a province: "mã 40"; a bare number says none."""
    return f"mã {code:0>2}"


def _in_words(text):
    return " ".join(re.findall(r"\w+", fold(text)))


def _by_slug_and_name(records):
    """(slug -> record, folded name -> records of that name)."""
    slugs, names = {}, defaultdict(list)
    for record in records:
        slugs[record.slug] = record
        names[fold(record.name)].append(record)
    return slugs, names


def _named(records, text):
    slugs, names = records
    return [slugs[text]] if text in slugs else names.get(fold(text), [])


def _unknown(what, text, cure):
    return ValidationError(
        _("Không thấy %(what)s “%(text)s”; %(cure)s") % {"what": what, "text": text, "cure": cure}, code="not_found"
    )


def _only(found, what, text, cure):
    """The single record of a list, refused where there are none or several."""
    if not found:
        raise _unknown(what, text, cure)
    if len(found) > 1:
        raise ValidationError(
            _("“%(text)s” chỉ tới nhiều %(what)s; %(cure)s") % {"what": what, "text": text, "cure": cure},
            code="ambiguous",
        )
    return found[0]


class Lookups:
    """What the words of one officer's file stand for. Only offices and donors that the officer may work for.

    `list_day` is the day that the file gives itself, None where it gives none.
    """

    def __init__(self, officer, list_day=None):
        self.officer, self.list_day = officer, list_day

    @cached_property
    def _provinces(self):
        """Key of each name and code -> province. Former ones come last: a name still in use means the present unit.

        A code that was given again lies within the province that has it now.
        """
        found = {}
        for province in Province.objects.all():
            for name in (province.name, province.full_name, *province.aliases.split("|"), code_text(province.code)):
                found.setdefault(place_key(name), province)
        for former in self._former:
            for name in (former.name, *former.aliases.split("|"), code_text(former.code)):
                found.setdefault(place_key(name), former.successor)
        found.pop("", None)
        return found

    @cached_property
    def _former(self):
        return list(FormerProvince.objects.select_related("successor"))

    @cached_property
    def _merged(self):
        """Key of each former name of a unit that is now but a part of one -> that unit."""
        parts = Counter(former.successor_id for former in self._former)
        return {
            place_key(name): former
            for former in self._former
            if parts[former.successor_id] > 1
            for name in (former.name, *former.aliases.split("|"))
            if name
        }

    @cached_property
    def _former_names(self):
        return {
            place_key(name): former
            for former in self._former
            for name in (former.name, *former.aliases.split("|"))
            if name
        }

    @cached_property
    def _present_names(self):
        return {
            place_key(name)
            for province in Province.objects.all()
            for name in (province.name, province.full_name, *province.aliases.split("|"))
        }

    @cached_property
    def _offices(self):
        offices = list(Office.objects.select_related("province"))
        found = {office_key(name): office for office in offices for name in (office.code, office.name)}
        found.update({f"bhxh {place_key(office.province.name)}": office for office in offices if office.province})
        return found

    @cached_property
    def office_of_province(self):
        return {office.province_id: office for office in self._offices.values() if office.province_id}

    @cached_property
    def citizen_prefixes(self):
        return known_prefixes()

    @cached_property
    def doubts(self):
        return Doubts()

    @cached_property
    def _rounds(self):
        return _by_slug_and_name(Round.objects.select_related("programme"))

    @cached_property
    def _programmes(self):
        return _by_slug_and_name(Programme.objects.all())

    @cached_property
    def _donors(self):
        return KnownDonors(self.officer)

    def offers(self, look_up):
        """[(text, label)] of all that a column with this look-up may name; empty where they are too many to choose."""
        return {
            "province": lambda: [(one.name, one.name) for one in Province.objects.all()],
            "own_province": self._own_provinces,
            "round": lambda: [(one.slug, one.name) for one in self._rounds[0].values()],
            "programme": lambda: [(one.slug, one.name) for one in self._programmes[0].values()],
            "donor": self._known_and_new_donors,
        }.get(look_up, list)()

    def offers_for(self, text, look_up):
        """What is offered for this one text, as offers.offers_for; None where it is the same for every text."""
        return self._donors.offers_for(text) if look_up == "donor" else None

    def _known_and_new_donors(self):
        return self._donors.offers()

    def _own_provinces(self):
        offices = self.office_of_province.values()
        return [(one.province.name, one.province.name) for one in offices if may_work_for(self.officer, one)]

    def province(self, text):
        found = self._provinces.get(place_key(text))
        if found is None:
            raise _unknown(_("tỉnh, thành phố"), text, _("ghi đúng tên một trong 34 tỉnh, thành phố (hoặc tên cũ)."))
        return found

    def place(self, text):
        """What a figure may be told of by this name: the Place of each meaning that it has."""
        if place_key(text) in COUNTRY:
            return Place()
        if (key := office_key(text)).startswith("bhxh ") and key in self._offices:
            return Place(office=self._offices[key])
        if before := BEFORE_MERGER.search(text):
            former = self._former_names.get(place_key(text[: before.start()]))
            if former is None:
                raise _unknown(_("tỉnh, thành phố cũ"), text, _("ghi đúng tên một trong 63 tỉnh, thành phố cũ."))
            return Place(former=former)
        key = place_key(text)
        merged = self._merged.get(key)
        if key not in self._present_names and merged:
            return Place(former=merged)
        return Place(province=self.province(text), former=merged)

    def renamed(self, text):
        """The present province, where the text names one that is no more; else None.

        A name that is used again ("Quảng Trị") names the former unit in a list of the former unit's time.
        """
        key = place_key(text)
        if key not in self._present_names:
            return self._provinces.get(key)
        former = self.list_day and self._merged.get(key)
        return former.successor if former and self.list_day <= former.valid_to else None

    def own_province(self, text):
        """A province whose gift lists the officer may draw up."""
        found = self.province(text)
        office = self.office_of_province.get(found.pk)
        if office is None or not may_work_for(self.officer, office):
            raise ValidationError(
                _("%(name)s không thuộc cơ quan của bạn; tách dòng này ra và gửi cho BHXH nơi đó.")
                % {"name": found.full_name},
                code="other_office",
            )
        return found

    def office(self, text):
        found = self._offices.get(office_key(text))
        if found is None:
            raise _unknown(_("cơ quan BHXH"), text, _("ghi mã cơ quan, ví dụ TW hoặc 40."))
        if not may_work_for(self.officer, found):
            raise ValidationError(
                _("Bạn không nhập được cho %(name)s; để trống hoặc ghi cơ quan của bạn.") % {"name": found},
                code="other_office_record",
            )
        return found

    def round(self, text):
        return _only(_named(self._rounds, text), _("đợt"), text, _("ghi đúng tên đợt như trong mục Đợt."))

    def programme(self, text):
        cure = _("ghi đúng tên chương trình như trong mục Chương trình.")
        return _only(_named(self._programmes, text), _("chương trình"), text, cure)

    def named_in(self, titles, look_up):
        """The slug of the one programme, or round, that titles name; "" for none and for several.

        A round may be named by its programme and its year, where one such round is not over.
        """
        plain = f" {_in_words(titles)} "
        named = {
            kind: {slug: one for slug, one in records[0].items() if f" {_in_words(one.name)} " in plain}
            for kind, records in (("round", self._rounds), ("programme", self._programmes))
        }
        found = named[look_up]
        if look_up == "round" and not found:
            years, today = set(map(int, YEAR.findall(plain))), today_in_vietnam()
            found = {
                slug: one
                for slug, one in self._rounds[0].items()
                if one.programme.slug in named["programme"] and one.ends_on >= today
                if not years.isdisjoint({one.starts_on.year, one.ends_on.year})
            }
        return min(found) if len(found) == 1 else ""

    @cached_property
    def _communes(self):
        """Key of each commune of the officer's province -> its names."""
        found = defaultdict(set)
        for commune in Commune.objects.filter(province=self.officer.office.province_id):
            for key in commune.keys:
                found[key].add(commune.name)
        return found

    def full_commune(self, name):
        """The name with "Xã" or "Phường" of the one commune of the officer's province that is called so; else ""."""
        found = self._communes.get(commune_key(name), ())
        return min(found) if len(found) == 1 and name not in found else ""

    def provinces_in(self, title):
        """The provinces that a title names behind "tỉnh" or "thành phố"."""
        plain = f" {_in_words(title)} "
        named = {f" {word} {key} ": province for key, province in self._provinces.items() for word in CALLED}
        return {province for words, province in named.items() if words in plain}

    def with_accents(self, text):
        """The name of the one donor whose name the text writes without any sign; else None."""
        donors = self._donors
        alike = (
            donors.by_name.get(fold(name_of_person(text)), [])
            if text.isascii() and text.casefold() not in donors.by_code
            else []
        )
        return alike[0].name if len(alike) == 1 and spelling(alike[0].name) != spelling(text) else None

    def one_donor(self, text):
        """The one donor of this code or full name."""
        cure = _("ghi tên đầy đủ của nhà hảo tâm.")
        return _only(self._donors_of(text, _("nhập nhà hảo tâm trước.")), _("nhà hảo tâm"), text, cure)

    def donor(self, text):
        """All donors of this code or full name, one of each office, or the new one told of.

        A new one is unsaved; who is in the books by that name meanwhile is not registered again.
        """
        donors = self._donors
        kind, name = donors.told_new(text)
        if kind and not donors.named(name)[0]:
            return [donors.register(kind, name)]
        choose = _("chọn hoặc đăng ký mới ở bước xem trước.")
        if not donors.may_register:
            choose = _("chọn ở bước xem trước; chưa có trong sổ thì đề nghị người có quyền ghi nhà hảo tâm đăng ký.")
        return self._donors_of(name, choose)

    def _donors_of(self, text, otherwise):
        """As donor(), of those in the books; `otherwise` is what to do but to write the code."""
        named, alike = self._donors.named(text)
        cure = _("ghi mã nhà hảo tâm, hoặc %s") % otherwise
        if alike and not named:
            cure = _("trong sổ có “%(name)s”, chỉ khác dấu hoặc mã số thuế: ghi đúng tên hoặc mã, hoặc %(otherwise)s")
            cure %= {"name": alike[0].name, "otherwise": otherwise}
        if found := self._donors.by_code.get(text.casefold()):
            return found
        if len(named) > 1 and len({donor.office_id for donor in named}) == len(named):
            return named
        return [_only(named, _("nhà hảo tâm"), text, cure)]
