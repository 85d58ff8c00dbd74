"""Files of donations. A donation is found by its voucher number within the office; a file approves nothing."""

import copy
from collections import Counter, defaultdict
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from programmes.actions import registers
from programmes.exchange.columns import choices
from programmes.exchange.columns.column import Column, as_text
from programmes.exchange.columns.donors import Unnamed
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.layouts.register import RegisterJudge
from programmes.exchange.writing import cells
from programmes.models import Donation, Donor
from programmes.rules import donations, periods
from programmes.rules.problems import Problem, RuleViolation
from programmes.standards.dates import parse_day
from programmes.standards.lists import first_few
from programmes.standards.money import parse_dong
from programmes.standards.names import fold, spelling

EARLIER = {
    Donation.State.PLEDGED: (),
    Donation.State.RECEIVED: (Donation.State.PLEDGED,),
    Donation.State.APPROVED: (Donation.State.PLEDGED, Donation.State.RECEIVED),
}


def signed_dong(text):
    """Whole đồng; with a minus only in the row of a reversal that the books already hold."""
    return -parse_dong(text[1:]) if text.startswith("-") else parse_dong(text)


class Numbering(TextChoices):
    """Who numbers donations without a voucher."""

    BY_THE_BOOKS = "tự đánh số", _("để phần mềm đánh số")


BY_THE_BOOKS = {fold(word) for word in (Numbering.BY_THE_BOOKS, str(Numbering.BY_THE_BOOKS.label))}


def voucher(text):
    """The number of a voucher; "" where the books are to number it."""
    return "" if fold(text) in BY_THE_BOOKS else as_text(40)(text)


voucher.choices = Numbering

COLUMNS = (
    Column(
        "code",
        "Số chứng từ",
        cells.text("code"),
        voucher,
        required=True,
        example="PT-0001",
        width=18,
        synonyms=("receipt_number", "Mã khoản ủng hộ"),
        is_common=True,
    ),
    Column(
        "donor",
        "Nhà hảo tâm",
        cells.text("donor__code"),
        content="donor",
        look_up="donor",
        required=True,
        example="NHT-001",
        width=40,
        synonyms=("donor_name", "Mã nhà hảo tâm", "Mã nhà tài trợ"),
    ),
    Column(
        "amount_vnd",
        "Số tiền (đồng)",
        cells.number("amount_vnd"),
        signed_dong,
        content="money",
        required=True,
        example="50.000.000",
        width=18,
        synonyms=("donation_amount", "amount", "pledged_amount"),
    ),
    Column(
        "received_on",
        "Ngày nhận",
        cells.day("received_on"),
        parse_day,
        content="day",
        example="25/12/2025",
        synonyms=("donation_date", "receipt_date"),
        is_common=True,
    ),
    Column("pledged_on", "Ngày đăng ký", cells.day("pledged_on"), parse_day, content="day"),
    Column(
        "programme",
        "Chương trình",
        cells.text("programme__slug"),
        look_up="programme",
        example="tang-so-the",
        width=24,
        is_common=True,
    ),
    Column(
        "round",
        "Đợt",
        cells.text("round__slug"),
        look_up="round",
        example="so-the-2025",
        width=24,
        synonyms=("campaign",),
        is_common=True,
    ),
    Column(
        "office",
        "Cơ quan tiếp nhận",
        cells.text("office__code"),
        look_up="office",
        example="40",
        synonyms=("social_insurance_office",),
    ),
    Column(
        "earmark",
        "Chỉ định tỉnh thụ hưởng",
        cells.text("earmark__name"),
        content="place",
        look_up="province",
        width=18,
        synonyms=("province", "Có địa chỉ: tỉnh", "Tỉnh thụ hưởng"),
    ),
    Column(
        "form",
        "Hình thức",
        cells.label("form", Donation.Form),
        choices.donation_form,
        example="tiền",
        synonyms=("Hình thức ủng hộ",),
        is_common=True,
    ),
    Column("goods", "Hiện vật", cells.text("goods"), as_text(250), width=24, synonyms=("in_kind_description",)),
    Column(
        "route",
        "Hình thức chuyển tiền",
        cells.label("route", Donation.Route),
        choices.donation_route,
        width=24,
        synonyms=("Đường tiền",),
    ),
    Column("is_anonymous", "Không nêu tên", cells.tick("is_anonymous"), choices.yes_no, example="x"),
    Column(
        "state",
        "Trạng thái",
        cells.label("state", Donation.State),
        choices.donation_state,
        example="đã nhận, chờ duyệt",
        width=20,
    ),
    Column("note", "Ghi chú", cells.text("note"), as_text(2000), width=30, synonyms=("transfer_text",)),
    Column(
        "thanked_on", "Đã cảm ơn ngày", cells.day("thanked_on"), parse_day, content="day", synonyms=("Ngày cảm ơn",)
    ),
    Column(
        "thanked_how",
        "Hình thức cảm ơn",
        cells.label("thanked_how", Donation.Thanks),
        choices.donation_thanks,
        width=18,
    ),
)
SUMS = {"donor_cost_vnd": "amount_vnd"}
TOLD_OF_CONTENT = ("office", "amount_vnd", "received_on", "pledged_on", "goods")
SHOWN_GROUPS = 5


