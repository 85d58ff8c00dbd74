"""Letters to donors."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from programmes.papers.heads import HEAD_SIGNS, head_of, money_and_goods, purpose_of, trail_code
from programmes.papers.parts import Items, PaperKind, Signatures, Text
from programmes.papers.values import IN_DONG, Headed, lines, told
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
    money_vnd: int = told("Tổng bằng tiền", sample=10_000_000, spoken=IN_DONG)
    goods_vnd: int = told("Tổng giá trị hiện vật", sample=0, spoken=IN_DONG)
    donations: tuple[Thanked, ...] = lines(Thanked, "Các khoản ủng hộ")


THANK_YOU = PaperKind(
    key="thank_you",
    label="Thư cảm ơn",
    values=ThankYou,
    is_numbered=True,
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
        Signatures((("", ""), HEAD_SIGNS)),
    ),
)


TELLS = ("donor__same_as", "programme", "round", "earmark", "office__province")  # what a letter reads of a donation


def by_donor(donations):
    """{(donor, office): its donations} of donations in their order: one letter each."""
    found = defaultdict(list)
    for donation in donations:
        found[donation.donor.of_office, donation.office].append(donation)
    return found


def letters_of(donations, *, day, is_sample):
    """The letters for these donations, one for each donor of each office."""
    found = by_donor(donations)
    heads = {office: head_of(office, day=day, is_sample=is_sample) for _donor, office in found}
    return [_thank_you(donor, given, heads[office]) for (donor, office), given in found.items()]


def _thank_you(donor, donations, head):
    money, goods = zip(*map(money_and_goods, donations), strict=True)
    return ThankYou(
        **head,
        donor=donor.name,
        address=donor.address,
        money_vnd=sum(filter(None, money)),
        goods_vnd=sum(filter(None, goods)),
        donations=tuple(_thanked(each) for each in donations),
    )


def _thanked(donation):
    return Thanked(
        received_on=donation.received_on,
        amount_vnd=donation.amount_vnd,
        words=dong_in_words(donation.amount_vnd),
        form=f"bằng hiện vật ({donation.goods})" if donation.goods else "bằng tiền",
        purpose=purpose_of(donation),
        code=trail_code(donation),
    )
