"""The tables of what was corrected, which periods are closed, and what the checks of the books found."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.models import GiftKind
from programmes.public.tables import COUNT, COUNTED, DAY, PARTICULARS, Column, table
from programmes.rules.privacy import Hidden, rounded_down
from programmes.standards.periods import words_of_books
from programmes.totals import years

CORRECTION_COLUMNS = (
    Column("corrected_on", _("Ngày"), DAY),
    Column("period", _("Kỳ")),
    Column("figure", _("Số liệu")),
    Column("unit", _("Đơn vị")),
    Column("old", _("Số cũ"), COUNT),
    Column("new", _("Số mới"), COUNT),
    Column("reason", _("Lý do")),
)
CORRECTION_NOTE = _(
    "Mỗi đính chính do một cán bộ đề nghị và người khác duyệt. Số cũ, số mới là số của cả năm, cả nước, ngay trước và "
    "ngay sau khi đính chính. Thay đổi chưa được nêu trên trang nào vì chỉ liên quan đến ít người thì ghi “không nêu”."
)


def day_of(correction):
    return timezone.localdate(correction.decided_at)


def number_name(change, year, programmes):
    """ "Huy động năm 2025, chương trình Sổ thẻ"; `programmes` maps slug to name."""
    of, figure = change["of"], change["figure"]
    if figure == years.RAISED and not change["is_hidden"]:
        raised = gettext("Huy động năm %(year)s") % {"year": year}
        programme = of and gettext("chương trình %(name)s") % {"name": programmes.get(of, of)}
        return f"{raised}, {programme}" if programme else raised
    if change["is_hidden"]:
        return gettext("Quà đã trao năm %(year)s; liên quan đến ít người nên không nêu loại quà và số") % {"year": year}
    given = gettext("Đã trao năm %(year)s") % {"year": year}
    told = f"{given}, {GiftKind(of).label}" if of else given
    return gettext("%(given)s: từ tiền ủng hộ") % {"given": told} if figure == years.COST else told


def shown(change):
    """(unit, old, new) as the public may see them."""
    if change["is_hidden"]:
        return Hidden.WITHHELD, Hidden.WITHHELD, Hidden.WITHHELD
    return gettext(change["unit"]), change["old"], change["new"]


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
            (day_of(one), period_of(one), *_number(change, one.year, programmes), one.reason),
            *(("", False, anchor(one)) if place == 0 else ()),
        )
        for one in found
        for place, change in enumerate(told(one) or [None])
    ]
    return table("corrections", _("Đính chính của các kỳ đã khóa"), COUNTED, CORRECTION_COLUMNS, rows, CORRECTION_NOTE)


def _number(change, year, programmes):
    if change is None:
        return gettext("Không số nào thay đổi"), None, None, None
    return number_name(change, year, programmes), *shown(change)


def closed_periods(found):
    columns = (Column("period", _("Kỳ")), Column("closed_on", _("Khóa ngày"), DAY))
    rows = [((period_of(period), timezone.localdate(period.closed_at)),) for period in found]
    return table("closed_periods", _("Các kỳ đã khóa"), PARTICULARS, columns, rows)


def period_of(one):
    """In words, of a closed period or of a correction in one."""
    return words_of_books(one.year, one.month)


CHECK_COLUMNS = (
    Column("code", _("Mã")),
    Column("title", _("Phép kiểm tra")),
    Column("sentence", _("Nội dung")),
    Column("verdict", _("Kết quả")),
    Column("rows", _("Số dòng đã kiểm tra"), COUNT),
    Column("failures", _("Số dòng sai"), COUNT),
    Column("checked_at", _("Kiểm tra lúc")),
    Column("whole_at", _("Kiểm tra toàn bộ lúc")),
)


def verdict(result):
    if result.found is None:
        return gettext("chưa kiểm tra")
    return gettext("đạt") if result.is_good else gettext("sai")


def checks(results):
    """Every invariant with its last result, its counts rounded; times are ISO 8601."""
    rows = []
    for result in results:
        check, found = result.check, result.found
        last = (
            (
                *(rounded_down(found.rows), rounded_down(found.failures), _moment(found.checked_at)),
                found.whole_at and _moment(found.whole_at),
            )
            if found
            else (None, None, None, None)
        )
        rows.append(((check.code, str(check.title), str(check.sentence), verdict(result), *last),))
    return table("checks", _("Các phép kiểm tra"), COUNTED, CHECK_COLUMNS, rows)


def _moment(at):
    return timezone.localtime(at).isoformat("T", "seconds")
