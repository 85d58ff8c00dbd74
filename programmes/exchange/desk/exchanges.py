"""Columns whose cells confuse two things for each other: day and month, or the codes of the sexes."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.exchange.columns.repairs import FIGURES_OF_DAY, MONTHS, SEX_CODES
from programmes.exchange.desk.questions import Question
from programmes.standards.names import tidy

ENOUGH_DAYS = 50  # none of so many is above 12 by chance
ENOUGH_TRUE_DAYS = 20  # nor of so many beside texts that are


class Doubt(NamedTuple):
    """What is doubtful in the days of a column, one of them, and whether all may be exchanged alike."""

    told: str
    example: str
    is_of_all: bool = True


def ask_of_days(memos, titles):
    """Excel with American settings turns 4/3 into 3 April without a word, and leaves 25/3, which is no day there.

    Where it has turned one column, another in which every day may be a month is asked about too.
    """
    of_days = [memo for memo in memos if memo.column.content in {"birth", "day", "booking"}]
    doubts = [_doubt_of_days(*_sorted_days(memo), memo.days) for memo in of_days]
    has_turned = any(doubt and doubt.is_of_all and doubt.told != _never_above() for doubt in doubts)
    for memo, found in zip(of_days, doubts, strict=True):
        if doubt := found or (has_turned and _doubt_beside(*_sorted_days(memo))):
            one, other, year, hour = FIGURES_OF_DAY.fullmatch(doubt.example).groups()
            title = titles[memo.column.name]
            back = {"title": title, "one": doubt.example, "other": f"{int(other):02}/{int(one):02}/{year}{hour}"}
            choices = [
                ("1", _("Đổi lại ngày và tháng của các ô này ở cột “%(title)s”: %(one)s là %(other)s") % back),
                ("", _("Giữ nguyên ngày ở cột “%(title)s”: %(one)s là %(one)s") % back),
            ]
            message = f"{_('Cột “%s”') % title}: {doubt.told}"
            yield Question("exchanged", memo.column.name, message, choices if doubt.is_of_all else choices[1:])


def _sorted_days(memo):
    """The days of a column that have the day first, that have the month first, and that may have either."""
    days_first, months_first, either = [], [], []
    for text in map(str.strip, memo):
        if found := FIGURES_OF_DAY.fullmatch(text):
            one, other = int(found[1]), int(found[2])
            if one != other and min(one, other) <= MONTHS:
                (days_first if one > MONTHS else months_first if other > MONTHS else either).append(text)
    return days_first, months_first, either


def _doubt_beside(days_first, months_first, either):
    """The Doubt about days of which nothing tells, beside a column that has the month first; else None."""
    return Doubt(_never_above(), either[0]) if either and not (days_first or months_first) else None


def _doubt_of_days(days_first, months_first, either, true_days):
    """The Doubt about the days of a column; None where there is none.

    True days are those that Excel took for days, the others are texts. Either all texts have the month first, or the
    days that Excel turned have.
    """
    if months_first and not days_first:
        return Doubt(_months_first(months_first), months_first[0])
    if months_first or not either:
        return None
    if days_first and true_days.isdisjoint(days_first):
        true, typed = [day for day in either if day in true_days], [day for day in either if day not in true_days]
        if true and not typed:
            return Doubt(_turned(true, days_first), true[0])
        return Doubt(_mixed(true, days_first, typed), true[0], False) if len(true) >= ENOUGH_TRUE_DAYS else None
    return Doubt(_never_above(), either[0]) if not days_first and len(either) >= ENOUGH_DAYS else None


def _mixed(turned, left, typed):
    told = _(
        "Tệp còn có ngày từ 1 đến 12 gõ bằng chữ (ví dụ %s) nên không đổi lại cả cột được; nếu đúng là bị đổi, hãy sửa "
        "trong tệp rồi tải lên lại."
    )
    return f"{_turned(turned, left)} {told % typed[0]}"


def _turned(turned, left):
    told = _(
        "mọi ô mà Excel nhận là ngày đều có ngày từ 1 đến 12 (ví dụ %(turned)s), còn ngày trên 12 vẫn là chữ (ví dụ "
        "%(left)s). Có lẽ máy cài kiểu ngày của Mỹ đã đổi chỗ ngày với tháng; hãy đối chiếu vài người."
    )
    return told % {"turned": turned[0], "left": left[0]}


def _months_first(texts):
    told = _(
        "có ô ghi tháng trước, ngày sau (ví dụ %s) và không ô nào có ngày trên 12 đứng trước. Có lẽ tệp được lưu trên "
        "máy cài kiểu ngày của Mỹ; hãy đối chiếu vài người."
    )
    return told % texts[0]


def _never_above():
    return _("mọi ngày đều từ 1 đến 12: có thể Excel đã đổi chỗ ngày với tháng; hãy đối chiếu vài người.")


def ask_of_sexes(memos, titles, rows, contradicted):
    """The numbers of the persons say who is a man; `contradicted` is on how many of the rows they say otherwise."""
    by_content = {memo.column.content: memo for memo in memos}
    sexes, numbers = by_content.get("sex"), by_content.get("citizen")
    is_coded = contradicted > 1 and {tidy(text) for text in sexes if sexes.parsed(text)} <= SEX_CODES
    if is_coded and 2 * contradicted > rows - numbers.empty - sexes.unknown.total():
        told = _(
            "Cột “%(title)s” ghi mã 1, 0 và trái với số định danh ở %(count)d trên %(rows)d dòng. Mã nào là nam, mã "
            "nào là nữ?"
        )
        message = told % {"title": titles["sex"], "count": contradicted, "rows": rows}
        choices = [("1", _("1 là nữ, 0 là nam")), ("", _("1 là nam, 0 là nữ"))]
        yield Question("exchanged", "sex", message, choices)
