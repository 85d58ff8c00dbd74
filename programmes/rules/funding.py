"""Which money may pay for which list, and how much of it: nothing beyond what a donation has left or a list costs."""

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from programmes.models import Account, Donation, Gift, GiftList
from programmes.rules.problems import Problem
from programmes.standards.money import format_dong

SETTLED = (GiftList.State.APPROVED, GiftList.State.HANDED_OVER)


def usable_for(gift_list):
    """Donations whose purpose allows them to pay for this list; each with `left_vnd`, what is left of it."""
    return Donation.objects.may_fund(gift_list).with_left()


def still_needed(gift_list):
    """Đồng the list still lacks; what came back as returned needs no money again."""
    returned = gift_list.gifts.given_back().aggregate(sum=Sum("donor_cost_vnd"))["sum"] or 0
    return gift_list.value_vnd - returned - gift_list.funded_vnd


def check_means(gift_list, value_vnd):
    """A list is not approved beyond the money there is for it: free đồng that may pay it, less what others wait for."""
    free = usable_for(gift_list).aggregate(sum=Sum("left_vnd"))["sum"] or 0
    promised = GiftList.objects.filter(state__in=SETTLED, round__programme=gift_list.round.programme_id)
    waiting = promised.filter(round=gift_list.round_id, province=gift_list.province_id).exclude(pk=gift_list.pk)
    given_back = (
        Gift.objects.given_back().filter(gift_list__in=waiting).aggregate(sum=Sum("donor_cost_vnd"))["sum"] or 0
    )
    owed = (waiting.aggregate(sum=Sum(F("value_vnd") - F("funded_vnd")))["sum"] or 0) - given_back
    if value_vnd > free - owed:
        yield Problem(
            "",
            "beyond_means",
            _(
                "Danh sách cần %(value)s đồng nhưng nguồn cho đợt và tỉnh này chỉ còn %(free)s đồng chưa phân bổ; "
                "duyệt thêm khoản ủng hộ, hoặc trả lại danh sách để bớt suất quà."
            )
            % {"value": format_dong(value_vnd), "free": format_dong(max(free - owed, 0))},
        )


def check_allocation(donation, gift_list, amount_vnd, *, left_vnd):
    """Problems of paying `amount_vnd` đồng of a donation, which has `left_vnd` left, towards a list."""
    if donation.state != Donation.State.APPROVED or donation.reverses_id:
        yield Problem("donation", "donation_not_approved", _("Chỉ khoản ủng hộ đã duyệt mới phân bổ được."))
    elif not Donation.objects.may_fund(gift_list).filter(pk=donation.pk).exists():
        yield Problem(
            "donation",
            "donation_for_other_purpose",
            _("Khoản %(code)s dành cho chương trình, đợt hoặc tỉnh khác với danh sách này; chọn khoản khác.")
            % {"code": donation.code},
        )
    if gift_list.state != GiftList.State.APPROVED:
        yield Problem("gift_list", "list_not_open_for_money", _("Chỉ phân bổ cho danh sách đã duyệt và chưa trao hết."))
    if amount_vnd < 1:
        yield Problem("amount_vnd", "allocation_not_positive", _("Số tiền phân bổ phải lớn hơn 0 đồng."))
    if amount_vnd > left_vnd:
        yield Problem(
            "amount_vnd",
            "beyond_donation",
            _("Khoản %(code)s chỉ còn %(left)s đồng; ghi số tiền không lớn hơn.")
            % {"code": donation.code, "left": format_dong(left_vnd)},
        )
    needed = still_needed(gift_list)
    if amount_vnd > needed:
        yield Problem(
            "amount_vnd",
            "beyond_list",
            _("Danh sách chỉ còn thiếu %(needed)s đồng; ghi số tiền không lớn hơn.")
            % {"needed": format_dong(max(needed, 0))},
        )


def check_release(donation, gift_list, amount_vnd):
    """Problems of taking `amount_vnd` đồng back from what a donation set aside for a list."""
    set_aside = Account.balance_of(Account.Kind.FUNDING, donation, gift_list)
    if not 1 <= amount_vnd <= set_aside:
        yield Problem(
            "amount_vnd",
            "beyond_funding",
            _("Khoản %(code)s đang dành cho danh sách này %(there)s đồng; chỉ rút được trong số đó.")
            % {"code": donation.code, "there": format_dong(set_aside)},
        )


def check_reversal_left(donation, amount_vnd):
    """A donation is taken back only where none of it is allocated; release it first."""
    left = Account.balance_of(Account.Kind.DONATION, donation)
    if left < amount_vnd:
        yield Problem(
            "amount_vnd",
            "reversal_of_allocated",
            _("Khoản này đã phân bổ %(used)s đồng cho danh sách tặng; rút phân bổ trước rồi mới đính chính được.")
            % {"used": format_dong(amount_vnd - left)},
        )
