"""What must hold before an event is planned or done."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import AuditEvent, Correction, Gift, GiftList, HandoverEvent, HandoverLine, HandoverOutcome, Kin
from programmes.rules import periods
from programmes.rules.problems import Problem
from programmes.standards.money import format_number


def _approved_with(*, event, planned):
    lines = HandoverLine.objects.filter(gift_list=OuterRef("pk"))
    has_event, is_planned = Exists(lines), Exists(lines.filter(event__state=HandoverEvent.State.PLANNED))
    approved = Q(state=GiftList.State.APPROVED)
    return approved & (has_event if event else ~has_event) & (is_planned if planned else ~is_planned)


# What an approved list waits for, as conditions over gift lists: by the name that a filter gives it.
WAITS_FOR = {
    "chua-co-buoi-trao": (_("chưa có buổi trao"), _approved_with(event=False, planned=False)),
    "cho-den-ngay": (_("đã có buổi trao dự kiến"), _approved_with(event=True, planned=True)),
    "cho-trao-lai": (_("còn người chờ trao lại"), _approved_with(event=True, planned=False)),
}


def check_is_planned(event):
    """An event and its lists change only while it is a plan."""
    if event.state != HandoverEvent.State.PLANNED:
        yield Problem("state", "handover_is_done", _("Buổi trao đã ghi nhận xong, không sửa được."))


def check_withdrawal(event):
    """An event is withdrawn while it is a plan and nobody waits for a decision about it."""
    if event.state != HandoverEvent.State.PLANNED:
        message = _("Buổi trao đã ghi nhận nên không hủy được; kết quả sai thì đề nghị sửa từng suất, hai người.")
        yield Problem("state", "done_is_not_withdrawn", message)
    elif Correction.objects.filter(event=event).exists():
        message = _("Buổi trao đã có đề nghị đính chính nên không hủy được; sửa ngày trao hoặc danh sách của buổi.")
        yield Problem("", "event_was_proposed", message)


def check_line(event, gift_list):
    """Problems of handing `gift_list` over at `event`."""
    if gift_list.round_id != event.round_id:
        yield Problem("lines", "list_of_other_round", _("Danh sách %s thuộc đợt khác với buổi trao.") % gift_list)
    if gift_list.province_id != event.province_id:
        yield Problem("lines", "list_of_other_province", _("Danh sách %s thuộc tỉnh khác với buổi trao.") % gift_list)


def check_is_free(gift_list):
    """A list waits for one event at a time, and for none once it was handed over."""
    if gift_list.state == GiftList.State.HANDED_OVER:
        yield Problem(
            "lines", "list_is_handed_over", _("Danh sách %s đã trao xong, không trao thêm buổi nữa.") % gift_list
        )
    planned = HandoverLine.objects.filter(gift_list=gift_list, event__state=HandoverEvent.State.PLANNED)
    if planned.exists():
        yield Problem(
            "lines", "list_of_other_event", _("Danh sách %s đã thuộc một buổi trao khác chưa đóng.") % gift_list
        )


def check_outcome(outcome, *, expected, named):
    """An outcome the office knows, for gifts of the event only."""
    if outcome not in Gift.Outcome.values:
        yield Problem("outcome", "outcome_unknown", _("Kết quả phải là: đã nhận, nhận thay, vắng mặt hoặc trả lại."))
    if expected != named:
        yield Problem("", "gift_of_other_event", _("Có suất quà không thuộc buổi trao này; tải lại rồi chọn lại."))


def check_issued(refused):
    """A card or book that was not given out is handed over to nobody; `refused` is how many such are named."""
    if refused:
        message = _("%s suất không được cấp thẻ, sổ nên chưa trao được; hãy ghi “trả lại”, hoặc nhập kết quả cấp mới.")
        yield Problem("outcome", "card_was_refused", message % refused)


def check_delivery(delivery, *, expected, named):
    """A way of delivery the office knows, for gifts of the event only."""
    if delivery not in Gift.Delivery.values or expected != named:
        yield Problem("delivery", "delivery_unknown", _("Hình thức giao không hợp lệ; tải lại trang rồi chọn lại."))


def check_proxy(name, kin):
    """A name that fits, and a word for who it is to the person; both may be unknown."""
    if len(name) > Gift._meta.get_field("proxy_name").max_length:
        yield Problem("proxy_name", "proxy_name_too_long", _("Tên người nhận thay dài quá 100 ký tự; viết gọn lại."))
    if kin and kin not in Kin.values:
        yield Problem("proxy_kin", "proxy_kin_unknown", _("Quan hệ phải là: %s.") % ", ".join(map(str, Kin.labels)))


def check_photo(event, content, consented_on):
    """Consent is given to a photo that is there, and not in the future."""
    if consented_on and not (content or event.has_photo):
        yield Problem("photo", "photo_missing", _("Chưa có ảnh nào để đăng; chọn ảnh rồi ghi ngày đồng ý."))
    if consented_on and consented_on > timezone.localdate():
        yield Problem("photo_consented_on", "consent_in_future", _("Ngày đồng ý ở tương lai; ghi ngày đã đồng ý."))


def last_told(gift, until=None):
    """What counts of the gift at the last closed event that it was at, now or at a moment; None where at none."""
    told = HandoverOutcome.objects.filter(gift=gift, **({"noted_at__lte": until} if until else {}))
    return told.select_related("event").order_by("-pk").first()


def check_change(gift, told, outcome, proxy=("", "")):
    """Problems of correcting what became of a gift at the event of `told`, which `last_told` gave."""
    if told is None:
        message = _("Suất quà này chưa qua buổi trao nào đã ghi nhận; ghi kết quả ở trang của buổi trao dự kiến.")
        yield Problem("", "gift_of_no_event", message)
        return
    if outcome not in Gift.Outcome.values:
        yield from check_outcome(outcome, expected=1, named=1)
    elif outcome in Gift.RECEIVED and Gift.objects.refused().filter(pk=gift.pk).exists():
        yield from check_issued(1)
    yield from check_proxy(*proxy)
    if (outcome, *proxy) == (told.outcome, told.proxy_name, told.proxy_kin):
        message = _("Kết quả ở buổi “%(event)s” đã là “%(outcome)s”; chọn kết quả khác.")
        said = {"event": told.event, "outcome": told.get_outcome_display()}
        yield Problem("outcome", "outcome_is_the_same", message % said)


def check_take_back(gift, by):
    """A gift that was handed over is taken back by another officer than who closed the event."""
    if gift.event_id is None:
        yield Problem("", "gift_not_handed_over", _("Suất quà này chưa được trao nên không nhận lại được."))
        return
    yield from periods.check_is_open(gift.event.held_on)
    closed = AuditEvent.objects.filter(target_type="handoverevent", target_id=str(gift.event_id), verb="hand_over")
    if closed.filter(actor=by.username).exists():
        yield Problem(
            "",
            "closer_takes_back",
            _(
                "Bạn đã đóng buổi trao này; hãy nhờ cán bộ khác của cơ quan, hoặc BHXH Việt Nam, "
                "ghi nhận suất quà được trả về."
            ),
        )


def check_hand_over(event, gift_lists, on=None, *, as_correction=False):
    """Problems of declaring an event done."""
    on = on or timezone.localdate()
    yield from periods.check_is_open(event.held_on, as_correction=as_correction)
    if event.held_on > on:
        yield Problem("held_on", "held_in_future", _("Ngày trao ở tương lai; ghi nhận đã trao từ ngày đó."))
    if not gift_lists:
        yield Problem("lines", "no_list", _("Buổi trao chưa có danh sách nào; thêm danh sách đã duyệt."))
    for gift_list in gift_lists:
        yield from check_line(event, gift_list)
        if gift_list.state != GiftList.State.APPROVED:
            yield Problem("lines", "list_not_approved", _("Danh sách %s chưa duyệt nên chưa trao được.") % gift_list)
    undecided = Gift.objects.expected().filter(gift_list__in=gift_lists, outcome="").count()
    if undecided:
        yield Problem(
            "",
            "outcomes_missing",
            _(
                "Còn %s suất quà chưa ghi kết quả (đã nhận, nhận thay, vắng mặt, trả lại); ghi đủ ở trang "
                "“Kết quả và danh sách ký nhận” rồi mới ghi nhận đã trao được."
            )
            % format_number(undecided),
        )