def _settle(task):
    registered = {}

    def settle(values, stored):
        """The values of a row with its donor chosen, and with what follows from them where a cell is empty.

        A new donor is one of the office that was given to.
        """
        office = values.get("office", stored.office if stored else task.office)
        if type(values["donor"]) is Unnamed and not values.setdefault("is_anonymous", True):
            message = _("Tên xin không nêu nhưng cột “Không nêu tên” ghi không; sửa một trong hai.")
            raise RuleViolation([Problem("is_anonymous", "unnamed_and_named", message)])
        donor = _one_donor(values["donor"], office, stored)
        if donor.pk is None:
            donor = registered.setdefault((id(donor), office.pk), copy.copy(donor))
            donor.office = office
        values = {**values, "donor": donor, "code": values["code"] or (stored.code if stored else "")}
        return _carried_on(values, stored) if stored else _completed(values, task.round)

    return settle


def _one_donor(donors, office, stored):
    """The donor meant: among those of one code or name the one on record, else the one of the office."""
    if len(donors) > 1:
        kept = [donor for donor in donors if stored and donor.pk == stored.donor_id]
        donors = kept or [donor for donor in donors if donor.office_id == office.pk]
    if len(donors) != 1:
        message = _("Nhiều cơ quan khác có nhà hảo tâm này; ghi tên hay mã mà chỉ một cơ quan có.")
        raise RuleViolation([Problem("donor", "donor_of_several_offices", message)])
    return donors[0]


def _carried_on(values, stored):
    """A file may bring a donation forward; the state of an older file takes nothing back."""
    if values.get("state") in EARLIER[stored.state]:
        del values["state"]
    if stored.state == Donation.State.PLEDGED and "received_on" in values:
        values.setdefault("state", Donation.State.RECEIVED)
    return values


def _completed(values, round_):
    """A new donation; what the file says is never overruled, what does not fit is for `_check` to refuse."""
    if round_:
        values.setdefault("round", round_)
    if "round" in values:
        values.setdefault("programme", values["round"].programme)
    if "goods" in values:
        values.setdefault("form", Donation.Form.IN_KIND)
    if values.get("form") == Donation.Form.IN_KIND:
        values.setdefault("route", Donation.Route.IN_KIND)
    if "pledged_on" in values and "received_on" not in values:
        values.setdefault("state", Donation.State.PLEDGED)
    if values["donor"].kind == Donor.Kind.ANONYMOUS:
        values.setdefault("is_anonymous", True)
    return values


def _check(donation, stored):
    if stored and stored.state == Donation.State.APPROVED:
        yield from donations.check(stored)
        return
    if stored is None and donation.state == Donation.State.APPROVED:
        yield Problem(
            "state", "import_cannot_approve", _("Tệp không duyệt thay được; ghi “đã nhận, chờ duyệt” rồi trình duyệt.")
        )
        return
    if donation.amount_vnd < 1:
        yield Problem(
            "amount_vnd", "amount_not_positive", _("Số tiền phải lớn hơn 0; khoản đã duyệt thì hủy ở trang của khoản.")
        )
    if donation.programme_id is None:
        yield Problem("programme", "programme_missing", _("Thiếu chương trình hoặc đợt; ghi vào cột tương ứng."))
        return
    if donation.received_on is None and donation.state != Donation.State.PLEDGED:
        yield Problem(
            "received_on", "received_on_missing", _("Thiếu ngày nhận; khoản mới đăng ký thì ghi ngày đăng ký.")
        )
    if donation.pledged_on is None and donation.state == Donation.State.PLEDGED:
        yield Problem("pledged_on", "pledged_on_missing", _("Thiếu ngày đăng ký; ghi vào cột “Ngày đăng ký”."))
    if donation.thanked_on or donation.thanked_how:
        yield Problem(
            "thanked_on",
            "import_cannot_thank",
            _("Khoản chưa duyệt thì chưa cảm ơn; duyệt trước rồi ghi ở trang khoản."),
        )
    if stored:
        yield from donations.check_change(stored, donation)
    yield from donations.check(donation)
    yield from donations.check_donor(donation, stored)


