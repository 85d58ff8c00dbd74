"""What may have to be left out of a file: sheets, and people of whom it says itself that they get nothing."""

import re

from django.utils.translation import gettext_lazy as _

from programmes.exchange.desk.questions import Question
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.sheets.not_given import LONE, of_column, of_group, of_sheet, says_so
from programmes.rules.batches import CONTROLS
from programmes.standards.lists import first_few
from programmes.standards.money import format_number
from programmes.standards.names import tidy

SHOWN_SHEETS = 5
SHOWN_WORDS = 5
NOT_READ = ("sheet_without_heading", "sheet_not_read")
NO_LIST = re.compile(
    r"(?<!\w)(?:nháp|mẫu(?! (?:số )?[a-zđ]{0,3}[-.]?\d)|cũ|bản sao|sao lưu|dự phòng|lưu trữ|ví dụ|thử|bỏ|xóa|xoá"
    r"|không dùng|tham khảo|draft|sample|example|demo|test|old|copy|backup|bak|template|deleted)(?!\w)"
)
NO_LIST_PLAINLY = re.compile(r"(?:.*\b(?:ban|danh sach|ds|trang|sheet) )?(?:nhap|mau|cu|vi du|thu)(?: ?\(?\d?\)?)")
COPY = re.compile(r"(.+?) ?\(\d\)")


def ask_of_sheets(left_out):
    """A sheet with a list of people is not left out by oversight; `left_out` as in sheets.tables."""
    if left_out:
        told = _(
            "Trang %s có danh sách người nhưng không được đọc (vì sao: xem phần “Nên xem lại”). Bỏ qua các trang này?"
        )
        shown = first_few([f"“{name}”" for name in left_out], SHOWN_SHEETS)
        skip = ("1", _("Bỏ qua, chỉ nhập các trang đọc được"))
        yield Question("left_out", "", told % shown, [skip])


def ask_of_names(sheets, told):
    """A ReadSheet may be called a draft, a sample or a copy, unless it is the only one that says anything.

    `told` counts what was warned of, by code: sheets that are not read are.
    """
    names = {sheet.name for sheet in sheets}
    is_alone = len(sheets) == 1 and not any(told[code] for code in NOT_READ)
    for sheet in () if is_alone else sheets:
        if is_no_list(sheet.name, names):
            told = _(
                "Trang “%(name)s” có %(rows)s dòng được đọc, nhưng tên trang không giống tên danh sách để nhập. Nhập "
                "cả trang này?"
            )
            message = told % {"name": sheet.name, "rows": format_number(sheet.rows)}
            choices = [
                ("1", _("Không, bỏ qua trang “%s”") % sheet.name),
                ("", _("Có, nhập cả trang “%s”") % sheet.name),
            ]
            yield Question("left_out", of_sheet(sheet.name), message, choices)


def is_no_list(name, others):
    """Whether a sheet is called like one that is no part of the list: "Nháp", "Mẫu", "DS cũ", "Danh sách (2)"."""
    plain = tidy(name).casefold().replace("_", " ")
    found = NO_LIST.search(plain) or (plain.isascii() and NO_LIST_PLAINLY.fullmatch(plain)) or says_so(plain)
    copy = COPY.fullmatch(name)
    return bool(found) or bool(copy and copy[1] in others)


def ask_of_people(not_given):
    """Whether the people of a NotGiven are left out."""
    for heading, words in not_given.told_by_columns():
        told = _("Cột “%(heading)s” ghi: %(words)s. Có ghi những người này vào sổ không?")
        shown = [
            _("“%(text)s” (%(rows)s dòng)") % {"text": text[:80], "rows": format_number(rows)}
            for text, rows in words.most_common()
        ]
        message = told % {"heading": heading, "words": first_few(shown, SHOWN_WORDS)}
        yield Question(
            "left_out", of_column(heading), message, _left_out_or_not(_("cột “%s”") % heading, words.total())
        )
    for text, rows in not_given.groups.items():
        told = _("Dưới dòng nhóm “%(text)s” có %(rows)s người. Có ghi những người này vào sổ không?")
        message = told % {"text": text[:80], "rows": format_number(rows)}
        yield Question("left_out", of_group(text), message, _left_out_or_not(_("nhóm “%s”") % text[:80], rows))


