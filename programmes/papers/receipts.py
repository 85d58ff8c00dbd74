"""Receipts of donations: what an office prints and signs, and what whoever holds the code sees on the trail's page."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst

from programmes.models import Donation
from programmes.papers.heads import BY_HAND, HEAD_SIGNS, money_and_goods, purpose_of, trail_code
from programmes.papers.parts import Pairs, PaperKind, QrCode, Signatures, Text
from programmes.papers.qr import qr_svg
from programmes.papers.values import IN_DONG, Headed, told
from programmes.rules.privacy import name_on_receipt
from programmes.standards.words import dong_in_words

UNNAMED = "Nhà hảo tâm không nêu tên"


@dataclass(frozen=True, kw_only=True)
class OfDonation(Headed):
    """What receipt and provisional slip tell alike: of money its amount, of goods what they are worth."""

    code: str = told("Số chứng từ", sample="UH-0000001")
    donor: str = told("Tên nhà hảo tâm", sample="Công ty Minh Họa")
    money_vnd: int | None = told("Số tiền", sample=5_000_000, spoken=IN_DONG)
    goods_vnd: int | None = told("Trị giá hiện vật", sample=None, spoken=IN_DONG)
    words: str = told("Bằng chữ", sample="Năm triệu đồng")
    goods: str = told("Hiện vật", sample="")
    received_on: date = told("Ngày nhận", sample=date(2026, 2, 20))
    purpose: str = told("Ủng hộ cho", sample="Trao sổ BHXH, thẻ BHYT cho người có hoàn cảnh khó khăn")


@dataclass(frozen=True, kw_only=True)
class SignedReceipt(OfDonation):
    """The receipt that an office signs for an approved donation; `trail` is the address of its trail."""

    trail_code: str = told("Mã theo dõi", sample="ABCD-EFGH-IJKL-MNOP")
    trail: str = told("Địa chỉ trang theo dõi", sample="https://an-sinh.example/theo-doi/")
    home: str = told("Nơi nhập mã", sample="an-sinh.example/theo-doi")
    cancelled: str = told("Ghi nhận đã hủy", sample="")


@dataclass(frozen=True, kw_only=True)
class Slip(OfDonation):
    """What an office gives at its counter for a donation that nobody has approved yet; it has no trail."""

    title: str = told("Tên phiếu", sample="Phiếu thu tạm")
    taken_by: str = told("Người nhận tiền, hiện vật", sample="Nguyễn Thị Minh Họa")


_WHAT = (
    ("Đã nhận của", "*{donor}*"),
    ("Số tiền", "*{money_vnd}*"),
    ("Trị giá hiện vật", "*{goods_vnd}*"),
    ("Bằng chữ", "{words}."),
    ("Hiện vật", "{goods}"),
    ("Ngày nhận", "{received_on}"),
    ("Ủng hộ", "{purpose}"),
    ("Số chứng từ", "{code}"),
)

RECEIPT = PaperKind(
    key="receipt",
    label="Biên nhận ủng hộ",
    values=SignedReceipt,
    with_state_title=False,
    parts=(
        Text("Biên nhận ủng hộ", "title"),
        Text("{cancelled}", "mark"),
        Pairs(_WHAT),
        QrCode(
            "trail",
            (
                "*Theo dõi từng đồng.* Quét mã hoặc mở *{home}* và nhập mã:",
                "*{trail_code}*",
                "Trang theo dõi cho biết khoản này đã thành những thẻ, sổ, suất quà nào, ở tỉnh nào, trao khi nào, và "
                "còn lại bao nhiêu. Ai có mã đều xem được; trang không nêu người nhận, biên nhận mở bằng mã chỉ nêu "
                "tên tổ chức và người đã đồng ý nêu tên.",
            ),
        ),
        Signatures((("Người lập", BY_HAND), HEAD_SIGNS)),
        Text(
            "Trân trọng cảm ơn. Biên nhận này xác nhận khoản ủng hộ đã có trong sổ; không thay phiếu thu hay hóa đơn. "
            "Tổng đài 1900\u00a090\u00a068.",
            "small",
        ),
    ),
)

SLIP = PaperKind(
    key="slip",
    label="Phiếu thu tạm",
    values=Slip,
    with_state_title=False,
    parts=(
        Text("{title}", "title"),
        Text("Chờ duyệt", "mark"),
        Pairs((*_WHAT, ("Người nhận tiền, hiện vật", "{taken_by}"))),
        Text(
            "Khoản này đã ghi vào sổ và đang chờ người khác duyệt. Sau khi duyệt, cơ quan gửi biên nhận có mã để nhà "
            "hảo tâm theo dõi từng đồng; khi đó phiếu này hết giá trị."
        ),
        Signatures((("Người nộp", BY_HAND), ("Người nhận", BY_HAND))),
        Text(
            "Trân trọng cảm ơn. Phiếu tạm không thay biên nhận, phiếu thu của kế toán hay hóa đơn. "
            "Tổng đài 1900\u00a090\u00a068.",
            "small",
        ),
    ),
)


def _of_donation(donation, head):
    money, goods = money_and_goods(donation)
    return {
        **head,
        "code": donation.code,
        "donor": name_on_receipt(donation, for_staff=True) or UNNAMED,
        "money_vnd": money,
        "goods_vnd": goods,
        "words": _in_words(donation),
        "goods": donation.goods,
        "received_on": donation.received_on,
        "purpose": purpose_of(donation),
    }


def signed_receipt(donation, trail, home, *, head):
    """The receipt of an approved donation; its trail is at `trail`, codes are typed at `home`, absolute addresses."""
    return SignedReceipt(
        **_of_donation(donation, head),
        trail_code=trail_code(donation),
        trail=trail,
        home=_without_scheme(home),
        cancelled="Đã hủy ghi nhận: khoản này không còn được tính" if _is_reversed(donation) else "",
    )


def slip(donation, *, head):
    """The provisional slip of a donation that waits for approval."""
    title = "Phiếu nhận hiện vật tạm" if donation.form == Donation.Form.IN_KIND else "Phiếu thu tạm"
    return Slip(**_of_donation(donation, head), title=title, taken_by=donation.entered_by.full_name)


@dataclass(frozen=True)
class ReceiptPage:
    """What whoever holds the code sees. `name` is "" where the donor is not named; `qr` leads to the trail itself."""

    donation: Donation
    name: str
    words: str
    code: str
    home: str
    qr: str
    is_reversed: bool


def receipt_page(donation, trail, home):
    """The page of an approved donation's receipt; both addresses are absolute."""
    return ReceiptPage(
        donation=donation,
        name=name_on_receipt(donation),
        words=_in_words(donation),
        code=trail_code(donation),
        home=_without_scheme(home),
        qr=qr_svg(trail),
        is_reversed=_is_reversed(donation),
    )


def _in_words(donation):
    return capfirst(dong_in_words(donation.amount_vnd))


def _without_scheme(address):
    return address.split("://")[-1]


def _is_reversed(donation):
    """Whether the donation no longer counts."""
    reversal = getattr(donation, "reversal", None)
    return reversal is not None and reversal.state == Donation.State.APPROVED
