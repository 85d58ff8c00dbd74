"""What an officer may tell once for the whole file, of a column that it lacks or leaves empty."""

from typing import NamedTuple

from programmes.exchange.columns.lookups import Lookups
from programmes.exchange.columns.offers import offers
from programmes.exchange.sheets.vocabulary import PIECES


class CommonValue(NamedTuple):
    """A column that the officer may tell once for the whole file, which lacks it or on `empty` rows.

    `choices` as columns.offers, `value` what has been told, `proposed` what the file itself says of it above its rows.
    """

    column: str
    heading: str
    choices: list
    value: str
    proposed: str
    is_absent: bool
    empty: int


def ask_for_all(memos, header, options, lookups, given, lacking):
    """The CommonValue of each column that the file lacks, in all rows or in some, and that is not `given` otherwise.

    Of what only some kinds of gifts have, `lacking` counts the rows that lack it (Findings).
    """
    has = {*given, *header.positions, *header.ticked, *(PIECES[piece] for piece in header.pieces)}
    asked = []
    for memo in memos:
        column, empty = memo.column, memo.empty
        is_lacking = column.name not in has or empty
        if column.is_of_kinds:
            is_lacking = lacking[column.name]
            empty = is_lacking if column.name in has else 0
        if column.is_common and is_lacking:
            asked.append(_common_value(column, options, lookups, header.proposed.get(column.name), empty))
    return asked


def ask_unread(problem, layout, options, by, round_):
    """The CommonValues of a file that cannot be read as yet, where its headings could be; what it must have first.

    What only some kinds of gifts have is asked for once the kinds are read.
    """
    required = {column.name for column in layout.columns if column.required}
    if problem.asked:
        return sorted(problem.asked.common, key=lambda one: one.column not in required)
    has, lookups = {name for _title, name in problem.headings} | given_to(by.office, round_), Lookups(by)
    common = [column for column in layout.columns if column.is_common and not column.is_of_kinds]
    lacking = [column for column in common if column.name not in has]
    lacking.sort(key=lambda column: column.name not in required)
    asked = [_common_value(column, options, lookups, problem.proposed.get(column.name)) for column in lacking]
    return asked if problem.headings else []


def given_to(office, round_):
    """The columns that rows without them take from their officer's office and from the upload."""
    given = {"province": office and office.province, "round": round_}
    return {name for name, value in given.items() if value}


def _common_value(column, options, lookups, said, empty=0):
    told, proposed = options.common.get(column.name, ""), said.text if said else ""
    if column.look_up in ("round", "programme"):
        proposed = lookups.named_in(proposed, column.look_up)
    elif proposed and getattr(column.parse, "choices", None):
        proposed = column.parse(proposed)
    return CommonValue(column.name, column.heading, offers(column, lookups), told, proposed, not empty, empty)
