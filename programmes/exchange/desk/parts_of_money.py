"""A column of money that is the sum of others beside it: of a total and its parts the programme pays but one part."""

from itertools import combinations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.exchange.desk.questions import Question
from programmes.exchange.sheets.total_rows import SMALLEST_SUM
from programmes.standards.money import format_number, parse_dong
from programmes.standards.names import tidy

PAID = "donor_cost_vnd"
OTHERS = ("state_support_vnd", "local_topup_vnd")
MOST_PARTS = 8


def ask_of_parts(header, head):
    """Which part the programme pays, where the column of what it pays is a sum; `head` are the rows below the header.

    The parts are columns that are not read, or read as what others pay.
    """
    if PAID not in header.positions or PAID in header.spread:
        return
    paid = header.positions[PAID]
    rows = [[amount_of(cell) for cell in row.cells] for row in head]
    rows = [row for row in rows if paid < len(row) and row[paid]]
    of_others = {header.positions[name] for name in OTHERS if name in header.positions}
    read = {header.number, *header.places.values()} - of_others
    places = [place for place, title in enumerate(header.cells) if title and place not in read]
    places = [place for place in places if _is_money([row[place] for row in rows if place < len(row)])]
    parts = _adding_up(rows, paid, places)
    free = [header.cells[place] for place in parts if place not in of_others]
    if free:
        yield _which_part(header.cells[paid], [header.cells[place] for place in parts], free, rows[0][paid])


def _which_part(total, parts, free, amount):
    told = _(
        "Cột “%(total)s” (ví dụ %(amount)s) là tổng của các cột %(parts)s. Chương trình chi cả số tiền này hay chỉ một "
        "phần? Cột không dùng tới thì không được ghi."
    )
    named = ", ".join(f"“{part}”" for part in parts)
    choices = [(part, _("Chỉ phần “%s”") % part) for part in free]
    whole = ("", _("Cả số tiền ở cột “%s”") % total)
    message = told % {"total": total, "amount": format_number(amount), "parts": named}
    return Question("parts", total, message, [*choices, whole])


def amount_of(cell):
    """Whole đồng, 0 for an empty cell, None for what is no money."""
    try:
        return parse_dong(text) if (text := tidy(cell)) else 0
    except ValidationError:
        return None


def _is_money(amounts):
    return None not in amounts and max(amounts, default=0) >= SMALLEST_SUM


def _adding_up(rows, total, places):
    """The most of these places, two at least, whose amounts make the total in each row; () where none do."""
    for count in range(min(len(places), MOST_PARTS), 1, -1):
        for parts in combinations(places[:MOST_PARTS], count):
            amounts = [[row[place] if place < len(row) else 0 for place in parts] for row in rows]
            is_sum = all(sum(of_row) == row[total] for of_row, row in zip(amounts, rows, strict=True))
            if is_sum and any(sum(map(bool, of_row)) > 1 for of_row in amounts):
                return parts
    return ()
