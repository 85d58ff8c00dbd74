"""What the rows above a table say of every row below it: the day of the list, its decision, its people, its form."""

import re
from datetime import date
from typing import NamedTuple

from programmes.models import GiftKind
from programmes.standards.names import fold, tidy

DAY = re.compile(r"\bngày\s+(\d{1,2})(?:\s+tháng\s+|[/.-])(\d{1,2})(?:\s+năm\s+|[/.-])(\d{4})", re.IGNORECASE)
DECISION = re.compile(r"quyết định\s+(?:số\s*)?:?\s*(\d[\w.]*\s*/\s*[\w-]+)", re.IGNORECASE)
OF_THE_FORM = re.compile(r"\bban hành\b", re.IGNORECASE)  # by such a decision the form was made, not the list
LABELS = {  # column -> what stands before its value
    "category": re.compile(
        r"(?<!số )(?<!tên )\bđối tượng(?: (?:tham gia|thụ hưởng|được (?:tặng|hỗ trợ)|hỗ trợ|BHYT|BHXH))*\s*:",
        re.IGNORECASE,
    ),
    "address": re.compile(r"\bđịa chỉ[^:]*:", re.IGNORECASE),
}
HEAD_OF_HOUSEHOLD = re.compile(r"\bchủ hộ\b[^:]*:", re.IGNORECASE)  # else the address is that of an office
NEXT_LABEL = re.compile(
    r"\s{3,}|[;\n\t]|\s+[-–]?\s*(?:nguồn|lương|mức|tỷ lệ|tỉ lệ|mã|tên|địa chỉ|điện thoại|số|đợt|tháng|từ)\b[^:]{0,40}:",
    re.IGNORECASE,
)
NOTE = re.compile(r"\s*\([^()]*\)\W*$")
FORMS = {  # kind of gift -> what the form of its list is called, folded
    GiftKind.HI_CARD: re.compile(r"\bd03[ -]?ts\b|\bnguoi chi tham gia (?:bhyt|bao hiem y te)\b"),
    GiftKind.SI_BOOK: re.compile(r"\bd05[ -]?ts\b|\btham gia (?:bhxh|bao hiem xa hoi) tu nguyen\b"),
}


class Said(NamedTuple):
    """What a title row says of a column for all rows: in which line, how it is written there, the text of the value."""

    line: int
    written: str
    text: str


def day_of(rows):
    """The last day that title rows name; None for none, or for one that no calendar has."""
    named = [found.groups() for _line, text in _of_the_list(rows) for found in DAY.finditer(text)]
    try:
        return date(*map(int, reversed(named[-1]))) if named else None
    except ValueError:
        return None


def proposed_by(rows):
    """What title rows make likely of every row below, column -> text: the decision, and the kind by the form."""
    named = [found[1] for _line, text in _of_the_list(rows) for found in DECISION.finditer(text)]
    proposed = {"decision_number": named[-1]} if named else {}
    titles = [fold(tidy(cell)) for row in rows for cell in row.cells if cell.strip()]
    kinds = [kind for kind, form in FORMS.items() if any(map(form.search, titles))]
    return proposed | ({"kind": kinds[0].value} if len(kinds) == 1 else {})


def said_by(rows):
    """What title rows say of every row below, column -> Said: "Đối tượng tham gia: Hộ cận nghèo"."""
    said = {}
    is_household = any(HEAD_OF_HOUSEHOLD.search(cell) for row in rows for cell in row.cells)
    for name in ("category", "address") if is_household else ("category",):
        for row in rows:
            filled = [cell for cell in row.cells if cell.strip()]
            for cell, following in zip(filled, [*filled[1:], ""], strict=True):
                if (label := LABELS[name].search(cell)) and (text := _behind(cell[label.end() :], following)):
                    said[name] = Said(row.line, tidy(cell), text)
    return said


def _behind(rest, following):
    """The value behind a label: the rest of its cell up to the next label, or else the next cell; "" for dots alone."""
    text = tidy(NEXT_LABEL.split(rest.lstrip())[0]) or ("" if ":" in following else tidy(following))
    return NOTE.sub("", text).strip(" .,:_…-")


def _of_the_list(rows):
    """(line, text) of the cells that do not tell by what the form was made."""
    cells = ((row.line, tidy(cell)) for row in rows for cell in row.cells)
    return [(line, text) for line, text in cells if not OF_THE_FORM.search(text)]
