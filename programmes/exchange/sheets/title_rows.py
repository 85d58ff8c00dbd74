"""What the rows above a table say of every row below it: its day, its decision, its people, its kind of gift.

Where they leave the kind open, the name of the sheet may say it.
"""

import re
from datetime import date
from functools import partial
from typing import NamedTuple

from django.core.exceptions import ValidationError

from programmes.models import GiftKind
from programmes.standards.months import parse_month, parse_months_count
from programmes.standards.names import fold, tidy

DAY = re.compile(r"\bngày\s+(\d{1,2})(?:\s+tháng\s+|[/.-])(\d{1,2})(?:\s+năm\s+|[/.-])(\d{4})", re.IGNORECASE)
DECISION = re.compile(r"quyết định\s+(?:số\s*)?:?\s*(\d[\w.]*\s*/\s*[\w-]+)", re.IGNORECASE)
STATE_SHARE = re.compile(r"\bt[ỷỉ] lệ (?:nsnn|ngân sách nhà nước|nhà nước)[^:%]{0,40}:\s*(\d{1,3})\s*%", re.IGNORECASE)
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
FORMS = {  # kind of gift -> what the form of its list is called, or a title without "sổ" or "thẻ", folded
    GiftKind.SI_BOOK: (
        r"d05[ -]?ts|tham gia (?:bhxh|bao hiem xa hoi) tu nguyen|(?:tang|trao|cap) (?:bhxh|bao hiem xa hoi) tu nguyen"
    ),
    GiftKind.HI_CARD: r"d03[ -]?ts|nguoi chi tham gia (?:bhyt|bao hiem y te)|(?:tang|trao|cap) (?:bhyt|bao hiem y te)",
}
NO_TITLE = re.compile(r"\w+|ho tro|(?:bhxh|bhyt|bao hiem)\b.*")  # words of a kind that titles use of something else
OF_A_LIST = re.compile(r"\b(?:danh sach|bang ke)\b")
OF_A_PAPER = re.compile(r"\b(?:quyet dinh|ke hoach|cong van|can cu)\b")  # it may be of more than this list
NAME_OF_SHEET = re.compile(
    r"(?:(?:ds|danh sách|danh sach|trang|sheet|tặng|tang|\d+)\b[ .:-]*)*(.*?)[ .]*(?:\(?\d+\)?)?"
)
MONTHS = re.compile(r"(?<![\d/.,])(\d{1,2}) tháng\b(?! (?:\d|đầu|cuối))", re.IGNORECASE)
DAY_OR_MONTH = r"(?:ngày |tháng )?(\d{1,2}[/.-][\d/.-]*\d)"
SPAN = re.compile(rf"\btừ {DAY_OR_MONTH} (?:đến|tới) (?:hết )?{DAY_OR_MONTH}", re.IGNORECASE)


def _words_of(kind):
    return [str(kind.label).casefold(), *map(str.casefold, kind.words)]


def _title_of(kind):
    """What a title that names a kind of gift holds, folded; "Mã số BHXH" is no "sổ BHXH"."""
    words = [re.escape(word) for word in map(fold, _words_of(kind)) if not NO_TITLE.fullmatch(word)]
    return re.compile(rf"(?<!ma )\b(?:{'|'.join([*words, *filter(None, [FORMS.get(kind)])])})\b")


TITLES = {kind: _title_of(kind) for kind in GiftKind}


class Said(NamedTuple):
    """What a title row says of a column for all rows: in which line, how it is written there, the text of the value.

    `line` is 0 where it is the name of the sheet that says it.
    """

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
    """What title rows make likely of every row below, column -> text: the decision, from when and for how many months,
    how many per cent the state pays.

    Of the programme and the round they are the titles themselves, in which a name may be found.
    """
    texts = [text for _line, text in _of_the_list(rows) if text]
    named = [found[1] for text in texts for found in DECISION.finditer(text)]
    proposed = {"decision_number": named[-1]} if named else {}
    spans = {found.groups() for text in texts for found in SPAN.finditer(text)}
    starts = {first for first, _last in spans if _can_read(parse_month, first)}
    months = {str(int(found[1])) for text in texts for found in MONTHS.finditer(text)}
    months |= {str(parse_months_count(span)) for span in map(" - ".join, spans) if _can_read(parse_months_count, span)}
    shares = {found[1] for text in texts for found in STATE_SHARE.finditer(text)}
    months = set(filter(partial(_can_read, parse_months_count), months))
    likely = {"starts_on": starts, "months": months, "state_support_vnd": shares}
    proposed |= {column: one for column, found in likely.items() if len(found) == 1 for one in found}
    return proposed | (dict.fromkeys(("programme", "round"), "\n".join(texts)) if texts else {})


def kind_said(rows, sheet_name):
    """What the title of a list says of the kind of all its gifts, or else the name of the sheet; None for neither.

    Titles that name two kinds leave it to the name of the sheet to say which.
    """
    titles = [(row.line, tidy(cell)) for row in rows for cell in row.cells if cell.strip()]
    titles = [(line, text, _kinds_in(text)) for line, text in titles]
    of_list = [title for title in titles if OF_A_LIST.search(fold(title[1]))]
    others = [title for title in titles if OF_THE_FORM.search(title[1]) or not OF_A_PAPER.search(fold(title[1]))]
    named = next((told for told in (of_list, others) if any(kinds for _line, _text, kinds in told)), [])
    kinds = {kind for _line, _text, kinds in named for kind in kinds}
    if len(kinds) == 1:
        return next(Said(line, text, str(min(kinds).label)) for line, text, found in named if found)
    of_sheet = _kinds_of_name(sheet_name)
    if len(of_sheet) == 1 and (not kinds or of_sheet <= kinds):
        return Said(0, sheet_name, str(min(of_sheet).label))
    return None


def _kinds_in(text):
    """The kinds of gifts that a title names."""
    return {kind for kind, words in TITLES.items() if words.search(fold(text))}


def _kinds_of_name(name):
    """The kinds that the name of a sheet names: "Thẻ", "So BHXH (2)", "DS tặng quà Tết"."""
    plain = tidy(name).casefold().replace("_", " ")
    word = NAME_OF_SHEET.fullmatch(plain)[1]
    words = {kind: _words_of(kind) for kind in GiftKind}
    alone = {kind for kind in GiftKind if word in words[kind] or (word.isascii() and word in map(fold, words[kind]))}
    return alone or _kinds_in(plain)


def _can_read(parse, text):
    try:
        parse(text)
    except ValidationError:
        return False
    return True


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
