"""Who may move what from which state to which: the transitions as data, and the two-person rule."""

from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from programmes.models import (
    AuditEvent,
    Conflict,
    Correction,
    Donation,
    DonationMove,
    DonorJoin,
    GiftList,
    HandoverEvent,
    PublishedFigure,
)
from programmes.rules import funding, periods
from programmes.rules.eligibility import check_conflicts, check_list_is_submitted
from programmes.rules.problems import Problem

TWO_APPROVERS_FROM_VND = 1_000_000_000  # our own rule: from one billion đồng on, two persons approve a list

MAKING_VERBS = (
    "correct",
    "receive",
    "accept_difference",
    "change_round",
)  # whoever does this to a record becomes its maker


class Transition(NamedTuple):
    """A verb of the office: from these states to that one, with this permission; not by those who made it."""

    verb: str
    label: str
    sources: tuple
    target: str
    permission: str
    makers: tuple = ()


DONATION = {
    "receive": Transition(
        "receive", _("ghi nhận tiền"), (Donation.State.PLEDGED,), Donation.State.RECEIVED, "change_donation"
    ),
    "approve": Transition(
        "approve",
        _("duyệt"),
        (Donation.State.RECEIVED,),
        Donation.State.APPROVED,
        "approve_donation",
        ("entered_by_id",),
    ),
    "reverse": Transition(
        "reverse", _("hủy khoản đã duyệt"), (Donation.State.APPROVED,), Donation.State.APPROVED, "reverse_donation"
    ),
}

GIFT_LIST = {
    "submit": Transition("submit", _("trình"), (GiftList.State.DRAFT,), GiftList.State.SUBMITTED, "submit_giftlist"),
    "recall": Transition(
        "recall", _("rút lại để sửa"), (GiftList.State.SUBMITTED,), GiftList.State.DRAFT, "submit_giftlist"
    ),
    "return": Transition("return", _("trả lại"), (GiftList.State.SUBMITTED,), GiftList.State.DRAFT, "approve_giftlist"),
    "open_decision": Transition(
        "open_decision",
        _("xem để duyệt"),
        (GiftList.State.SUBMITTED,),
        GiftList.State.SUBMITTED,
        "approve_giftlist",
        ("entered_by_id", "submitted_by_id"),
    ),
    "put_off": Transition(
        "put_off", _("để sau"), (GiftList.State.SUBMITTED,), GiftList.State.SUBMITTED, "approve_giftlist"
    ),
    "change_round": Transition(
        "change_round", _("chuyển sang đợt khác"), (GiftList.State.DRAFT,), GiftList.State.DRAFT, "change_giftlist"
    ),
    "approve": Transition(
        "approve",
        _("duyệt"),
        (GiftList.State.SUBMITTED,),
        GiftList.State.APPROVED,
        "approve_giftlist",
        ("entered_by_id", "submitted_by_id"),
    ),
    "hand_over": Transition(
        "hand_over",
        _("ghi nhận đã trao"),
        (GiftList.State.APPROVED,),
        GiftList.State.HANDED_OVER,
        "hand_over_handoverevent",
    ),
}

HANDOVER = {
    "hand_over": Transition(
        "hand_over",
        _("ghi nhận đã trao"),
        (HandoverEvent.State.PLANNED,),
        HandoverEvent.State.DONE,
        "hand_over_handoverevent",
    ),
}


def _proposal(states, permission):
    """What one officer proposes another approves or refuses."""
    ends = {"approve": (_("duyệt"), states.APPROVED), "refuse": (_("từ chối"), states.REFUSED)}
    return {
        verb: Transition(verb, label, (states.PROPOSED,), target, permission, ("proposed_by_id",))
        for verb, (label, target) in ends.items()
    }


CORRECTION = _proposal(Correction.State, "approve_correction")
DONATION_MOVE = _proposal(DonationMove.State, "approve_donation")
DONOR_JOIN = _proposal(DonorJoin.State, "approve_donorjoin")

CONFLICT = {
    "propose": Transition(
        "propose", _("đề nghị tặng"), (Conflict.State.OPEN,), Conflict.State.PROPOSED, "propose_conflict"
    ),
    "decide": Transition(
        "decide",
        _("đồng ý tặng"),
        (Conflict.State.PROPOSED,),
        Conflict.State.ALLOWED,
        "decide_conflict",
        ("proposed_by_id",),
    ),
}

PUBLISHED_FIGURE = {
    "publish": Transition(
        "publish",
        _("công bố"),
        (PublishedFigure.State.DRAFT,),
        PublishedFigure.State.PUBLISHED,
        "publish_publishedfigure",
        ("entered_by_id",),
    ),
}


def former_makers(target_type, ids):
    """Ids of the officers whose entries were corrected by somebody else, or whose list had a difference of value
    accepted by somebody else; the audit trail remembers them.

    Without this, who entered a record could approve it as soon as a colleague has touched it.
    """
    corrections = AuditEvent.objects.filter(verb__in=MAKING_VERBS, target_type=target_type, target_id__in=ids)
    return set(corrections.values_list("before__entered_by", flat=True).distinct().order_by()) - {None}


