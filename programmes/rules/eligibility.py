"""Who may receive: nobody is insured twice for a month, in whatever province.

What takes a month, and of whom, is in models/overlaps.py: gifts of lists that were submitted, approved or handed over.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models import INSURANCE_KINDS, Conflict, Gift, GiftList, Recipient
from programmes.models.overlaps import NOT_BACK, overlaps
from programmes.rules.problems import Problem
from programmes.standards.money import format_number


def overlaps_of_list(gift_list):
    """(gift, other gift) ids: whose months of this list are taken. Two gifts of the list itself make one pair."""
    once = "AND (list.id <> record.gift_list_id OR other.id < record.id)"
    return overlaps(f"gift.gift_list_id = %s AND {NOT_BACK}", [gift_list.pk], once)


def overlaps_of_gift(gift):
    """The gifts that take months of a stored gift, also of one that came back, with their list."""
    ids = [other for _gift, other in overlaps("gift.id = %s", [gift.pk])]
    return list(Gift.objects.filter(pk__in=ids).select_related("gift_list").order_by("starts_on", "pk"))


def period(starts_on, months):
    """Months of insurance as an office writes them: 12/2025–11/2026."""
    last = starts_on.year * 12 + starts_on.month + months - 2
    return f"{starts_on:%m/%Y}–{last % 12 + 1:02}/{last // 12}"


def records_of_person(recipient_ids):
    """Every record of these persons, by what was found about records that look alike."""
    roots = Recipient.objects.filter(pk__in=recipient_ids).values_list("pk", "same_as")
    roots = {same_as or pk for pk, same_as in roots}
    return Recipient.objects.filter(Q(pk__in=roots) | Q(same_as__in=roots))


def check_conflicts(gift_list):
    """A list is not approved while two persons have not decided about overlapping months."""
    undecided = Conflict.objects.undecided().filter(gift__gift_list=gift_list).count()
    if undecided:
        yield Problem(
            "",
            "conflicts_open",
            _(
                "Còn %(n)s trường hợp trùng thời gian bảo hiểm chưa quyết định; quyết định ở mục Trùng thời gian bảo "
                "hiểm, hoặc trả lại danh sách để rút suất quà."
            )
            % {"n": format_number(undecided)},
        )


def check_months_still_free(gift_ids):
    """A gift noted as returned left its months to others: it is not handed over after all where somebody took them."""
    for gift in Gift.objects.filter(pk__in=gift_ids, kind__in=INSURANCE_KINDS).select_related("recipient"):
        for other in overlaps_of_gift(gift):
            pair = Q(gift=gift, other=other) | Q(gift=other, other=gift)
            if not Conflict.objects.filter(pair).exists():
                yield Problem(
                    "outcome",
                    "months_taken_meanwhile",
                    _("Suất đã ghi trả lại nên tháng bảo hiểm đã dành cho danh sách khác; giữ kết quả “trả lại”."),
                )


def check_list_is_submitted(conflict):
    """A conflict is decided while its list waits for approval: a draft is changed instead."""
    if conflict.gift.gift_list.state != GiftList.State.SUBMITTED:
        yield Problem(
            "", "conflict_of_no_submitted_list", _("Chỉ quyết định khi danh sách đang chờ duyệt; tải lại trang.")
        )
