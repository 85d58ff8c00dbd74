"""The sheets of a file that hold its list: those with a header, and what Excel does not show of them."""

import re
from itertools import chain, islice

from django.utils.translation import gettext_lazy as _

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.guide_sheet import GUIDE, GUIDE_HEAD
from programmes.exchange.sheets.vocabulary import NAMES, PAPERS
from programmes.standards.lists import first_few
from programmes.standards.names import fold

SHOWN_LINES, SHOWN_HEADS = 5, 45
RELATION = re.compile(r"\bquan he\b|^moiquanhe")


def tables(sheets, find, findings, left_out):
    """(sheet, header, its first rows, the others) of the first sheet with a header and of those like it.

    Each sheet is read by its own header. One that tells of people by other columns than the first is perhaps not the
    list but a sheet to sign on, or the list of others; the name of each that has a list of people and is not read is
    added to `left_out`.
    """
    listed, problem, heads = None, None, []
    for sheet in sheets:
        findings.places.begin(sheet.before, sheet.name)
        rows = iter(sheet.rows)
        first = [*islice(rows, 1)]
        try:
            header, head = find(chain(first, rows), spans=_spans(sheet), left=sheet.left, sheet_name=sheet.name)
        except FileProblem as refusal:
            heads += [[line, findings.places.of(line), cells] for line, cells in refusal.head]
            if refusal.code in {"too_many_rows", "too_many_columns", "csv_broken", "money_unit", "money_foreign"}:
                raise
            if problem is None or (refusal.headings and (not problem.headings or problem.code == "no_header")):
                problem = refusal
            if first and not _is_guide(sheet, first[0]):
                message = _("Trang “%(sheet)s” không được đọc: %(why)s") % {"sheet": sheet.name, "why": refusal}
                findings.warn(sheet.before + 1, "", "sheet_without_heading", message)
            if _names_people(name for _title, name in refusal.headings):
                left_out.append(sheet.name)
            continue
        listed = header if listed is None else listed
        if _tells_of_others(header, listed):
            message = _("Trang “%s” có các cột khác trang đầu nên không được đọc; hãy gửi thành tệp riêng.")
            findings.warn(header.line, "", "sheet_not_read", message % sheet.name)
            if _names_people(header.titles):
                left_out.append(sheet.name)
            continue
        _tell_columns(sheet, header, listed.titles, findings)
        _tell_hidden(sheet, header, findings)
        yield sheet, header, head, rows
    if listed is None and problem:
        problem.head = heads[:SHOWN_HEADS]  # the list may be on any of the sheets
        raise problem


def _names_people(columns):
    """Whether the columns of a sheet that is not read are those of a list of people, not of notes or sums."""
    has = set(columns)
    return "full_name" in has and not has.isdisjoint(PAPERS)


def _who(columns):
    """Those of the columns that say who is meant."""
    return {*NAMES, *PAPERS}.intersection(columns)


def _tells_of_others(header, listed):
    """Whether a sheet tells of other people than the header `listed`, who are known by other columns.

    One that tells how they are related to the head of a household, beside a list that does not, is of all members.
    """
    tells_relations, of_list = (any(RELATION.search(fold(title)) for title in one.cells) for one in (header, listed))
    return _who(header.titles) != _who(listed.titles) or (tells_relations and not of_list)


def _tell_columns(sheet, header, columns, findings):
    """Warn of a sheet that has more or fewer columns than the first."""
    more = [title for name, title in header.titles.items() if name not in columns]
    less = [title for name, title in columns.items() if name not in header.titles]
    if more or less:
        message = _(
            "Trang “%(sheet)s” có các cột khác trang đầu (thêm: %(more)s; thiếu: %(less)s); "
            "vẫn được đọc theo tiêu đề của chính nó."
        )
        told = {"sheet": sheet.name, "more": _listed(more), "less": _listed(less)}
        findings.warn(header.line, "", "sheet_differs", message % told)


def _listed(titles):
    return ", ".join(f"“{title}”" for title in titles) or _("không có")


def _spans(sheet):
    """(line, first, last column) of the cells that are merged over several columns."""
    return [(sheet.before + top + 1, left, right) for (top, left), (_low, right) in sheet.merged if left < right]


def _is_guide(sheet, first):
    """Whether this is the guide that our own workbooks carry, which nobody misses."""
    return sheet.name == GUIDE and tuple(first.cells[:3]) == GUIDE_HEAD


def _tell_hidden(sheet, header, findings):
    """What Excel does not show of a sheet is read all the same."""
    if sheet.hidden:
        message = _("Trang “%s” đang bị ẩn nhưng vẫn được đọc; hãy xóa trang này nếu không cần.") % sheet.name
        findings.warn(header.line, "", "hidden_sheet", message)
    rows = [row for row in sheet.hidden_rows if row + sheet.before > header.line]
    if rows:
        first = first_few(rows, SHOWN_LINES)
        message = _("Có %(count)d dòng ẩn (%(first)s) đã được đọc như các dòng khác; bỏ ẩn để xem, xóa nếu không cần.")
        findings.warn(rows[0] + sheet.before, "", "hidden_rows", message % {"count": len(rows), "first": first})
