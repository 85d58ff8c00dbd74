"""What must hold for a donor and a donation beyond their own fields."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import Donation, Donor
from programmes.rules.problems import Problem

# The programmes began in the years of the first figures; an earlier day is a slip of the year.
EARLIEST = date(2010, 1, 1)


def check(donation, on=None):
    """Problems of a donation, before it is recorded or corrected. `on` is today unless told."""
    on = on or timezone.localdate()
    if donation.state == Donation.State.APPROVED:
        yield Problem("state", "donation_is_approved", _("Khoản đã duyệt không sửa được; hãy đảo bút toán."))
    if donation.reverses_id:
        yield Problem("reverses", "reversal_is_fixed", _("Bút toán đảo không sửa được: số tiền là đúng số đã đảo."))
    if donation.received_on and donation.received_on > on:
        yield Problem("received_on", "received_in_future", _("Ngày nhận ở tương lai; kiểm tra lại ngày/tháng/năm."))
    if donation.received_on and donation.received_on < EARLIEST:
        yield Problem("received_on", "received_too_early", _("Ngày nhận trước năm 2010; kiểm tra lại năm."))
    if donation.round_id and donation.round.programme_id != donation.programme_id:
        yield Problem("round", "round_of_other_programme", _("Đợt này thuộc chương trình khác; chọn lại đợt."))
    if (donation.form == Donation.Form.IN_KIND) != bool(donation.goods):
        yield Problem("goods", "goods_and_form", _("Ủng hộ bằng hiện vật thì ghi rõ hiện vật; bằng tiền thì để trống."))
    if donation.donor_id and donation.donor.kind == Donor.Kind.ANONYMOUS and not donation.is_anonymous:
        yield Problem("is_anonymous", "anonymous_donor", _("Nhà hảo tâm ẩn danh: đánh dấu “không nêu tên”."))


def check_reversal(donation):
    """Problems of reversing a donation; who may and in which state is a transition (rules/approvals.py)."""
    if donation.reverses_id:
        yield Problem("reverses", "reversal_of_reversal", _("Đây là bút toán đảo; không đảo lại lần nữa."))
    if Donation.objects.filter(reverses=donation).exists():
        yield Problem("reverses", "reversed_already", _("Khoản này đã có bút toán đảo."))
