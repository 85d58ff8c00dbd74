"""What must hold before a file is stored, whichever door it came through."""

from programmes.exchange.desk.corrections import ask_about_corrections
from programmes.exchange.desk.questions import check_answered
from programmes.exchange.desk.reports import sums_of
from programmes.rules.batches import check_control
from programmes.rules.gifts import check_lists


def check(outcome, options):
    """Problems of storing an Outcome: questions that are open, totals that differ, lists that nobody knows any more."""
    decision, chosen = outcome.decision, options.as_json()
    yield from check_answered([*outcome.reading.questions, *ask_about_corrections(decision)], options)
    yield from check_control(sums_of(outcome), chosen)
    yield from check_lists(chosen, decision.homes)
