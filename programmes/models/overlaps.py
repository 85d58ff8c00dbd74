"""Pairs of gifts of insurance that have a month in common for one person; what to make of them is for the rules."""

from django.db import connection

from programmes.models.bulk import month_number
from programmes.models.gift_lists import GiftList
from programmes.models.gifts import Gift
from programmes.models.kinds import INSURANCE_KINDS
from programmes.models.recipients import Recipient

NOT_BACK = "gift.outcome <> 'returned'"  # a condition for `overlaps`
GIFTS, LISTS, PEOPLE = (model._meta.db_table for model in (Gift, GiftList, Recipient))

OVERLAPS = """
WITH mine AS (
    SELECT gift.id, gift.gift_list_id, gift.recipient_id, {insurance_of_gift} AS insurance,
        {first_of_gift} AS first, {first_of_gift} + gift.months AS beyond,
        COALESCE(person.same_as_id, person.id) AS root
    FROM {gifts} gift JOIN {people} person ON person.id = gift.recipient_id
    JOIN {lists} own_list ON own_list.id = gift.gift_list_id
    WHERE {chosen} AND gift.kind IN ({kinds})
), record AS (
    SELECT mine.*, root AS person_id FROM mine
    UNION ALL SELECT mine.*, person.id FROM mine JOIN {people} person ON person.same_as_id = mine.root
)
SELECT record.id, other.id FROM record
JOIN {gifts} other ON other.recipient_id = record.person_id AND other.id <> record.id
    AND {insurance_of_other} = record.insurance
JOIN {lists} list ON list.id = other.gift_list_id
WHERE (list.id = record.gift_list_id OR list.state <> 'draft') AND other.outcome <> 'returned'
    AND {first_of_other} < record.beyond AND record.first < {first_of_other} + other.months {beside}
ORDER BY record.id, other.id
"""


def _insurance(kind):
    """SQL for the name of the insurance of a kind of gift, NULL where it is none."""
    cases = " ".join(f"WHEN '{one.value}' THEN '{one.insurance.name}'" for one in INSURANCE_KINDS)
    return f"CASE {kind} {cases} END"


def overlaps(chosen, parameters=(), beside=""):
    """[(gift id, other gift id)] of the gifts that the SQL condition `chosen` (over gift, own_list) names.

    Gifts are held against those of the same insurance, as cards against cards; records found to be the same person
    (Recipient.same_as, which always leads to the first of them) are one person. A draft of another list takes no
    month, nor does a gift that came back; one that is asked about may be had again. `beside` is one more condition,
    over record, other, list: it begins with AND.
    """
    sql = OVERLAPS.format(
        gifts=GIFTS,
        lists=LISTS,
        people=PEOPLE,
        chosen=chosen,
        beside=beside,
        kinds=", ".join(["%s"] * len(INSURANCE_KINDS)),
        insurance_of_gift=_insurance("gift.kind"),
        insurance_of_other=_insurance("other.kind"),
        first_of_gift=month_number("gift.starts_on"),
        first_of_other=month_number("other.starts_on"),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *(kind.value for kind in INSURANCE_KINDS)])
        return cursor.fetchall()
