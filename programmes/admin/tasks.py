"""What is an officer's turn, each task said once: which rows it has, who does it, how the front page shows it."""

from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.admin import looks, waiting
from programmes.models import (
    BankLine,
    Breach,
    Conflict,
    Correction,
    Donation,
    DonationMove,
    DonorJoin,
    Feedback,
    GiftList,
    HandoverEvent,
    ImportBatch,
    Issuance,
    Officer,
    PublishedFigure,
    RightsRequest,
)
from programmes.rules import batches
from programmes.rules.breaches import report_due
from programmes.standards.dates import format_day
from programmes.standards.money import with_unit


class Task(NamedTuple):
    """Rows of `model` that an officer with `permission` has to do something about, and how they are shown.

    `verb` is what is done, `path` where it leads if not to the page of the record. `since` is the field, or a function
    that makes the expression, by which the oldest comes first; `name`, `reason` and `quote` are functions of a record,
    `due` gives its day. `together` shows the task as one row; `amount` is a field summed up in it. `part_of` is the key
    of a task that counts the same records. Where it `may_remind`, whoever waits reminds those who decide.
    """

    model: type
    key: str
    label: str
    permission: str
    condition: Callable
    verb: str
    since: str | Callable = "created_at"
    name: Callable = str
    reason: Callable = lambda record: ""
    quote: Callable = lambda record: ""
    due: Callable = lambda record: None
    together: bool = False
    amount: str = ""
    part_of: str = ""
    path: Callable = lambda record: ""
    may_remind: bool = False
    related: tuple = ()