class DonationJudge(RegisterJudge):
    """As any register, but for donations without a number of their own: donor, đồng, day and goods tell what they are.

    Several rows that say the same are asked about, and stand for as many donations. One that the books hold already is
    taken to be that, and its officer is told so.
    """

    def __init__(self, task, findings):
        self.task, self.by_code, self.by_content, self.same = task, {}, {}, Counter()
        super().__init__(
            COLUMNS,
            findings,
            key=self._key,
            find=self._find,
            blank=lambda: Donation(office=task.office),
            settle=_settle(task),
            check=_check,
            money=SUMS["donor_cost_vnd"],
            doubts=lambda donation: donations.doubts(donation, self._closed),
            numbers=("code", Donation.objects.filter(office=task.office)),
        )

    @cached_property
    def _closed(self):
        return periods.closed()

    def ask(self):
        """As any register; and whether rows without a number that say the same are as many donations."""
        yield from super().ask()
        lines = defaultdict(list)
        for line, values in self.rows:
            if not values["code"]:
                lines[self._content(values)].append(self.findings.places.of(line))
        groups = [_(" và ").join(places) for places in lines.values() if len(places) > 1]
        if groups:
            told = _(
                "Các dòng không có số chứng từ và giống hệt nhau (nhà hảo tâm, số tiền, ngày): dòng %s. Nếu chỉ là một "
                "khoản ghi nhiều lần, hãy bỏ dòng thừa trong tệp rồi tải lên lại."
            )
            yield "same", told % first_few(groups, SHOWN_GROUPS, "; "), [("1", _("Mỗi dòng là một khoản"))]

    def _office(self, values):
        return values.get("office", self.task.office)

    def _content(self, values):
        """What a row gives, whatever its number."""
        donors = tuple(donor.pk or spelling(donor.name) for donor in values["donor"])
        day = values.get("received_on") or values.get("pledged_on")
        return self._office(values).pk, donors, values["amount_vnd"], day, fold(values.get("goods", ""))

    def _key(self, values):
        if values["code"]:
            return self._office(values).pk, values["code"]
        content = self._content(values)
        self.same[content] += 1
        return content, self.same[content]

    def _find(self, values):
        office = self._office(values)
        if values["code"]:
            return self._by_code(office).get(values["code"])
        donor = _one_donor(values["donor"], office, None)
        alike = self._by_content(office).get(self._content({**values, "donor": [donor]}))
        return alike.pop(0) if alike else None

    def _by_code(self, office):
        if office.pk not in self.by_code:
            found = Donation.objects.filter(office=office).select_related("donor", "round", "office").order_by("pk")
            if self.task.to_store:  # nobody approves what this file is changing
                found = found.select_for_update(of=("self",))
            self.by_code[office.pk] = {donation.code: donation for donation in found}
        return self.by_code[office.pk]

    def _by_content(self, office):
        """What was given -> the donations of it in the books, but those reversed, or named by a number of the file."""
        if office.pk not in self.by_content:
            found = self.by_content[office.pk] = defaultdict(list)
            by_code, named = self._by_code(office), {values["code"] for _line, values in self.rows}
            undone = {donation.reverses_id for donation in by_code.values()}
            for code, donation in by_code.items():
                if code not in named and donation.pk not in undone:
                    told = {name: getattr(donation, name) for name in TOLD_OF_CONTENT}
                    found[self._content({**told, "donor": [donation.donor]})].append(donation)
        return self.by_content[office.pk]

    def _decide(self, line, values, stored):
        if stored and not values["code"]:
            told = _(
                "Coi là khoản %s đã có trong sổ (cùng nhà hảo tâm, số tiền, ngày). Nếu là khoản khác, hãy ghi số chứng "
                "từ cho dòng này."
            )
            self.findings.warn(line, self.headings["code"], "donation_in_books", told % stored.code)
        super()._decide(line, values, stored)


def judge(task, findings):
    """Judge of donations to record and to correct."""
    return DonationJudge(task, findings)


def records(queryset, round_, year):
    """Donations to the round, received in the year."""
    if round_:
        queryset = queryset.filter(round=round_)
    if year:
        queryset = queryset.filter(received_on__year=year)
    return queryset.order_by("office__code", "code")


DONATIONS = Layout(
    "donations",
    Donation,
    COLUMNS,
    judge,
    registers.record_donations,
    records,
    SUMS,
)
