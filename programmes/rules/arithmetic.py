"""A valuation in one line of arithmetic, with the legal source of each rate and how far it was checked."""

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.models import Rate
from programmes.rules import rates
from programmes.standards.money import format_number


class Source(NamedTuple):
    """A rate used: what it is, from what day, by which paper; `mark` says what is not checked yet, "" when all is."""

    code: str
    name: str
    value: str
    since: str
    legal_source: str
    mark: str


def percent(text):
    """ "0.045" -> "4,5%"."""
    return f"{(Decimal(text) * 100).normalize():f}%".replace(".", ",")


def written(rate):
    """The value of a used rate (an entry of Valuation.rates) as it stands in the arithmetic."""
    return f"{format_number(int(rate['value']))} đ" if rate["family"] in rates.IN_DONG else percent(rate["value"])


def line(valuation):
    """ "4,5% × 2.340.000 đ × 12 tháng = 1.263.600 đ; NSNN 70% = 884.520 đ; còn lại 379.080 đ"."""
    by_family = {rate["family"]: rate for rate in valuation.rates}
    share, base, *_others = valuation.rates
    product = [written(share), written(base), str(_("%d tháng") % valuation.months)]
    if step := by_family.get(rates.HOUSEHOLD_FACTOR):
        product.append(f"{written(step)} ({step['category'].split(': ')[-1]})")
    told = [f"{' × '.join(product)} = {format_number(valuation.total_vnd)} đ"]
    support = by_family.get(rates.CARD_SUPPORT) or by_family.get(rates.BOOK_SUPPORT)
    if valuation.state_support_vnd:
        told.append(_("NSNN %s = %s đ") % (written(support), format_number(valuation.state_support_vnd)))
    topup = by_family.get(rates.CARD_TOPUP) or by_family.get(rates.BOOK_TOPUP)
    if topup:
        told.append(_("địa phương %s = %s đ") % (written(topup), format_number(valuation.local_topup_vnd)))
    return "; ".join(map(str, (*told, _("còn lại %s đ") % format_number(valuation.donor_cost_vnd))))


def sources(valuation):
    """The rates used, each with its legal source."""
    return [
        Source(
            rate["code"],
            rate["category"],
            written(rate),
            rate["effective_from"],
            rate["legal_source"],
            mark(rate["status"], rate["date_status"]),
        )
        for rate in valuation.rates
    ]


def mark(status, date_status):
    """The weaker of the two: "chưa đối chiếu", "mới có một nguồn", or "" when value and day are both checked."""
    found = {status, date_status}
    if Rate.Status.UNVERIFIED in found:
        return str(Rate.Status.UNVERIFIED.label)
    return str(Rate.Status.SINGLE_SOURCE.label) if Rate.Status.SINGLE_SOURCE in found else ""
