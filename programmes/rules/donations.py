"""What must hold for a donor and a donation beyond their own fields."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import Donation, Donor
from programmes.rules import periods
from programmes.rules.erasures import check_erased
from programmes.rules.funding import check_reversal_left
from programmes.rules.problems import Problem
from programmes.rules.programmes import check_belongs
from programmes.rules.rights_requests import check_giver
from programmes.standards.money import with_unit

# The programmes began in the years of the first figures; an earlier day is a slip of the year.
EARLIEST = date(2010, 1, 1)


def check(donation, on=None):
    """Problems of a donation, before it is recorded or corrected. `on` is today unless told."""
    on = on or timezone.localdate()
    if donation.state == Donation.State.APPROVED:
        yield Problem(
            "state",
            "donation_is_approved",
            _(
                "Khoản đã duyệt không sửa được: ghi sai nhà hảo tâm, chương trình, đợt hay tỉnh thì đề nghị điều "
                "chỉnh; sai điều khác thì hủy khoản đã duyệt."
            ),
        )
    if donation.reverses_id:
        yield Problem(
            "reverses", "reversal_is_fixed", _("Bút toán đảo không sửa được: số tiền là đúng số của khoản bị hủy.")
        )
    if donation.pledged_on and donation.pledged_on > on:
        yield Problem("pledged_on", "pledged_in_future", _("Ngày đăng ký ở tương lai; kiểm tra lại ngày/tháng/năm."))
    if donation.received_on and donation.received_on > on:
        yield Problem("received_on", "received_in_future", _("Ngày nhận ở tương lai; kiểm tra lại ngày/tháng/năm."))
    if donation.received_on and donation.received_on < EARLIEST:
        yield Problem("received_on", "received_too_early", _("Ngày nhận trước năm 2010; kiểm tra lại năm."))
    yield from check_belongs(donation)
    if (donation.form == Donation.Form.IN_KIND) != bool(donation.goods):
        yield Problem("goods", "goods_and_form", _("Ủng hộ bằng hiện vật thì ghi rõ hiện vật; bằng tiền thì để trống."))
    yield from check_anonymity(donation)


def check_anonymity(donation):
    """A donor who wishes no name is named by no donation."""
    donor = getattr(donation, "donor", None)  # one whom the same file registers has no id as yet
    if donor and donor.kind == Donor.Kind.ANONYMOUS and not donation.is_anonymous:
        yield Problem("is_anonymous", "anonymous_donor", _("Nhà hảo tâm ẩn danh: đánh dấu “không nêu tên”."))


def doubts(donation, closed):
    """What an officer is asked about once before a donation is saved, and what forbids nothing.

    `closed` are the closed periods (rules/periods.py::closed).
    """
    if donation.form == Donation.Form.IN_KIND and donation.route in Donation.TO_THE_OFFICE:
        yield Problem(
            "route",
            "goods_by_account",
            _("Hiện vật mà ghi “%s”: nhận hiện vật thì ghi “giao hiện vật”; nhận tiền thì ghi hình thức “tiền”.")
            % donation.get_route_display(),
        )
    if donation.form == Donation.Form.CASH and donation.route == Donation.Route.IN_KIND:
        yield Problem(
            "route", "money_as_goods", _("Tiền mà ghi “giao hiện vật”: nhận hiện vật thì ghi hình thức “hiện vật”.")
        )
    if donation.received_on and donation.state == Donation.State.RECEIVED:
        yield from periods.doubt_of("received_on", donation.received_on, closed)


def check_donor(donation, stored=None):
    """Problems of the donor of a donation that is new, or becomes another's: whose data are erased or restricted.

    What a donor has given before stays in the books, and is corrected, received and approved there.
    """
    donor = getattr(donation, "donor", None)
    if donor and (stored is None or stored.donor_id != donor.pk):
        yield from check_erased(donor)
        yield from check_giver(donor)
        if donor.of_office is not donor:
            yield Problem(
                "donor",
                "donor_is_joined",
                _("Bản ghi %(code)s đã gộp vào %(name)s (%(one)s); hãy chọn bản ghi đó.")
                % {"code": donor.code, "name": donor.one.name, "one": donor.one.code},
            )


def check_reversal(donation):
    """Problems of reversing a donation; who may and in which state is a transition (rules/approvals.py)."""
    if donation.reverses_id:
        yield Problem("reverses", "reversal_of_reversal", _("Đây là bút toán đảo nên không hủy bằng bút toán đảo nữa."))
    elif Donation.objects.filter(reverses=donation).exists():
        yield Problem("reverses", "reversed_already", _("Khoản này đã có bút toán đảo."))
    elif donation.state == Donation.State.APPROVED:
        yield from check_reversal_left(donation, donation.amount_vnd)


def check_change(stored, donation):
    """What lines of bank statements explain stays what the bank says; what is open of the amount may be another."""
    if not stored.confirmed_vnd:
        return
    is_pledge_again = donation.state == Donation.State.PLEDGED != stored.state
    is_contradicted = donation.amount_vnd < stored.confirmed_vnd or not stored.open_vnd
    is_other = donation.form != stored.form or (donation.amount_vnd != stored.amount_vnd and is_contradicted)
    if is_pledge_again or is_other:
        yield Problem(
            "amount_vnd",
            "linked_to_bank_line",
            _("Khoản này đã khớp %s với sao kê; bỏ khớp ở dòng sao kê trước rồi mới sửa số tiền hay trạng thái.")
            % with_unit(stored.confirmed_vnd),
        )


def check_annulment(donation):
    """Only what nobody has approved is taken out of the register; the audit trail keeps what it held."""
    if donation.state == Donation.State.APPROVED:
        yield Problem("state", "approved_is_kept", _("Khoản này đã duyệt; hãy bấm “Hủy khoản đã duyệt”."))


def check_refusal(donation, by):
    """An approver refuses what others entered."""
    yield from check_annulment(donation)
    if donation.entered_by_id == by.pk:
        yield Problem("", "refusal_of_own", _("Khoản này do bạn nhập; hãy dùng “Hủy khoản chưa duyệt”."))


def check_thanks(donation, is_taken_back=None):
    """Who is thanked: the donor of an approved donation that stands, whose data are used still.

    Whether it is taken back is asked unless told.
    """
    if is_taken_back is None:
        is_taken_back = Donation.objects.filter(reverses=donation).exists()
    if donation.state != Donation.State.APPROVED or donation.reverses_id or is_taken_back:
        yield Problem("", "nothing_to_thank_for", _("Chỉ ghi việc cảm ơn cho khoản đã duyệt và không có bút toán đảo."))
    yield from check_erased(donation.donor)
    yield from check_giver(donation.donor)


def check_day_of_thanks(donation, thanked_on, on=None):
    """Nobody is thanked before the money is there, nor tomorrow."""
    if not donation.received_on <= thanked_on <= (on or timezone.localdate()):
        yield Problem("thanked_on", "day_of_thanks", _("Ngày cảm ơn phải từ ngày nhận tiền đến hôm nay."))
