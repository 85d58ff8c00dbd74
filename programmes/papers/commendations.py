"""The proposal of who is to be commended, by what they gave in a period."""

from dataclasses import dataclass
from datetime import date

from programmes.models import Donor
from programmes.papers.heads import BY_HAND, HEAD_SIGNS
from programmes.papers.parts import Column, PaperKind, Signatures, Table, Text
from programmes.papers.values import IN_DONG, Headed, lines, told
from programmes.standards.money import format_number
from programmes.standards.names import sort_key
from programmes.totals.giving import by_giver


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """One donor who is proposed."""

    donor: str = told("Tên nhà hảo tâm", sample="Công ty Minh Họa")
    kind: str = told("Loại nhà hảo tâm", sample="doanh nghiệp")
    donations: int = told("Số khoản ủng hộ", sample=3)
    money_vnd: int = told("Bằng tiền", sample=150_000_000)
    goods_vnd: int = told("Giá trị hiện vật", sample=20_000_000)


@dataclass(frozen=True, kw_only=True)
class Commendation(Headed):
    """Who gave `least_vnd` or more in money, or in goods, from `since` to `until`, both days within.

    `unnamed` says how many more did who are named by no paper.
    """

    since: date = told("Từ ngày", sample=date(2026, 1, 1))
    until: date = told("Đến ngày", sample=date(2026, 12, 31))
    least_vnd: int = told("Mức ủng hộ từ", sample=100_000_000, spoken=IN_DONG)
    donors: int = told("Số nhà hảo tâm được đề nghị", sample=2)
    money_sum_vnd: int = told("Tổng bằng tiền", sample=300_000_000)
    goods_sum_vnd: int = told("Tổng giá trị hiện vật", sample=40_000_000)
    unnamed: str = told("Nhà hảo tâm không nêu tên", sample="")
    lines: tuple[Proposed, ...] = lines(Proposed, "Danh sách đề nghị")


COMMENDATION = PaperKind(
    key="commendation",
    label="Đề nghị khen thưởng",
    values=Commendation,
    is_numbered=True,
    parts=(
        Text("Tờ trình", "title"),
        Text("*Về việc đề nghị khen thưởng nhà hảo tâm*", "centre"),
        Text("Kính gửi: ……………………"),
        Text(
            "{office} đề nghị khen thưởng {donors} nhà hảo tâm đã ủng hộ bằng tiền, hoặc bằng hiện vật tính theo giá "
            "trị, từ {least_vnd} trở lên trong thời gian từ ngày {since} đến ngày {until}:"
        ),
        Table(
            "lines",
            (
                Column("Nhà hảo tâm", "{donor}", 36),
                Column("Loại", "{kind}", 18),
                Column("Số khoản", "{donations}", 10, is_number=True),
                Column("Bằng tiền (đồng)", "{money_vnd}", 18, is_number=True),
                Column("Giá trị hiện vật (đồng)", "{goods_vnd}", 18, is_number=True),
            ),
            total=("Cộng", "", "", "{money_sum_vnd}", "{goods_sum_vnd}"),
        ),
        Text("{unnamed}"),
        Text("Số liệu theo sổ đến ngày {day}, chỉ tính khoản đã duyệt, không tính khoản đã hủy ghi nhận.", "small"),
        Signatures((("Người lập", BY_HAND), HEAD_SIGNS)),
    ),
)


def commendation(donations, since, until, least_vnd, *, head):
    """The Commendation of who gave these donations; who gave without a name is counted and not named."""
    received = donations.filter(received_on__range=(since, until))
    open_hand = received.filter(is_anonymous=False, donor__restricted_on=None)
    open_hand = open_hand.exclude(donor__kind=Donor.Kind.ANONYMOUS)
    named, everybody = (
        [each for each in by_giver(some) if max(each.money_vnd, each.goods_vnd) >= least_vnd]
        for some in (open_hand, received)
    )
    donors = Donor.objects.in_bulk([each.donor_id for each in named])
    told = sorted((_proposed(donors[each.donor_id], each) for each in named), key=lambda each: sort_key(each.donor))
    return Commendation(
        **head,
        since=since,
        until=until,
        least_vnd=least_vnd,
        donors=len(told),
        money_sum_vnd=sum(each.money_vnd for each in told),
        goods_sum_vnd=sum(each.goods_vnd for each in told),
        unnamed=_unnamed(len({each.donor_id for each in everybody} - donors.keys())),
        lines=tuple(told),
    )


def _unnamed(count):
    return f"Ngoài ra có {format_number(count)} nhà hảo tâm đạt mức trên mà không nêu tên." if count else ""


def _proposed(donor, given):
    return Proposed(
        donor=donor.name,
        kind=str(donor.get_kind_display()),
        donations=given.donations,
        money_vnd=given.money_vnd,
        goods_vnd=given.goods_vnd,
    )
