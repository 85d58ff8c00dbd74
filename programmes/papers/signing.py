"""The list on which people sign for what they are given at an event, as communes call them up."""

from dataclasses import dataclass

from django.utils.text import capfirst

from programmes.papers.heads import BY_HAND
from programmes.papers.parts import Column, PaperKind, Signatures, Table, Text
from programmes.papers.values import Headed, lines, told
from programmes.rules.legal_bases import ground_words
from programmes.standards.dates import format_day_padded
from programmes.standards.names import sort_key
from programmes.standards.words import dong_in_words


@dataclass(frozen=True, kw_only=True)
class Signed:
    """One gift, as far as whoever prints the list may see of its person."""

    code: str = told("Mã suất quà", sample="ABCDE")
    name: str = told("Họ và tên", sample="Nguyễn Thị Minh Họa")
    born: str = told("Năm sinh", sample="1950")
    number: str = told("Số định danh", sample="••••••••1234")
    hamlet: str = told("Thôn, tổ", sample="Thôn Minh Họa")
    commune: str = told("Xã, phường", sample="Xã Minh Họa")
    what: str = told("Quà", sample="thẻ BHYT, 12 tháng")
    issued: str = told("Thẻ, sổ đã cấp", sample="")
    value_vnd: int = told("Giá trị suất quà", sample=1_263_600)


@dataclass(frozen=True, kw_only=True)
class SigningList(Headed):
    """The gifts of one event; `day` is that of the event, so that the list is the same before and after it."""

    title: str = told("Tên buổi trao", sample="Trao thẻ BHYT tại xã Minh Họa")
    round: str = told("Đợt", sample="Tết Minh Họa 2026")
    where: str = told("Nơi trao", sample="Xã Minh Họa, tỉnh Minh Họa")
    delegation: str = told("Đoàn trao", sample="Đoàn công tác Minh Họa")
    decisions: str = told("Quyết định", sample="1/QĐ-BHXH ngày 01/02/2026")
    gifts: int = told("Tổng số suất", sample=2)
    total_vnd: int = told("Tổng giá trị", sample=2_527_200)
    words: str = told("Tổng giá trị bằng chữ", sample="Hai triệu năm trăm hai mươi bảy nghìn hai trăm đồng")
    ground: str = told("Mục đích và căn cứ dùng dữ liệu", sample="Mục đích: trao quà. Căn cứ: theo luật.")
    lines: tuple[Signed, ...] = lines(Signed, "Những người nhận")


SIGNING_LIST = PaperKind(
    key="signing_list",
    label="Danh sách ký nhận",
    values=SigningList,
    is_landscape=True,
    parts=(
        Text("Danh sách ký nhận", "title"),
        Text("*{title}*", "centre"),
        Text("{round} · {where} · ngày {day}", "centre"),
        Text("{delegation}", "centre"),
        Text("Kèm theo Quyết định số {decisions}", "centre"),
        Table(
            "lines",
            (
                Column("Mã", "{code}", 9),
                Column("Họ và tên", "{name}", 19),
                Column("Năm sinh", "{born}", 7),
                Column("Số định danh", "{number}", 15),
                Column("Thôn, tổ", "{hamlet}", 14),
                Column("Xã, phường", "{commune}", 14),
                Column("Quà", "{what}", 13),
                Column("Thẻ, sổ đã cấp", "{issued}", 18),
                Column("Giá trị (đồng)", "{value_vnd}", 14, is_number=True),
                Column("Ký nhận", "", 14),
            ),
            total=("", "Cộng {gifts} suất", *[""] * 6, "{total_vnd}", ""),
            is_signed=True,
        ),
        Text("Bằng chữ: {words}. Người nhận thay ghi rõ họ tên và quan hệ."),
        Text("Dữ liệu cá nhân trên danh sách này: {ground}"),
        Signatures((("Người lập", BY_HAND), ("Đại diện địa phương", BY_HAND), ("Trưởng đoàn", BY_HAND))),
    ),
)


def signing_list(event, gifts, *, head):
    """The SigningList of an event; `gifts` are its lines as an officer sees them (admin/outcomes.py)."""
    total = sum(each.gift.total_vnd for each in gifts)
    decisions = {_decision(each.gift.gift_list) for each in gifts} - {""}
    return SigningList(
        **head | {"place": event.province.name, "day": event.held_on},
        title=event.title,
        round=str(event.round),
        where=f"{event.place}, {event.province}",
        delegation=event.delegation,
        decisions="; ".join(sorted(decisions)),
        gifts=len(gifts),
        total_vnd=total,
        words=capfirst(dong_in_words(total)),
        ground=str(ground_words(event.round.programme)),
        lines=tuple(_signed(each) for each in sorted(gifts, key=_as_called_up)),
    )


def _as_called_up(each):
    """By commune and hamlet; within them by the given name, as lists of people are read out."""
    given = each.name.split()[-1:]
    return *(sort_key(text) for text in (each.commune, each.hamlet, *given, each.name)), each.gift.pk


def _signed(each):
    return Signed(
        code=each.code,
        name=each.name,
        born=str(each.born),
        number=each.number,
        hamlet=each.hamlet,
        commune=each.commune,
        what=each.what,
        issued=_issued(each.issuance),
        value_vnd=each.gift.total_vnd,
    )


def _issued(answer):
    """What became of the application for a card or book: "•••5671, từ 01/12/2025 đến 30/11/2026"; "" without one."""
    if answer is None:
        return ""
    if answer.refusal:
        return "không cấp"
    begun = f", từ {format_day_padded(answer.valid_from)}" if answer.valid_from else ""
    ends = f" đến {format_day_padded(answer.valid_to)}" if answer.valid_to else ""
    return f"{answer.masked_number}{begun}{ends}"


def _decision(gift_list):
    """The decision of a list in words: "245/QĐ-BHXH ngày 01/12/2025"; "" of a list without one."""
    number, day = gift_list.decision_number, gift_list.decision_on
    return f"{number} ngày {format_day_padded(day)}" if number and day else number
