"""Invented matters on the desk: a statement, a correction, cash, a move and a join, overlapping months, two alike."""

from datetime import date, timedelta

from programmes.actions import (
    bank_lines,
    corrections,
    donations,
    donor_joins,
    donors,
    gift_lists,
    gifts,
    moves,
    notes,
    periods,
    programmes,
)
from programmes.management.sample.values import Values
from programmes.models import (
    BankLine,
    Category,
    ClosedPeriod,
    Donation,
    Donor,
    Gift,
    GiftKind,
    GiftList,
    Programme,
    ProgrammeTarget,
    Recipient,
    Round,
)

ACCOUNT = "Ngân hàng Minh Họa A 000000 0001"
CLOSED_YEAR = 2024
TARGET_VND, TARGET_GIFTS = 1_500_000_000, 2_500
OF_2025, OF_2026 = "so-the-2025", "so-the-2026"
# What the bank says of the lines that no donation explains: day, đồng, payer, text
UNEXPLAINED = (
    (date(2025, 11, 12), 3_500_000, "NGUYEN THI VI DU", "ung ho the BHYT cho nguoi ngheo"),
    (date(2025, 12, 19), 15_000_000, "CONG TY MINH HOA PHU SA", "chuyen tien ung ho dot 2"),
)
INTEREST = (date(2025, 12, 31), 41_250, "NGAN HANG MINH HOA A", "tra lai tien gui")


