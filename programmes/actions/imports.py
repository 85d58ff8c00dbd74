"""Store what a file brings: whole files, in the caller's transaction, a fixed number of statements whatever the size."""

import secrets
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from programmes.actions import audit
from programmes.actions.gift_lists import codes_in_use, next_code
from programmes.models import (
    AuditEvent,
    Donation,
    Donor,
    Gift,
    GiftList,
    ImportBatch,
    Province,
    PublishedFigure,
    Recipient,
    Round,
    bulk,
    encrypt,
)
from programmes.rules import batches
from programmes.rules.identity import likeness
from programmes.rules.problems import insist
from programmes.standards.names import fold
from programmes.totals import apply


class NewPerson(NamedTuple):
    """A recipient to register; days as ISO text, `citizen_number` still plain."""

    citizen_hash: bytes | None
    likeness: bytes
    citizen_number: str
    office_id: int
    full_name: str
    search_key: str
    birth_date: str | None
    birth_precision: str
    sex: str
    province_id: str
    commune: str
    address: str
    phone: str
    si_number: str


class NewGift(NamedTuple):
    """A gift to issue. `home` is (round, province, office, decision number) of its list; a negative `person_id`
    -1-i means the i-th new person of the plan, None a group."""

    home: tuple
    person_id: int | None
    kind: str
    group_name: str
    quantity: int
    category: str
    months: int | None
    starts_on: str | None
    donor_cost_vnd: int
    state_support_vnd: int
    local_topup_vnd: int
    note: str


@dataclass
class GiftPlan:
    """What a gift file would store. `changed_*` hold what the books know and what the file says otherwise."""

    new_people: list = field(default_factory=list)
    new_gifts: list = field(default_factory=list)
    changed_people: dict = field(default_factory=dict)
    changed_gifts: list = field(default_factory=list)
    positions: dict = field(default_factory=dict)

    def person(self, key, make):
        """Reference to the new person of this key, made at the first mention."""
        if key not in self.positions:
            self.new_people.append(make())
            self.positions[key] = -len(self.new_people)
        return self.positions[key]


def new_token():
    """128 bits that name an upload in addresses and file names."""
    return secrets.token_urlsafe(16)


@transaction.atomic
def receive(batch):
    """Keep an uploaded file for its owner."""
    batch.full_clean(exclude=["file"])
    batch.save(force_insert=True)
    audit.note("upload", batch, by=batch.owner, after={"sha256": batch.sha256, "layout": batch.layout})
    return batch


@transaction.atomic
def confirm(batch, *, by):
    """The owner wants the previewed file stored. A second click finds nothing left to confirm."""
    insist(batches.check_confirm(batch, by))
    previewed = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.PREVIEWED)
    if previewed.update(state=ImportBatch.State.CONFIRMED):
        audit.note("confirm_import", batch, by=by, after={"sha256": batch.sha256})
        return True
    return False


@transaction.atomic
def cancel(batch, *, by):
    """Put a file aside that will not be stored."""
    insist(batches.check_owner(batch, by))
    waiting = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.PREVIEWED)
    if waiting.update(state=ImportBatch.State.CANCELLED, finished_at=timezone.now()):
        audit.note("cancel_import", batch, by=by)


def _finish(batch, by, new, changed):
    audit.note("import", batch, by=by, after={"sha256": batch.sha256, "new": new, "changed": changed})
    return {"new": new, "changed": changed}


def _note_changes(by, target_type, changes):
    """One audit event a changed record, all in one statement. `changes` are (id, before, after)."""
    bulk.insert(
        [
            AuditEvent(
                at=timezone.now(),
                actor=by.username,
                office_code=by.office.code if by.office_id else "",
                verb="correct",
                target_type=target_type,
                target_id=str(pk),
                before=before,
                after=after,
            )
            for pk, before, after in changes
        ]
    )


def _plain(value):
    return value if value is None or isinstance(value, bool | int) else str(value)


def _store_register(model, plan, by, batch):
    for record in plan.new:
        record.entered_by = by
    bulk.insert(plan.new)
    names = sorted({name for change in plan.changed for name in change.before})
    if plan.changed and any(field.name == "search_key" for field in model._meta.local_fields):
        names.append("search_key")
    found = bulk.update([change.record for change in plan.changed], [*names, "updated_at"])
    changes = (
        (
            change.record.pk,
            {name: _plain(value) for name, value in change.before.items()},
            {name: _plain(getattr(change.record, change.record._meta.get_field(name).attname)) for name in change.before},
        )
        for change in plan.changed
    )
    _note_changes(by, model._meta.model_name, changes)
    return _finish(batch, by, len(plan.new), found)


def register_donors(plan, *, by, batch):
    """Store the donors of a file."""
    unnamed = [donor for donor in plan.new if not donor.code]
    for donor in chain(plan.new, (change.record for change in plan.changed)):
        donor.search_key = fold(donor.name)
    for donor, number in zip(unnamed, bulk.reserve_ids(Donor, len(unnamed)), strict=True):
        donor.code = f"NHT-{number:06}"
    result = _store_register(Donor, plan, by, batch)
    apply.touch()
    return result


