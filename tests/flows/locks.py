"""The locks of the portal as data: where each is taken, on what, and an act that comes by.

A site is a function of the product, "actions/rates.publish". What is held is a record, or a name: `alone` holds it
against everybody, `shared` only against who wants it alone.
"""

from datetime import date
from functools import partial
from io import BytesIO
from typing import NamedTuple

from programmes.access import roles, tries
from programmes.actions import (
    allocations,
    bank_lines,
    breaches,
    corrections,
    disclosures,
    donations,
    donor_joins,
    donors,
    eligibility,
    erasures,
    factors,
    feedback,
    gift_files,
    gift_lists,
    handovers,
    imports,
    logins,
    look_ups,
    moves,
    notes,
    officers,
    outcomes,
    paper_batches,
    paper_templates,
    passwords,
    periods,
    programmes,
    published,
    rates,
    recipients,
    rights_requests,
    same_person,
    saved_views,
    seals,
    undo,
)
from programmes.admin.site import site
from programmes.exchange.desk.store import store_upload
from programmes.models import (
    BankLine,
    ClosedPeriod,
    Donation,
    Donor,
    Feedback,
    Gift,
    ImportBatch,
    PaperBatch,
    SavedView,
    TotalsState,
)
from programmes.rules.gifts import ListKey
from tests.flows.an_office import WHY


class Name(NamedTuple):
    """A name that `models.bulk.hold` holds."""

    name: str
    shared: bool


def alone(name):
    return Name(name, shared=False)


def shared(name):
    return Name(name, shared=True)


class Lock(NamedTuple):
    """One place where something is held: its site, what is held there, and an act of an officer that does so."""

    site: str
    held: object
    act: object


def _a_donation(w, **over):
    what = {"donor": w.donor, "programme": w.waiting.programme, "office": w.maker.office, "amount_vnd": 1}
    return Donation(**what, received_on=date(2025, 3, 4), **over)


def _a_line(w):
    what = {"account": "Ngân hàng Minh Họa 1", "reference": "1", "description": "Ung ho", "amount_vnd": 1}
    return BankLine(office=w.maker.office, booked_on=date(2025, 3, 5), **what)


def _a_letter(w):
    return Feedback(kind=Feedback.Kind.QUESTION, text=WHY, office=w.maker.office)


def _saved_by_form(w):
    donor = Donor.objects.get(pk=w.donor.pk)
    site.get_model_admin(Donor)._insist_unchanged(donor, donor.updated_at.isoformat())


def _stored(upload):
    batch = ImportBatch.objects.get(pk=upload.pk)
    store_upload(batch)
    assert batch.state == ImportBatch.State.STORED, batch.message


def _home(gift_list):
    return ListKey(gift_list.round_id, gift_list.province_id, gift_list.office_id, gift_list.decision_number)


