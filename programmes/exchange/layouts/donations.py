"""Files of donations. A donation is found by its voucher number within the office; a file approves nothing."""

import copy

from django.utils.translation import gettext_lazy as _

from programmes.actions import registers
from programmes.exchange.columns import choices
from programmes.exchange.columns.column import Column, as_text
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.layouts.register import RegisterJudge
from programmes.exchange.writing import cells
from programmes.models import Donation, Donor
from programmes.rules import donations
from programmes.rules.problems import Problem, RuleViolation
from programmes.standards.dates import parse_day
from programmes.standards.money import parse_dong

EARLIER = {
    Donation.State.PLEDGED: (),
    Donation.State.RECEIVED: (Donation.State.PLEDGED,),
    Donation.State.APPROVED: (Donation.State.PLEDGED, Donation.State.RECEIVED),
}


def signed_dong(text):
    """Whole đồng; with a minus only in the row of a reversal that the books already hold."""
    return -parse_dong(text[1:]) if text.startswith("-") else parse_dong(text)


COLUMNS = (
    Column(
        "code",
        "Số chứng từ",
        cells.text("code"),
        as_text(40),
        required=True,
        example="PT-0001",
        width=18,
        synonyms=("receipt_number", "Mã khoản ủng hộ"),
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
        "Có địa chỉ: tỉnh",
        cells.text("earmark__name"),
        content="place",
        look_up="province",
        width=18,
        synonyms=("province",),
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
    Column("route", "Đường tiền", cells.label("route", Donation.Route), choices.donation_route, width=24),
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


def _settle(task):
    registered = {}

    def settle(values, stored):
        """The values of a row with its donor chosen, and with what follows from them where a cell is empty.

        A new donor is one of the office that was given to.
        """
        office = values.get("office", stored.office if stored else task.office)
        donor = _one_donor(values["donor"], office, stored)
        if donor.pk is None:
            donor = registered.setdefault((id(donor), office.pk), copy.copy(donor))
            donor.office = office
        values = {**values, "donor": donor}
        return _carried_on(values, stored) if stored else _completed(values, task.round)

    return settle


def _one_donor(donors, office, stored):
    """The donor meant: among those of one code the one on record, else the one of the office."""
    if len(donors) > 1:
        kept = [donor for donor in donors if stored and donor.pk == stored.donor_id]
        donors = kept or [donor for donor in donors if donor.office_id == office.pk]
    if len(donors) != 1:
        message = _("Mã này có ở nhiều cơ quan; ghi tên đầy đủ của nhà hảo tâm.")
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
            "amount_vnd", "amount_not_positive", _("Số tiền phải lớn hơn 0; khoản đã duyệt thì đảo bút toán.")
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


def judge(task, findings):
    """Judge of donations to record and to correct."""
    stored = {}

    def donations_of(office):
        if office.pk not in stored:
            found = Donation.objects.filter(office=office).select_related("donor", "round", "office")
            if task.to_store:  # nobody approves what this file is changing
                found = found.select_for_update(of=("self",))
            stored[office.pk] = {donation.code: donation for donation in found}
        return stored[office.pk]

    return RegisterJudge(
        COLUMNS,
        findings,
        key=lambda values: (values.get("office", task.office).pk, values["code"]),
        find=lambda values: donations_of(values.get("office", task.office)).get(values["code"]),
        blank=lambda: Donation(office=task.office),
        settle=_settle(task),
        check=_check,
        money=SUMS["donor_cost_vnd"],
    )


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
