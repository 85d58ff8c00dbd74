"""What must hold for a published figure: what it counts, where, when, how many, and what its own words say."""

import copy
import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from programmes.models import (
    HAPPENED,
    Measure,
    PeriodKind,
    PublishedFigure,
    Stage,
    Subject,
)
from programmes.rules import figure_words, privacy, programmes, public_texts
from programmes.rules.problems import Problem
from programmes.standards import periods
from programmes.standards.dates import coarse_span, format_day, today_in_vietnam
from programmes.standards.wordings import CURRENCIES

OFFICE_FOUNDED = date(1995, 1, 1)  # Nghị định 19/CP ngày 16/2/1995
MOST_YEARS = 10  # that a period covers, and that a plan reaches ahead
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_FORM_OF_A_PAGE = re.compile(r"\.(?:csv|json|xml)$", re.IGNORECASE)  # S01.csv is the address of the table of S01


def check(figure):
    """Problems of a figure by itself."""
    yield from _check_code(figure)
    yield from _check_measure(figure)
    yield from _check_place(figure)
    yield from _check_period(figure)
    yield from _check_number(figure)
    yield from figure_words.check(figure)
    yield from public_texts.check(figure)


# Code, measure, place, period


def _check_code(figure):
    if not _CODE.fullmatch(figure.code):
        yield Problem(
            "code",
            "figure_code",
            _("Mã số liệu chỉ gồm chữ không dấu, chữ số, dấu chấm và gạch nối, vì là địa chỉ của trang; ví dụ S01."),
        )
    elif found := _FORM_OF_A_PAGE.search(figure.code):
        yield Problem(
            "code",
            "figure_code_is_address",
            _("Mã số liệu không kết thúc bằng “%s”, vì trùng với địa chỉ tải dữ liệu; bỏ phần đó.") % found[0],
        )


def check_among(figure, others):
    """Problems of a code beside every other: two that differ in capitals alone would be read as one."""
    same = [code for code in others if code.casefold() == figure.code.casefold() and code != figure.code]
    if same:
        yield Problem(
            "code",
            "figure_code_in_capitals",
            _("Đã có mã “%s”, chỉ khác chữ hoa, chữ thường; ghi đúng như vậy hoặc chọn mã khác.") % same[0],
        )


def _check_measure(figure):
    measure, stage = Measure(figure.measure), Stage(figure.stage)
    if stage not in measure.stages:
        yield Problem(
            "stage",
            "stage_of_measure",
            _("“%(what)s” không có giai đoạn “%(stage)s”; chọn một trong: %(stages)s.")
            % {
                "what": measure.label,
                "stage": stage.label,
                "stages": ", ".join(str(each.label) for each in measure.stages),
            },
        )
    if figure.subject and measure.subject == Subject.NONE:
        yield Problem(
            "subject", "subject_unasked", _("“Của” chỉ dùng cho số tiền, tỷ lệ và mức so sánh; hãy để trống.")
        )
    elif not figure.subject and measure.subject == Subject.MUST:
        yield Problem("subject", "subject_missing", _("Hãy ghi tỷ lệ, mức so sánh này là của gì, ví dụ thẻ BHYT."))
    elif figure.subject and Measure(figure.subject).has_hundredths:
        yield Problem("subject", "subject_is_ratio", _("Tỷ lệ không phải của một tỷ lệ khác; chọn thứ được đếm."))


def _check_place(figure):
    places = [figure.province_id, figure.former_province_id, figure.place_office_id]
    if sum(place is not None for place in places) > 1:
        yield Problem(
            "province", "several_places", _("Chọn một nơi: tỉnh, tỉnh cũ hoặc cơ quan; để trống cả ba là cả nước.")
        )
    elif figure.former_province_id and figure.period_start > figure.former_province.valid_to:
        yield Problem(
            "former_province",
            "former_province_gone",
            _("%(name)s có đến ngày %(day)s, trước khi kỳ này bắt đầu; chọn tỉnh, thành phố hiện nay.")
            % {"name": figure.former_province.name, "day": format_day(figure.former_province.valid_to)},
        )
    yield from programmes.check_belongs(figure)
    if figure.donor_id and not privacy.may_be_named(figure.donor):
        yield Problem(
            "donor",
            "donor_not_named",
            _("Nhà hảo tâm này chưa đồng ý nêu tên; để trống ô này và bỏ tên khỏi các ô khác."),
        )


def _check_period(figure):
    if figure.period_end < figure.period_start:
        yield Problem("period_end", "period_order", _("Kỳ kết thúc trước khi bắt đầu; đổi lại hai ngày."))
        return
    if not periods.fits(figure.period):
        yield Problem(
            "period_kind",
            "period_of_other_days",
            _("Kỳ không khớp với hai ngày %(first)s và %(last)s; ghi lại kỳ bằng chữ, ví dụ quý I/2026.")
            % {"first": format_day(figure.period_start), "last": format_day(figure.period_end)},
        )
    yield from _check_reach(figure)
    yield from _check_source_days(figure)


