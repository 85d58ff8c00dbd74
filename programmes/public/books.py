"""The tables of what was corrected, which periods are closed, and what the checks of the books found."""

from django.utils import timezone

from programmes.models import GiftKind
from programmes.public.figures import COUNT, COUNTED, DAY, PARTICULARS, Column, table
from programmes.rules.privacy import Hidden
from programmes.totals import years

CORRECTION_COLUMNS = (
    Column("corrected_on", "Ngày", DAY),
    Column("period", "Kỳ"),
    Column("figure", "Số liệu"),
    Column("unit", "Đơn vị"),
    Column("old", "Số cũ", COUNT),
    Column("new", "Số mới", COUNT),
    Column("reason", "Lý do"),
)
CORRECTION_NOTE = (
    "Mỗi đính chính do một cán bộ đề nghị và người khác duyệt. Số cũ, số mới là số của cả năm, cả nước, ngay trước và "
    "ngay sau khi đính chính. Thay đổi từ 1 đến 10 suất, và số tiền đi kèm, ghi “không nêu” để không ai bị nhận ra."
)


def day_of(correction):
    return timezone.localdate(correction.decided_at)


def kept_back(found):
    """(year, kind) of the gifts whose numbers no correction shows, since one correction hides a change of them.

    The new number of an earlier correction beside the old one of a later, or beside that of the page of the year,
    would tell what lies between.
    """
    return {
        (one.year, change["of"])
        for one in found
        for change in one.figures
        if change["is_hidden"] and change["figure"] != years.RAISED
    }


def figure_name(change, year, programmes):
    """ "Huy động năm 2025, chương trình Sổ thẻ"; `programmes` maps slug to name."""
    of, figure = change["of"], change["figure"]
    if figure == years.RAISED:
        part = f", chương trình {programmes.get(of, of)}" if of else ""
        return f"Huy động năm {year}{part}"
    part = f", {GiftKind(of).label}" if of else ""
    return f"Đã trao năm {year}{part}" + (": chương trình chi" if figure == years.COST else "")


def shown(change, year, hidden):
    """(unit, old, new) as the public may see them; `hidden` is what is `kept_back`."""
    unit = change["unit"]
    is_kept_back = change["figure"] != years.RAISED and (year, change["of"]) in hidden
    if change["is_hidden"] or is_kept_back:
        return unit, Hidden.WITHHELD, Hidden.WITHHELD
    return unit, change["old"], change["new"]


def corrections(found, programmes):
    """A row for each figure that changed; a correction that changed none has one row without figures."""
    hidden = kept_back(found)
    rows = [
        ((day_of(one), str(one), *_figure(change, one.year, programmes, hidden), one.reason),)
        for one in found
        for change in one.figures or [None]
    ]
    return table("corrections", "Đính chính của các kỳ đã khóa", COUNTED, CORRECTION_COLUMNS, rows, CORRECTION_NOTE)


def _figure(change, year, programmes, hidden):
    if change is None:
        return "Không số nào thay đổi", None, None, None
    return figure_name(change, year, programmes), *shown(change, year, hidden)


def closed_periods(found):
    columns = (Column("period", "Kỳ"), Column("closed_on", "Khóa ngày", DAY))
    rows = [((_period(period), timezone.localdate(period.closed_at)),) for period in found]
    return table("closed_periods", "Các kỳ đã khóa", PARTICULARS, columns, rows)


def _period(period):
    return f"tháng {period}" if period.month else f"năm {period}"


CHECK_COLUMNS = (
    Column("code", "Mã"),
    Column("title", "Phép kiểm tra"),
    Column("sentence", "Nội dung"),
    Column("verdict", "Kết quả"),
    Column("rows", "Số dòng đã kiểm tra", COUNT),
    Column("failures", "Số dòng sai", COUNT),
    Column("checked_at", "Kiểm tra lúc"),
)


def verdict(result):
    if result.found is None:
        return "chưa kiểm tra"
    return "đạt" if result.is_good else "sai"


def checks(results):
    """Every invariant with its last result; times are ISO 8601."""
    rows = []
    for result in results:
        check, found = result.check, result.found
        last = (found.rows, found.failures, _moment(found.checked_at)) if found else (None, None, None)
        rows.append(((check.code, check.title, check.sentence, verdict(result), *last),))
    return table("checks", "Các phép kiểm tra", COUNTED, CHECK_COLUMNS, rows)


def _moment(at):
    return timezone.localtime(at).isoformat("T", "seconds")