def of_money(w):
    """Locks around donations, statements and figures."""
    token = "1" * 32

    def approved():
        return donations.approve(w.waiting, by=w.checker)

    def allocated():
        return allocations.allocate(w.money, w.approved, 1, by=w.desk)

    yield Lock("actions/bank_lines._locked", w.line, lambda: bank_lines.set_aside(w.line, reason=WHY, by=w.maker))
    yield Lock(
        "actions/bank_lines.record",
        shared("import bank_lines"),
        lambda: bank_lines.record(_a_line(w), by=w.maker),
    )
    yield Lock("actions/bank_lines.record_many", w.pledge, lambda: _stored(w.statement))
    yield Lock("actions/bank_lines.unlink", w.linked, lambda: bank_lines.unlink(w.linked_line, by=w.maker))
    yield Lock("actions/donations.locked", w.waiting, lambda: donations.correct(w.waiting, by=w.maker))
    yield Lock("actions/donations._with_original", w.waiting, approved)
    yield Lock("actions/donations._with_original", w.reversed, lambda: donations.approve(w.reversal, by=w.checker))
    yield Lock(
        "actions/donations._sent_before",
        shared(f"donation token {token}"),
        lambda: donations.record(_a_donation(w, token=token), by=w.maker),
    )
    yield Lock(
        "actions/donations.thank_many",
        w.money,
        lambda: donations.thank_many([w.money.pk], thanked_on=w.money.received_on, thanked_how="letter", by=w.desk),
    )
    yield Lock("actions/donations.approve", alone("periods"), approved)
    yield Lock("actions/proposals.held", w.move, lambda: moves.refuse(w.move, reason=WHY, by=w.checker))
    yield Lock("actions/moves.approve", shared("periods"), lambda: moves.approve(w.move, by=w.checker))
    yield Lock(
        "actions/donor_joins.propose",
        alone("donors"),
        lambda: donor_joins.propose(w.donor, other=w.pledge.donor, reason=WHY, by=w.maker),
    )
    yield Lock(
        "actions/donor_joins.propose",
        w.donor,
        lambda: donor_joins.propose(w.donor, other=w.pledge.donor, reason=WHY, by=w.maker),
    )
    refused = partial(donor_joins.refuse, w.join, reason=WHY, by=w.checker)
    yield Lock("actions/donor_joins._locked", alone("donors"), refused)
    yield Lock("actions/proposals.held", w.join, refused)
    withdrawn = partial(donor_joins.withdraw, w.join, reason=WHY, by=w.maker)
    yield Lock("actions/donor_joins.withdraw", alone("donors"), withdrawn)
    yield Lock("actions/donor_joins.withdraw", w.join, withdrawn)
    yield Lock(
        "actions/donors.withdraw", w.unused_donor, lambda: donors.withdraw(w.unused_donor, reason=WHY, by=w.maker)
    )
    yield Lock("actions/books.hold_means", alone("means"), approved)
    yield Lock("actions/books.hold_means", alone("means"), allocated)
    yield Lock("actions/allocations._held", w.money, allocated)
    yield Lock("totals/apply.set_aside_moved", TotalsState(pk=1), allocated)
    yield Lock("actions/donors.correct", w.donor, lambda: donors.correct(w.donor, by=w.maker))
    yield Lock("actions/erasures.anonymise", w.giver, lambda: erasures.anonymise(w.giver, reason=WHY, by=w.checker))
    yield Lock("actions/published._locked", w.figure, lambda: published.correct(w.figure, by=w.desk))
    yield Lock("actions/rates.publish", shared("rates"), lambda: rates.publish(w.rate, by=w.desk))
    yield Lock("admin/base._insist_unchanged", shared(f"form donor {w.donor.pk}"), lambda: _saved_by_form(w))


def of_periods(w):
    """Locks around closed periods and their corrections."""
    yield Lock(
        "actions/periods.close",
        shared("periods"),
        lambda: periods.close(ClosedPeriod(year=2025, month=1), by=w.desk),
    )
    correction = w.correction
    yield Lock("actions/proposals.held", correction, lambda: corrections.refuse(correction, reason=WHY, by=w.checker))
    yield Lock("actions/disclosures.catch_up", shared("periods"), disclosures.catch_up)
    yield Lock("actions/corrections.approve", shared("periods"), lambda: corrections.approve(correction, by=w.checker))