def _check_reach(figure):
    """A figure lies within the life of the office; what has happened has begun, and plans end within sight."""
    today = today_in_vietnam()
    last_planned = today.year + MOST_YEARS
    if figure.period_start < OFFICE_FOUNDED:
        yield Problem(
            "period_start",
            "period_too_early",
            _("Kỳ bắt đầu trước năm %(year)s, khi ngành BHXH Việt Nam chưa thành lập; xem lại năm.")
            % {"year": OFFICE_FOUNDED.year},
        )
    elif figure.stage in HAPPENED and figure.period_start > today:
        yield Problem(
            "period_start",
            "period_not_begun",
            _("Kỳ này chưa bắt đầu thì chưa thể có số đã huy động, đã trao; xem lại năm, hoặc chọn giai đoạn dự kiến."),
        )
    elif figure.period_end.year > last_planned:
        yield Problem(
            "period_end", "period_too_late", _("Kỳ kết thúc sau năm %(year)s; xem lại năm.") % {"year": last_planned}
        )
    elif len(figure.period.years) > MOST_YEARS:
        yield Problem(
            "period_end",
            "period_too_long",
            _("Kỳ dài quá %(years)d năm; xem lại hai ngày, hoặc ghi số lũy kế như “đến ngày 31/12/2025”.")
            % {"years": MOST_YEARS},
        )


def _check_source_days(figure):
    today = today_in_vietnam()
    as_of = figure.as_of and coarse_span(figure.as_of, figure.as_of_precision)
    published = figure.source_date and coarse_span(figure.source_date, figure.source_precision)
    if as_of and as_of[0] > today:
        yield Problem("as_of", "as_of_in_future", _("Số liệu đến ngày sau hôm nay; xem lại ngày này."))
    elif as_of and as_of[1] < figure.period_start:
        yield Problem(
            "as_of",
            "as_of_before_period",
            _("Số liệu đến ngày trước khi kỳ bắt đầu (%s); xem lại kỳ hoặc ngày này.")
            % format_day(figure.period_start),
        )
    elif as_of and published and as_of[0] > published[1]:
        yield Problem(
            "as_of", "as_of_after_publication", _("Số liệu đến ngày sau ngày nguồn công bố; xem lại hai ngày.")
        )
    if published and published[0] > today:
        yield Problem("source_date", "published_in_future", _("Ngày nguồn công bố sau hôm nay; xem lại ngày này."))
    elif figure.stage in HAPPENED:
        yield from _check_told_in_time(figure, published[1] if published else today)


def _check_told_in_time(figure, told_on):
    """What has happened is told when its period has begun, and for the whole of it not before its last month.

    A season is told while it goes on, and is never taken for a year.
    """
    if told_on < figure.period_start:
        yield Problem(
            "source_date",
            "published_before_period",
            _("Nguồn công bố trước khi kỳ bắt đầu (%s) thì chưa thể là số đã có; xem lại ngày hoặc giai đoạn.")
            % format_day(figure.period_start),
        )
    elif (
        told_on < figure.period_end.replace(day=1)
        and figure.period_kind != PeriodKind.SEASON
        and not figure.is_partial
        and not figure.as_of
    ):
        yield Problem(
            "source_date",
            "published_within_period",
            _(
                "Ngày %(day)s kỳ này chưa hết, nên chưa thể là số của cả kỳ; ghi “Số liệu đến ngày”, đánh dấu “Chỉ một "
                "phần”, hoặc ghi kỳ ngắn hơn."
            )
            % {"day": format_day(told_on)},
        )


# The number


def _check_number(figure):
    has_number = figure.value is not None or figure.foreign_amount is not None
    if has_number == (figure.qualifier in PublishedFigure.WITHOUT_NUMBER):
        yield Problem(
            "value",
            "value_and_qualifier",
            _("Số liệu “chỉ nêu độ lớn” hoặc “không nêu số” thì để trống giá trị; còn lại phải có giá trị."),
        )
    if figure.value_to is not None and (figure.value is None or figure.value_to <= figure.value):
        yield Problem(
            "value_to", "range_order", _("Giá trị đến phải lớn hơn giá trị; đổi lại hai số, hoặc để trống ô này.")
        )
    if figure.value_low is not None and figure.value_high is not None and figure.value_low > figure.value_high:
        yield Problem("value_low", "interval_order", _("Cận dưới lớn hơn cận trên; đổi lại hai số."))
    elif not _is_within(figure):
        yield Problem(
            "value_low", "value_outside_interval", _("Giá trị nằm ngoài hai cận; xem lại giá trị và các cận.")
        )
    yield from _check_size(figure)
    yield from _check_currency(figure)


