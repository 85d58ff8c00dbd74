"""The tables of what was corrected, which periods are closed, and what the checks of the books found."""

from django.utils import timezone

from programmes.models import GiftKind
from programmes.public.figures import COUNT, COUNTED, DAY, PARTICULARS, Column, table
from programmes.rules.privacy import Hidden, rounded_down
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
    "ngay sau khi đính chính. Thay đổi chưa được nêu trên trang nào vì chỉ liên quan đến ít người thì ghi “không nêu”."
)


def day_of(correction):
    return timezone.localdate(correction.decided_at)


def figure_name(change, year, programmes):
    """ "Huy động năm 2025, chương trình Sổ thẻ"; `programmes` maps slug to name."""
    of, figure = change["of"], change["figure"]
    if change["is_hidden"]:
        return f"Đã trao năm {year}"
    if figure == years.RAISED:
        part = f", chương trình {programmes.get(of, of)}" if of else ""
        return f"Huy động năm {year}{part}"
    part = f", {GiftKind(of).label}" if of else ""
    return f"Đã trao năm {year}{part}" + (": chương trình chi" if figure == years.COST else "")


def shown(change):
    """(unit, old, new) as the public may see them."""
    if change["is_hidden"]:
        return "", Hidden.WITHHELD, Hidden.WITHHELD
    return change["unit"], change["old"], change["new"]


def told(correction):
    """What a correction changed; of all that is hidden only that there was something.

    Neither how many nor of which kind: of insurance one gift is one person.
    """
    hidden = [change for change in correction.figures if change["is_hidden"]]
    return [change for change in correction.figures if not change["is_hidden"]] + hidden[:1]


def anchor(correction):
    """Names the first row of a correction, within its page."""
    return f"dc-{correction.pk}"


def corrections(found, programmes):
    """A row for each figure that changed; a correction that changed none has one row without figures."""
    rows = [
        (
            (day_of(one), str(one), *_figure(change, one.year, programmes), one.reason),
            *(("", False, anchor(one)) if place == 0 else ()),
        )
        for one in found
        for place, change in enumerate(told(one) or [None])
    ]
    return table("corrections", "Đính chính của các kỳ đã khóa", COUNTED, CORRECTION_COLUMNS, rows, CORRECTION_NOTE)


def _figure(change, year, programmes):
    if change is None:
        return "Không số nào thay đổi", None, None, None
    return figure_name(change, year, programmes), *shown(change)


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
    """Every invariant with its last result, its counts rounded; times are ISO 8601."""
    rows = []
    for result in results:
        check, found = result.check, result.found
        last = (
            (rounded_down(found.rows), rounded_down(found.failures), _moment(found.checked_at))
            if found
            else (None, None, None)
        )
        rows.append(((check.code, check.title, check.sentence, verdict(result), *last),))
    return table("checks", "Các phép kiểm tra", COUNTED, CHECK_COLUMNS, rows)


def _moment(at):
    return timezone.localtime(at).isoformat("T", "seconds")
