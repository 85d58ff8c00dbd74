"""The page of a round: the money given for it and the gifts of its lists, side by side, against target and day."""

from django.utils.translation import gettext_lazy as _

from programmes.access.scope import sees_all, visible_to
from programmes.admin.parts import bar_of, row_of
from programmes.models import Donation, GiftList, HandoverEvent
from programmes.standards.dates import format_day, today_in_vietnam
from programmes.standards.money import format_number
from programmes.totals import rounds


def round_page(round_, officer):
    """What the template shows of a round, of the records that this officer sees."""
    found = rounds.of_round(
        *(visible_to(officer, model.objects.filter(round=round_)) for model in (Donation, GiftList, HandoverEvent))
    )
    is_whole = sees_all(officer)
    target_vnd, target_gifts = (round_.target_vnd, round_.target_gifts) if is_whole else (None, None)
    (given, given_vnd), (approved, approved_vnd) = found.given, found.approved
    sums = [sum(getattr(one, name) for one in found.raised) for name in ("spent_vnd", "set_aside_vnd", "left_vnd")]
    return {
        "is_whole": is_whole,
        "money_bar": bar_of(zip(("given", "waiting", "left"), sums, strict=True), target_vnd),
        "money": _money(found),
        "money_target": _target(found.raised_vnd, target_vnd, _("đồng")),
        "beside_money": _beside_money(found),
        "funded": _funded(found),
        "gift_bar": bar_of((("given", given), ("waiting", approved - given)), target_gifts),
        "gifts": [
            row_of(_("Đã trao"), (given, given_vnd), mark="given"),
            row_of(_("Chưa trao"), (approved - given, approved_vnd - given_vnd), mark="waiting"),
            row_of(_("Trong danh sách đã duyệt"), (approved, approved_vnd)),
        ],
        "gift_target": _target(given, target_gifts, _("suất")),
        "beside_gifts": _beside_gifts(found),
        "due": _due(round_, given, approved) if is_whole else "",
    }


def _money(found):
    """Cash and goods in columns of their own; the last line is the sum of those before it."""
    held = {one.form: one for one in found.raised}
    forms = [held.get(form) for form in Donation.Form.values]
    lines = (
        (_("Đã trao"), "spent_vnd", "given"),
        (_("Đã phân bổ, chờ trao"), "set_aside_vnd", "waiting"),
        (_("Chưa phân bổ"), "left_vnd", "left"),
        (_("Đã vận động"), "received_vnd", ""),
    )
    return [
        row_of(label, [getattr(one, name) if one else 0 for one in forms], mark=mark) for label, name, mark in lines
    ]


def _target(reached, target, unit):
    if not target:
        return ""
    told = _("Chỉ tiêu %(target)s %(unit)s: đạt %(share)s%%")
    said = told % {"target": format_number(target), "unit": unit, "share": format_number(reached * 100 // target)}
    if reached >= target:
        return f"{said}."
    return _("%(said)s, còn %(rest)s %(unit)s.") % {"said": said, "rest": format_number(target - reached), "unit": unit}


def _beside_money(found):
    if not (found.pledged_vnd or found.received_vnd):
        return ""
    return _("Không cộng: %(pledged)s đồng mới đăng ký, %(received)s đồng đã nhận chờ duyệt.") % {
        "pledged": format_number(found.pledged_vnd),
        "received": format_number(found.received_vnd),
    }


def _funded(found):
    if not found.value_vnd:
        return ""
    return _(
        "Các danh sách đã duyệt cần %(value)s đồng, đã được phân bổ %(funded)s đồng, kể cả từ khoản ủng hộ chung của "
        "chương trình."
    ) % {"value": format_number(found.value_vnd), "funded": format_number(found.funded_vnd)}


def _beside_gifts(found):
    if not (found.submitted[0] or found.drafts[0]):
        return ""
    return _("Không cộng: %(submitted)s suất chờ duyệt, %(drafts)s suất trong danh sách đang lập.") % {
        "submitted": format_number(found.submitted[0]),
        "drafts": format_number(found.drafts[0]),
    }


def _due(round_, given, approved):
    """Until when all is to be given, and how many days are left."""
    if not round_.due_on:
        return ""
    wanted = round_.target_gifts or approved
    told, _is_late = time_left(round_, wanted and given >= wanted)
    return _("Trao xong trước ngày %(day)s: %(told)s.") % {"day": format_day(round_.due_on), "told": told}


def time_left(round_, is_done):
    """(how long a round still has, in words; whether its day is over)"""
    if round_.due_on is None:
        return "", False
    if is_done:
        return _("đã trao đủ"), False
    days = (round_.due_on - today_in_vietnam()).days
    return (_("quá hạn %s ngày") % -days, True) if days < 0 else (_("còn %s ngày") % days, False)