class Desk:
    """`officers` by username; the desk is that of Nghệ An, `pheduyet` approves."""

    def __init__(self, officers):
        self.maker, self.checker, self.headquarters = (officers[each] for each in ("nghean", "pheduyet", "trunguong"))
        self.values = Values()

    def load(self):
        self._statement()
        self._closed_year()
        self._counter()
        self._misplaced()
        self._doubtful_list()
        self._wanted()

    # What headquarters wants, and what the office noted

    def _wanted(self):
        round_ = Round.objects.select_related("programme").get(slug=OF_2026)
        round_.target_vnd, round_.target_gifts, round_.due_on = TARGET_VND, TARGET_GIFTS, date(2026, 12, 31)
        programmes.keep(round_, by=self.headquarters)
        wanted = {"target_vnd": TARGET_VND, "target_gifts": TARGET_GIFTS, "source": "Kế hoạch minh họa, không có thật"}
        part = {**wanted, "target_vnd": TARGET_VND // 10, "target_gifts": TARGET_GIFTS // 10}
        for place, of_place in ((None, wanted), (self.maker.office.province, part)):
            target = ProgrammeTarget(programme=round_.programme, year=2026, province=place, **of_place)
            programmes.set_target(target, by=self.headquarters)
        for gift_list in GiftList.objects.filter(office=self.maker.office).order_by("pk")[:1]:
            notes.note(gift_list, "Ủy ban nhân dân xã đề nghị trao trước 10 giờ vì buổi chiều họp thôn.", by=self.maker)

    # Bank

    def _statement(self):
        """Two lines nobody can explain, one that a pledge would, one linked, one aside."""
        own = Donation.objects.filter(
            office=self.maker.office,
            form=Donation.Form.CASH,
            route=Donation.Route.VIA_BHXH,
            reverses__isnull=True,
            reversal__isnull=True,
        )
        own = own.select_related("donor").order_by("pk")
        for line in UNEXPLAINED:
            self._line(*line)
        pledged = own.filter(state=Donation.State.PLEDGED, pledged_on__lt=date(2025, 12, 1)).first()
        if pledged:
            self._line(pledged.pledged_on + timedelta(days=6), pledged.amount_vnd, pledged.donor.name, pledged.code)
        received = own.approved().filter(received_on__year=2025).first()
        if received:
            line = self._line(received.received_on, received.amount_vnd, received.donor.name, f"ung ho {received.code}")
            bank_lines.link(line, received, by=self.maker)
        bank_lines.set_aside(self._line(*INTEREST), reason="Lãi tiền gửi, không phải tiền ủng hộ.", by=self.maker)

    def _line(self, booked_on, amount_vnd, payer, description):
        number = BankLine.objects.count() + 1
        line = BankLine(
            account=ACCOUNT,
            reference=f"MH-{number:04}",
            booked_on=booked_on,
            amount_vnd=amount_vnd,
            payer=payer,
            description=description,
        )
        return bank_lines.record(line, by=self.maker)

    # Closed year

    def _closed_year(self):
        """A donation that was found after its year had been closed."""
        round_ = Round.objects.select_related("programme").get(slug="so-the-2024")
        late = Donation(
            donor=Donation.objects.filter(office=self.maker.office).earliest("pk").donor,
            programme=round_.programme,
            round=round_,
            amount_vnd=6_000_000,
            received_on=date(CLOSED_YEAR, 12, 20),
            note="Bản ghi minh họa, không có thật.",
        )
        late = donations.record(late, by=self.maker)
        periods.close(ClosedPeriod(year=CLOSED_YEAR), by=self.headquarters)
        reason = "Khoản nhận ngày 20/12/2024 gửi hồ sơ về sau khi đã khóa sổ năm (minh họa)."
        corrections.approve(corrections.propose(donation=late, reason=reason, by=self.maker), by=self.checker)

    # The counter

    def _counter(self):
        """Cash of a donor whom a clerk has entered a second time; that both records are one waits for its approval."""
        known = Donation.objects.filter(office=self.maker.office).earliest("pk").donor
        again = Donor(office=known.office, kind=known.kind, name=known.name.upper())
        again = donors.register(again, by=self.maker)
        cash = Donation(
            donor=again,
            programme=Programme.objects.earliest("position", "pk"),
            route=Donation.Route.COUNTER,
            amount_vnd=5_000_000,
            received_on=date(2026, 6, 2),
            note="Bản ghi minh họa, không có thật.",
        )
        donations.record(cash, by=self.maker)
        reason = "Cùng một nhà hảo tâm, cán bộ quầy nhập lần thứ hai (minh họa)."
        donor_joins.propose(again, other=known, reason=reason, by=self.maker)

    # Another programme

    def _misplaced(self):
        """A donation that was meant for another programme than was entered; the move waits for its approval."""
        own = Donation.objects.approved().filter(office=self.maker.office, reverses=None, reversal=None)
        free = [each for each in own.with_left().order_by("pk") if each.left_vnd == each.amount_vnd]
        if free:
            other = Programme.objects.exclude(pk=free[-1].programme_id).earliest("position", "pk")
            reason = "Nội dung chuyển khoản ghi chương trình khác (minh họa)."
            moves.propose(free[-1], programme=other, round=None, reason=reason, by=self.maker)

    # People

    def _doubtful_list(self):
        """One who is insured for these months already, and one without papers who looks like somebody known."""
        gift_list = GiftList(
            round=Round.objects.get(slug=OF_2026),
            office=self.maker.office,
            province=self.maker.office.province,
            decision_number="131/QĐ-MINHHOA",
            decision_on=date(2026, 6, 1),
            note="Danh sách minh họa, không có thật.",
        )
        gift_list = gift_lists.draw_up(gift_list, by=self.maker)
        (insured, last_month), known = self._insured(), self._with_papers()
        alike = Recipient(
            office=self.maker.office,
            full_name=known.full_name,
            birth_date=known.birth_date,
            birth_precision=known.birth_precision,
            sex=known.sex,
            province=known.province,
            commune=known.commune,
            without_papers="Mất căn cước, đang làm lại; UBND xã xác nhận (minh họa)",
        )
        made = [self._card(insured, last_month), self._card(alike, date(2027, 1, 1))]
        gifts.issue_many(gift_list, made, by=self.maker)
        gift_lists.submit(gift_list, by=self.maker)

    def _insured(self):
        """The person whose card runs longest into the future, and the first of its last month."""
        cards = self._own_cards().exclude(recipient__gifts__gift_list__round__slug=OF_2026)
        card = cards.select_related("recipient").order_by("-starts_on", "-months", "pk").first()
        years, month = divmod(card.starts_on.month + card.months - 2, 12)
        return card.recipient, date(card.starts_on.year + years, month + 1, 1)

    def _with_papers(self):
        own = Recipient.objects.filter(pk__in=self._own_cards().values("recipient"), citizen_hash__isnull=False)
        return own.order_by("pk").last()

    def _own_cards(self):
        """Cards of the year before that the people of this office have received."""
        own = Gift.objects.filter(gift_list__office=self.maker.office, outcome__in=Gift.RECEIVED)
        return own.filter(kind=GiftKind.HI_CARD, gift_list__round__slug=OF_2025)

    def _card(self, person, starts_on):
        parts = self.values.parts(GiftKind.HI_CARD, Category.FARMING, 6, starts_on, self.maker.office.province_id)
        return Gift(
            kind=GiftKind.HI_CARD, recipient=person, category=Category.FARMING, months=6, starts_on=starts_on, **parts
        )
