"""Invented donors of every kind and their donations in every state."""

import random
from datetime import date, timedelta

from django.utils import timezone

from programmes.actions import donations, donors
from programmes.models import HEADQUARTERS_CODE, Donation, Donor, Office, Province, Round
from programmes.models.base import of_each

Kind = Donor.Kind
NGHE_AN, DIEN_BIEN = "40", "11"
LAST_DAY = date(2026, 10, 31)

ENTERPRISES = (
    "Ánh Ban",
    "Biển Xanh",
    "Cánh Đồng",
    "Đất Lành",
    "Hoa Sim",
    "Lúa Vàng",
    "Núi Cao",
    "Phù Sa",
    "Rừng Thông",
    "Sao Mai",
    "Sông Quê",
    "Trăng Rằm",
)
# kind: range of one donation, in millions of đồng
AMOUNTS = of_each(
    Kind,
    {
        Kind.BANK: (60, 300),
        Kind.ENTERPRISE: (10, 90),
        Kind.ORGANISATION: (10, 60),
        Kind.RELIGIOUS_BODY: (5, 30),
        Kind.AGENCY: (5, 40),
        Kind.COLLECTION_ORGANISATION: (10, 50),
        Kind.STAFF: (40, 160),
        Kind.INDIVIDUAL: (1, 10),
        Kind.ANONYMOUS: (1, 20),
    },
)
# round, share of the donations
ROUNDS = {
    "so-the-2024": 20,
    "bao-so-3-2024": 8,
    "tet-at-ty-2025": 10,
    "so-the-2025": 30,
    "bao-so-10-2025": 10,
    "kham-benh-2025": 5,
    "tet-binh-ngo-2026": 15,
    "so-the-2026": 20,
}


def _donor_rows():
    """Kind, name, office, day of consent, name of the parent; parents before their branches."""
    for letter in "ABCDEF":
        yield Kind.BANK, f"Ngân hàng Minh Họa {letter}", HEADQUARTERS_CODE, None, ""
    yield Kind.BANK, "Ngân hàng Minh Họa A - Chi nhánh Nghệ An", NGHE_AN, None, "Ngân hàng Minh Họa A"
    for number, name in enumerate(ENTERPRISES):
        office = (HEADQUARTERS_CODE, HEADQUARTERS_CODE, NGHE_AN, DIEN_BIEN)[number % 4]
        yield Kind.ENTERPRISE, f"Công ty Minh Họa {name}", office, None, ""
    for letter in "AB":
        yield Kind.ORGANISATION, f"Hội từ thiện Minh Họa {letter}", HEADQUARTERS_CODE, None, ""
        yield Kind.ORGANISATION, f"Hội doanh nhân Minh Họa {letter}", NGHE_AN, None, ""
    yield Kind.RELIGIOUS_BODY, "Chùa Minh Họa", NGHE_AN, None, ""
    yield Kind.RELIGIOUS_BODY, "Giáo xứ Minh Họa", NGHE_AN, None, ""
    yield Kind.AGENCY, "Cơ quan Minh Họa A", DIEN_BIEN, None, ""
    yield Kind.AGENCY, "Cơ quan Minh Họa B", HEADQUARTERS_CODE, None, ""
    yield Kind.COLLECTION_ORGANISATION, "Tổ chức dịch vụ thu Minh Họa A", HEADQUARTERS_CODE, None, ""
    yield Kind.COLLECTION_ORGANISATION, "Tổ chức dịch vụ thu Minh Họa B", DIEN_BIEN, None, ""
    for place, office in (("trung ương", HEADQUARTERS_CODE), ("Nghệ An", NGHE_AN), ("Điện Biên", DIEN_BIEN)):
        yield Kind.STAFF, f"Tập thể công chức, viên chức {place} (minh họa)", office, None, ""
    yield Kind.INDIVIDUAL, "Nguyễn Văn Minh Họa", HEADQUARTERS_CODE, date(2024, 5, 6), ""
    yield Kind.INDIVIDUAL, "Trần Thị Minh Họa", NGHE_AN, date(2025, 2, 10), ""
    yield Kind.INDIVIDUAL, "Lò Văn Minh Họa", DIEN_BIEN, date(2025, 9, 22), ""
    for name in ("Lê Thị Ví Dụ", "Phạm Văn Ví Dụ", "Hoàng Thị Ví Dụ", "Vừ A Ví Dụ"):
        yield Kind.INDIVIDUAL, name, (NGHE_AN, DIEN_BIEN)[name.startswith("Vừ")], None, ""
    yield Kind.ANONYMOUS, "Người gửi không nêu tên 01", HEADQUARTERS_CODE, None, ""
    yield Kind.ANONYMOUS, "Người gửi không nêu tên 02", NGHE_AN, None, ""


