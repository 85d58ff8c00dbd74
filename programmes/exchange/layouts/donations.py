"""Files of donations. A donation is found by its voucher number within the office; a file approves nothing."""

from django.utils.translation import gettext_lazy as _

from programmes.actions import registers
from programmes.exchange import choices
from programmes.exchange.columns import Column, as_text
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.layouts.register import RegisterJudge
from programmes.models import Donation, Donor
from programmes.rules import donations
from programmes.rules.problems import Problem
from programmes.standards.dates import format_day_padded, parse_day
from programmes.standards.money import parse_dong


def signed_dong(text):
    """Whole đồng; with a minus only in the row of a reversal that the books already hold."""
    return -parse_dong(text[1:]) if text.startswith("-") else parse_dong(text)


COLUMNS = (
    Column(
        "code",
        "Số chứng từ",
        as_text(40),
        required=True,
        example="PT-0001",
        width=18,
        synonyms=("receipt_number", "Mã khoản ủng hộ"),
    ),
    Column(
        "donor",
        "Nhà hảo tâm",
        look_up="donor",
        required=True,
        example="NHT-001",
        width=40,
        synonyms=("donor_name", "Mã nhà hảo tâm", "Mã nhà tài trợ"),
    ),
    Column(
        "amount_vnd",
        "Số tiền (đồng)",
        signed_dong,
        required=True,
        example="50.000.000",
        width=18,
        synonyms=("donation_amount", "amount", "pledged_amount"),
    ),
    Column(
        "received_on",
        "Ngày nhận",
        parse_day,
        example="25/12/2025",
        synonyms=("donation_date", "receipt_date"),
    ),
    Column("pledged_on", "Ngày đăng ký", parse_day),
    Column("programme", "Chương trình", look_up="programme", example="tang-so-the", width=24),
    Column("round", "Đợt", look_up="round", example="so-the-2025", width=24, synonyms=("campaign",)),
    Column("office", "Cơ quan tiếp nhận", look_up="office", example="40", synonyms=("social_insurance_office",)),
    Column("earmark", "Có địa chỉ: tỉnh", look_up="province", width=18, synonyms=("province",)),
    Column("form", "Hình thức", choices.donation_form, example="tiền", synonyms=("Hình thức ủng hộ",)),
    Column("goods", "Hiện vật", as_text(250), width=24, synonyms=("in_kind_description",)),
    Column("route", "Đường tiền", choices.donation_route, width=24),
    Column("is_anonymous", "Không nêu tên", choices.yes_no, example="x"),
    Column("state", "Trạng thái", choices.donation_state, example="đã nhận, chờ duyệt", width=20),
    Column("note", "Ghi chú", as_text(2000), width=30, synonyms=("transfer_text",)),
)


def _complete(task):
    def complete(donation):
        """What follows from the rest of the row when its own cell is empty."""
        donation.round = donation.round or task.round
        if donation.programme_id is None and donation.round:
            donation.programme = donation.round.programme
        if donation.goods:
            donation.form = Donation.Form.IN_KIND
        if donation.form == Donation.Form.IN_KIND and donation.route == Donation.Route.VIA_BHXH:
            donation.route = Donation.Route.IN_KIND
        if donation.received_on is None and donation.pledged_on:
            donation.state = Donation.State.PLEDGED
        donation.is_anonymous = donation.is_anonymous or donation.donor.kind == Donor.Kind.ANONYMOUS

    return complete


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
    yield from donations.check(donation)


def judge(task, tally):
    """Judge of donations to record and to correct."""
    stored = {}

    def known(office):
        if office.pk not in stored:
            found = Donation.objects.filter(office=office).select_related("donor", "round")
            stored[office.pk] = {donation.code: donation for donation in found}
        return stored[office.pk]

    return RegisterJudge(
        COLUMNS,
        tally,
        key=lambda values: (values.get("office", task.office).pk, values["code"]),
        find=lambda values: known(values.get("office", task.office)).get(values["code"]),
        blank=lambda: Donation(office=task.office),
        complete=_complete(task),
        check=_check,
    )


def records(queryset, round_, year):
    """Donations to the round, received in the year."""
    if round_:
        queryset = queryset.filter(round=round_)
    if year:
        queryset = queryset.filter(received_on__year=year)
    related = queryset.select_related("donor", "programme", "round", "office", "earmark")
    return related.order_by("office__code", "code")


def _day(day):
    return format_day_padded(day) if day else ""


def export(queryset):
    for donation in queryset.iterator(2000):
        yield (
            donation.code,
            donation.donor.code,
            donation.amount_vnd,
            _day(donation.received_on),
            _day(donation.pledged_on),
            donation.programme.slug,
            donation.round.slug if donation.round else "",
            donation.office.code,
            donation.earmark.name if donation.earmark else "",
            donation.get_form_display(),
            donation.goods,
            donation.get_route_display(),
            "x" if donation.is_anonymous else "",
            donation.get_state_display(),
            donation.note,
        )


DONATIONS = Layout(
    "donations",
    _("khoản ủng hộ"),
    Donation,
    "import_donation",
    COLUMNS,
    judge,
    registers.record_donations,
    records,
    export,
)
