"""The ways back of a draft: moved to the round that was meant, or cancelled with all that it holds."""

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Sum
from django.utils import timezone

from programmes.actions import audit, gift_lists, rights
from programmes.actions.undo import delete, remove_gifts
from programmes.models import Gift, ImportBatch
from programmes.rules import approvals, drafts
from programmes.rules.problems import first_of, insist

MOVED = ("round", "code", "entered_by")


def check(gift_list, by):
    """Problems of `by` moving the list, to whichever round, or cancelling it."""
    right = rights.check(by, approvals.GIFT_LIST["change_round"].permission, gift_list.office)
    return first_of(right, drafts.check_is_draft(gift_list), drafts.check_nothing_hangs(gift_list))


@transaction.atomic
def change_round(gift_list, *, round, reason, by):
    """Move a draft with its gifts to another round; whoever does so becomes its maker.

    The decision stays; a code that was made from the round is made anew, and the values are computed once more.
    """
    gift_list = gift_lists.locked(gift_list)
    insist(check(gift_list, by), drafts.check_move(gift_list, round))
    before, code = audit.values(gift_list, MOVED), gift_lists.stem_of(gift_list.round, gift_list.province)
    gift_list.round, gift_list.entered_by = round, by
    if gift_lists.is_made_of(gift_list.code, code):
        gift_list.code = gift_lists.next_code(round, gift_list.province, gift_lists.codes_in_use(round))
    gifts = gift_list.gifts.order_by().update(round=round, updated_at=timezone.now())
    revalued = gift_lists.revalue(gift_list)
    gift_list.full_clean()
    gift_list.save()
    after = {**audit.values(gift_list, MOVED), "gifts": gifts, "revalued": revalued}
    audit.note("change_round", gift_list, by=by, before=before, after=after, reason=reason)
    return gift_list


def outlook(gift_list):
    """What goes with the list when it is cancelled: gifts, people registered for it alone, đồng."""
    row = gift_list.gifts.order_by().aggregate(gifts=Count("pk"), donor_cost_vnd=Sum("donor_cost_vnd"))
    return {"gifts": row["gifts"], "people": _people(gift_list).count(), "donor_cost_vnd": row["donor_cost_vnd"] or 0}


@transaction.atomic
def cancel(gift_list, *, reason, by):
    """Remove a draft with its gifts and the people who were registered by file for them alone.

    The audit trail keeps what went. A file all of whose gifts went is undone, and may be sent and stored again. The
    number of statements does not grow with the gifts.
    """
    gift_list = gift_lists.locked(gift_list)
    insist(check(gift_list, by))
    told = outlook(gift_list)
    files = list(_files(gift_list))
    before = {**audit.values(gift_list, gift_lists.AUDITED), **told}
    audit.note("cancel", gift_list, by=by, before=before, reason=reason)
    delete(_people(gift_list))  # while their gifts still say who they are; both are gone when it is committed
    remove_gifts(gift_list.gifts.order_by())
    gift_list.delete()
    still_there = _still_there(files)
    _undo([batch for batch in files if batch.pk not in still_there], told, reason, by)


def _files(gift_list):
    """The stored files that brought gifts of this list."""
    brought = Gift.objects.filter(batch=OuterRef("pk"), gift_list=gift_list)
    return ImportBatch.objects.filter(Exists(brought), state=ImportBatch.State.STORED).order_by("pk")


def _people(gift_list):
    """Who was registered by these files and is in the books for this list alone."""
    found = drafts.strangers(_files(gift_list), Gift.objects.exclude(gift_list=gift_list))
    return found.filter(Exists(gift_list.gifts.filter(recipient=OuterRef("pk"))))


def _still_there(files):
    """Those of the files of which another list holds a gift."""
    return set(Gift.objects.filter(batch__in=files).order_by().values_list("batch", flat=True).distinct())


def _undo(files, told, reason, by):
    """Nothing that these files added is left: they are as files that were taken back, with what went."""
    went = {"gifts": told["gifts"], "people": told["people"], "lists": 1}
    for batch in files:
        batch.state, batch.message, batch.report = ImportBatch.State.UNDONE, reason, {**batch.report, "undone": went}
    ImportBatch.objects.bulk_update(files, ["state", "message", "report"])
    before = {"state": ImportBatch.State.STORED}
    audit.note_many("undo_import", ImportBatch, [(batch.pk, before, {"lists": 1}) for batch in files], by=by)
