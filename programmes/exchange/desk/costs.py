"""Gifts whose cost no rate tells and no cell says: what one of them costs is asked once for each sort of them."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.exchange.desk.parts_of_money import PAID
from programmes.standards.money import format_number, parse_dong, with_unit
from programmes.standards.names import fold


class UnknownCost(NamedTuple):
    """A sort of gifts (`what`, as sample_words.cost_words), on how many `rows` no cost could be computed, `why` not,
    and the text of what the officer has told that one of them costs; "" while nobody has.
    """

    what: str
    rows: int
    why: str
    told: str


def ask_of_costs(findings, options):
    """The UnknownCosts of a file, those of most rows first."""
    found, of_all = sorted(findings.unpriced.items(), key=lambda sort: -sort[1].rows), options.common.get(PAID, "")
    return [UnknownCost(what, rows, why, options.costs.get(fold(what), of_all)) for what, (rows, why) in found]


def tell_costs(costs, options, header, findings):
    """How many rows took their cost from its answer: all others keep what they say, or what the rates say."""
    for cost in costs:
        if fold(cost.what) in options.costs:
            message = _("Theo câu trả lời, mỗi suất “%(what)s” ghi %(amount)s: %(rows)s dòng chưa tính được.")
            told = {"what": cost.what, "amount": with_unit(parse_dong(cost.told)), "rows": format_number(cost.rows)}
            findings.warn(header.line, "", "cost_told", message % told)
