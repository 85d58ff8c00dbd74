"""The clock of a request about somebody's own data, and what may not be done while data are restricted."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models import Donor, Gift, RightsRequest, SamePersonVerdict
from programmes.models.base import of_each
from programmes.rules.eligibility import records_of_person
from programmes.rules.legal_bases import UNCERTAIN
from programmes.rules.problems import Problem
from programmes.standards.dates import today_in_vietnam
from programmes.standards.money import format_number

LAW = _("Luật 91/2025/QH15 Điều 4, NĐ 356/2025/NĐ-CP")


class Term(NamedTuple):
    """Calendar days until the answer, and by how many it may be put off once; by which text, and how sure that is."""

    days: int
    more_days: int
    source: str
    status: str


# The texts at hand give no days that were read in the gazette. The shortest that any of them had is taken: 72 hours, as
# in NĐ 13/2023/NĐ-CP, which ended on 1/1/2026, where processing has to stop; ten days where papers are looked up.
_AT_ONCE = Term(3, 3, _("Luật 91/2025/QH15 Điều 4; 72 giờ theo NĐ 13/2023/NĐ-CP (đã hết hiệu lực)"), UNCERTAIN)
_LOOKED_UP = Term(10, 10, LAW, UNCERTAIN)
TERMS = of_each(
    RightsRequest.Kind,
    {
        RightsRequest.Kind.SEE: _LOOKED_UP,
        RightsRequest.Kind.CORRECT: _LOOKED_UP,
        RightsRequest.Kind.RESTRICT: _AT_ONCE,
        RightsRequest.Kind.ERASE: _LOOKED_UP,
        RightsRequest.Kind.WITHDRAW: _AT_ONCE,
    },
)
ACKNOWLEDGED_HOURS = 72  # within which the slip of receipt is given; the same source, as uncertain


def term_of(request):
    return TERMS[RightsRequest.Kind(request.kind)]


def due_on(request):
    """The last day for the answer, from the day on which the request came."""
    return request.received_on + timedelta(days=term_of(request).days)


def put_off(request):
    """The last day after the request was extended."""
    return request.due_on + timedelta(days=term_of(request).more_days)


def check_request(request):
    """Problems of a request as it is written down."""
    if (request.recipient_id is None) == (request.donor_id is None):
        yield Problem(
            "recipient",
            "request_of_one_person",
            _("Chọn người nhận hoặc nhà hảo tâm mà yêu cầu nói về; chỉ chọn một trong hai."),
        )
    elif request.donor_id:
        yield from check_is_person(request.donor)
    if not request.asker:
        yield Problem("asker", "asker_missing", _("Thiếu người yêu cầu; ghi họ tên người đến hoặc ký đơn."))
    if not request.proof:
        yield Problem(
            "proof", "proof_missing", _("Thiếu giấy tờ đã đối chiếu; ghi loại giấy, ví dụ “căn cước”, không ghi số.")
        )
    if request.received_on and request.received_on > today_in_vietnam():
        yield Problem("received_on", "received_later", _("Ngày nhận chưa đến; ghi ngày yêu cầu đến cơ quan."))


def check_is_person(donor):
    """Only persons have rights in their data."""
    if donor.kind not in Donor.PERSONS:
        yield Problem(
            "donor",
            "donor_is_no_person",
            _("Nhà hảo tâm này là tổ chức, không phải chủ thể dữ liệu; chỉ chọn nhà hảo tâm là cá nhân."),
        )


def check_open(request, by=None):
    """A request is answered, refused and extended while it waits."""
    if request.state != RightsRequest.State.RECEIVED:
        yield Problem(
            "",
            "request_is_closed",
            _("Yêu cầu %(code)s đã xong (%(state)s); nếu người này yêu cầu thêm thì ghi yêu cầu mới.")
            % {"code": request.code, "state": request.get_state_display()},
        )


def check_answer(request, by=None):
    """Who answers that somebody is erased is an approver, with a button of their own."""
    yield from check_open(request)
    if request.kind == RightsRequest.Kind.ERASE:
        yield Problem(
            "",
            "request_is_to_erase",
            _("Yêu cầu xóa dữ liệu do người phê duyệt trả lời bằng nút “Xóa danh tính”; hãy chuyển cho người đó."),
        )


def check_erase(request, by=None):
    """Only whoever asked for it is erased, and once."""
    yield from check_open(request)
    if request.kind != RightsRequest.Kind.ERASE:
        yield Problem("", "request_is_not_to_erase", _("Yêu cầu này không phải xóa dữ liệu; trả lời đúng việc đã nêu."))


def check_asks_to_see(request):
    """All that is held of a person is printed for who asked to see it, and only until the answer."""
    yield from check_open(request)
    if request.kind != RightsRequest.Kind.SEE:
        yield Problem(
            "", "request_is_other", _("Yêu cầu này không phải xem dữ liệu; ghi yêu cầu mới nếu cần in phiếu.")
        )


def check_own_conclusion(request, by):
    """What another office keeps of a person is not printed by who alone has said that it is the same person."""
    if not request.recipient_id:
        return
    records = records_of_person([request.recipient_id])
    others = records.exclude(office=request.office_id).values("pk")
    alone = SamePersonVerdict.objects.filter(is_same=True, decided_by=by, confirmed_by=None)
    own = alone.filter(first__in=records, second__in=records)
    if own.filter(Q(first__in=others) | Q(second__in=others)).exists():
        yield Problem(
            "",
            "own_conclusion",
            _(
                "Bạn đã kết luận hồ sơ của cơ quan khác cũng là của người này: hãy để đồng nghiệp, hoặc BHXH Việt Nam, "
                "xem lại kết luận rồi in “Phiếu dữ liệu”."
            ),
        )


def check_extension(request, by=None):
    """It is extended once."""
    yield from check_open(request)
    if request.extended_at:
        yield Problem(
            "", "request_extended_already", _("Yêu cầu này đã gia hạn một lần; trả lời hoặc từ chối có lý do.")
        )


def data_are_restricted():
    """Code and sentence: nothing new is done with the data of who asked for that."""
    return (
        "person_is_restricted",
        _(
            "Người này đang hạn chế xử lý dữ liệu theo yêu cầu nên không thêm, sửa suất quà; bỏ dòng này, hoặc bỏ hạn "
            "chế ở trang người nhận khi người này đồng ý."
        ),
    )


def check_restriction(recipient):
    """Problems of giving something to a person whose data are restricted."""
    if recipient.restricted_on:
        yield Problem("recipient", *data_are_restricted())


def check_giver(donor):
    """Problems of anything new with a donor whose data are restricted: a donation, thanks, changes by file."""
    if donor.restricted_on:
        yield Problem(
            "donor",
            "donor_is_restricted",
            _(
                "Nhà hảo tâm %(code)s đang hạn chế xử lý dữ liệu theo yêu cầu nên không ghi khoản mới, không cảm ơn, "
                "không nêu tên; khi người này đồng ý thì bỏ hạn chế ở trang nhà hảo tâm rồi làm lại."
            )
            % {"code": donor.code},
        )


def check_list_restrictions(gift_list):
    """Problems of going on with a list: gifts that people expect whose data are restricted."""
    count = gift_list.gifts.filter(recipient__restricted_on__isnull=False).exclude(outcome=Gift.Outcome.RETURNED)
    if count := count.count():
        yield Problem(
            "",
            "list_has_restricted",
            _(
                "Danh sách có %(n)s người đang hạn chế xử lý dữ liệu. Đang lập thì rút suất quà của họ; đã trình thì "
                "trả lại để rút; đã duyệt thì ghi kết quả “trả lại” ở buổi trao, hoặc bỏ hạn chế khi họ đồng ý."
            )
            % {"n": format_number(count)},
        )


def check_restrict(person, by=None):
    if person.restricted_on:
        yield Problem("", "restricted_already", _("Người này đã được hạn chế xử lý; không cần làm lại."))


def check_lift(person, by=None):
    if not person.restricted_on:
        yield Problem("", "not_restricted", _("Người này không bị hạn chế xử lý; không có gì để bỏ."))
