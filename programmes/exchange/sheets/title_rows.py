"""What the rows above a table say of every row below it: its day, its decision, its people, its kind of gift.

What is sure is said, what is but likely is proposed: the officer is asked, once for the file.

Where they leave the kind open, the name of the sheet may say it.
"""

import re
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from django.core.exceptions import ValidationError

from programmes.exchange.columns.choices import category
from programmes.models import Category, GiftKind
from programmes.standards.months import parse_month, parse_months_count
from programmes.standards.names import fold, tidy

DAY = re.compile(r"\bngày\s+(\d{1,2})(?:\s+tháng\s+|[/.-])(\d{1,2})(?:\s+năm\s+|[/.-])(\d{4})", re.IGNORECASE)
DECISION = re.compile(r"quyết định\s+(?:số\s*)?:?\s*(\d[\w.]*\s*/\s*[\w-]+)", re.IGNORECASE)
STATE_SHARE = re.compile(r"\bt[ỷỉ] lệ (?:nsnn|ngân sách nhà nước|nhà nước)[^:%]{0,40}:\s*(\d{1,3})\s*%", re.IGNORECASE)
ISSUED = re.compile(r"\bban hành\b", re.IGNORECASE)  # with such a decision: the list, or the form that it is written on
A_FORM = re.compile(r"\bmẫu\b|\b[a-z]\d{1,2}[a-z]?[ -](?:ts|hd|hsb|bh)\b", re.IGNORECASE)
MAKERS_OF_FORMS = re.compile(r"việt nam|tổng giám đốc|thông tư|nghị định|\bbộ\b|\bmẫu\b", re.IGNORECASE)
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
START = re.compile(rf"\b(?:từ|kể từ|bắt đầu) {DAY_OR_MONTH}", re.IGNORECASE)
IN_WORDS = re.compile(r"(?:(\bngày \d{1,2}) )?\btháng (\d{1,2}) năm (\d{4})\b", re.IGNORECASE)
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")  # the name of a programme
KIND_OF_COMMUNE = r"(?:xã|phường|đặc khu|thị trấn)\b"
COMMUNE = re.compile(
    rf"\b({KIND_OF_COMMUNE})(?: *:)? *((?!(?:hội|đội|viên|nghèo|đảo|biên|miền|vùng|khó)\b)\w+"
    rf"(?: (?!(?:và )?{KIND_OF_COMMUNE})\w+)*)",
    re.IGNORECASE,
)
BEHIND_A_NAME = re.compile(
    r" (?:tỉnh|huyện|thành phố|thị xã|tp|quận|năm|đợt|được|tặng|nhận|hưởng|thuộc|và|có|từ|tham gia|ngày|tháng|danh sách"
    r"|kèm|theo|của|cho|là|do|tại|nhân|trong|đề nghị|hỗ trợ|đã)\b.*",
    re.IGNORECASE,
)
LONGEST_NAME = 4  # words of the name of a commune
WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")
# Before the people whose name a fund, a programme or a body bears: "Quỹ Vì người nghèo", "Hội Người cao tuổi".
OF_A_NAME = re.compile(r"(?:.* )?(?:vi|quy(?: \w+){0,2}|hoi(?: \w+){0,2}|trung tam(?: \w+){0,3}|bao tro)")
MOST_WORDS = 14  # of a category
LEAST_LETTERS = 4  # "CN", "DT" and "BN" say something else in a title
PLACES_OF_PEOPLE, OTHER = {"dac khu", "xa dao"}, {"khac"}
POOR = "ngheo"  # where it does not describe others: "học sinh nghèo"
BETWEEN = {"", ",", ";", "/", "va", "hoac"}


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
    """What title rows make likely of every row below, column -> Said: the category, the commune, the decision, from
    when and for how many months, how many per cent the state pays.

    Of the programme and the round they are the titles themselves, in which a name may be found.
    """
    told = [(line, text) for line, text in _of_the_list(rows) if text]
    spans = [(line, text, found.groups()) for line, text in told for found in SPAN.finditer(_in_figures(text))]
    starts = [(line, text, found[1]) for line, text in told for found in START.finditer(_in_figures(text))]
    months = [(line, text, str(int(found[1]))) for line, text in told for found in MONTHS.finditer(text)]
    of_spans = [(line, text, " - ".join(span)) for line, text, span in spans]
    months += [(*at, str(parse_months_count(span))) for *at, span in of_spans if _can_read(parse_months_count, span)]
    likely = {
        "starts_on": [one for one in starts if _can_read(parse_month, one[2])],
        "months": [one for one in months if _can_read(parse_months_count, one[2])],
        "category": [(line, text, str(min(found).label)) for line, text, found in _categories_in(rows)],
        "state_support_vnd": [(line, text, found[1]) for line, text in told for found in STATE_SHARE.finditer(text)],
        "commune": [(line, text, named) for line, text in told for named in _communes_in(text)],
    }
    proposed = {name: Said._make(found[0]) for name, found in likely.items() if len({one[2] for one in found}) == 1}
    if named := [Said(line, text, found[1]) for line, text in told for found in DECISION.finditer(text)]:
        proposed["decision_number"] = named[-1]
    all_titles = Said(rows[0].line if rows else 0, "", "\n".join(text for _line, text in told))
    return proposed | (dict.fromkeys(("programme", "round"), all_titles) if told else {})


