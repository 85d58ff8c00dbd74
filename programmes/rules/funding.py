"""Which money may pay for which list, and how much of it: nothing beyond what a donation has left or a list costs."""

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from programmes.models import Account, Donation, GiftList, GiftPayment, lacking_vnd
from programmes.rules.problems import Problem
from programmes.standards.money import format_number, with_unit


def usable_for(gift_list):
    """Donations whose purpose allows them to pay for this list; each with `left_vnd`, what is left of it."""
    return Donation.objects.may_fund(gift_list).with_left()


def still_needed(gift_list):
    """Đồng the list still lacks, by what is stored of it now."""
    return _owed(GiftList.objects.filter(pk=gift_list.pk))


def means_for(gift_list):
    """Đồng that are free for a list, in its province and in its round as a whole; below zero where others lack money.

    Free is what donations have left, less what other approved lists still wait for.
    """
    waiting = GiftList.objects.filter(state=GiftList.State.APPROVED, round=gift_list.round_id).exclude(pk=gift_list.pk)
    in_province = _free(usable_for(gift_list)) - _owed(waiting.filter(province=gift_list.province_id))
    in_round = _free(Donation.objects.given_for(gift_list.round).with_left()) - _owed(waiting)
    return min(in_province, in_round)


def check_means(gift_list, value_vnd):
    """A list is not approved beyond the money there is for it."""
    means = means_for(gift_list)
    if value_vnd > means:
        yield Problem(
            "",
            "beyond_means",
            _(
                "Danh sách cần %(value)s nhưng nguồn cho đợt và tỉnh này chỉ còn %(free)s chưa phân bổ; duyệt thêm "
                "khoản ủng hộ, hoặc trả lại danh sách để bớt suất quà."
            )
            % {"value": with_unit(value_vnd), "free": with_unit(max(means, 0))},
        )


def check_means_again(gift_list, cost_vnd):
    """A gift whose money went back is paid for anew only out of what no other list waits for."""
    means = means_for(gift_list)
    if cost_vnd > means:
        message = _(
            "Tiền của suất này (%(cost)s) đã về khoản ủng hộ, mà nguồn cho đợt và tỉnh này chỉ còn %(free)s chưa dành "
            "cho danh sách nào; duyệt thêm khoản ủng hộ rồi làm lại."
        )
        said = {"cost": with_unit(cost_vnd), "free": with_unit(max(means, 0))}
        yield Problem("", "means_gone", message % said)


def _free(donations):
    return donations.aggregate(sum=Sum("left_vnd"))["sum"] or 0


def _owed(gift_lists):
    return gift_lists.annotate(lacking_vnd=lacking_vnd()).aggregate(sum=Sum("lacking_vnd"))["sum"] or 0


def check_allocation(donation, gift_list, amount_vnd, *, left_vnd):
    """Problems of paying `amount_vnd` đồng of a donation, which has `left_vnd` left, towards a list."""
    if donation.state != Donation.State.APPROVED or donation.reverses_id:
        yield Problem("donation", "donation_not_approved", _("Chỉ khoản ủng hộ đã duyệt mới phân bổ được."))
        return
    if gift_list.state != GiftList.State.APPROVED:
        yield Problem("gift_list", "list_not_open_for_money", _("Chỉ phân bổ cho danh sách đã duyệt và chưa trao hết."))
        return
    if not Donation.objects.may_fund(gift_list).filter(pk=donation.pk).exists():
        yield Problem(
            "donation",
            "donation_for_other_purpose",
            _("Khoản %(code)s dành cho chương trình, đợt hoặc tỉnh khác với danh sách này; chọn khoản khác.")
            % {"code": donation.code},
        )
    if amount_vnd < 1:
        yield Problem("amount_vnd", "allocation_not_positive", _("Số tiền phân bổ phải lớn hơn 0 đồng."))
    if amount_vnd > left_vnd:
        yield Problem(
            "amount_vnd",
            "beyond_donation",
            _("Khoản %(code)s chỉ còn %(left)s; ghi số tiền không lớn hơn.")
            % {"code": donation.code, "left": with_unit(left_vnd)},
        )
    needed = still_needed(gift_list)
    if amount_vnd > needed:
        yield Problem(
            "amount_vnd",
            "beyond_list",
            _("Khoản %(code)s: danh sách chỉ còn thiếu %(needed)s; ghi số tiền không lớn hơn.")
            % {"code": donation.code, "needed": with_unit(max(needed, 0))},
        )


