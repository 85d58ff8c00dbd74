"""Who may receive: nobody is insured twice for a month, in whatever province.

A month counts as taken by a gift of a list that was submitted, approved or handed over, unless the gift came back; a
draft of another list takes none. Cards are held against cards, books against books. Records that were found to be the
same person (Recipient.same_as, which always leads to the first of them) are one person here.
"""

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models import INSURANCE_KINDS, Conflict, Gift, GiftList, Recipient
from programmes.models.bulk import month_number
from programmes.rules.problems import Problem
from programmes.standards.money import format_number

GIFTS, LISTS, PEOPLE = (model._meta.db_table for model in (Gift, GiftList, Recipient))

OVERLAPS = """
WITH mine AS (
    SELECT gift.id, gift.gift_list_id, gift.kind, {first_of_gift} AS first, {first_of_gift} + gift.months AS beyond,
        COALESCE(person.same_as_id, person.id) AS root
    FROM {gifts} gift JOIN {people} person ON person.id = gift.recipient_id
    WHERE {chosen} AND gift.kind IN ({kinds}) AND gift.outcome <> 'returned'
), record AS (
    SELECT mine.*, root AS person_id FROM mine
    UNION ALL SELECT mine.*, person.id FROM mine JOIN {people} person ON person.same_as_id = mine.root
)
SELECT record.id, other.id FROM record
JOIN {gifts} other ON other.recipient_id = record.person_id AND other.kind = record.kind AND other.id <> record.id
JOIN {lists} list ON list.id = other.gift_list_id
WHERE (list.id = record.gift_list_id OR list.state <> 'draft') AND other.outcome <> 'returned'
    AND {first_of_other} < record.beyond AND record.first < {first_of_other} + other.months {once}
ORDER BY record.id, other.id
"""


def _overlaps(chosen, key, once=""):
    sql = OVERLAPS.format(
        gifts=GIFTS,
        lists=LISTS,
        people=PEOPLE,
        chosen=chosen,
        once=once,
        kinds=", ".join(["%s"] * len(INSURANCE_KINDS)),
        first_of_gift=month_number("gift.starts_on"),
        first_of_other=month_number("other.starts_on"),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [key, *(kind.value for kind in INSURANCE_KINDS)])
        return cursor.fetchall()


def overlaps_of_list(gift_list):
    """(gift, other gift) ids: whose months of this list are taken. Two gifts of the list itself make one pair."""
    once = "AND (list.id <> record.gift_list_id OR other.id < record.id)"
    return _overlaps("gift.gift_list_id = %s", gift_list.pk, once)


def overlaps_of_gift(gift):
    """The gifts that take months of a stored gift, with their list."""
    ids = [other for _gift, other in _overlaps("gift.id = %s", gift.pk)]
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
