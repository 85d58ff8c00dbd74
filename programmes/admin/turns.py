"""Whose turn it is: the tasks of others that an officer may want to know of, what has a day, and all together."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from programmes.admin import looks, waiting
from programmes.admin.tasks import TASKS, Task
from programmes.models import (
    Conflict,
    Correction,
    Donation,
    DonationMove,
    DonorJoin,
    GiftList,
    HandoverEvent,
    PublishedFigure,
    Round,
)
from programmes.standards.dates import format_day

PARAMETER = "viec"

# What an officer has put forward or sent back: the turn is another's, and the officer may want to know whose.
OF_OTHERS = (
    Task(
        GiftList,
        "da-trinh",
        _("Danh sách đã trình, chờ người khác duyệt"),
        "submit_giftlist",
        waiting.lists_put_forward,
        _("Xem"),
        "submitted_at",
        reason=looks.whose_list,
        may_remind=True,
        **looks.LIST,
    ),
    Task(
        GiftList,
        "da-tra-lai",
        _("Danh sách đã trả lại, chờ cơ quan lập sửa"),
        "approve_giftlist",
        waiting.returned,
        _("Xem"),
        looks.returned_at,
        reason=lambda record: _("Chờ %s sửa và trình lại") % record.office,
        quote=attrgetter("return_reason"),
        **looks.LIST,
    ),
    Task(
        Donation,
        "da-ghi",
        _("Khoản ủng hộ đã ghi, chờ người khác duyệt"),
        "add_donation",
        waiting.donations_put_forward,
        _("Xem"),
        together=True,
        amount="amount_vnd",
        reason=looks.waits_for_approval,
    ),
    Task(
        Donation,
        "da-dang-ky",
        _("Khoản đã đăng ký, chờ nhà hảo tâm chuyển"),
        "add_donation",
        waiting.pledged,
        _("Xem"),
        "pledged_on",
        together=True,
        amount="amount_vnd",
        reason=lambda record: _("Chờ nhà hảo tâm chuyển"),
    ),
    Task(
        Conflict,
        "da-de-nghi",
        _("Trùng thời gian đã đề nghị, chờ người khác quyết định"),
        "propose_conflict",
        waiting.conflicts_put_forward,
        _("Xem"),
        "proposed_at",
        together=True,
        reason=lambda record: _("Chờ người phê duyệt quyết định"),
    ),
    Task(
        Conflict,
        "chua-de-nghi",
        _("Trùng thời gian chờ cơ quan lập đề nghị"),
        "decide_conflict",
        waiting.to_propose,
        _("Xem"),
        together=True,
        reason=lambda record: _("Chờ cán bộ cơ quan lập đề nghị"),
    ),
    Task(
        Correction,
        "da-de-nghi",
        _("Đính chính đã đề nghị, chờ người khác duyệt"),
        "add_correction",
        waiting.corrections_put_forward,
        _("Xem"),
        **looks.CORRECTION,
        reason=looks.waits_for_approval,
    ),
    Task(
        DonationMove,
        "da-de-nghi",
        _("Điều chỉnh khoản ủng hộ đã đề nghị, chờ người khác duyệt"),
        "reverse_donation",
        waiting.moves_put_forward,
        _("Xem"),
        **looks.MOVE,
        reason=looks.waits_for_approval,
    ),
    Task(
        DonorJoin,
        "da-de-nghi",
        _("Đề nghị gộp, tách nhà hảo tâm, chờ người khác duyệt"),
        "add_donorjoin",
        waiting.joins_put_forward,
        _("Xem"),
        **looks.JOIN,
        reason=looks.waits_for_approval,
    ),
    Task(
        PublishedFigure,
        "da-lap",
        _("Số liệu đã lập, chờ người khác công bố"),
        "add_publishedfigure",
        waiting.own_figures,
        _("Xem"),
        together=True,
        reason=lambda record: _("Chờ người phê duyệt của BHXH Việt Nam công bố"),
    ),
)

# What has a day that is coming.
DATED = (
    Task(
        HandoverEvent,
        "sap-den-ngay",
        _("Buổi trao sắp đến ngày"),
        "hand_over_handoverevent",
        waiting.event_is_near,
        _("Mở buổi trao"),
        **looks.EVENT,
    ),
    Task(
        Round,
        "sap-het",
        _("Đợt sắp kết thúc"),
        "add_giftlist",
        waiting.round_ends_soon,
        _("Xem đợt"),
        "ends_on",
        reason=lambda record: _("Đợt kết thúc ngày %s") % format_day(record.ends_on),
        due=attrgetter("ends_on"),
    ),
)
EVERY = (*TASKS, *OF_OTHERS, *DATED)


def tasks_of(officer, model=None):
    """The tasks to which the front page leads this officer, of one table or of all."""
    return [task for task in EVERY if model in {None, task.model} and officer.has_perm(f"programmes.{task.permission}")]


def task_url(task):
    """The list of a task: just the rows that it counts."""
    return f"{waiting.list_url(task.model)}?{PARAMETER}={task.key}"
