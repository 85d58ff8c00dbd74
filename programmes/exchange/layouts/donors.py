"""Files of donors. A donor is found by code, else by tax code, else by name, always within the office."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from programmes.actions import registers
from programmes.exchange.columns import choices
from programmes.exchange.columns.column import Column, as_text, phone
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.layouts.register import RegisterJudge
from programmes.exchange.writing import cells
from programmes.models import Donor
from programmes.rules.donor_names import name_of_person
from programmes.rules.erasures import check_erased
from programmes.rules.problems import Problem, RuleViolation
from programmes.rules.rights_requests import check_giver
from programmes.rules.same_donor import KnownAlike, changed_of, check_own_words, doubts
from programmes.standards.accounts import check_account
from programmes.standards.dates import parse_day
from programmes.standards.names import capitals_of_name, fold, spelling
from programmes.standards.tax import check_tax_code

COLUMNS = (
    Column(
        "code",
        "Mã nhà hảo tâm",
        cells.text("code"),
        as_text(40),
        example="NHT-001",
        width=18,
        synonyms=("Mã nhà tài trợ",),
    ),
    Column(
        "name",
        "Tên nhà hảo tâm",
        cells.text("name"),
        as_text(200),
        required=True,
        example="Công ty Minh Họa",
        width=40,
        synonyms=("donor_name",),
    ),
    Column(
        "kind",
        "Loại",
        cells.label("kind", Donor.Kind),
        choices.donor_kind,
        required=True,
        example="doanh nghiệp",
        synonyms=("donor_kind",),
    ),
    Column(
        "office",
        "Cơ quan quản lý",
        cells.text("office__code"),
        look_up="office",
        example="40",
        synonyms=("social_insurance_office",),
    ),
    Column(
        "tax_code",
        "Mã số thuế",
        cells.text("tax_code"),
        check_tax_code,
        example="0100233488",
        synonyms=("donor_tax_code",),
    ),
    Column(
        "contact_person",
        "Người liên hệ",
        cells.text("contact_person"),
        as_text(100),
        width=24,
        synonyms=("donor_contact",),
    ),
    Column(
        "bank_account",
        "Số tài khoản",
        cells.encrypted("bank_account"),
        check_account,
        content="account",
        example="0011000000001",
        width=20,
        synonyms=("Số tài khoản ngân hàng",),
    ),
    Column("phone", "Điện thoại", cells.encrypted("phone"), phone, content="phone", synonyms=("phone",)),
    Column("email", "Thư điện tử", cells.text("email"), as_text(254), width=24, synonyms=("Email",)),
    Column("address", "Địa chỉ", cells.text("address"), as_text(250), width=40),
    Column(
        "consented_on",
        "Đồng ý nêu tên ngày",
        cells.day("consented_on"),
        parse_day,
        content="day",
        example="25/12/2025",
        width=20,
    ),
    Column("note", "Ghi chú", cells.text("note"), as_text(2000), width=30),
)


def _key_of(name):
    """Equal for names of one donor: spelled alike, with or without a title."""
    return spelling(name_of_person(name))


class _Books:
    """The donors of the offices that a file names, read once each.

    `identified` holds (office, name) of the rows that carry a code or a tax code, and (office, tax code) of those
    that carry both: a row with nothing but that is one of them or somebody else, which the file does not say.
    """

    def __init__(self, office, identified):
        self.office, self.identified, self._offices = office, identified, {}

    def _of(self, home):
        if home.pk not in self._offices:
            by = {way: defaultdict(list) for way in ("tax_code", "name", "alike", "others")}
            by |= {"code": {}, "known": KnownAlike()}
            self._offices[home.pk] = by
            for donor in Donor.objects.filter(office=home).select_related("same_as").order_by("pk"):
                self._add(by, donor, donor.of_office)
        return self._offices[home.pk]

    @staticmethod
    def _add(by, donor, one):
        """Count a donor in, found as the record `one` of the same donor."""
        by["known"].add(donor)
        by["code"][donor.code] = one
        plain = fold(name_of_person(donor.name))
        for way, key in (("tax_code", donor.tax_code), ("name", _key_of(donor.name)), ("alike", plain)):
            if one not in by[way][key]:
                by[way][key].append(one)
        if one is not donor:
            by["others"][one.pk].append(donor)

    def find(self, values):
        """The stored donor of the office of the row by whatever the row tells, None for a new one."""
        home, tax_code, name = values.get("office", self.office), values.get("tax_code"), _key_of(values["name"])
        by = self._of(home)
        if code := values.get("code"):
            return by["code"].get(code)
        found = by["tax_code"].get(tax_code) if tax_code else None
        if not found:
            found = [donor for donor in by["name"].get(name, []) if not (tax_code and donor.tax_code)]
        if len(found) > 1 or (home.pk, tax_code or name) in self.identified:
            problem = _("Nhiều nhà hảo tâm trùng tên hoặc mã số thuế với “%s”; ghi thêm mã nhà hảo tâm.")
            problem %= values["name"]
            raise RuleViolation([Problem("code", "donor_ambiguous", problem)])
        if not found and not tax_code and (alike := by["alike"].get(fold(name_of_person(values["name"])))):
            problem = _("Trong sổ có “%s”, chỉ khác dấu; ghi mã của nhà hảo tâm đó, hoặc một mã mới nếu là người khác.")
            raise RuleViolation([Problem("name", "donor_spelled_otherwise", problem % alike[0].name)])
        return found[0] if found else None

    def settle(self, values, stored):
        """Who stands in the books with a title keeps it; what a row says of a joined record is no change of the first.

        A file of earlier days goes on naming that record by its code, name and tax code.
        """
        if not stored:
            return values
        others = self._of(values.get("office", self.office))["others"].get(stored.pk, ())
        if _key_of(values["name"]) in {_key_of(donor.name) for donor in (stored, *others)}:
            values = {**values, "name": stored.name}
        return {
            name: value
            for name, value in values.items()
            if name == "name" or not any(value == getattr(other, name) for other in others)
        }

    def doubts(self, donor):
        """What is told of a row whose donor is like another of the office, or of an earlier row."""
        known = self._offices[donor.office_id]["known"]
        yield from doubts(known.of(donor), with_names=True)
        if donor.pk is None:
            known.add(donor)


def _mended(values):
    """The name of a person without title and capitals; those of organisations are written as they like."""
    name = values["name"]
    if values["kind"] == Donor.Kind.INDIVIDUAL and (plain := name_of_person(name)) != name:
        yield "name", capitals_of_name(name) if fold(plain) == fold(name) else "title_of_name", plain


def _check(donor, stored):
    """What a file says otherwise of who asked to be erased or restricted; it may be but a masked row of an export."""
    if stored:
        yield from check_erased(stored)
        yield from check_giver(stored)
        yield from check_own_words(stored, changed_of(donor, stored))


def judge(task, findings):
    """Judge of donors to register and to correct."""
    identified = set()

    def key(values):
        office, name = values.get("office", task.office).pk, _key_of(values["name"])
        code, tax_code = values.get("code"), values.get("tax_code")
        if code or tax_code:
            identified.add((office, name))
        if code and tax_code:
            identified.add((office, tax_code))
        return office, code or tax_code or name

    books = _Books(task.office, identified)
    return RegisterJudge(
        COLUMNS,
        findings,
        key=key,
        find=books.find,
        blank=lambda: Donor(office=task.office, code=""),
        settle=books.settle,
        mend=_mended,
        check=_check,
        doubts=books.doubts,
    )


def records(queryset, round_, year):
    """Donors who gave to the round in the year."""
    gave = {"donations__round": round_, "donations__received_on__year": year}
    one_gift = {name: value for name, value in gave.items() if value}
    return queryset.filter(**one_gift).distinct().order_by("office__code", "code")


DONORS = Layout(
    "donors",
    Donor,
    COLUMNS,
    judge,
    registers.register_donors,
    records,
    {},
)
