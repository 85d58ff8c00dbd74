"""What waits for an officer: each kind of task once, for the front page and for the filters of the lists."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.models import Donation, Gift, GiftList, HandoverEvent, HandoverLine, ImportBatch
from programmes.totals import balances

PARAMETER = "viec"


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
    return Q(state=Donation.State.RECEIVED) & ~Q(entered_by=officer)


def _lists_to_approve(officer):
    own_gift = Gift.objects.filter(gift_list=OuterRef("pk"), entered_by=officer)
    return Q(state=GiftList.State.SUBMITTED) & ~Q(entered_by=officer) & ~Q(submitted_by=officer) & ~Exists(own_gift)


def _returned(officer):
    return Q(state=GiftList.State.DRAFT) & ~Q(return_reason="")


def _drafts(officer):
    return Q(state=GiftList.State.DRAFT, return_reason="")


def _without_handover(officer):
    planned = HandoverLine.objects.filter(gift_list=OuterRef("pk"), event__state=HandoverEvent.State.PLANNED)
    return Q(state=GiftList.State.APPROVED) & ~Exists(planned)


def _day_has_come(officer):
    return Q(state=HandoverEvent.State.PLANNED, held_on__lte=timezone.localdate())


def _lacks_money(officer):
    return balances.lacks_money()


def _outcomes_missing(officer):
    undecided = Gift.objects.expected().filter(gift_list__handover_lines__event=OuterRef("pk"), outcome="")
    return _day_has_come(officer) & Exists(undecided)


def _unconfirmed(officer):
    return Q(state=ImportBatch.State.PREVIEWED, owner=officer)


TASKS = (
    Task(Donation, "cho-duyet", _("Khoản ủng hộ chờ bạn duyệt"), "approve_donation", _donations_to_approve),
    Task(GiftList, "cho-duyet", _("Danh sách tặng chờ bạn duyệt"), "approve_giftlist", _lists_to_approve),
    Task(GiftList, "bi-tra-lai", _("Danh sách bị trả lại, cần sửa"), "submit_giftlist", _returned),
    Task(GiftList, "chua-trinh", _("Danh sách đang lập, chưa trình"), "submit_giftlist", _drafts),
    Task(
        GiftList,
        "chua-co-buoi-trao",
        _("Danh sách đã duyệt, chưa có buổi trao"),
        "hand_over_handoverevent",
        _without_handover,
    ),
    Task(
        HandoverEvent,
        "den-ngay",
        _("Buổi trao đã đến ngày, chưa ghi nhận"),
        "hand_over_handoverevent",
        _day_has_come,
    ),
    Task(GiftList, "thieu-tien", _("Danh sách đã duyệt, còn thiếu tiền"), "allocate_giftlist", _lacks_money),
    Task(
        HandoverEvent,
        "thieu-ket-qua",
        _("Buổi trao còn suất quà chưa ghi kết quả"),
        "hand_over_handoverevent",
        _outcomes_missing,
    ),
    Task(ImportBatch, "cho-xac-nhan", _("Tệp nhập chờ bạn xác nhận"), "view_importbatch", _unconfirmed),
)


def tasks_of(officer, model=None):
    """The tasks this officer has the right to do, of one table or of all."""
    return [task for task in TASKS if model in {None, task.model} and officer.has_perm(f"programmes.{task.permission}")]


def list_url(model):
    return reverse(f"admin:programmes_{model._meta.model_name}_changelist")


def counts(officer):
    """Tasks with something to do, in their order; one query for each table."""
    found, by_model = {}, {}
    for task in tasks_of(officer):
        by_model.setdefault(task.model, []).append(task)
    for model, tasks in by_model.items():
        measures = {str(n): Count("pk", filter=task.condition(officer)) for n, task in enumerate(tasks)}
        row = visible_to(officer, model.objects.order_by()).aggregate(**measures)
        found.update({task: row[str(n)] for n, task in enumerate(tasks)})
    return [
        Waiting(task.label, found[task], f"{list_url(task.model)}?{PARAMETER}={task.key}")
        for task in TASKS
        if found.get(task)
    ]


def returned_lists(officer, limit=5):
    """The latest lists sent back to this officer's office, with the reason."""
    if not officer.has_perm("programmes.submit_giftlist"):
        return []
    return list(visible_to(officer, GiftList.objects.filter(_returned(officer)))[:limit])


STEPS = (
    ("donor", _("Thêm nhà hảo tâm")),
    ("donation", _("Ghi khoản ủng hộ")),
    ("giftlist", _("Lập danh sách tặng")),
    ("handoverevent", _("Lên kế hoạch buổi trao")),
    ("officer", _("Lập tài khoản cán bộ")),
)
IMPORTS = (("giftlist", _("Nhập tệp danh sách tặng")), ("donation", _("Nhập tệp khoản ủng hộ")))


def first_steps(officer):
    """What an officer can begin with: (label, address) of the forms open to them."""
    return [
        (label, reverse(f"admin:programmes_{name}_add"))
        for name, label in STEPS
        if officer.has_perm(f"programmes.add_{name}")
    ] + [
        (label, reverse(f"admin:programmes_{name}_import"))
        for name, label in IMPORTS
        if officer.has_perm(f"programmes.import_{name}")
    ]