TASKS = (
    Task(
        Breach,
        "chua-ket-thuc",
        _("Vụ việc lộ dữ liệu chưa kết thúc"),
        "view_breach",
        waiting.breaches_open,
        _("Xem vụ việc"),
        "found_at",
        due=lambda breach: None if breach.reported_at else looks.day_of(report_due(breach)),
        reason=lambda breach: "" if breach.reported_at else _("Chưa báo cho cơ quan chuyên trách"),
    ),
    Task(
        RightsRequest,
        "qua-han",
        _("Yêu cầu của chủ thể dữ liệu đã quá hạn trả lời"),
        "view_rightsrequest",
        waiting.requests_late,
        _("Trả lời"),
        part_of="cho-tra-loi",
        **looks.REQUEST,
    ),
    Task(
        RightsRequest,
        "cho-tra-loi",
        _("Yêu cầu của chủ thể dữ liệu chờ trả lời"),
        "view_rightsrequest",
        waiting.requests_open,
        _("Trả lời"),
        **looks.REQUEST,
    ),
    Task(
        Feedback,
        "qua-han",
        _("Phản ánh, câu hỏi đã quá hạn trả lời"),
        "change_feedback",
        waiting.feedback_late,
        _("Trả lời"),
        part_of="cho-tra-loi",
        **looks.LETTER,
    ),
    Task(
        Feedback,
        "cho-tra-loi",
        _("Phản ánh, câu hỏi chờ trả lời"),
        "change_feedback",
        waiting.feedback_open,
        _("Trả lời"),
        **looks.LETTER,
    ),
    Task(
        Donation,
        "cho-duyet",
        _("Khoản ủng hộ chờ bạn duyệt"),
        "approve_donation",
        waiting.donations_to_approve,
        _("Xem để duyệt"),
        **looks.DONATION,
    ),
    Task(
        Correction,
        "cho-duyet",
        _("Đính chính chờ bạn duyệt"),
        "approve_correction",
        waiting.corrections_to_decide,
        _("Xem để duyệt"),
        quote=attrgetter("reason"),
        **looks.CORRECTION,
    ),
    Task(
        Donation,
        "can-dinh-chinh",
        _("Khoản ủng hộ thuộc kỳ đã khóa, chưa đề nghị đính chính"),
        "add_correction",
        waiting.donations_to_correct,
        _("Đề nghị đính chính"),
        name=looks.donation,
        reason=lambda record: (
            _("Ngày nhận %s thuộc kỳ đã khóa sổ nên chưa duyệt được") % format_day(record.received_on)
        ),
    ),
    Task(
        HandoverEvent,
        "can-dinh-chinh",
        _("Buổi trao thuộc kỳ đã khóa, chưa đề nghị đính chính"),
        "add_correction",
        waiting.events_to_correct,
        _("Đề nghị đính chính"),
        "held_on",
        looks.event,
        lambda record: _("Ngày trao thuộc kỳ đã khóa sổ nên chưa ghi nhận được"),
    ),
    Task(
        DonationMove,
        "cho-duyet",
        _("Điều chỉnh khoản ủng hộ chờ bạn duyệt"),
        "approve_donation",
        waiting.moves_to_decide,
        _("Xem để duyệt"),
        reason=attrgetter("reason"),
        **looks.MOVE,
    ),
    Task(
        DonorJoin,
        "cho-duyet",
        _("Đề nghị gộp, tách nhà hảo tâm chờ bạn duyệt"),
        "approve_donorjoin",
        waiting.joins_to_decide,
        _("Xem để duyệt"),
        quote=attrgetter("reason"),
        **looks.JOIN,
    ),
    Task(
        BankLine,
        "chua-doi-chieu",
        _("Dòng sao kê chưa đối chiếu"),
        "change_bankline",
        waiting.unexplained,
        _("Đối chiếu"),
        "booked_on",
        together=True,
        amount="amount_vnd",
    ),
    Task(
        Donation,
        "chua-cam-on",
        _("Khoản ủng hộ đã duyệt, chưa cảm ơn"),
        "change_donation",
        waiting.unthanked,
        _("Xem và cảm ơn"),
        "approved_at",
        together=True,
        amount="amount_vnd",
    ),
    Task(
        GiftList,
        "cho-duyet",
        _("Danh sách tặng chờ bạn duyệt"),
        "approve_giftlist",
        waiting.lists_to_approve,
        _("Xem để duyệt"),
        "submitted_at",
        reason=looks.list_put_forward,
        may_remind=True,
        **looks.LIST,
    ),
    Task(
        GiftList,
        "bi-tra-lai",
        _("Danh sách bị trả lại, cần sửa"),
        "submit_giftlist",
        waiting.returned,
        _("Sửa và trình lại"),
        looks.returned_at,
        reason=lambda record: _("Bị trả lại"),
        quote=attrgetter("return_reason"),
        **looks.LIST,
    ),
    Task(
        GiftList,
        "chua-trinh",
        _("Danh sách đang lập, chưa trình"),
        "submit_giftlist",
        waiting.drafts,
        _("Lập tiếp và trình"),
        reason=lambda record: _("Đang lập"),
        **looks.LIST,
    ),
    Task(
        GiftList,
        "chua-co-buoi-trao",
        _("Danh sách đã duyệt, chưa có buổi trao"),
        "hand_over_handoverevent",
        waiting.waits_for("chua-co-buoi-trao"),
        _("Lên kế hoạch buổi trao"),
        "approved_at",
        reason=looks.approved,
        **looks.LIST,
    ),
    Task(
        GiftList,
        "cho-trao-lai",
        _("Danh sách đã trao, còn người vắng mặt chờ trao lại"),
        "hand_over_handoverevent",
        waiting.waits_for("cho-trao-lai"),
        _("Lên kế hoạch buổi trao"),
        "approved_at",
        reason=lambda record: _("Còn người vắng mặt chờ trao lại"),
        **looks.LIST,
    ),
    Task(
        HandoverEvent,
        "den-ngay",
        _("Buổi trao đã đến ngày, chưa ghi nhận"),
        "hand_over_handoverevent",
        waiting.day_has_come,
        _("Ghi nhận đã trao"),
        **looks.EVENT,
    ),
    Task(
        Conflict,
        "cho-de-nghi",
        _("Trùng thời gian bảo hiểm, chưa có đề nghị"),
        "propose_conflict",
        waiting.to_propose,
        _("Xem và đề nghị"),
        together=True,
    ),
    Task(
        Conflict,
        "cho-quyet-dinh",
        _("Trùng thời gian bảo hiểm chờ bạn quyết định"),
        "decide_conflict",
        waiting.to_decide,
        _("Xem và quyết định"),
        "proposed_at",
        together=True,
    ),
    Task(
        GiftList,
        "thieu-tien",
        _("Danh sách đã duyệt, còn thiếu tiền"),
        "allocate_giftlist",
        waiting.lacks_money,
        _("Phân bổ tiền"),
        "approved_at",
        reason=lambda record: (
            _("Đã duyệt %(value)s, mới phân bổ %(funded)s")
            % {"value": with_unit(record.value_vnd), "funded": with_unit(record.funded_vnd)}
        ),
        path=looks.allocation_page,
        **looks.LIST,
    ),
    Task(
        HandoverEvent,
        "thieu-ket-qua",
        _("Buổi trao còn suất quà chưa ghi kết quả"),
        "hand_over_handoverevent",
        waiting.outcomes_missing,
        _("Ghi kết quả"),
        **{**looks.EVENT, "reason": lambda record: _("%s: còn suất chưa ghi kết quả") % record.place},
        part_of="den-ngay",
        path=partial(looks.event_page, "outcomes"),
    ),
    Task(
        PublishedFigure,
        "cho-cong-bo",
        _("Số liệu chờ bạn công bố"),
        "publish_publishedfigure",
        waiting.figures_to_publish,
        _("Xem để công bố"),
        together=True,
    ),
    Task(
        Issuance,
        "khong-cap",
        _("Thẻ, sổ không được cấp, chưa xử lý"),
        "hand_over_handoverevent",
        waiting.refused,
        _("Xem và xử lý"),
        together=True,
    ),
    Task(
        Officer,
        "hai-viec",
        _("Tài khoản có vai trò loại trừ nhau"),
        "change_officer",
        waiting.two_duties,
        _("Xem tài khoản"),
        "date_joined",
        together=True,
    ),
    Task(
        ImportBatch,
        "cho-xac-nhan",
        _("Tệp nhập chờ bạn xác nhận"),
        "view_importbatch",
        batches.awaiting,
        _("Xem và xác nhận"),
        name=lambda batch: _("Tệp “%s”") % batch.filename,
        reason=looks.of_batch,
    ),
)