def of_lists(w):
    """Locks around lists, who may receive, and hand-overs."""
    ids = [w.first.pk, w.second.pk]

    def concluded():
        return same_person.conclude(ids, is_same=True, reason=WHY, by=w.maker)

    def given_after_all():
        return handovers.note_outcomes(w.planned, [w.returned.pk], Gift.Outcome.HANDED_OVER, by=w.maker)

    def taken_back():
        return handovers.take_back(w.given, reason=WHY, by=w.taker)

    def given_anew():
        return outcomes.change(w.back, Gift.Outcome.HANDED_OVER, reason=WHY, by=w.maker)

    def handed_over():
        return handovers.hand_over(w.event, by=w.maker)

    yield Lock("actions/gift_lists.locked", w.draft, lambda: gift_lists.submit(w.draft, by=w.maker))
    yield Lock("actions/gift_lists.approve", shared("means"), lambda: gift_lists.approve(w.submitted, by=w.checker))
    yield Lock(
        "actions/eligibility.open_conflicts",
        shared("eligibility"),
        lambda: gift_lists.submit(w.draft, by=w.maker),
    )
    yield Lock("actions/eligibility._held", w.conflict, lambda: eligibility.propose(w.conflict, reason=WHY, by=w.maker))
    yield Lock("actions/same_person._held_pair", shared("eligibility"), concluded)
    yield Lock("actions/same_person._held_pair", w.second, concluded)
    yield Lock("actions/erasures.erase", w.stranger, lambda: erasures.erase(w.stranger, reason=WHY, by=w.checker))
    for held in (shared("import gifts"), shared("import issued")):
        yield Lock("actions/erasures._hold_files", held, lambda: erasures.erase(w.stranger, reason=WHY, by=w.checker))
    yield Lock("actions/erasures._files", w.seen, lambda: erasures.erase(w.stranger, reason=WHY, by=w.checker))
    yield Lock("actions/recipients.correct", w.first, lambda: recipients.correct(w.first, by=w.maker))
    yield Lock("actions/donors._restrict", w.giver, lambda: donors.restrict(w.giver, by=w.maker))
    yield Lock("actions/breaches._locked", w.breach, lambda: breaches.close(w.breach, by=w.desk))
    yield Lock("actions/recipients._restrict", w.first, lambda: recipients.restrict(w.first, by=w.maker))
    yield Lock(
        "actions/rights_requests._locked",
        w.request,
        lambda: rights_requests.refuse(w.request, reason=WHY, by=w.maker),
    )
    yield Lock("actions/feedback._locked", w.letter, lambda: feedback.answer(w.letter, answer=WHY, by=w.maker))
    yield Lock("actions/feedback.receive", shared("feedback"), lambda: feedback.receive(_a_letter(w), nonce=WHY))
    yield Lock("actions/handovers._locked", w.planned, lambda: handovers.correct(w.planned, by=w.maker))
    yield Lock("actions/handovers._note", shared("eligibility"), given_after_all)
    yield Lock("actions/handovers.hand_over", alone("periods"), handed_over)
    yield Lock("actions/handovers.hand_over", w.listed, handed_over)
    yield Lock("actions/handover_money.hold_donations", w.paying, handed_over)
    yield Lock("actions/handover_money.take_back", w.source, taken_back)
    yield Lock("actions/handover_money.find_again", w.free, given_anew)
    yield Lock("actions/outcomes.change", w.back, given_anew)
    yield Lock("actions/outcomes.change", shared("eligibility"), given_anew)
    place = f"disclosures {w.event.round_id} {w.event.province_id}"
    yield Lock("actions/disclosures.publish", alone(place), handed_over)
    yield Lock("actions/handovers.take_back", alone("periods"), taken_back)
    yield Lock("actions/handovers.take_back", w.given, taken_back)


def of_files(w):
    """Locks around uploads and what is stored from them."""

    def undone():
        return undo.undo(w.stored, reason=WHY, by=w.maker)

    yield Lock("actions/imports._locked", w.seen, lambda: imports.confirm(w.seen, by=w.maker))
    yield Lock("actions/imports.insist_held", w.gifts, lambda: _stored(w.gifts))
    yield Lock("exchange/desk/store._hold_places", alone("import gifts"), lambda: _stored(w.gifts))
    province = w.draft.province_id
    yield Lock("exchange/desk/store._hold_places", shared(f"import gifts {province}"), lambda: _stored(w.gifts))
    yield Lock("exchange/desk/store._hold_places", shared("import donors"), lambda: _stored(w.donors))
    yield Lock("exchange/layouts/donations._by_code", w.waiting, lambda: _stored(w.register))
    yield Lock("exchange/layouts/published_figures.__init__", w.figure, lambda: _stored(w.figures))
    yield Lock("exchange/gifts/in_books.__init__", w.draft, lambda: _stored(w.gifts))
    yield Lock("actions/gift_files._hold_open", w.draft, lambda: gift_files._hold_open({w.draft.pk}))
    opened = partial(gift_files._open_lists, {_home(w.draft)}, w.maker, w.gifts, {})
    yield Lock("actions/gift_files._open_lists", w.draft, opened)
    yield Lock("actions/undo.undo", shared("import gifts"), undone)
    yield Lock("actions/undo.undo", w.stored, undone)
    yield Lock("actions/undo._hold_lists", w.opened, undone)
    yield Lock("actions/undo._hold_donations", w.brought, lambda: undo.undo(w.brought.batch, reason=WHY, by=w.maker))


