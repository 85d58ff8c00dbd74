"""What remains to be done when all is handed over: promised money, closed periods, corrections, matters on the desk."""

from datetime import date

from programmes.actions import corrections, periods
from programmes.management.sample.desk import Desk
from programmes.management.sample.full.plans import FULL_YEAR, TAKEN_BACK_IN, WAITING_ROUND
from programmes.models import ClosedPeriod, Gift, GiftKind

CLOSED_YEARS = range(2020, 2024)  # the next one the desk closes, with a correction
CLOSED_MONTHS = range(1, 10)  # of the full year, before it is closed as a whole
PROMISED_ON = date(2026, 6, 30)
PROMISES = 14


class Aftermath:
    """`officers` by username."""

    def __init__(self, officers, income, money):
        self.headquarters, self.checker = officers["trunguong"], officers["pheduyet"]
        self.income, self.money, self.desk = income, money, Desk(officers)

    def load(self):
        """Promises first: the desk explains the lines of a statement by them."""
        self.income.promise(self.money.promises(WAITING_ROUND, PROMISED_ON, PROMISES))
        for year in CLOSED_YEARS:
            self._close(year)
        for month in CLOSED_MONTHS:
            self._close(FULL_YEAR, month)
        self._taken_back()
        self.desk.load()
        self._close(FULL_YEAR)

    def _close(self, year, month=None):
        periods.close(ClosedPeriod(year=year, month=month), by=self.headquarters)

    def _taken_back(self):
        """A card of a closed month came back; the plan has given one more for it."""
        cards = Gift.objects.filter(
            kind=GiftKind.HI_CARD,
            gift_list__province=TAKEN_BACK_IN,
            event__held_on__year=FULL_YEAR,
            event__held_on__month__in=CLOSED_MONTHS,
        )
        reason = "Người nhận đã có thẻ từ nguồn khác nên trả lại thẻ sau khi đã khóa sổ (minh họa)."
        proposed = corrections.propose(gift=cards.order_by("pk").first(), reason=reason, by=self.headquarters)
        corrections.approve(proposed, by=self.checker)