def ask_of_lone(not_given, places):
    """Whether the rows of one cell are headings of groups, or people of whom all else is lacking."""
    if not_given.lone:
        told = _("%(count)d dòng chỉ có một ô được điền: %(rows)s. Đây là dòng tiêu đề nhóm hay là người?")
        rows = [
            _("dòng %(line)s “%(text)s”") % {"line": places.of(line), "text": text[:80]}
            for line, text in not_given.lone
        ]
        message = told % {"count": len(rows), "rows": first_few(rows, SHOWN_WORDS)}
        choices = [
            ("1", _("Dòng tiêu đề nhóm, không phải người: bỏ qua")),
            ("", _("Là người: tôi sẽ điền đủ các ô trong tệp")),
        ]
        yield Question("left_out", LONE, message, choices)


def _left_out_or_not(where, rows):
    told = {"rows": format_number(rows), "where": where}
    return [
        ("1", _("Không, bỏ qua %(rows)s dòng này (%(where)s)") % told),
        ("", _("Có, ghi cả %(rows)s dòng này (%(where)s)") % told),
    ]


def tell_sheets(sheets, findings):
    """Of several ReadSheets it is told which were read, and how many lines each adds."""
    if len(sheets) > 1:
        told = [
            _("“%(name)s” %(rows)s dòng") % {"name": sheet.name, "rows": format_number(sheet.rows)} for sheet in sheets
        ]
        message = _("Đã đọc %(count)d trang của tệp: %(sheets)s.")
        findings.warn(
            sheets[0].header.line, "", "sheets_read", message % {"count": len(sheets), "sheets": ", ".join(told)}
        )


def tell_left_out(not_given, reading, findings):
    """How many lines were left out by answer."""
    dropped = {key: rows for key, rows in not_given.dropped.items() if rows}
    for key, rows in dropped.items():
        message = _("Theo câu trả lời đã bỏ qua %(rows)s dòng (%(key)s): không ghi, không tính là bị từ chối.")
        told = {"rows": format_number(rows), "key": key}
        findings.warn(reading.header.line, "", "people_left_out", message % told)


def settle_totals(not_given, outcome):
    """A total of the file may count the lines that were left out by answer, or not: it is held against both.

    One that is neither is held against nothing, and told.
    """
    left = {"people": not_given.dropped.total(), "donor_cost_vnd": not_given.dropped_vnd}
    if not left["people"]:
        return
    decision, reading = outcome.decision, outcome.reading
    for name, label in CONTROLS.items():
        sums, total = getattr(decision, name), reading.control.get(name)
        kept = sums.taken + sums.refused
        if total is None or total == kept:
            continue
        reading.control = {other: value for other, value in reading.control.items() if other != name}
        if total != kept + left[name]:
            message = _(
                "Tổng %(label)s trong tệp là %(total)s: không bằng các dòng còn lại (%(kept)s), cũng không bằng khi "
                "tính cả dòng đã bỏ qua (%(all)s), nên không đối chiếu; hãy ghi tổng của các dòng còn lại vào mục đối "
                "chiếu."
            )
            told = {"label": label, "total": total, "kept": kept, "all": kept + left[name]}
            told = {key: format_number(value) if isinstance(value, int) else value for key, value in told.items()}
            outcome.findings.warn(reading.header.line, "", "total_of_all", message % told)


def insist_some_left(left_out):
    """Raises FileProblem where every line of the file was left out by answer."""
    if any(left_out.values()):
        raise FileProblem(
            "all_left_out", _("Mọi dòng của tệp đều bị bỏ qua theo câu trả lời; nếu trả lời nhầm, hãy tải tệp lên lại.")
        )