def check_release(donation, gift_list, amount_vnd):
    """Problems of taking `amount_vnd` đồng back from what a donation set aside for a list."""
    set_aside = Account.balance_of(Account.Kind.FUNDING, donation, gift_list)
    if not 1 <= amount_vnd <= set_aside:
        yield Problem(
            "amount_vnd",
            "beyond_funding",
            _("Khoản %(code)s đang dành cho danh sách này %(there)s; chỉ rút được trong số đó.")
            % {"code": donation.code, "there": with_unit(set_aside)},
        )


def check_reversal_left(donation, amount_vnd):
    """A donation is taken back only where none of it is allocated; release it first."""
    yield from refusal_of_reversal(donation.pk, Account.balance_of(Account.Kind.DONATION, donation), amount_vnd)


def left_on(donations):
    """{id: đồng left on it} of donations, told by their ids; those without an account are not in it."""
    found = Account.objects.filter(kind=Account.Kind.DONATION, donation__in=donations)
    return dict(found.values_list("donation", "balance_vnd")) if donations else {}


def gifts_paid(donation, gift_lists=None):
    """How many gifts, of all or of these lists, a donation (its id) paid for that were handed over and stayed there."""
    of_lists = {} if gift_lists is None else {"gift__gift_list__in": gift_lists}
    paid = GiftPayment.objects.filter(donation=donation, amount_vnd__gt=0, gift__event__isnull=False, **of_lists)
    return paid.aggregate(count=Count("gift", distinct=True))["count"]


def refusal_of_reversal(donation, left, amount_vnd):
    """The Problem of taking back so many đồng of a donation, told by its id, that has so many left: what to do now."""
    if left < amount_vnd:
        state, cure = _where_it_lies(donation)
        yield Problem(
            "amount_vnd",
            "reversal_of_allocated",
            _(
                "Chưa hủy được: tiền này %(state)s. Có thể %(cure)s; hoặc nếu chỉ ghi sai nhà hảo tâm, chương trình, "
                "đợt hay tỉnh thì đề nghị điều chỉnh khoản này (hai người), không cần hủy."
            )
            % {"state": state, "cure": cure},
        )


def _where_it_lies(donation):
    """What of a donation, told by its id, was given or waits for lists, and how either comes back: two texts."""
    held = Account.objects.filter(donation=donation, gift_list__isnull=False, balance_vnd__gt=0)
    sums = held.order_by().values_list("kind").annotate(lists=Count("gift_list"), sum=Sum("balance_vnd"))
    found, told = {kind: (lists, amount) for kind, lists, amount in sums}, []
    if Account.Kind.SPENT in found:
        _lists, amount = found[Account.Kind.SPENT]
        said = _("đã trao %(gifts)s suất (%(amount)s)")
        said %= {"gifts": format_number(gifts_paid(donation)), "amount": with_unit(amount)}
        told.append((said, _("nhận lại suất đã trao (hai người)")))
    if Account.Kind.FUNDING in found:
        lists, amount = found[Account.Kind.FUNDING]
        said = _("đang dành %(amount)s cho %(lists)s danh sách")
        told.append((said % {"amount": with_unit(amount), "lists": format_number(lists)}, _("rút phần đang dành")))
    states, cures = zip(*told, strict=True) if told else ((_("đã dùng"),), (_("xem sổ của khoản này"),))
    return _(" và ").join(map(str, states)), _(", ").join(map(str, cures))
