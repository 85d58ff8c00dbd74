"""The verbs of a gift list: submit, decide, settle differences, and the ways back."""

from django.utils.translation import gettext_lazy as _

from programmes.actions import differences, drafts, gift_lists
from programmes.admin.programmes import RoundField
from programmes.admin.reminders import reminding
from programmes.admin.verbs import ReasonForm, Verb
from programmes.models import INSURANCE_KINDS, GiftList, Round, names_of
from programmes.rules import approvals, funding, gifts
from programmes.rules.drafts import check_opening, check_putting_off, check_recall
from programmes.rules.rights_requests import check_list_restrictions


def _submission_problems(gift_list, by):
    yield from approvals.check(gift_list, approvals.GIFT_LIST["submit"], by)
    yield from gifts.check_submission(gift_list)
    yield from gifts.check_differences(gift_list, gift_list.gifts.differing().count())
    yield from check_list_restrictions(gift_list)


def _approval_problems(gift_list, by):
    yield from approvals.check_list_approval(gift_list, by)
    if gift_list.state == GiftList.State.SUBMITTED:
        yield from check_list_restrictions(gift_list)
        yield from funding.check_means(gift_list, gift_lists.cost_of(gift_list))


def _told_approval(gift_list):
    if gift_list.state == GiftList.State.APPROVED:
        return _("Đã duyệt danh sách “%(record)s”; giá trị từ nay không đổi.")
    return _("Đã duyệt lần một danh sách “%(record)s”; danh sách cần thêm một người duyệt nữa.")


def _told_move(gift_list):
    told = _("Đã chuyển sang đợt khác; danh sách nay là “%s”.") % gift_list
    return told.replace("%", "%%")


class RoundForm(ReasonForm):
    """The round that was meant; every other one than that of the list."""

    round = RoundField(label=_("Chuyển sang đợt"), queryset=Round.objects.none(), empty_label=_("Chọn đợt"))
    field_order = ("round", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = Round.objects.exclude(pk=self.record.round_id)


SUBMIT = Verb(
    slug="trinh",
    label=_("Trình duyệt"),
    question=_("Trình danh sách “%(record)s”?"),
    done=_("Đã trình danh sách “%(record)s”; chờ người khác duyệt."),
    permission="submit_giftlist",
    problems=_submission_problems,
    act=gift_lists.submit,
)
RECALL = Verb(
    slug="rut-lai",
    label=_("Rút lại để sửa"),
    question=_("Rút lại danh sách “%(record)s” để sửa?"),
    done=_("Đã rút lại danh sách “%(record)s”; sửa xong thì trình lại."),
    permission="submit_giftlist",
    problems=check_recall,
    act=gift_lists.recall,
    wants_reason=True,
)
OPEN = Verb(
    slug="xem-de-duyet",
    label=_("Xem để duyệt"),
    question=_("Xem danh sách “%(record)s” để duyệt?"),
    done=_("Bạn đang xem danh sách “%(record)s” để duyệt: người lập không rút lại được cho tới khi bạn quyết định."),
    permission="approve_giftlist",
    problems=check_opening,
    act=gift_lists.open_decision,
    at_once=True,
)
PUT_OFF = Verb(
    slug="de-sau",
    label=_("Để sau"),
    question=_("Chưa quyết định về danh sách “%(record)s”?"),
    done=_("Danh sách “%(record)s” được để lại sau; người lập có thể rút lại để sửa."),
    permission="approve_giftlist",
    problems=check_putting_off,
    act=gift_lists.put_off,
    at_once=True,
)
SEND_BACK = Verb(
    slug="tra-lai",
    label=_("Trả lại"),
    question=_("Trả lại danh sách “%(record)s” để sửa?"),
    done=_("Đã trả lại danh sách “%(record)s”; người lập sẽ đọc được lý do."),
    permission="approve_giftlist",
    problems=lambda gift_list, by: approvals.check(gift_list, approvals.GIFT_LIST["return"], by),
    act=gift_lists.send_back,
    wants_reason=True,
)
APPROVE = Verb(
    slug="duyet",
    label=_("Duyệt"),
    question=_("Duyệt danh sách “%(record)s”?"),
    done=_told_approval,
    permission="approve_giftlist",
    problems=_approval_problems,
    act=gift_lists.approve,
    list_label=_("Duyệt các danh sách đã chọn"),
)
VALUE = Verb(
    slug="tinh-gia",
    label=_("Tính giá"),
    question=_("Tính lại giá %s của danh sách “%%(record)s” theo định mức hiện nay? Giá đã ghi giữ nguyên.")
    % names_of(INSURANCE_KINDS),
    done=_("Đã tính giá danh sách “%(record)s”; xem số suất chi khác mức tính ở dưới."),
    permission="submit_giftlist",
    problems=differences.check_open,
    act=differences.value,
)
TAKE = Verb(
    slug="lay-gia-tinh",
    label=_("Áp dụng mức tính theo định mức"),
    question=_("Thay giá đã ghi bằng mức tính theo định mức ở mọi suất có chênh lệch của danh sách “%(record)s”?"),
    done=_("Đã áp dụng mức tính theo định mức cho danh sách “%(record)s”."),
    permission="submit_giftlist",
    problems=differences.check_settling,
    act=differences.take,
)
ACCEPT = Verb(
    slug="chap-nhan-chenh-lech",
    label=_("Chấp nhận chênh lệch"),
    question=_("Giữ giá đã ghi, khác mức tính theo định mức, của danh sách “%(record)s”?"),
    done=_("Đã chấp nhận chênh lệch của danh sách “%(record)s”; người duyệt sẽ đọc được lý do."),
    permission="submit_giftlist",
    problems=differences.check_settling,
    act=differences.accept,
    wants_reason=True,
)
MOVE = Verb(
    slug="chuyen-dot",
    label=_("Chuyển sang đợt khác"),
    question=_("Chuyển danh sách “%(record)s” sang đợt khác?"),
    done=_told_move,
    permission="change_giftlist",
    problems=drafts.check,
    act=drafts.change_round,
    form=RoundForm,
)
CANCEL = Verb(
    slug="huy",
    label=_("Hủy danh sách"),
    question=_("Hủy danh sách “%(record)s”?"),
    done=_("Đã hủy danh sách “%(record)s” cùng các suất quà của danh sách; nhật ký còn giữ."),
    permission="change_giftlist",
    problems=drafts.check,
    act=drafts.cancel,
    wants_reason=True,
)
REMIND = reminding(GiftList)
VERBS = (SUBMIT, OPEN, APPROVE, SEND_BACK, PUT_OFF, REMIND, RECALL, VALUE, TAKE, ACCEPT, MOVE, CANCEL)