def check(record, transition, by, other_makers=()):
    """Problems of moving `record` through `transition` by officer `by`, whose right the action has asked for.

    `other_makers` are ids of officers who made parts of the record (entered gifts of a list) or former versions.
    """
    if record.state not in transition.sources:
        yield Problem(
            "state",
            "wrong_state",
            _("Không thể %(verb)s: %(what)s đang ở trạng thái “%(state)s”. Tải lại trang để xem tình trạng mới nhất.")
            % {"verb": transition.label, "what": record, "state": record.get_state_display()},
        )
    makers = {getattr(record, name) for name in transition.makers} | set(other_makers)
    if transition.makers and by.pk in makers:
        yield Problem("", "maker_is_checker", _("Người nhập không được tự duyệt; hãy để người khác duyệt."))


def check_token(known, **content):
    """A form that was sent twice acts once; a token that comes back with other content is a mistake."""
    if any(getattr(known, name) != value for name, value in content.items()):
        yield Problem("", "token_reused", _("Biểu mẫu này đã gửi với nội dung khác; tải lại trang rồi nhập lại."))


def check_donation_approval(donation, by, *, as_correction=False):
    """Problems of approving a donation; not by who entered any version of it, nor into a closed period."""
    yield from check(donation, DONATION["approve"], by, former_makers("donation", [str(donation.pk)]))
    if donation.received_on:
        yield from periods.check_is_open(donation.received_on, as_correction=as_correction)


def check_donation_approvals(donations, by):
    """(donation, its Problems) as `check_donation_approval` and the books would say; queries for all, not for each."""
    closed, makers = periods.closed(), {}
    corrected = AuditEvent.objects.filter(
        verb__in=MAKING_VERBS, target_type="donation", target_id__in=[str(donation.pk) for donation in donations]
    )
    for target, maker in corrected.values_list("target_id", "before__entered_by"):
        makers.setdefault(target, set()).add(maker)
    left = funding.left_on([donation.reverses_id for donation in donations if donation.reverses_id])
    for donation in donations:
        found = [*check(donation, DONATION["approve"], by, makers.get(str(donation.pk), ()))]
        if donation.received_on:
            found += periods.refusal_of(donation.received_on, periods.closed_among(closed, donation.received_on))
        if donation.reverses_id:
            there = left.get(donation.reverses_id, 0)
            found += funding.refusal_of_reversal(donation.reverses_id, there, -donation.amount_vnd)
        yield donation, found


def check_publication(figure, by):
    """Problems of publishing a figure; not by who entered or corrected any draft of it."""
    yield from check(figure, PUBLISHED_FIGURE["publish"], by, former_makers("publishedfigure", [str(figure.pk)]))


def check_correction(correction, by, verb="approve"):
    """Problems of deciding on a correction; not by who proposed it, nor by who made what it is about."""
    parts = [part for part in (correction.donation, correction.event, correction.gift) if part]
    makers = {part.entered_by_id for part in parts}
    for part in parts:
        makers |= former_makers(part._meta.model_name, [str(part.pk)])
    yield from check(correction, CORRECTION[verb], by, makers)


def check_move(move, by, verb="approve"):
    """Problems of deciding on a move; not by who proposed it, nor by who entered any version of the donation."""
    makers = {move.donation.entered_by_id} | former_makers("donation", [str(move.donation_id)])
    yield from check(move, DONATION_MOVE[verb], by, makers)


def check_withdrawal(proposal, by):
    """Problems of taking a proposal back: only who made it, while nobody has decided."""
    yield from check(proposal, Transition("withdraw", _("rút"), (proposal.State.PROPOSED,), "", ""), by)
    if proposal.proposed_by_id != by.pk:
        yield Problem("", "withdrawal_of_others", _("Đề nghị này của người khác; chỉ người đề nghị rút lại được."))


def needs_two_approvers(value_vnd):
    return value_vnd >= TWO_APPROVERS_FROM_VND


def check_list_approver(gift_list, by, verb):
    """Problems of an approver's verb; not by who drew up the list, has ever submitted it or entered a version of its
    gifts, or has approved it once.
    """
    gifts = gift_list.gifts.order_by()
    makers = set(gifts.values_list("entered_by", flat=True).distinct())
    corrected = gifts.annotate(text=Cast("pk", CharField())).values("text")
    makers |= former_makers("gift", corrected) | former_makers("giftlist", [str(gift_list.pk)])
    acts = AuditEvent.objects.filter(target_type="giftlist", target_id=str(gift_list.pk), verb="submit")
    if acts.filter(actor=by.username).exists():
        makers.add(by.pk)
    yield from check(gift_list, GIFT_LIST[verb], by, makers)
    if gift_list.first_approved_by_id == by.pk:
        yield Problem(
            "",
            "second_approver_is_first",
            _("Danh sách từ một tỷ đồng cần hai người duyệt; bạn đã duyệt lần một, hãy để người khác duyệt lần hai."),
        )


def check_list_approval(gift_list, by):
    """Problems of approving a list: of who does, and of what is not decided yet."""
    yield from check_list_approver(gift_list, by, "approve")
    yield from check_conflicts(gift_list)


def check_conflict_decision(conflict, by):
    """Problems of allowing overlapping months; not by who proposed it, entered the gift, or made its list."""
    gift, gift_list = conflict.gift, conflict.gift.gift_list
    makers = {gift.entered_by_id, gift_list.entered_by_id, gift_list.submitted_by_id}
    makers |= former_makers("gift", [str(gift.pk)])
    yield from check(conflict, CONFLICT["decide"], by, makers)
    yield from check_list_is_submitted(conflict)


def check_conflict_proposal(conflict, by):
    """Problems of proposing to give in spite of overlapping months."""
    yield from check(conflict, CONFLICT["propose"], by)
    yield from check_list_is_submitted(conflict)
