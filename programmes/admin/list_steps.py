"""What comes next with a gift list: every step of its state, open or closed with its reason and the way round it."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.admin import list_verbs as verbs
from programmes.models import GiftList, HandoverEvent
from programmes.rules import funding
from programmes.rules.drafts import check_opening, opened_words
from programmes.rules.versions import version_of
from programmes.standards.dates import format_day
from programmes.standards.money import with_unit

State = GiftList.State
# The verbs that an officer looks for in each state, in the order in which they stand.
STEPS = {
    State.DRAFT: (verbs.SUBMIT, verbs.VALUE, verbs.TAKE, verbs.ACCEPT, verbs.MOVE, verbs.CANCEL),
    State.SUBMITTED: (
        *(verbs.OPEN, verbs.APPROVE, verbs.SEND_BACK, verbs.PUT_OFF),
        *(verbs.REMIND, verbs.RECALL, verbs.MOVE, verbs.CANCEL),
    ),
    State.APPROVED: (verbs.CANCEL,),
    State.HANDED_OVER: (verbs.CANCEL,),
}
# Closed because there is nothing to do: no step at all.
NOT_ASKED = {"no_difference", "not_opened_by_you"}


class Step(NamedTuple):
    """A step: open where it has an address, by a button that does it where `is_post`; else `reasons` say why not.

    A reason is a sentence and (label, address) of the rows it speaks of.
    """

    label: str
    slug: str
    url: str = ""
    seen: str = ""
    is_post: bool = False
    reasons: tuple = ()


def steps_of(admin, officer, gift_list):
    """The steps of a list for an officer, what is open first."""
    found = [
        *_of_filling(officer, gift_list),
        *_of_verbs(admin, officer, gift_list),
        *_of_money(officer, gift_list),
        *_of_handover(officer, gift_list),
    ]
    return sorted(found, key=lambda step: not step.url)


def is_filled_first(officer, gift_list):
    """Whether the first steps of a list are the ways to fill it."""
    return verbs.SUBMIT.allowed_to(officer) and _is_empty_draft(gift_list)


def _is_empty_draft(gift_list):
    return gift_list.state == State.DRAFT and not gift_list.gifts.exists()


def _of_filling(officer, gift_list):
    """A draft without a gift wants gifts before anything else."""
    if is_filled_first(officer, gift_list):
        ways = (by_file, "nhap-tep", "import_giftlist"), (by_hand, "them-suat", "add_gift")
        for way, slug, right in ways:
            if officer.has_perm(f"programmes.{right}"):
                label, url = way(gift_list)
                yield Step(label, slug, url)


def _of_verbs(admin, officer, gift_list):
    seen, is_opened_first = version_of(gift_list), _is_opened_first(officer, gift_list)
    for verb in STEPS[gift_list.state]:
        if verb is verbs.VALUE and _is_empty_draft(gift_list):
            continue
        if verb is verbs.OPEN and not is_opened_first:
            continue
        if not verb.allowed_to(officer):
            if turn := _whose_turn(verb, gift_list):
                yield Step(verb.label, verb.slug, reasons=((turn, ()),))
            continue
        problems = {problem.message: problem for problem in verb.problems(gift_list, officer)}
        if any(problem.code in NOT_ASKED for problem in problems.values()):
            continue
        if verb is verbs.APPROVE and not problems and is_opened_first:
            continue
        reasons = tuple((message, _links(problem, gift_list)) for message, problem in problems.items())
        url = "" if reasons else admin.verb_url(gift_list, verb)
        if url and not verb.at_once:
            url = f"{url}?seen={seen}"
        yield Step(verb.label, verb.slug, url, seen, verb.at_once, reasons)


def _is_opened_first(officer, gift_list):
    """A submitted list is opened by whoever may decide on it and has not done so."""
    waits = gift_list.state == State.SUBMITTED and gift_list.opened_by_id != officer.pk
    return waits and verbs.OPEN.allowed_to(officer) and not any(check_opening(gift_list, officer))


def _whose_turn(verb, gift_list):
    """Who does what this officer may not; "" where it need not be told."""
    if verb is verbs.SUBMIT:
        return _("Danh sách đang lập; cán bộ của %(office)s trình.") % {"office": gift_list.office}
    if verb is verbs.APPROVE:
        return f"{opened_words(gift_list)}." if gift_list.opened_by_id else _("Đang chờ người phê duyệt.")
    return ""


# Where the rows of a list are, and where more come from


def gifts_url(gift_list):
    return f"{reverse('admin:programmes_gift_changelist')}?gift_list={gift_list.pk}"


def differing_url(gift_list):
    return f"{gifts_url(gift_list)}&gia=khac"


def conflicts_url(gift_list):
    return f"{reverse('admin:programmes_conflict_changelist')}?gift_list={gift_list.pk}"


def by_file(gift_list):
    """(label, address)"""
    return _("Nhập tệp"), f"{reverse('admin:programmes_giftlist_import')}?danh-sach={gift_list.pk}"


def by_hand(gift_list):
    """(label, address)"""
    return _("Thêm suất quà"), f"{reverse('admin:programmes_gift_add')}?gift_list={gift_list.pk}"


def _its_event(gift_list):
    event = HandoverEvent.objects.filter(lines__gift_list=gift_list).order_by("-pk").first()
    return ((_("Mở buổi trao"), reverse("admin:programmes_handoverevent_change", args=[event.pk])),)


# Where the rows are of which a reason speaks, or where it is mended: (label, address) each.
LINKS = {
    "difference_not_accepted": lambda each: ((_("Xem các suất chi khác mức tính"), differing_url(each)),),
    "list_is_empty": lambda each: (by_file(each), by_hand(each)),
    "conflicts_open": lambda each: ((_("Xem các trường hợp trùng"), conflicts_url(each)),),
    "list_has_restricted": lambda each: ((_("Xem suất quà"), gifts_url(each)),),
    "beyond_means": lambda each: ((_("Xem số dư"), reverse("admin:programmes_ledgerentry_balances")),),
    "draft_is_planned": _its_event,
    "list_is_approved": lambda each: ((_("Xem suất quà"), gifts_url(each)),),
}


def _links(problem, gift_list):
    found = LINKS.get(problem.code)
    return found(gift_list) if found else ()


def _of_money(officer, gift_list):
    """An approved list without all its money is not handed over."""
    if gift_list.state != State.APPROVED or not officer.has_perm("programmes.allocate_giftlist"):
        return
    if needed := funding.still_needed(gift_list):
        url = reverse("admin:programmes_giftlist_allocate", args=[gift_list.pk])
        reason = (_("Danh sách còn thiếu %s; đủ tiền mới ghi nhận đã trao được.") % with_unit(needed), ())
        yield Step(_("Phân bổ tiền"), "phan-bo", url, reasons=(reason,))


def _of_handover(officer, gift_list):
    """Where an approved list is handed over: an event to plan, or the one that is planned."""
    if gift_list.state != State.APPROVED or not officer.has_perm("programmes.view_handoverevent"):
        return
    events = HandoverEvent.objects.filter(lines__gift_list=gift_list, state=HandoverEvent.State.PLANNED)
    event = visible_to(officer, events).first()
    if event:
        told = _("Buổi trao “%(event)s” dự kiến ngày %(day)s: ghi kết quả từng suất, rồi ghi nhận đã trao.")
        url = reverse("admin:programmes_handoverevent_change", args=[event.pk])
        reason = (told % {"event": event.title, "day": format_day(event.held_on)}, ())
        yield Step(_("Ghi kết quả buổi trao"), "buoi-trao", url, reasons=(reason,))
    elif officer.has_perm("programmes.add_handoverevent"):
        same = f"?round={gift_list.round_id}&province={gift_list.province_id}&gift_list={gift_list.pk}"
        yield Step(_("Lên kế hoạch buổi trao"), "len-ke-hoach", reverse("admin:programmes_handoverevent_add") + same)
