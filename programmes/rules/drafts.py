"""Whether a list has a way back: recalled by its makers, moved to another round, cancelled if nothing hangs on it."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import (
    Attachment,
    Gift,
    GiftList,
    HandoverLine,
    ImportBatch,
    Note,
    Recipient,
    RightsRequest,
    SamePersonVerdict,
)
from programmes.rules import approvals
from programmes.rules.problems import Problem
from programmes.standards.dates import format_day
from programmes.standards.money import format_number

BESIDE = (Note, Attachment)


def opened_words(gift_list):
    """Who has the list open since when, as it stands in a sentence."""
    since = timezone.localtime(gift_list.opened_at)
    day = timezone.localdate(gift_list.opened_at)
    return _("%(who)s mở xem để duyệt từ %(time)s ngày %(day)s") % {
        "who": gift_list.opened_by,
        "time": f"{since:%H:%M}",
        "day": format_day(day),
    }


def check_recall(gift_list, by):
    """Problems of taking a submitted list back: by its makers, and before an approver has opened it."""
    yield from approvals.check(gift_list, approvals.GIFT_LIST["recall"], by)
    if gift_list.state != GiftList.State.SUBMITTED:
        return
    if by.pk not in (gift_list.entered_by_id, gift_list.submitted_by_id):
        yield Problem(
            "",
            "recalled_by_other",
            _("Chỉ người lập hoặc người trình rút lại được danh sách; hãy nhờ %(who)s, hoặc nhờ người duyệt trả lại.")
            % {"who": gift_list.submitted_by},
        )
    elif gift_list.first_approved_by_id:
        yield Problem(
            "",
            "first_approval_given",
            _("%(who)s đã duyệt lần một nên không rút lại được; hãy nhờ người duyệt trả lại để sửa.")
            % {"who": gift_list.first_approved_by},
        )
    elif gift_list.opened_at:
        yield Problem(
            "",
            "decision_is_open",
            _("%(opened)s nên chưa rút lại được; hãy nhờ người đó bấm “Để sau” hoặc trả lại để sửa.")
            % {"opened": opened_words(gift_list)},
        )


def check_opening(gift_list, by):
    """Problems of opening a submitted list to decide on it: as of approving it, what waits in it apart."""
    yield from approvals.check_list_approver(gift_list, by, "open_decision")


def check_putting_off(gift_list, by):
    """Problems of closing a list again undecided: by who has it open."""
    yield from approvals.check(gift_list, approvals.GIFT_LIST["put_off"], by)
    if gift_list.opened_by_id != by.pk:
        yield Problem("", "not_opened_by_you", _("Bạn không đang mở danh sách này; tải lại trang để xem ai đang mở."))


def check_nothing_hangs(gift_list):
    """A draft is moved or goes only while no event has it and no file is about to put gifts on it."""
    planned = HandoverLine.objects.filter(gift_list=gift_list).select_related("event").order_by("pk").first()
    if planned:
        yield Problem(
            "",
            "draft_is_planned",
            _("Danh sách đã có trong buổi trao “%(event)s”; bỏ danh sách khỏi buổi trao đó trước.")
            % {"event": planned.event},
        )
    confirmed = ImportBatch.objects.filter(state=ImportBatch.State.CONFIRMED, layout=ImportBatch.Layout.GIFTS)
    for filename, options in confirmed.values_list("filename", "options"):
        if gift_list.pk in {pk for *_home, pk in options.get("lists", ())}:
            yield Problem(
                "",
                "file_is_coming",
                _("Tệp “%(file)s” đang được ghi vào danh sách này; chờ ghi xong rồi làm lại.") % {"file": filename},
            )


def check_is_draft(gift_list):
    """A list is moved or goes while it is a draft; what has been decided says what can be done instead."""
    if gift_list.state == GiftList.State.SUBMITTED:
        message = _("Danh sách đang chờ duyệt: rút lại để sửa, hoặc nhờ người duyệt trả lại, rồi làm việc này.")
        yield Problem("state", "list_is_submitted", message)
    elif gift_list.approved_at:
        given = gift_list.gifts.filter(event__isnull=False).count()
        yield Problem(
            "state",
            "list_is_approved",
            _(
                "Danh sách đã duyệt ngày %(day)s, đã trao %(given)s suất. Suất không trao được thì ghi “trả lại” ở "
                "buổi trao; suất đã trao mà được trả về thì bấm “Ghi nhận trả về” ở trang suất quà."
            )
            % {"day": format_day(timezone.localdate(gift_list.approved_at)), "given": format_number(given)},
        )


def check_move(gift_list, round_):
    """Problems of moving a draft to `round_`: another one, in which nobody of it has the same kind of gift already."""
    if round_.pk == gift_list.round_id:
        yield Problem("round", "round_is_the_same", _("Danh sách đang ở đúng đợt này; chọn đợt khác."))
        return
    twins = given_there(gift_list, round_).count()
    if twins:
        yield Problem(
            "round",
            "given_in_that_round",
            _(
                "%(n)s người của danh sách đã có loại quà này trong %(round)s; rút các suất đó khỏi danh sách rồi "
                "chuyển, hoặc chọn đợt khác."
            )
            % {"n": format_number(twins), "round": round_},
        )


def given_there(gift_list, round_):
    """The gifts of a list whose people have the same kind in that round, on another list."""
    there = Gift.objects.filter(round=round_, recipient=OuterRef("recipient"), kind=OuterRef("kind"))
    return gift_list.gifts.filter(Exists(there.exclude(gift_list=gift_list)), recipient__isnull=False)


def strangers(batches, others):
    """The people whom these files registered and who have no gift among the `others`.

    Where somebody has said who a person is, or is not, or where the person has asked for something, the record stays;
    so it does beside notes and papers, which nobody could read or erase without it.
    """
    others = others.filter(recipient=OuterRef("pk"))
    beside = [~Exists(rows.objects.filter(target_type="recipient", target_id=OuterRef("pk"))) for rows in BESIDE]
    verdicts = SamePersonVerdict.objects.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")))
    asked = RightsRequest.objects.filter(recipient=OuterRef("pk"))
    found = Recipient.objects.filter(~Exists(others), ~Exists(verdicts), ~Exists(asked), *beside, batch__in=batches)
    return found.order_by()
