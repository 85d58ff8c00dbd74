"""What is sealed of a gift list when it is approved, and whether it is still as it was approved.

From then on no verb changes these columns, and the database refuses to (guards gift_frozen, gift_kept,
gift_into_open_list, gift_list_frozen): a list is sealed once, and its seal never moves, as that of a period does
(sealed_records.py). So a changed cell is found before its period is closed too.
"""

from collections import Counter

from programmes.models import Gift, GiftList
from programmes.totals.sealed_records import ERASED, SAVED, WRAP, Part, Sealed, Sum, marked, standing

SETTLED = (GiftList.State.APPROVED, GiftList.State.HANDED_OVER)
OF_ITS_HANDOVER = "what becomes of a gift at its hand-over comes later, and is sealed with the period"
PARTS = {
    "id": Part(
        GiftList,
        {
            "state": "an approved list is handed over later (guard gift_list_stays_approved)",
            "funded_vnd": "money is set aside for it and taken back at any time (invariant list_funding)",
            **dict.fromkeys(("note", "return_reason"), ERASED),
            "updated_at": SAVED,
        },
    ),
    "gift_list_id": Part(
        Gift,
        {
            **dict.fromkeys(("event_id", "outcome", "delivery"), OF_ITS_HANDOVER),
            **dict.fromkeys(("note", "proxy_name", "proxy_kin"), ERASED),
            "differs": "noted anew whenever the rates are looked at (invariant list_values)",
            "updated_at": SAVED,
        },
    ),
}


def sealed_of(lists, columns=None):
    """{id: {part: Sealed}} of these lists as they are, over these columns of each part or those that are sealed now."""
    found = {pk: {} for pk in lists.order_by().values_list("pk", flat=True)}
    for home, part in PARTS.items():
        names = columns[part.name] if columns else part.columns
        path = "pk__in" if home == "id" else "gift_list__in"
        at, rows, marks = names.index(home), Counter(), Counter()
        for row, mark in marked(part.model, names, part.model.objects.filter(**{path: lists.order_by().values("pk")})):
            rows[row[at]] += 1
            marks[row[at]] += mark
        for pk, sealed in found.items():
            sealed[part.name] = Sealed(Sum(rows[pk], marks[pk] % WRAP), names)
    return found


def changed(lists=None):
    """(rows looked at, ids of the approved lists that are not as they were approved, or gone, or never sealed).

    Of these lists, or of all: that one is gone or an approved one no more is always seen.
    """
    settled = GiftList.objects.filter(state__in=SETTLED)
    lists = settled if lists is None else lists.filter(state__in=SETTLED)
    due = set(lists.values_list("pk", flat=True))  # asked first: whoever approves one just now has sealed it as well
    was = standing(GiftList)
    wrong = (due - was.keys()) | (was.keys() - set(settled.values_list("pk", flat=True)))
    rows = 0
    for columns in {tuple((name, *one.columns) for name, one in told.items()) for told in was.values()}:
        over = {name: names for name, *names in columns}
        for pk, now in sealed_of(lists, over).items():
            if pk in due and {name: one.columns for name, one in was.get(pk, {}).items()} == over:
                rows += sum(one.sum.rows for one in now.values())
                wrong |= {pk} if now != was[pk] else set()
    return rows, wrong
