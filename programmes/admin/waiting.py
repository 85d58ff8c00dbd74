"""What waits for an officer: each kind of task once, for the front page and for the filters of the lists."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.access.roles import holds_two_duties
from programmes.access.scope import sees_all
from programmes.admin.same_person import PERMISSION, queue_office
from programmes.models import (
    AuditEvent,
    BankLine,
    Breach,
    Conflict,
    Correction,
    Donation,
    DonationMove,
    Donor,
    DonorJoin,
    Gift,
    GiftList,
    HandoverEvent,
    ImportBatch,
    Issuance,
    Officer,
    PublishedFigure,
    RightsRequest,
    Round,
)
from programmes.rules import batches, periods
from programmes.rules.handovers import WAITS_FOR
from programmes.rules.look_ups import BURST_DAYS, officers_in_bursts
from programmes.rules.same_person import count_pairs
from programmes.standards.dates import today_in_vietnam
from programmes.totals import balances

PARAMETER = "viec"
SOON = timedelta(days=14)  # what comes later is no news yet


class Task(NamedTuple):
    """Rows of `model` that an officer with `permission` has to do something about."""

    model: type
    key: str
    label: str
    permission: str
    condition: Callable


class Waiting(NamedTuple):
    """A task as the front page shows it."""

    label: str
    count: int
    url: str


def _donations_to_approve(officer):
    """What is of a closed period is approved with its correction."""
    return Q(state=Donation.State.RECEIVED) & ~Q(entered_by=officer) & ~Q(periods.in_closed_period("received_on"))


def _near(officer):
    """What the officer entered, or a colleague of the own office, who may have left."""
    return Q(entered_by=officer) | Q(office=officer.office_id)


def _donations_to_correct(officer):
    late = Q(state=Donation.State.RECEIVED) & Q(periods.in_closed_period("received_on"))
    return late & _near(officer) & ~Q(Exists(periods.waiting(donation=OuterRef("pk"))))


def _events_to_correct(officer):
    return _late_events() & _near(officer) & ~Q(Exists(periods.waiting(event=OuterRef("pk"))))


def _late_events():
    return Q(state=HandoverEvent.State.PLANNED) & Q(periods.in_closed_period("held_on"))


def _unthanked(officer):
    """Approved donations that stand, whose donors are known, may be written to, and have not been thanked."""
    standing = Q(state=Donation.State.APPROVED, reverses__isnull=True, reversal__isnull=True)
    may_be_thanked = ~Q(donor__kind=Donor.Kind.ANONYMOUS) & Q(donor__restricted_on=None, donor__erased_on=None)
    return standing & Q(thanked_on__isnull=True) & may_be_thanked


def _unexplained(officer):
    return Q(state=BankLine.State.UNEXPLAINED)


def _lists_to_approve(officer):
    own_gift = Gift.objects.filter(gift_list=OuterRef("pk"), entered_by=officer)
    return Q(state=GiftList.State.SUBMITTED) & ~Q(entered_by=officer) & ~Q(submitted_by=officer) & ~Exists(own_gift)


def _returned(officer):
    return Q(state=GiftList.State.DRAFT) & ~Q(return_reason="")


def _drafts(officer):
    return Q(state=GiftList.State.DRAFT, return_reason="")


def _waits_for(key):
    _label, condition = WAITS_FOR[key]
    return lambda officer: condition


def _day_has_come(officer):
    return Q(state=HandoverEvent.State.PLANNED, held_on__lte=timezone.localdate())


def _corrections_to_decide(officer):
    return Q(state=Correction.State.PROPOSED) & ~Q(proposed_by=officer)


def _moves_to_decide(officer):
    return Q(state=DonationMove.State.PROPOSED) & ~Q(proposed_by=officer) & ~Q(donation__entered_by=officer)


def _joins_to_decide(officer):
    return Q(state=DonorJoin.State.PROPOSED) & ~Q(proposed_by=officer)


def _conflicts(state):
    return Q(state=state, gift__gift_list__state=GiftList.State.SUBMITTED) & ~Q(other__outcome=Gift.Outcome.RETURNED)


def _to_propose(officer):
    return _conflicts(Conflict.State.OPEN)


def _to_decide(officer):
    mine = Q(proposed_by=officer) | Q(gift__entered_by=officer) | Q(gift__gift_list__entered_by=officer)
    return _conflicts(Conflict.State.PROPOSED) & ~(mine | Q(gift__gift_list__submitted_by=officer))


def _figures_to_publish(officer):
    """Drafts of others; a province publishes none."""
    drafts = Q(state=PublishedFigure.State.DRAFT) & ~Q(entered_by=officer)
    return drafts if sees_all(officer) else Q(pk__isnull=True)


def _lacks_money(officer):
    return balances.lacks_money()


def _outcomes_missing(officer):
    undecided = Gift.objects.expected().filter(gift_list__handover_lines__event=OuterRef("pk"), outcome="")
    return _day_has_come(officer) & Exists(undecided)


def _refused(officer):
    """Cards and books that were not given out, for gifts that somebody still expects."""
    return ~Q(refusal="") & Q(gift__event__isnull=True) & ~Q(gift__outcome=Gift.Outcome.RETURNED)


def _two_duties(officer):
    return holds_two_duties()


def _requests_late(officer):
    return _requests_open(officer) & Q(due_on__lt=today_in_vietnam())


def _requests_open(officer):
    return Q(state=RightsRequest.State.RECEIVED)


def _breaches_open(officer):
    return Q(closed_at__isnull=True)


TASKS = (
    Task(Breach, "chua-ket-thuc", _("Vụ việc lộ dữ liệu chưa kết thúc"), "view_breach", _breaches_open),
    Task(
        RightsRequest,
        "qua-han",
        _("Yêu cầu của chủ thể dữ liệu đã quá hạn trả lời"),
        "view_rightsrequest",
        _requests_late,
    ),
    Task(
        RightsRequest,
        "cho-tra-loi",
        _("Yêu cầu của chủ thể dữ liệu chờ trả lời"),
        "view_rightsrequest",
        _requests_open,
    ),
    Task(Donation, "cho-duyet", _("Khoản ủng hộ chờ bạn duyệt"), "approve_donation", _donations_to_approve),
    Task(
        Correction, "cho-duyet", _("Đính chính kỳ đã khóa chờ bạn duyệt"), "approve_correction", _corrections_to_decide
    ),
    Task(
        Donation,
        "can-dinh-chinh",
        _("Khoản ủng hộ thuộc kỳ đã khóa, chưa đề nghị đính chính"),
        "add_correction",
        _donations_to_correct,
    ),
    Task(
        HandoverEvent,
        "can-dinh-chinh",
        _("Buổi trao thuộc kỳ đã khóa, chưa đề nghị đính chính"),
        "add_correction",
        _events_to_correct,
    ),
    Task(DonationMove, "cho-duyet", _("Điều chỉnh khoản ủng hộ chờ bạn duyệt"), "approve_donation", _moves_to_decide),
    Task(DonorJoin, "cho-duyet", _("Đề nghị gộp nhà hảo tâm chờ bạn duyệt"), "approve_donorjoin", _joins_to_decide),
    Task(BankLine, "chua-doi-chieu", _("Dòng sao kê chưa đối chiếu"), "change_bankline", _unexplained),
    Task(Donation, "chua-cam-on", _("Khoản ủng hộ đã duyệt, chưa cảm ơn"), "change_donation", _unthanked),
    Task(GiftList, "cho-duyet", _("Danh sách tặng chờ bạn duyệt"), "approve_giftlist", _lists_to_approve),
    Task(GiftList, "bi-tra-lai", _("Danh sách bị trả lại, cần sửa"), "submit_giftlist", _returned),
    Task(GiftList, "chua-trinh", _("Danh sách đang lập, chưa trình"), "submit_giftlist", _drafts),
    Task(
        GiftList,
        "chua-co-buoi-trao",
        _("Danh sách đã duyệt, chưa có buổi trao"),
        "hand_over_handoverevent",
        _waits_for("chua-co-buoi-trao"),
    ),
    Task(
        GiftList,
        "cho-trao-lai",
        _("Danh sách đã trao, còn người vắng mặt chờ trao lại"),
        "hand_over_handoverevent",
        _waits_for("cho-trao-lai"),
    ),
    Task(
        HandoverEvent,
        "den-ngay",
        _("Buổi trao đã đến ngày, chưa ghi nhận"),
        "hand_over_handoverevent",
        _day_has_come,
    ),
    Task(Conflict, "cho-de-nghi", _("Trùng thời gian bảo hiểm, chưa có đề nghị"), "propose_conflict", _to_propose),
    Task(Conflict, "cho-quyet-dinh", _("Trùng thời gian bảo hiểm chờ bạn quyết định"), "decide_conflict", _to_decide),
    Task(GiftList, "thieu-tien", _("Danh sách đã duyệt, còn thiếu tiền"), "allocate_giftlist", _lacks_money),
    Task(
        HandoverEvent,
        "thieu-ket-qua",
        _("Buổi trao còn suất quà chưa ghi kết quả"),
        "hand_over_handoverevent",
        _outcomes_missing,
    ),
    Task(
        PublishedFigure,
        "cho-cong-bo",
        _("Số liệu chờ bạn công bố"),
        "publish_publishedfigure",
        _figures_to_publish,
    ),
    Task(Issuance, "khong-cap", _("Thẻ, sổ không được cấp, chưa xử lý"), "hand_over_handoverevent", _refused),
    Task(Officer, "hai-viec", _("Tài khoản có vai trò loại trừ nhau"), "change_officer", _two_duties),
    Task(ImportBatch, "cho-xac-nhan", _("Tệp nhập chờ bạn xác nhận"), "view_importbatch", batches.awaiting),
)


def _ours(officer):
    return Q(entered_by=officer) | Q(submitted_by=officer) | Q(office=officer.office_id)


def _lists_put_forward(officer):
    """What waits for an approver; whoever may approve it has it among the own tasks."""
    return Q(state=GiftList.State.SUBMITTED) & _ours(officer)


def _donations_put_forward(officer):
    return Q(state=Donation.State.RECEIVED) & ~Q(periods.in_closed_period("received_on")) & _near(officer)


def _pledged(officer):
    return Q(state=Donation.State.PLEDGED) & _near(officer)


def _conflicts_put_forward(officer):
    return _conflicts(Conflict.State.PROPOSED)


def _corrections_put_forward(officer):
    own = Q(donation__office=officer.office_id) | Q(event__office=officer.office_id)
    return Q(state=Correction.State.PROPOSED) & (Q(proposed_by=officer) | own)


def _own_figures(officer):
    return Q(state=PublishedFigure.State.DRAFT, entered_by=officer)


# What an officer has put forward or sent back: the turn is another's, and the officer may want to know whose.
OF_OTHERS = (
    Task(GiftList, "da-trinh", _("Danh sách đã trình, chờ người khác duyệt"), "submit_giftlist", _lists_put_forward),
    Task(GiftList, "da-tra-lai", _("Danh sách đã trả lại, chờ cơ quan lập sửa"), "approve_giftlist", _returned),
    Task(Donation, "da-ghi", _("Khoản ủng hộ đã ghi, chờ người khác duyệt"), "add_donation", _donations_put_forward),
    Task(Donation, "da-dang-ky", _("Khoản đã đăng ký, chờ nhà hảo tâm chuyển"), "add_donation", _pledged),
    Task(
        Conflict,
        "da-de-nghi",
        _("Trùng thời gian đã đề nghị, chờ người khác quyết định"),
        "propose_conflict",
        _conflicts_put_forward,
    ),
    Task(Conflict, "chua-de-nghi", _("Trùng thời gian chờ cơ quan lập đề nghị"), "decide_conflict", _to_propose),
    Task(
        Correction,
        "da-de-nghi",
        _("Đính chính đã đề nghị, chờ người khác duyệt"),
        "add_correction",
        _corrections_put_forward,
    ),
    Task(
        PublishedFigure,
        "da-lap",
        _("Số liệu đã lập, chờ người khác công bố"),
        "add_publishedfigure",
        _own_figures,
    ),
)


def _event_is_near(officer):
    today = timezone.localdate()
    return Q(state=HandoverEvent.State.PLANNED, held_on__gt=today, held_on__lte=today + SOON)


def _round_ends_soon(officer):
    today = timezone.localdate()
    return Q(ends_on__gte=today, ends_on__lte=today + SOON)


# What has a day that is coming.
DATED = (
    Task(HandoverEvent, "sap-den-ngay", _("Buổi trao sắp đến ngày"), "hand_over_handoverevent", _event_is_near),
    Task(Round, "sap-het", _("Đợt sắp kết thúc"), "add_giftlist", _round_ends_soon),
)


def tasks_of(officer, model=None, among=TASKS):
    """The tasks this officer has the right to do, of one table or of all."""
    return [task for task in among if model in {None, task.model} and officer.has_perm(f"programmes.{task.permission}")]


def parts_of(officer, model):
    """Every part of a list to which the front page leads this officer."""
    return tasks_of(officer, model, (*TASKS, *OF_OTHERS, *DATED))


def list_url(model):
    return reverse(f"admin:programmes_{model._meta.model_name}_changelist")


def task_url(task):
    """The list of a task: just the rows that it counts."""
    return f"{list_url(task.model)}?{PARAMETER}={task.key}"


def people_alike(officer):
    """Records that look like one person; a page of its own, since a pair is no row of a table."""
    count = count_pairs(queue_office(officer)) if officer.has_perm(PERMISSION) else 0
    url = reverse("admin:programmes_recipient_same_person")
    return [Waiting(_("Cặp người nhận giống nhau, chưa kết luận"), count, url)] if count else []


def bursts(officer):
    """Who asks about the people of other offices in numbers; for headquarters and auditors, who read the trail."""
    may_read = sees_all(officer) and officer.has_perm("programmes.view_auditevent")
    count = officers_in_bursts() if may_read else 0
    told = _("Cán bộ hỏi nhiều số định danh của cơ quan khác, %d ngày qua") % BURST_DAYS
    return [Waiting(told, count, f"{list_url(AuditEvent)}?lam=ask_burst")] if count else []


STEPS = (
    ("donor", _("Thêm nhà hảo tâm")),
    ("donation", _("Ghi khoản ủng hộ")),
    ("giftlist", _("Lập danh sách tặng")),
    ("handoverevent", _("Lên kế hoạch buổi trao")),
    ("officer", _("Lập tài khoản cán bộ")),
    ("rightsrequest", _("Ghi yêu cầu của chủ thể dữ liệu")),
)
IMPORTS = (
    ("giftlist", _("Nhập tệp danh sách tặng")),
    ("donation", _("Nhập tệp khoản ủng hộ")),
    ("bankline", _("Nhập sao kê ngân hàng")),
    ("issuance", _("Nhập kết quả cấp thẻ, sổ")),
)

LOOK_UPS = (("recipient_look_up", _("Tra cứu “đã nhận chưa?”")),)


def first_steps(officer):
    """What an officer can begin with: (label, address) of the forms open to them."""
    return (
        [
            (label, reverse(f"admin:programmes_{name}_add"))
            for name, label in STEPS
            if officer.has_perm(f"programmes.add_{name}")
        ]
        + [
            (label, reverse(f"admin:programmes_{name}_import"))
            for name, label in IMPORTS
            if officer.has_perm(f"programmes.import_{name}")
        ]
        + [
            (label, reverse(f"admin:programmes_{name}"))
            for name, label in LOOK_UPS
            if officer.has_perm("programmes.look_up_recipient")
        ]
    )