class Giving:
    """`officers` by username; provinces enter their own donors, headquarters its own, `pheduyet` approves."""

    def __init__(self, officers):
        self.rng = random.Random(2026)  # noqa: S311 - an invented world, the same each time
        self.makers = {officers[name].office.code: officers[name] for name in ("trunguong", "nghean", "dienbien")}
        self.checker = officers["pheduyet"]
        self.offices = {office.code: office for office in Office.objects.all()}
        self.rounds = {record.slug: record for record in Round.objects.select_related("programme")}
        self.provinces = list(Province.objects.all())
        self.today = timezone.localdate()

    def load(self):
        """Donors, three donations of each, one mistake put right by a reversal and one reversal waiting."""
        given = [self._donation(donor) for donor in self._donors() for _each in range(3)]
        approved = [donation for donation in given if donation.state == Donation.State.APPROVED]
        self._reverse(approved[7], "Ghi trùng một khoản chuyển tiền.", approve=True)
        self._reverse(approved[20], "Nhầm nhà hảo tâm; sẽ ghi lại.", approve=False)

    def _donors(self):
        known = {}
        for kind, name, office, consented_on, parent in _donor_rows():
            donor = Donor(
                kind=kind,
                name=name,
                office=self.offices[office],
                consented_on=consented_on,
                parent=known.get(parent),
                note="Bản ghi minh họa, không có thật.",
            )
            known[name] = donors.register(donor, by=self.makers[office])
        return list(known.values())

    def _donation(self, donor):
        round_ = self.rounds[self.rng.choices(list(ROUNDS), ROUNDS.values())[0]]
        day = self._day_in(round_)
        state = self.rng.choices(Donation.State.values, (7, 8, 85))[0]
        donation = Donation(
            office=donor.office,
            donor=donor,
            programme=round_.programme,
            round=round_,
            amount_vnd=self.rng.randint(*AMOUNTS[donor.kind]) * 1_000_000,
            is_anonymous=donor.kind == Kind.ANONYMOUS or self.rng.random() < 0.05,
            pledged_on=day,
            **self._form(donor, round_),
            **self._earmark(donor),
        )
        return self._settle(donation, state, day)

    def _day_in(self, round_):
        last = min(round_.ends_on, LAST_DAY)
        return round_.starts_on + timedelta(days=self.rng.randint(0, (last - round_.starts_on).days))

    def _form(self, donor, round_):
        """Goods come from enterprises, for Tết and after storms."""
        if donor.kind == Kind.ENTERPRISE and round_.programme.slug in {"tet-am", "bao-lu"}:
            goods = f"{self.rng.randint(5, 20) * 10} suất gồm gạo, dầu ăn và chăn ấm"
            return {"form": Donation.Form.IN_KIND, "route": Donation.Route.IN_KIND, "goods": goods}
        direct = donor.kind == Kind.COLLECTION_ORGANISATION
        return {"route": Donation.Route.DIRECT if direct else Donation.Route.VIA_BHXH}

    def _earmark(self, donor):
        return {"earmark": self.rng.choice(self.provinces)} if self.rng.random() < 0.15 else {}

    def _settle(self, donation, state, day):
        """Enter the donation and bring it to `state`; what would lie in the future stays a pledge."""
        received_on = day + timedelta(days=self.rng.randint(2, 12))
        if state == Donation.State.PLEDGED or received_on > self.today:
            donation.state = Donation.State.PLEDGED
        else:
            donation.state, donation.received_on = Donation.State.RECEIVED, received_on
        donation = donations.record(donation, by=self.makers[donation.office.code])
        if donation.state == Donation.State.RECEIVED and state == Donation.State.APPROVED:
            donation = donations.approve(donation, by=self.checker)
        return donation

    def _reverse(self, donation, reason, *, approve):
        opposite = donations.reverse(donation, reason=reason, by=self.makers[donation.office.code])
        if approve:
            donations.approve(opposite, by=self.checker)
