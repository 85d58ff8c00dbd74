"""Take a stored file back out of the books: what it added goes, in one act, with a reason.

What the file corrected stays as corrected: others may have relied on it since, and the audit trail holds both.
The number of statements does not grow with the rows: every record knows the batch that made it.
"""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from programmes.actions import audit, eligibility, valuations
from programmes.actions.imports import check_right
from programmes.models import (
    BankLine,
    Donation,
    Donor,
    Gift,
    GiftList,
    HandoverLine,
    ImportBatch,
    Recipient,
    SamePersonVerdict,
    bulk,
)
from programmes.rules import batches
from programmes.rules.problems import first_of, insist
from programmes.totals import apply


class Undoing(NamedTuple):
    """How much a batch added that can be taken back; `kept` are donors who have given or have branches."""

    gifts: int = 0
    people: int = 0
    lists: int = 0
    donations: int = 0
    donors: int = 0
    kept: int = 0
    bank_lines: int = 0


def outlook(batch):
    """What undoing the batch would remove, as far as can be said before it is done."""
    gifts = Gift.objects.filter(batch=batch)
    donors = Donor.objects.filter(batch=batch)
    idle = _idle(donors).count()
    return Undoing(
        gifts=gifts.count(),
        people=_strangers(batch).count(),
        lists=_opened(batch).count(),
        donations=Donation.objects.filter(batch=batch).count(),
        donors=idle,
        kept=donors.count() - idle,
        bank_lines=BankLine.objects.filter(batch=batch).count(),
    )


def check(batch, by):
    """Problems of `by` taking the file back."""
    return first_of(check_right(batch, by), batches.check_undo(batch, by))


@transaction.atomic
def undo(batch, *, reason, by):
    """Remove what the file added and say so in the audit trail; what was removed."""
    bulk.hold(f"import {batch.layout}")
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.layout == ImportBatch.Layout.GIFTS:
        _hold_lists(batch)
    insist(check(batch, by))
    undone = _REMOVERS[batch.layout](batch)
    batch.state, batch.message = ImportBatch.State.UNDONE, reason
    batch.report = {**batch.report, "undone": undone._asdict()}
    batch.save(update_fields=["state", "message", "report"])
    counts = {name: count for name, count in undone._asdict().items() if count}
    audit.note("undo_import", batch, by=by, before={"state": ImportBatch.State.STORED}, after=counts, reason=reason)
    return batch


def _hold_lists(batch):
    """Nobody submits these lists, or adds to them, while gifts are being removed."""
    touched = Gift.objects.filter(batch=batch).order_by().values("gift_list")
    lists = GiftList.objects.filter(Q(pk__in=touched) | Q(batch=batch))
    list(lists.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _opened(batch):
    """The lists that the file opened, that hold no gift but from it and for which no event is planned."""
    others = Gift.objects.filter(gift_list=OuterRef("pk")).exclude(batch=batch)
    planned = HandoverLine.objects.filter(gift_list=OuterRef("pk"))
    return GiftList.objects.filter(~Exists(others), ~Exists(planned), batch=batch).order_by()


def _strangers(batch):
    """The people whom the file registered and who have no gift but from it.

    Where somebody has said who a person is, or is not, the record stays.
    """
    others = Gift.objects.filter(recipient=OuterRef("pk")).exclude(batch=batch)
    verdicts = SamePersonVerdict.objects.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")))
    return Recipient.objects.filter(~Exists(others), ~Exists(verdicts), batch=batch).order_by()


def _remove_gifts(batch):
    gifts, people, lists = Gift.objects.filter(batch=batch).order_by(), _strangers(batch), _opened(batch)
    touched = list(gifts.values_list("gift_list", flat=True).distinct())
    eligibility.forget(gifts)
    removed = gifts._raw_delete(gifts.db)
    apply.gift_lists_changed(touched)
    valuations.gifts_changed(touched)
    return Undoing(gifts=removed, people=people._raw_delete(people.db), lists=lists._raw_delete(lists.db))


def _remove_donations(batch):
    donations = Donation.objects.filter(batch=batch).order_by()
    lines = BankLine.objects.filter(donation__batch=batch)
    lines.update(state=BankLine.State.UNEXPLAINED, donation=None)
    return Undoing(donations=donations._raw_delete(donations.db))


def _idle(donors):
    """Those of the donors who have given nothing and have no branches."""
    given = Donation.objects.filter(donor=OuterRef("pk"))
    return donors.filter(~Exists(given), ~Exists(Donor.objects.filter(parent=OuterRef("pk"))))


def _remove_donors(batch):
    donors = Donor.objects.filter(batch=batch).order_by()
    idle = _idle(donors)
    removed = idle._raw_delete(idle.db)
    apply.touch()
    return Undoing(donors=removed, kept=donors.count())


def _remove_bank_lines(batch):
    lines = BankLine.objects.filter(batch=batch).order_by()
    return Undoing(bank_lines=lines._raw_delete(lines.db))


_REMOVERS = {
    ImportBatch.Layout.GIFTS: _remove_gifts,
    ImportBatch.Layout.DONATIONS: _remove_donations,
    ImportBatch.Layout.DONORS: _remove_donors,
    ImportBatch.Layout.BANK_LINES: _remove_bank_lines,
}
