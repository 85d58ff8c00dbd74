"""The statement of a donor for a period: each donation, and what became of it as its trail tells.

It goes to whoever holds the codes anyway. So it tells of each donation what its trail tells and no more: what is set
aside, returned or left stands in one sum with the few people that nobody is to count (`rules.trail_lines`).
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programmes.models import Donation
from programmes.papers.heads import BY_HAND, HEAD_SIGNS, purpose_of
from programmes.papers.parts import Column, Items, PaperKind, Signatures, Table, Text
from programmes.papers.values import Headed, lines, told
from programmes.rules.trail_lines import lines_of
from programmes.standards.money import format_number
from programmes.standards.words import dong_in_words
from programmes.totals import trail as books


@dataclass(frozen=True, kw_only=True)
class Given:
    """One donation; received, money or goods, less cancelled is what became gifts and all else."""

    code: str = told("Số chứng từ", sample="UH-0000001")
    received_on: date = told("Ngày nhận", sample=date(2026, 2, 20))
    purpose: str = told("Ủng hộ cho", sample="Trao thẻ BHYT cho người có hoàn cảnh khó khăn")
    money_vnd: int = told("Số tiền", sample=5_000_000)
    goods_vnd: int = told("Giá trị hiện vật", sample=0)
    cancelled_vnd: int = told("Số đã hủy ghi nhận", sample=0)
    gifts_vnd: int = told("Số đã trao thành quà", sample=4_548_960)
    other_vnd: int = told("Số phần còn lại", sample=451_040)


@dataclass(frozen=True, kw_only=True)
class Became:
    """Gifts of a kind at an event that a donation paid for."""

    gifts_code: str = told("Chứng từ trả quà", sample="UH-0000001")
    held_on: date = told("Ngày trao", sample=date(2026, 3, 2))
    gifts: str = told("Quà", sample="12 thẻ BHYT")
    where: str = told("Nơi trao", sample="Xã Minh Họa, tỉnh Minh Họa")
    amount_vnd: int = told("Số tiền trả quà", sample=2_274_480)


@dataclass(frozen=True, kw_only=True)
class Helped:
    """An event to which a donation contributed, without the numbers of its own."""

    helped_code: str = told("Chứng từ góp phần", sample="UH-0000001")
    helped_on: date = told("Ngày buổi trao góp phần", sample=date(2026, 3, 9))
    helped_with: str = told("Buổi trao góp phần", sample="120 thẻ BHYT, xã Minh Họa, tỉnh Minh Họa")


@dataclass(frozen=True, kw_only=True)
class Statement(Headed):
    """What one donor gave from `since` to `until`, both days within, and what it became until `day`."""

    donor: str = told("Tên nhà hảo tâm", sample="Công ty Minh Họa")
    address: str = told("Địa chỉ nhà hảo tâm", sample="12 phố Minh Họa")
    since: date = told("Từ ngày", sample=date(2026, 1, 1))
    until: date = told("Đến ngày", sample=date(2026, 12, 31))
    money_sum_vnd: int = told("Tổng bằng tiền", sample=10_000_000)
    money_words: str = told("Tổng bằng tiền bằng chữ", sample="Mười triệu đồng")
    goods_sum_vnd: int = told("Tổng giá trị hiện vật", sample=0)
    goods_words: str = told("Tổng giá trị hiện vật bằng chữ", sample="Không đồng")
    cancelled_sum_vnd: int = told("Tổng đã hủy ghi nhận", sample=0)
    gifts_sum_vnd: int = told("Tổng đã trao thành quà", sample=9_097_920)
    other_sum_vnd: int = told("Tổng phần còn lại", sample=902_080)
    goods_names: str = told("Hiện vật đã nhận", sample="UH-0000001: 20 xe đạp")
    donations: tuple[Given, ...] = lines(Given, "Các khoản ủng hộ")
    became: tuple[Became, ...] = lines(Became, "Quà đã trao", samples=4)
    helped: tuple[Helped, ...] = lines(Helped, "Các buổi trao đã góp phần", samples=1)


STATEMENT = PaperKind(
    key="statement",
    label="Bảng kê ủng hộ",
    values=Statement,
    is_landscape=True,
    is_numbered=True,
    parts=(
        Text("Bảng kê các khoản ủng hộ", "title"),
        Text("Nhận từ ngày {since} đến ngày {until}", "centre"),
        Text("Nhà hảo tâm: *{donor}*"),
        Text("Địa chỉ: {address}"),
        Table(
            "donations",
            (
                Column("Số chứng từ", "{code}", 13),
                Column("Ngày nhận", "{received_on}", 11),
                Column("Ủng hộ cho", "{purpose}", 28),
                Column("Bằng tiền (đồng)", "{money_vnd}", 14, is_number=True),
                Column("Giá trị hiện vật (đồng)", "{goods_vnd}", 14, is_number=True),
                Column("Đã hủy ghi nhận (đồng)", "{cancelled_vnd}", 14, is_number=True),
                Column("Đã trao thành quà (đồng)", "{gifts_vnd}", 14, is_number=True),
                Column("Phần còn lại (đồng)", "{other_vnd}", 14, is_number=True),
            ),
            total=(
                "Cộng",
                "",
                "",
                "{money_sum_vnd}",
                "{goods_sum_vnd}",
                "{cancelled_sum_vnd}",
                "{gifts_sum_vnd}",
                "{other_sum_vnd}",
            ),
        ),
        Text("Bằng tiền: *{money_sum_vnd} đồng* ({money_words})."),
        Text("Hiện vật, tính theo giá trị: *{goods_sum_vnd} đồng* ({goods_words})."),
        Text("Hiện vật gồm: {goods_names}."),
        Text(
            "Phần còn lại gồm tiền chưa phân bổ, tiền đã dành cho danh sách chờ trao, tiền của suất được trả về, và "
            "tiền đã trao thành quà mà nêu riêng thì có thể lộ số ít người. Các phần này không tách ra để không ai bị "
            "nhận ra.",
            "small",
        ),
        Text("*Quà đã trao: {gifts_sum_vnd} đồng*"),
        Table(
            "became",
            (
                Column("Số chứng từ", "{gifts_code}", 13),
                Column("Ngày trao", "{held_on}", 11),
                Column("Quà", "{gifts}", 24),
                Column("Nơi trao", "{where}", 40),
                Column("Số tiền (đồng)", "{amount_vnd}", 14, is_number=True),
            ),
        ),
        Items("helped", "Ngày {helped_on}, khoản {helped_code} đã góp vào buổi trao {helped_with}."),
        Text(
            "Suất quà do nhiều khoản ủng hộ cùng trả được đếm một lần, cho khoản trả phần lớn nhất. Số liệu theo sổ "
            "đến ngày {day}.",
            "small",
        ),
        Signatures((("Người lập", BY_HAND), HEAD_SIGNS)),
    ),
)


def in_period(donations, since, until):
    """The approved donations among these that were received from `since` to `until`, in their order."""
    found = donations.approved().filter(reverses=None, received_on__range=(since, until))
    told_with = "donor__same_as", "programme", "round", "earmark", "reversal"
    return found.select_related(*told_with).order_by("received_on", "pk")


def statement(donor, donations, since, until, *, head):
    """The Statement of these donations, which are all of one donor; ValidationError while one does not add up."""
    trails = [books.read(donation) for donation in donations]
    if broken := next((trail for trail in trails if not trail.adds_up), None):
        refused = _("Số liệu của khoản %s đang được đối chiếu lại; xin lập bảng kê sau.") % broken.donation.code
        raise ValidationError(refused, code="statement_trail")
    told_of = [(trail.donation, trail, lines_of(trail)) for trail in trails]
    given = tuple(_given(*each) for each in told_of)
    sums = {
        f"{name}_sum_vnd": sum(getattr(each, f"{name}_vnd") for each in given)
        for name in ("money", "goods", "cancelled", "gifts", "other")
    }
    return Statement(
        **head,
        donor=donor.name,
        address=donor.address,
        since=since,
        until=until,
        **sums,
        money_words=capfirst(dong_in_words(sums["money_sum_vnd"])),
        goods_words=capfirst(dong_in_words(sums["goods_sum_vnd"])),
        goods_names="; ".join(f"{each.code}: {each.goods}" for each in donations if each.goods),
        donations=given,
        became=tuple(_became(donation, each) for donation, _trail, found in told_of for each in found.told),
        helped=tuple(_helped(donation, each) for donation, _trail, found in told_of for each in found.helped),
    )


def _given(donation, trail, found):
    is_goods = donation.form == Donation.Form.IN_KIND
    return Given(
        code=donation.code,
        received_on=donation.received_on,
        purpose=purpose_of(donation),
        money_vnd=0 if is_goods else trail.received_vnd,
        goods_vnd=trail.received_vnd if is_goods else 0,
        cancelled_vnd=trail.reversed_vnd,
        gifts_vnd=found.told_vnd,
        other_vnd=found.other_vnd,
    )


def _became(donation, spending):
    return Became(
        gifts_code=donation.code,
        held_on=spending.day,
        gifts=f"{format_number(spending.people)} {spending.kind_name}",
        where=f"{spending.place}, {spending.province}",
        amount_vnd=spending.amount_vnd,
    )


def _helped(donation, spending):
    people = format_number(sum(spending.shares))
    return Helped(
        helped_code=donation.code,
        helped_on=spending.day,
        helped_with=f"{people} {spending.kind_name}, {spending.place}, {spending.province}",
    )
