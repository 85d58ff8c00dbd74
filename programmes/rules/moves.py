"""When an approved donation may be said to be of another donor, programme, round or province."""

import copy

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from programmes.models import Account, Donation, DonationMove, GiftList
from programmes.rules import donations, funding
from programmes.rules.problems import Problem
from programmes.rules.programmes import check_belongs
from programmes.standards.lists import first_few
from programmes.standards.money import format_number, with_unit

SHOWN = 5
Kind = Account.Kind


def waiting(donation):
    """The moves of a donation that nobody has decided on yet."""
    return DonationMove.objects.filter(donation=donation, state=DonationMove.State.PROPOSED)


def check_may_move(donation):
    """Problems of moving a donation at all: it is in the books, and stands."""
    if donation.state != Donation.State.APPROVED or donation.reverses_id:
        yield Problem(
            "", "move_of_unapproved", _("Chỉ điều chỉnh khoản đã duyệt; khoản chưa duyệt thì sửa ngay trên khoản.")
        )
    elif Donation.objects.filter(reverses=donation).exists():
        yield Problem(
            "",
            "move_of_reversed",
            _(
                "Khoản này đã có bút toán đảo nên không điều chỉnh; nếu bút toán đảo lập nhầm và chưa duyệt, "
                "hãy hủy nó trước."
            ),
        )


def check_proposal(donation):
    """Problems of proposing a move: as above, and one at a time."""
    yield from check_may_move(donation)
    if waiting(donation).exists():
        yield Problem("", "move_waits", _("Đã có đề nghị điều chỉnh khoản này chờ duyệt."))


def check_move(move):
    """Problems of what a move says, as the books are now."""
    yield from check_may_move(move.donation)
    if move.before == move.after:
        yield Problem("", "nothing_to_move", _("Chưa có gì khác với khoản đang ghi; sửa ô cần điều chỉnh rồi gửi lại."))
        return
    moved = copy.copy(move.donation)
    for name, value in move.after.items():
        setattr(moved, name, value)
    yield from check_belongs(moved)
    yield from donations.check_anonymity(moved)
    yield from donations.check_donor(moved, move.donation)
    yield from _check_lists(moved)


def check_is_as_proposed(move):
    """What is moved is what the proposer had before the eyes."""
    if any(getattr(move.donation, name) != value for name, value in move.before.items()):
        yield Problem(
            "",
            "moved_since_proposed",
            _("Khoản này đã được điều chỉnh sau khi đề nghị; bấm “Không đồng ý”, rồi người đề nghị đề nghị lại."),
        )


def _check_lists(moved):
    """The lists that the money waits for, or was spent on, are such as the donation may still pay for."""
    paid = Q(accounts__kind__in=(Kind.FUNDING, Kind.SPENT), accounts__donation=moved, accounts__balance_vnd__gt=0)
    fits = Q(round__programme=moved.programme_id)
    fits &= Q(round=moved.round_id) if moved.round_id else Q()
    fits &= Q(province=moved.earmark_id) if moved.earmark_id else Q()
    others = GiftList.objects.filter(paid).exclude(fits).distinct().order_by("pk")
    if not others:
        return
    held = Account.objects.filter(donation=moved, gift_list__in=others).order_by().values_list("kind")
    sums = dict(held.annotate(sum=Sum("balance_vnd")))
    yield Problem(
        "",
        "move_breaks_lists",
        _(
            "Khoản này đang chi cho danh sách không thuộc chương trình, đợt hoặc tỉnh mới (%(lists)s): %(waiting)s chờ "
            "trao, %(spent)s đã trao thành %(gifts)s suất. Hãy rút phần chờ trao, nhận lại suất đã trao (người khác "
            "duyệt), rồi chuyển; hoặc chỉ chuyển sang nơi mà các danh sách ấy thuộc về."
        )
        % {
            "lists": first_few([f"“{gift_list}”" for gift_list in others.named()], SHOWN, ", "),
            "waiting": with_unit(sums.get(Kind.FUNDING, 0)),
            "spent": with_unit(sums.get(Kind.SPENT, 0)),
            "gifts": format_number(funding.gifts_paid(moved.pk, others)),
        },
    )