def record_donations(plan, *, by, batch):
    """Store the donations of a file; they wait for a second officer like those entered by hand."""
    for donation in plan.new:
        donation.batch = batch
    for change in plan.changed:
        change.before.setdefault("entered_by", change.record.entered_by_id)
        change.record.entered_by = by
    return _store_register(Donation, plan, by, batch)


def publish_figures(plan, *, by, batch):
    """Store the published figures of a file."""
    result = _store_register(PublishedFigure, plan, by, batch)
    apply.touch()
    return result


def issue_gifts(plan, *, by, batch):
    """Store the people and gifts of a file, on one draft list for each round, province and decision."""
    now = bulk.moment(timezone.now())
    lists = _open_lists({gift.home for gift in plan.new_gifts}, by)
    ids = bulk.reserve_ids(Recipient, len(plan.new_people))
    bulk.load(Recipient, _PERSON_COLUMNS, _person_rows(plan, ids, by, now))
    bulk.load(Gift, _GIFT_COLUMNS, _gift_rows(plan, ids, lists, by, batch, now))
    changed = _change_gifts(plan, by, now) if plan.changed_gifts else 0
    _correct_people(plan, by, now)
    touched = set(lists.values()) | {gift.gift_list_id for gift, _changes in plan.changed_gifts}
    apply.gift_lists_changed(touched)
    return _finish(batch, by, Gift.objects.filter(batch=batch).count(), changed)


_STAMP = ("entered_by", "created_at", "updated_at")
_PERSON_COLUMNS = ("id", *NewPerson._fields, *_STAMP)
_GIFT_COLUMNS = ("gift_list", "round", "recipient", *NewGift._fields[2:], "batch", *_STAMP)


def _person_rows(plan, ids, by, now):
    for pk, person in zip(ids, plan.new_people, strict=True):
        number = person.citizen_number
        yield (pk, *person[:2], encrypt(number) if number else b"", *person[3:], by.pk, now, now)


def _gift_rows(plan, ids, lists, by, batch, now):
    for gift in plan.new_gifts:
        person_id = gift.person_id
        if person_id is not None and person_id < 0:
            person_id = ids[-1 - person_id]
        yield (lists[gift.home], gift.home[0], person_id, *gift[2:], batch.pk, by.pk, now, now)


def _open_lists(homes, by):
    """Id of the draft list of each home: the newest open one of the same decision, else a new one."""
    rounds = Round.objects.in_bulk({home[0] for home in homes})
    provinces = Province.objects.in_bulk({home[1] for home in homes})
    drafts = GiftList.objects.select_for_update(of=("self",)).filter(round__in=rounds, state=GiftList.State.DRAFT)
    found = {(d.round_id, d.province_id, d.office_id, d.decision_number): d.pk for d in drafts.order_by("pk")}
    taken = set().union(*(codes_in_use(round_) for round_ in rounds.values()))
    fresh = []
    for home in sorted(homes - found.keys()):
        code = next_code(rounds[home[0]], provinces[home[1]], taken)
        taken.add(code)
        fresh.append(
            GiftList(
                code=code,
                round_id=home[0],
                province_id=home[1],
                office_id=home[2],
                decision_number=home[3],
                entered_by=by,
            )
        )
    bulk.insert(fresh)
    for gift_list in fresh:
        audit.note("draw_up", gift_list, by=by, after={"code": gift_list.code})
        found[gift_list.round_id, gift_list.province_id, gift_list.office_id, gift_list.decision_number] = gift_list.pk
    return {home: found[home] for home in homes}


_CHANGEABLE = (
    "quantity",
    "category",
    "months",
    "starts_on",
    "donor_cost_vnd",
    "state_support_vnd",
    "local_topup_vnd",
    "note",
)


def _change_gifts(plan, by, now):
    rows = (
        (*(changes.get(name, getattr(gift, name)) for name in _CHANGEABLE), by.pk, now, gift.id)
        for gift, changes in plan.changed_gifts
    )
    changed = bulk.change(Gift, (*_CHANGEABLE, "entered_by", "updated_at"), rows)
    events = (
        (
            gift.id,
            {"entered_by": gift.entered_by_id, **{name: getattr(gift, name) for name in changes if name != "note"}},
            {"entered_by": by.pk, **_without_note(changes)},
        )
        for gift, changes in plan.changed_gifts
    )
    _note_changes(by, "gift", events)
    return changed


def _without_note(changes):
    return {name: value for name, value in changes.items() if name != "note"}


_DETAILS = ("full_name", "birth_date", "birth_precision", "sex", "commune", "address", "phone", "si_number")


def _correct_people(plan, by, now):
    """Store what the file says otherwise of known people; the audit names the fields, not their contents."""
    rows = []
    for person, changes in plan.changed_people.values():
        new = person._replace(**changes)
        key = likeness(new.full_name, new.birth_date, new.province_id, new.commune)
        rows.append((*(getattr(new, name) for name in _DETAILS), fold(new.full_name), key, now, person.id))
    bulk.change(Recipient, (*_DETAILS, "search_key", "likeness", "updated_at"), rows)
    _note_changes(
        by,
        "recipient",
        ((person.id, {}, {"fields": sorted(changes)}) for person, changes in plan.changed_people.values()),
    )
