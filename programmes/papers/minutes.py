"""Minutes that both sides sign: of a hand-over, and of what a donor hands to an office."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst

from programmes.models import Donation
from programmes.papers.heads import BY_HAND, HEAD_SIGNS, money_and_goods, purpose_of
from programmes.papers.parts import Column, Pairs, PaperKind, Signatures, Table, Text
from programmes.papers.receipts import UNNAMED
from programmes.papers.values import IN_DONG, Headed, lines, told
from programmes.rules.privacy import name_on_receipt
from programmes.standards.money import format_number
from programmes.standards.words import dong_in_words
from programmes.totals import outcomes

_TWO_COPIES = "Biên bản lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản."


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of the gifts of one list and kind, as they were counted at the event."""

    gift_list: str = told("Danh sách", sample="Tết Minh Họa 2026 · Minh Họa · QĐ 1/QĐ-BHXH")
    kind: str = told("Loại quà", sample="thẻ BHYT")
    expected: int = told("Số suất của danh sách", sample=120)
    handed_over: int = told("Số suất đã nhận", sample=110)
    by_proxy: int = told("Số suất nhận thay", sample=6)
    absent: int = told("Số suất vắng mặt", sample=3)
    returned: int = told("Số suất trả lại", sample=1)
    paid_vnd: int = told("Chương trình chi cho danh sách", sample=146_577_600)


@dataclass(frozen=True, kw_only=True)
class HandoverMinutes(Headed):
    """The gifts of one event by list and kind; `unfinished` says of an event still open what is not noted yet."""

    title: str = told("Tên buổi trao", sample="Trao thẻ BHYT tại xã Minh Họa")
    round: str = told("Đợt", sample="Tết Minh Họa 2026")
    where: str = told("Nơi trao", sample="Xã Minh Họa, tỉnh Minh Họa")
    delegation: str = told("Đoàn trao", sample="Đoàn công tác Minh Họa")
    unfinished: str = told("Phần chưa ghi kết quả", sample="")
    expected_sum: int = told("Tổng số suất", sample=240)
    handed_over_sum: int = told("Tổng số đã nhận", sample=220)
    by_proxy_sum: int = told("Tổng số nhận thay", sample=12)
    absent_sum: int = told("Tổng số vắng mặt", sample=6)
    returned_sum: int = told("Tổng số trả lại", sample=2)
    paid_sum_vnd: int = told("Tổng chương trình chi", sample=293_155_200)
    words: str = told(
        "Tổng chương trình chi bằng chữ",
        sample="Hai trăm chín mươi ba triệu một trăm năm mươi lăm nghìn hai trăm đồng",
    )
    lines: tuple[Outcome, ...] = lines(Outcome, "Kết quả trao")


HANDOVER_MINUTES = PaperKind(
    key="handover_minutes",
    label="Biên bản trao tặng",
    values=HandoverMinutes,
    is_numbered=True,
    parts=(
        Text("Biên bản trao tặng", "title"),
        Text("*{title}*", "centre"),
        Text("{unfinished}", "mark"),
        Pairs(
            (
                ("Ngày trao", "{day}"),
                ("Nơi trao", "{where}"),
                ("Đợt", "{round}"),
                ("Đoàn trao", "{delegation}"),
                ("Cơ quan tổ chức", "{office}"),
            )
        ),
        Text("Các bên đã trao quà cho người có tên trong danh sách ký nhận kèm theo, kết quả như sau:"),
        Table(
            "lines",
            (
                Column("Danh sách", "{gift_list}", 30),
                Column("Loại quà", "{kind}", 14),
                Column("Số suất", "{expected}", 9, is_number=True),
                Column("Đã nhận", "{handed_over}", 9, is_number=True),
                Column("Nhận thay", "{by_proxy}", 9, is_number=True),
                Column("Vắng mặt", "{absent}", 9, is_number=True),
                Column("Trả lại", "{returned}", 8, is_number=True),
                Column("Chương trình chi (đồng)", "{paid_vnd}", 17, is_number=True),
            ),
            total=(
                "Cộng",
                "",
                "{expected_sum}",
                "{handed_over_sum}",
                "{by_proxy_sum}",
                "{absent_sum}",
                "{returned_sum}",
                "{paid_sum_vnd}",
            ),
        ),
        Text("Chương trình chi cho các suất đã nhận và nhận thay: *{paid_sum_vnd} đồng* ({words})."),
        Text("Suất của người vắng mặt chờ buổi trao sau; suất trả lại không tính là đã trao."),
        Text(_TWO_COPIES),
        Signatures((("Cơ quan tổ chức", BY_HAND), ("Đại diện địa phương", BY_HAND), ("Trưởng đoàn", BY_HAND))),
    ),
)


