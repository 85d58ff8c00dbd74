"""Letters to donors."""

from dataclasses import dataclass
from datetime import date

from programmes.papers.heads import purpose_of
from programmes.papers.parts import Items, PaperKind, Signatures, Text
from programmes.papers.values import IN_DONG, Headed, lines, told
from programmes.rules import trails
from programmes.standards.words import dong_in_words


@dataclass(frozen=True, kw_only=True)
class Thanked:
    """One donation in a letter of thanks."""

    received_on: date = told("Ngày nhận", sample=date(2026, 2, 20))
    amount_vnd: int = told("Số tiền", sample=5_000_000, spoken=IN_DONG)
    words: str = told("Số tiền bằng chữ", sample="năm triệu đồng")
    form: str = told("Hình thức ủng hộ", sample="bằng tiền")
    purpose: str = told("Ủng hộ cho", sample="Trao sổ BHXH, thẻ BHYT cho người có hoàn cảnh khó khăn")
    code: str = told("Mã theo dõi", sample="ABCD-EFGH-IJKL-MNOP")


@dataclass(frozen=True, kw_only=True)
class ThankYou(Headed):
    """A letter for one donor, for one donation or several."""

    donor: str = told("Tên nhà hảo tâm", sample="Công ty Minh Họa")
    address: str = told("Địa chỉ nhà hảo tâm", sample="12 phố Minh Họa")
    total_vnd: int = told("Tổng số tiền", sample=10_000_000, spoken=IN_DONG)
    total_words: str = told("Tổng số tiền bằng chữ", sample="mười triệu đồng")
    donations: tuple[Thanked, ...] = lines(Thanked, "Các khoản ủng hộ")


THANK_YOU = PaperKind(
    key="thank_you",
    label="Thư cảm ơn",
    values=ThankYou,
    parts=(
        Text("Thư cảm ơn", "title"),
        Text("*Kính gửi: {donor}*"),
        Text("{address}"),
        Text("{office} trân trọng cảm ơn tấm lòng của Quý nhà hảo tâm đối với người có hoàn cảnh khó khăn:"),
        Items(
            "donations",
            "Ngày {received_on}: *{amount_vnd}* ({words}), {form}, ủng hộ {purpose}. Mã theo dõi: *{code}*.",
        ),
        Text(
            "Với mã theo dõi, Quý nhà hảo tâm xem được khoản ủng hộ đã thành những thẻ, sổ, suất quà nào, trao ở đâu, "
            "khi nào. Mã chỉ dành cho Quý nhà hảo tâm; ai có mã đều xem được."
        ),
        Text("Kính chúc Quý nhà hảo tâm sức khỏe và thành công."),
        Signatures((("", ""), ("Thủ trưởng đơn vị", "(ký, ghi rõ họ tên, đóng dấu)"))),
    ),
)


def thank_you(donations, *, head):
    """The letter for several donations of one donor, which one office received."""
    first, total = donations[0], sum(each.amount_vnd for each in donations)
    return ThankYou(
        **head,
        donor=first.donor.of_office.name,
        address=first.donor.of_office.address,
        total_vnd=total,
        total_words=dong_in_words(total),
        donations=tuple(_thanked(each) for each in donations),
    )


def _thanked(donation):
    return Thanked(
        received_on=donation.received_on,
        amount_vnd=donation.amount_vnd,
        words=dong_in_words(donation.amount_vnd),
        form=f"bằng hiện vật ({donation.goods})" if donation.goods else "bằng tiền",
        purpose=purpose_of(donation),
        code=trails.written(trails.code_of(donation)),
    )
