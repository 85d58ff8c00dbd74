"""Take a stored file back out of the books: what it added goes, in one act, with a reason.

What the file corrected stays as corrected: others may have relied on it since, and the audit trail holds both.
The number of statements does not grow with the rows: every record knows the batch that made it.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from programmes.actions import audit, eligibility, notes, valuations
from programmes.actions.donations import unmatch
from programmes.actions.imports import check_right
from programmes.models import (
    BankLine,
    BankMatch,
    Donation,
    Donor,
    Gift,
    GiftList,
    HandoverLine,
    ImportBatch,
    Issuance,
    PublishedFigure,
    Recipient,
    bulk,
)
from programmes.rules import batches, drafts
from programmes.rules.problems import first_of, insist
from programmes.rules.versions import as_seen
from programmes.totals import apply


def outlook(batch):
    """What undoing the batch would remove and keep: key -> how many, as far as can be said before it is done."""
    going = {removal.key: removal.going(batch).count() for removal in REMOVALS}
    return {**going, KEPT: Donor.objects.filter(batch=batch).count() - going["donors"]}


def check(batch, by):
    """Problems of `by` taking the file back."""
    return first_of(check_right(batch, by), batches.check_undo(batch, by))


@transaction.atomic
def undo(batch, *, reason, by):
    """Remove what the file added and say so in the audit trail; what was removed."""
    bulk.hold(f"import {batch.layout}")
    batch = as_seen(ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk), batch)
    _hold_lists(batch)
    _hold_donations(batch)
    insist(check(batch, by))
    unmatch(BankMatch.objects.filter(donation__batch=batch), by=by)
    undone = _remove(batch)
    batch.state, batch.message = ImportBatch.State.UNDONE, reason
    batch.report = {**batch.report, "undone": undone}
    batch.save(update_fields=["state", "message", "report"])
    counts = {name: count for name, count in undone.items() if count}
    audit.note("undo_import", batch, by=by, before={"state": ImportBatch.State.STORED}, after=counts, reason=reason)
    return batch


def _hold_lists(batch):
    """Nobody submits these lists, or adds to them, while gifts are being removed."""
    touched = Gift.objects.filter(batch=batch).order_by().values("gift_list")
    lists = GiftList.objects.filter(Q(pk__in=touched) | Q(batch=batch))
    list(lists.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _hold_donations(batch):
    """Nobody approves these donations, or explains a line by one, while they are being removed."""
    list(Donation.objects.select_for_update(of=("self",)).filter(batch=batch).order_by("pk").values_list("pk"))


def _remove(batch):
    """Remove what the file added, as `outlook` told."""
    undone = {removal.key: removal.remove(removal.going(batch)) for removal in REMOVALS}
    return {**undone, KEPT: Donor.objects.filter(batch=batch).count()}


def _added(model):
    return lambda batch: model.objects.filter(batch=batch).order_by()


def _opened(batch):
    """The lists that the file opened, that hold no gift but from it and for which no event is planned."""
    others = Gift.objects.filter(gift_list=OuterRef("pk")).exclude(batch=batch)
    planned = HandoverLine.objects.filter(gift_list=OuterRef("pk"))
    return GiftList.objects.filter(~Exists(others), ~Exists(planned), batch=batch).order_by()


def _strangers(batch):
    """The people whom the file registered and who have no gift but from it."""
    return drafts.strangers([batch], Gift.objects.exclude(batch=batch))


def _unpublished(batch):
    """The figures that are drafts still."""
    return PublishedFigure.objects.filter(batch=batch, state=PublishedFigure.State.DRAFT).order_by()


def _idle(batch):
    """The donors who have given nothing but by this file, and have no branches."""
    given = Donation.objects.filter(donor=OuterRef("pk")).exclude(batch=batch)
    branches = Donor.objects.filter(parent=OuterRef("pk"))
    return Donor.objects.filter(~Exists(given), ~Exists(branches), batch=batch).order_by()


def delete(records):
    return records._raw_delete(records.db)


def remove_gifts(gifts):
    touched = list(gifts.values_list("gift_list", flat=True).distinct())
    eligibility.forget(gifts)
    removed = delete(gifts)
    apply.gift_lists_changed(touched)
    valuations.gifts_changed(touched)
    return removed


def _remove_donors(donors):
    if persons := list(donors.filter(kind__in=Donor.PERSONS)):
        notes.forget_persons(persons)
    removed = delete(donors)
    if removed:
        apply.touch()
    return removed


class Removal(NamedTuple):
    """A kind of record that files add and that goes when its file is taken back.

    `key` names it in the report of the batch and in the audit trail, `label` is what an officer reads after its number.
    `going(batch)` are those that the file added and on which nobody has built since; `remove(records)` -> how many.
    """

    key: str
    model: type
    label: str
    going: Callable
    remove: Callable


# In the order in which they go: what points to others first.
REMOVALS = (
    Removal("issued", Issuance, _("kết quả cấp thẻ, sổ được rút"), _added(Issuance), delete),
    Removal("gifts", Gift, _("suất quà được rút"), _added(Gift), remove_gifts),
    Removal("people", Recipient, _("người nhận được xóa khỏi sổ"), _strangers, delete),
    Removal("lists", GiftList, _("danh sách rỗng được bỏ"), _opened, delete),
    Removal("donations", Donation, _("khoản ủng hộ được rút"), _added(Donation), delete),
    Removal("donors", Donor, _("nhà hảo tâm được rút"), _idle, _remove_donors),
    Removal("bank_lines", BankLine, _("dòng sao kê được rút"), _added(BankLine), delete),
    Removal("figures", PublishedFigure, _("bản nháp số liệu công bố được rút"), _unpublished, delete),
)
KEPT = "kept"
LABELS = {
    **{removal.key: removal.label for removal in REMOVALS},
    KEPT: _("nhà hảo tâm giữ lại vì đã có khoản ủng hộ hoặc đơn vị trực thuộc"),
}
if forgotten := ImportBatch.remembered_by() - {removal.model for removal in REMOVALS}:
    raise ImproperlyConfigured(f"{forgotten}: files add such records; say in REMOVALS how they are taken back.")