@dataclass(frozen=True, kw_only=True)
class ReceptionMinutes(Headed):
    """What a donor handed to an office: goods with what they are worth, or cash."""

    title: str = told("Tên biên bản", sample="Biên bản giao nhận hiện vật")
    donor: str = told("Tên nhà hảo tâm", sample="Công ty Minh Họa")
    address: str = told("Địa chỉ nhà hảo tâm", sample="12 phố Minh Họa")
    code: str = told("Số chứng từ", sample="UH-0000001")
    received_on: date = told("Ngày nhận", sample=date(2026, 2, 20))
    goods: str = told("Hiện vật", sample="20 xe đạp")
    goods_vnd: int | None = told("Trị giá hiện vật", sample=40_000_000, spoken=IN_DONG)
    money_vnd: int | None = told("Số tiền", sample=None, spoken=IN_DONG)
    words: str = told("Bằng chữ", sample="Bốn mươi triệu đồng")
    purpose: str = told("Ủng hộ cho", sample="Trao sổ BHXH, thẻ BHYT cho người có hoàn cảnh khó khăn")


RECEPTION_MINUTES = PaperKind(
    key="reception_minutes",
    label="Biên bản giao nhận",
    values=ReceptionMinutes,
    is_numbered=True,
    parts=(
        Text("{title}", "title"),
        Text("Hôm nay, tại {office}, hai bên giao và nhận khoản ủng hộ sau:"),
        Pairs(
            (
                ("Bên giao", "*{donor}*"),
                ("Địa chỉ", "{address}"),
                ("Bên nhận", "*{office}*"),
                ("Ngày giao nhận", "{received_on}"),
                ("Hiện vật", "*{goods}*"),
                ("Trị giá hiện vật", "{goods_vnd}"),
                ("Số tiền", "*{money_vnd}*"),
                ("Bằng chữ", "{words}."),
                ("Ủng hộ", "{purpose}"),
                ("Số chứng từ", "{code}"),
            )
        ),
        Text("Bên nhận quản lý và sử dụng khoản ủng hộ đúng mục đích trên."),
        Text(_TWO_COPIES),
        Signatures((("Đại diện bên giao", BY_HAND), HEAD_SIGNS)),
    ),
)


def handover_minutes(event, *, head):
    """The HandoverMinutes of an event: of a closed one as it was closed, of an open one as far as it is noted."""
    rows = outcomes.of_event(event)
    whole = outcomes.sum_of_rows(rows)
    counted = ("expected", "handed_over", "by_proxy", "absent", "returned")
    return HandoverMinutes(
        **head | {"place": event.province.name, "day": event.held_on},
        title=event.title,
        round=str(event.round),
        where=f"{event.place}, {event.province}",
        delegation=event.delegation,
        unfinished=f"Bản thảo: còn {format_number(whole.open)} suất chưa ghi kết quả" if whole.open else "",
        **{f"{name}_sum": getattr(whole, name) for name in counted},
        paid_sum_vnd=whole.paid_vnd,
        words=capfirst(dong_in_words(whole.paid_vnd)),
        lines=tuple(
            Outcome(
                gift_list=row.gift_list,
                kind=str(row.kind),
                paid_vnd=row.paid_vnd,
                **{name: getattr(row, name) for name in counted},
            )
            for row in rows
        ),
    )


def is_handed_in(donation):
    """Whether a donor handed it to the office: goods, or cash at the counter; nobody meets over a bank transfer."""
    return donation.form == Donation.Form.IN_KIND or donation.route == Donation.Route.COUNTER


def reception_minutes(donation, *, head):
    """The ReceptionMinutes of a donation that was handed in."""
    money, goods = money_and_goods(donation)
    is_named = name_on_receipt(donation, for_staff=True)
    return ReceptionMinutes(
        **head | {"day": donation.received_on},
        title="Biên bản giao nhận hiện vật" if goods is not None else "Biên bản giao nhận tiền ủng hộ",
        donor=is_named or UNNAMED,
        address=donation.donor.address if is_named else "",
        code=donation.code,
        received_on=donation.received_on,
        goods=donation.goods,
        goods_vnd=goods,
        money_vnd=money,
        words=capfirst(dong_in_words(donation.amount_vnd)),
        purpose=purpose_of(donation),
    )
