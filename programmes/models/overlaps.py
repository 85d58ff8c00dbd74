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

# With more than one gift at a time of the same insurance; a window in order of the months, not a look for each gift.
CROWDED = """
SELECT crowd.recipient_id FROM (
    SELECT gift.recipient_id, {first} AS first, MAX({first} + gift.months) OVER (
        PARTITION BY gift.recipient_id, {insurance} ORDER BY {first}, gift.id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS taken
    FROM {gifts} gift JOIN {lists} own_list ON own_list.id = gift.gift_list_id
    WHERE {chosen} AND gift.kind IN ({kinds})
) crowd WHERE crowd.first < crowd.taken
"""
KINDS = tuple(kind.value for kind in INSURANCE_KINDS)
KIND_PLACES = ", ".join(["%s"] * len(KINDS))


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
        kinds=KIND_PLACES,
        insurance_of_gift=_insurance("gift.kind"),
        insurance_of_other=_insurance("other.kind"),
        first_of_gift=month_number("gift.starts_on"),
        first_of_other=month_number("other.starts_on"),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *KINDS])
        return cursor.fetchall()


def overlaps_of_one(chosen, parameters=(), beside=""):
    """`overlaps` among the gifts that `chosen` names, of one record of a person; for so many that most have none."""
    crowded = CROWDED.format(
        gifts=GIFTS,
        lists=LISTS,
        chosen=chosen,
        kinds=KIND_PLACES,
        insurance=_insurance("gift.kind"),
        first=month_number("gift.starts_on"),
    )
    with connection.cursor() as cursor:
        cursor.execute(crowded, [*parameters, *KINDS])
        people = sorted({person for (person,) in cursor.fetchall()})
    chosen = f"{chosen} AND gift.recipient_id IN ({', '.join(map(str, people))})"
    return overlaps(chosen, parameters, beside) if people else []
