"""Store whole files of donors, donations and published figures, in the caller's transaction.

The number of statements does not grow with the rows. Each function returns how many records are new and changed.
"""

from itertools import chain

from programmes.actions import audit, codes, donations, donor_joins, donors, rights
from programmes.models import Donation, Donor, PublishedFigure, bulk
from programmes.rules import erasures, public_texts
from programmes.rules.problems import insist
from programmes.rules.rights_requests import check_giver
from programmes.rules.same_donor import check_own_words
from programmes.standards.names import fold
from programmes.totals import apply


def _store_register(model, plan, by, batch):
    """How many records the database took as new and as changed."""
    for record in plan.new:
        record.entered_by = by
    stored = bulk.insert(plan.new)
    names = sorted({name for change in plan.changed for name in change.before})
    if plan.changed and any(field.name == "search_key" for field in model._meta.local_fields):
        names.append("search_key")
    found = bulk.update([change.record for change in plan.changed], [*names, "updated_at"])
    changes = (
        (
            change.record.pk,
            {name: audit.plain(value) for name, value in change.before.items()},
            audit.values(change.record, change.before),
        )
        for change in plan.changed
    )
    audit.note_many("correct", model, changes, by=by)
    audit.note("import", batch, by=by, after={"sha256": batch.sha256, "new": stored, "changed": found})
    return stored, found


def _insist_on_right(plan, by, batch):
    records = (*plan.new, *(change.record for change in plan.changed))
    offices = [record.office_id for record in records if hasattr(record, "office_id")]
    insist(rights.check_file(by, batch.layout, [*offices, batch.office_id]))


def register_donors(plan, *, by, batch):
    """Store the donors of a file."""
    _insist_on_right(plan, by, batch)
    known = [change.record for change in plan.changed]
    insist(problem for donor in known for problem in (*erasures.check_erased(donor), *check_giver(donor)))
    insist(problem for change in plan.changed for problem in check_own_words(change.record, change.before))
    for donor in plan.new:
        donor.batch = batch
    for donor in chain(plan.new, (change.record for change in plan.changed)):
        donor.search_key = fold(donor.name)
    codes.give(plan.new, donors.code_of)
    stored = _store_register(Donor, plan, by, batch)
    donor_joins.tell_all(*known)
    return _told_to_visitors(stored)


def record_donations(plan, *, by, batch):
    """Store the donations of a file; they wait for a second officer like those entered by hand.

    Their donors who are new are registered with them; those without a voucher number get the next of the books.
    """
    _insist_on_right(plan, by, batch)
    told = [*plan.new, *(change.record for change in plan.changed)]
    of_new = [donation for donation in told if donation.donor.pk is None]
    donors.register_with(batch, list({id(each.donor): each.donor for each in of_new}.values()), by=by)
    for donation in of_new:
        donation.donor = donation.donor
    for donation in plan.new:
        donation.batch = batch
    codes.give(plan.new, donations.code_of)
    for change in plan.changed:
        change.before.setdefault("entered_by", change.record.entered_by_id)
        change.record.entered_by = by
    return _store_register(Donation, plan, by, batch)


def enter_figures(plan, *, by, batch):
    """Store the published figures of a file as drafts; a changed line of a published one is its next version."""
    _insist_on_right(plan, by, batch)
    for figure in (*plan.new, *plan.successors):
        figure.batch, figure.entered_by = batch, by
    for change in plan.changed:
        change.before.setdefault("entered_by", change.record.entered_by_id)
        change.record.entered_by = by
    for figure in (*plan.new, *plan.successors, *(change.record for change in plan.changed)):
        public_texts.clean(figure)
    successors = bulk.insert(plan.successors)
    new, changed = _store_register(PublishedFigure, plan, by, batch)
    return new, changed + successors


def _told_to_visitors(stored):
    """A file that changed nothing is no news."""
    if any(stored):
        apply.touch()
    return stored
