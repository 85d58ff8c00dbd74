"""Store a whole file of gifts with their recipients, in the caller's transaction.

The number of statements does not grow with the rows, but with the gift lists that the file opens.
"""

from dataclasses import dataclass, field

from django.db import IntegrityError
from django.db.models import CharField, TextField
from django.utils import timezone

from programmes.actions import audit, rights, valuations
from programmes.actions.gift_lists import codes_in_use, next_code
from programmes.models import Gift, GiftList, Province, Recipient, Round, bulk
from programmes.models.fields import Sealing
from programmes.rules.gifts import ListKey, drafts_for, drafts_of
from programmes.rules.identity import likeness
from programmes.rules.problems import insist
from programmes.standards.names import fold
from programmes.totals import apply

PERSON_KEYS = ("citizen_hash", "likeness", "citizen_number", "office", "province", "search_key")
GIFT_KEYS = ("kind", "group_name")
# What is written freely may name somebody: the audit trail keeps none of it.
_FREE_TEXTS = {
    field.name for field in Gift._meta.local_fields if isinstance(field, CharField | TextField) and not field.choices
}


@dataclass
class GiftPlan:
    """What a gift file would store.

    `person_details` and `gift_details` are the fields in which the books keep what a line tells of either, beside
    PERSON_KEYS and GIFT_KEYS. The lines themselves are kept: a line gives its rows only when they are written,
    `new_person()` the keys and details of a person (numbers encrypted, their keyed hashes last), `new_gift()` those of
    a gift, days as ISO text. Its `case` is what its worth depends on, None where it is no insurance
    (rules/valuation.py), its `home` the ListKey of its list. In `gifts` a person is an id, None for a group, or -1-i
    for the i-th of `people`. `changed_*` hold what the books know and what the file says otherwise. `decided_on` is
    the day of each decision that the file names with its day.
    """

    person_details: tuple = ()
    gift_details: tuple = ()
    people: list = field(default_factory=list)
    gifts: list = field(default_factory=list)
    changed_people: dict = field(default_factory=dict)
    changed_gifts: list = field(default_factory=list)
    changed_lines: int = 0
    decided_on: dict = field(default_factory=dict)
    positions: dict = field(default_factory=dict)

    def person(self, key, line):
        """Reference to the new person of this key, who is registered from the line that names them first."""
        if key not in self.positions:
            self.people.append(line)
            self.positions[key] = -len(self.people)
        return self.positions[key]

    def issue(self, line, person):
        """Put a gift of this line on the list of its home."""
        self.gifts.append((person, line))


def issue_gifts(plan, *, by, batch):
    """Store the people and gifts of a file, on one draft list for each home; how many lines are new and changed."""
    now = bulk.moment(timezone.now())
    homes = {line.home for _person, line in plan.gifts}
    insist(rights.check_file(by, batch.layout, _offices(plan, homes, batch)))
    lists = _open_lists(homes, by, batch, plan.decided_on)
    ids = bulk.reserve_ids(Recipient, len(plan.people))
    # Before the rows: while they are copied, PostgreSQL answers no query of this connection.
    valuation_of = valuations.of_cases({line.case for _person, line in plan.gifts} - {None})
    stamp = (batch.pk, by.pk, now, now)
    person_fields = ("id", *PERSON_KEYS, *Sealing(Recipient, plan.person_details).names, *_STAMP)
    bulk.load(Recipient, person_fields, _person_rows(plan, ids, stamp))
    gift_fields = (*_PLACE, *GIFT_KEYS, *plan.gift_details, "valuation", *_STAMP)
    bulk.load(Gift, gift_fields, _gift_rows(plan, ids, lists, valuation_of, stamp))
    _hold_open({gift.gift_list_id for gift, _changes in plan.changed_gifts})
    found = (_change_gifts(plan, by, now), _correct_people(plan, by, now))
    if found != (len(plan.changed_gifts), len(plan.changed_people)):
        raise IntegrityError("a gift or a person of the file is gone")
    corrected = {gift.gift_list_id for gift, _changes in plan.changed_gifts}
    if corrected:
        valuations.revalue(Gift.objects.filter(gift_list__in=corrected))
    apply.gift_lists_changed(set(lists.values()) | corrected)
    valuations.gifts_changed(set(lists.values()) | corrected)
    new = Gift.objects.filter(batch=batch).count()
    audit.note("import", batch, by=by, after={"sha256": batch.sha256, "new": new, "changed": plan.changed_lines})
    return new, plan.changed_lines