def _check_size(figure):
    """Nothing is no news; and of a whole no more than the whole was given, unless it is the whole of a plan."""
    number = figure.value if figure.foreign_amount is None else figure.foreign_amount
    if number == 0 and figure.stage in HAPPENED:
        yield Problem(
            "value", "value_is_zero", _("Số 0 không phải là kết quả để công bố; xem lại giá trị, hoặc bỏ số liệu này.")
        )
    is_of_all = figure.measure == Measure.PERCENT and figure.stage in HAPPENED
    if (
        is_of_all
        and max(figure.value or 0, figure.value_to or 0) > 100_00
        and not figure_words.compares(figure.wording)
    ):
        yield Problem(
            "value",
            "percent_of_more_than_all",
            _("Tỷ lệ đã thực hiện không quá 100 %; nếu là so với kế hoạch hay kỳ trước thì cách nêu phải nói rõ."),
        )


def _is_within(figure):
    ends = [end for end in (figure.value, figure.value_to) if end is not None]
    low, high = figure.value_low, figure.value_high
    return all((low is None or low <= end) and (high is None or end <= high) for end in ends)


def _check_currency(figure):
    if bool(figure.currency) != (figure.foreign_amount is not None):
        yield Problem("foreign_amount", "currency_and_amount", _("Ghi cả mã ngoại tệ (ví dụ USD) và số ngoại tệ."))
    elif figure.currency and figure.currency not in CURRENCIES:
        yield Problem(
            "currency",
            "currency_unknown",
            _("Không biết ngoại tệ “%(code)s”; ghi mã ISO: %(codes)s.")
            % {"code": figure.currency, "codes": ", ".join(CURRENCIES)},
        )
    elif figure.currency and figure.measure != Measure.MONEY:
        yield Problem("currency", "currency_of_money", _("Ngoại tệ chỉ dùng cho chỉ tiêu là số tiền; hãy để trống."))


# Versions


def in_force(code):
    """The version of a code that is published; None without one."""
    return PublishedFigure.objects.current().filter(code=code).first()


def others(code):
    """The last version of every other code, drafts included: {code: figure}."""
    found = PublishedFigure.objects.newest().exclude(code=code).select_related("former_province", "place_office")
    return {figure.code: figure for figure in found}


def successor(figure, reason):
    """A draft of the version after a published one, with its content."""
    draft = copy.copy(figure)
    draft.pk, draft._state.adding = None, True
    draft.version, draft.reason, draft.state = figure.version + 1, reason, PublishedFigure.State.DRAFT
    draft.published_at = draft.published_by = draft.batch = None
    return draft


def check_version(figure, before):
    """Problems of a figure as the version that follows `before`, the published one; None where it is the first."""
    if before is None:
        if figure.version != 1:
            yield Problem(
                "version",
                "version_not_first",
                _("Cổng chưa công bố mã này, nên đây là phiên bản 1; ghi 1 hoặc để trống ô “Phiên bản”."),
            )
        return
    if figure.version != before.version + 1:
        yield Problem(
            "version",
            "version_out_of_turn",
            _("Mã này đã công bố phiên bản %(now)s; thay đổi thì lập phiên bản %(next)s từ trang của số liệu.")
            % {"now": before.version, "next": before.version + 1},
        )
    if not figure.reason or figure.reason == before.reason:
        yield Problem(
            "reason",
            "version_reason_missing",
            _("Số liệu đã công bố không sửa; phiên bản mới cần “Lý do thay đổi”, để bạn đọc biết vì sao số đổi."),
        )


def check_removal(figure, others):
    """Problems of taking a draft away: it is one, and no other figure speaks of it."""
    if figure.is_published:
        yield from _is_published()
    naming = sorted(
        code for code, other in others.items() if any(figure.code in each for each in other.relations.values())
    )
    if naming and figure.version == 1:
        yield Problem(
            "",
            "figure_is_named",
            _("Số liệu %s có quan hệ với bản nháp này; bỏ quan hệ đó trước.") % ", ".join(naming),
        )


def check_revision(figure):
    """Problems of making the next version: this one is in force, and no draft of the next one waits."""
    later = PublishedFigure.objects.filter(code=figure.code, version__gt=figure.version).order_by("-version").first()
    if not figure.is_published:
        yield Problem("state", "figure_is_draft", _("Đây còn là bản nháp; hãy sửa chính bản nháp này."))
    elif later and later.is_published:
        yield Problem("version", "version_is_old", _("Đã có phiên bản %s; lập phiên bản mới từ đó.") % later.version)
    elif later:
        yield Problem("version", "draft_waits", _("Phiên bản %s đang là bản nháp; sửa bản nháp đó.") % later.version)


def check_is_draft(figure):
    if figure.is_published:
        yield from _is_published()


def _is_published():
    yield Problem(
        "state",
        "figure_is_published",
        _("Số liệu đã công bố không sửa, không xóa; hãy lập phiên bản mới kèm lý do."),
    )
