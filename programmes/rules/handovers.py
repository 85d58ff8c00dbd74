"""What must hold before an event is planned or done."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import GiftList, HandoverEvent
from programmes.rules.problems import Problem


def check_is_planned(event):
    """An event and its lists change only while it is a plan."""
    if event.state != HandoverEvent.State.PLANNED:
        yield Problem("state", "handover_is_done", _("Buổi trao đã ghi nhận xong, không sửa được."))


def check_line(event, gift_list):
    """Problems of handing `gift_list` over at `event`."""
    if gift_list.round_id != event.round_id:
        yield Problem("lines", "list_of_other_round", _("Danh sách %s thuộc đợt khác với buổi trao.") % gift_list)
    if gift_list.province_id != event.province_id:
        yield Problem("lines", "list_of_other_province", _("Danh sách %s thuộc tỉnh khác với buổi trao.") % gift_list)


def check_hand_over(event, gift_lists, on=None):
    """Problems of declaring an event done."""
    on = on or timezone.localdate()
    if event.held_on > on:
        yield Problem("held_on", "held_in_future", _("Ngày trao ở tương lai; ghi nhận sau khi đã trao."))
    if not gift_lists:
        yield Problem("lines", "no_list", _("Buổi trao chưa có danh sách nào; thêm danh sách đã duyệt."))
    for gift_list in gift_lists:
        yield from check_line(event, gift_list)
        if gift_list.state != GiftList.State.APPROVED:
            yield Problem("lines", "list_not_approved", _("Danh sách %s chưa duyệt nên chưa trao được.") % gift_list)