def of_accounts(w):
    """Locks around officers, programmes and what is counted against an officer."""
    number = w.returned.recipient.citizen_number
    yield Lock(
        "actions/officers.change",
        w.newcomer,
        lambda: officers.change(w.newcomer, [roles.PROVINCIAL_OFFICER], by=w.administrator),
    )
    yield Lock("actions/programmes.keep", w.round, lambda: programmes.keep(w.round, by=w.desk))
    yield Lock("actions/programmes.withdraw", w.unused, lambda: programmes.withdraw(w.unused, reason=WHY, by=w.desk))
    yield Lock("actions/programmes.set_target", w.target, lambda: programmes.set_target(w.target, by=w.desk))
    said = {"kind": "other", "media": "application/pdf", "filename": "a.pdf", "sha256": "0" * 64}
    attached = partial(notes.attach, w.round, b"%PDF-", **said, by=w.desk)
    write = partial(notes.note, w.round, "Đã gọi.", by=w.desk)
    yield Lock("actions/notes.note", shared(f"notes round {w.round.pk}"), write)
    yield Lock("actions/notes.attach", shared(f"papers round {w.round.pk}"), attached)
    yield Lock("actions/notes.detach", w.paper, lambda: notes.detach(w.paper, reason=WHY, by=w.paper.entered_by))
    kept = partial(saved_views.keep, SavedView(table="giftlist", name="Khác"), by=w.maker)
    renamed = partial(saved_views.rename, w.view, name="Mới", by=w.maker)
    yield Lock("actions/saved_views.keep", shared(f"views {w.maker.pk}"), kept)
    yield Lock("actions/saved_views.rename", shared(f"views {w.maker.pk}"), renamed)
    yield Lock("actions/saved_views._own", w.view, lambda: saved_views.rename(w.view, name="Mới", by=w.maker))
    handed_in = partial(paper_batches.hand_in, w.batch, BytesIO(b"PK"))
    yield Lock("actions/paper_batches.hand_in", w.batch, handed_in)
    yield Lock(
        "actions/paper_batches.forget",
        w.batch,
        lambda: paper_batches.forget(PaperBatch.objects.filter(pk=w.batch.pk)),
    )
    template = {"kind": "thank_you", "by": w.maker}
    of_template = shared(f"paper templates {w.maker.office_id} thank_you")
    kept = partial(paper_templates.keep, b"PK", filename="a.docx", **template)
    yield Lock("actions/paper_templates.keep", of_template, kept)
    yield Lock("actions/paper_templates.withdraw", of_template, partial(paper_templates.withdraw, **template))
    yield Lock("actions/look_ups._hold", shared(f"look_up {w.maker.pk}"), lambda: look_ups.ask([number], by=w.maker))
    yield Lock("actions/seals.seal", alone("audit seals"), lambda: seals.seal([]))
    yield Lock(
        "access/tries.count",
        shared(logins._key("ai-do", "192.0.2.1")),
        lambda: logins.attempt("ai-do", "192.0.2.1"),
    )
    yield Lock("access/tries.take_back", shared("a-key"), lambda: tries.take_back("a-key"))
    yield Lock("actions/officers.drop_factor", w.taker, lambda: officers.drop_factor(w.taker, by=w.administrator))
    yield Lock(
        "actions/passwords.set_with_code",
        w.held_code,
        lambda: passwords.set_with_code(w.code, "ngua pin xop mua cau", address=""),
    )
    yield Lock("actions/factors._locked", w.newcomer, lambda: factors.verify("000000", w.newcomer))


def all_locks(w):
    """Every lock, over the records of an office at work."""
    for locks in (of_money, of_periods, of_lists, of_files, of_accounts):
        yield from locks(w)