def _offices(plan, homes, batch):
    """Ids of the offices whose records the file enters or changes."""
    changed = GiftList.objects.filter(pk__in={gift.gift_list_id for gift, _changes in plan.changed_gifts})
    people = {person.office_id for person, _changes in plan.changed_people.values()}
    return {batch.office_id, *(home.office_id for home in homes), *people, *changed.values_list("office", flat=True)}


_STAMP = ("batch", "entered_by", "created_at", "updated_at")
_PLACE = ("gift_list", "round", "recipient")


def _person_rows(plan, ids, stamp):
    for pk, line in zip(ids, plan.people, strict=True):
        yield (pk, *line.new_person(), *stamp)


def _gift_rows(plan, ids, lists, valuation_of, stamp):
    for person, line in plan.gifts:
        home = line.home
        if person is not None and person < 0:
            person = ids[-1 - person]
        yield (lists[home], home.round_id, person, *line.new_gift(), valuation_of.get(line.case), *stamp)


def _hold_open(list_ids):
    """Nobody submits a list whose gifts this file is changing; where somebody just did, the file is judged again."""
    drafts = GiftList.objects.select_for_update(of=("self",)).filter(pk__in=list_ids, state=GiftList.State.DRAFT)
    if len(drafts.order_by("pk")) != len(list_ids):
        raise IntegrityError("a list of the file is no longer a draft")


def _open_lists(homes, by, batch, decided_on):
    """Id of the draft list of each home: the one that the books hold, else a new one."""
    drafts = drafts_of(homes, GiftList.objects.select_for_update(of=("self",)))
    drafts = drafts_for(homes, drafts, batch.options)
    wanted = {ListKey(*home) for *home, pk in batch.options.get("lists", ()) if pk}
    if not wanted & homes <= drafts.keys():
        raise IntegrityError("a list that the officer saw is no longer a draft")
    fresh = _open(homes - drafts.keys(), by, batch, decided_on)
    return {home: gift_list.pk for home, gift_list in (drafts | fresh).items()}


def _open(homes, by, batch, decided_on):
    """A new draft list for each home."""
    rounds = Round.objects.in_bulk({home.round_id for home in homes})
    provinces = Province.objects.in_bulk({home.province_id for home in homes})
    taken = set().union(*(codes_in_use(round_) for round_ in rounds.values()))
    fresh = {}
    for home in sorted(homes):
        code = next_code(rounds[home.round_id], provinces[home.province_id], taken)
        taken.add(code)
        day = decided_on.get(home.decision_number)
        fresh[home] = GiftList(code=code, **home._asdict(), decision_on=day, entered_by=by, batch=batch)
    bulk.insert(list(fresh.values()))
    for gift_list in fresh.values():
        audit.note("draw_up", gift_list, by=by, after={"code": gift_list.code})
    return fresh


def _change_gifts(plan, by, now):
    rows = (
        (*(changes.get(name, getattr(gift, name)) for name in plan.gift_details), by.pk, now, gift.id)
        for gift, changes in plan.changed_gifts
    )
    changed = bulk.change(Gift, (*plan.gift_details, "entered_by", "updated_at"), rows)
    events = ((gift.id, _figures(gift, changes), _without_texts(changes)) for gift, changes in plan.changed_gifts)
    audit.note_many("correct", Gift, events, by=by)
    return changed


def _figures(gift, changes):
    """What the changed fields held, and who had entered them: a former maker does not approve either."""
    return {"entered_by": gift.entered_by_id, **_without_texts({name: getattr(gift, name) for name in changes})}


def _without_texts(changes):
    return {name: value for name, value in changes.items() if name not in _FREE_TEXTS}


def _correct_people(plan, by, now):
    """Store what the file says otherwise of known people; the audit names the fields, not their contents."""
    rows, sealing = [], Sealing(Recipient, plan.person_details)
    for person, changes in plan.changed_people.values():
        new = person._replace(**changes)
        search_key = fold(new.full_name)
        key = likeness(search_key, new.birth_date, new.province_id, new.commune)
        details = sealing.row([getattr(new, name) for name in plan.person_details], person)
        rows.append((*details, search_key, key, now, person.id))
    changed = bulk.change(Recipient, (*sealing.names, "search_key", "likeness", "updated_at"), rows)
    events = ((person.id, {}, {"fields": sorted(changes)}) for person, changes in plan.changed_people.values())
    audit.note_many("correct", Recipient, events, by=by)
    return changed