def _communes_in(text):
    """The communes that a title names, as names are written: "XÃ NÀ TẤU, TỈNH ĐIỆN BIÊN" is of "Xã Nà Tấu"."""
    for found in COMMUNE.finditer(text):
        words = BEHIND_A_NAME.sub("", found[2]).split()
        if not found[2].isupper():
            words = [*takewhile(lambda word: word[0].isupper() or word.isdigit(), words)]
        if 0 < len(words) <= LONGEST_NAME:
            yield " ".join([found[1].capitalize(), *(word.capitalize() if word.isupper() else word for word in words)])


def _in_figures(text):
    """A text with its months, and days, as figures: "tháng 1 năm 2027" is "tháng 1/2027"."""
    return IN_WORDS.sub(
        lambda found: f"{found[1]}/{found[2]}/{found[3]}" if found[1] else f"tháng {found[2]}/{found[3]}", text
    )


def kind_said(rows, sheet_name):
    """What the title of a list says of the kind of all its gifts, or else the name of the sheet; None for neither.

    Titles that name two kinds leave it to the name of the sheet to say which.
    """
    named = _naming(rows, _kinds_in)
    kinds = {kind for _line, _text, kinds in named for kind in kinds}
    if len(kinds) == 1:
        line, text, _kinds = named[0]
        return Said(line, text, str(min(kinds).label))
    of_sheet = _kinds_of_name(sheet_name)
    if len(of_sheet) == 1 and (not kinds or of_sheet <= kinds):
        return Said(0, sheet_name, str(min(of_sheet).label))
    return None


def _naming(rows, find):
    """(line, text, what `find` finds in it) of the titles of the list that name something, else of other titles."""
    titles = [(row.line, tidy(cell)) for row in rows for cell in row.cells if cell.strip()]
    titles = [(line, text, find(text)) for line, text in titles]
    of_list = [title for title in titles if OF_A_LIST.search(fold(title[1]))]
    others = [title for title in titles if ISSUED.search(title[1]) or not OF_A_PAPER.search(fold(title[1]))]
    naming = ([title for title in told if title[2]] for told in (of_list, others))
    return next(filter(None, naming), [])


def _categories_in(rows):
    """As _naming, where the titles name one category; none where they name several."""
    named = _naming(rows, _categories_of)
    return named if len({each for _line, _text, found in named for each in found}) == 1 else []


def _categories_of(text):
    """The categories that a title names; hardship in general says less than any other."""
    words, found, end = WORD_OR_SIGN.findall(fold(QUOTED.sub(" ; ", text))), set(), 0
    for first in range(len(words)):
        for last in range(min(len(words), first + MOST_WORDS), max(first, end), -1):
            if meant := _category_of_words(words, first, last):
                found.add(Category(meant))
                end = last
                break
    return found - {Category.OTHER} or found


def _category_of_words(words, first, last):
    """The category that these of the words of a title name; "" for none, and within the name of a fund or a body."""
    before = " ".join(words[max(0, first - 4) : first])
    if OF_A_NAME.fullmatch(before) or not (words[first].isalpha() and words[last - 1].isalpha()):
        return ""
    named, beside = " ".join(words[first:last]), {before.rpartition(" ")[2], *words[last : last + 1]}
    if (
        named in PLACES_OF_PEOPLE
        or len(named) < LEAST_LETTERS
        or named in OTHER
        or (named == POOR and beside.isdisjoint(BETWEEN))
    ):
        return ""
    return category.find(named) or ""


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
    cells, told, before = [(row.line, text) for row in rows for cell in row.cells if (text := tidy(cell))], [], ""
    for line, text in cells:
        is_of_form = ISSUED.search(text) and (MAKERS_OF_FORMS.search(text) or A_FORM.search(f"{before} {text}"))
        if not is_of_form:
            told.append((line, text))
        before = text
    return told
