"""A country of gifts handed over, as many as are asked for: written set-wise, past the verbs, into a scratch database.

The facts are those that the public pages count; they went through no approval and were paid by nobody.
"""

from datetime import timedelta
from itertools import count, cycle, islice, product

from django.conf import settings
from django.db import connection, transaction
from django.db.models import OuterRef
from django.utils import timezone

from programmes.actions import disclosures, sealed_records
from programmes.management.reference import load_published_figures
from programmes.management.sample.people import COMMUNES, FAMILY, GIVEN, MIDDLE
from programmes.models import (
    INSURANCE_KINDS,
    AuditEvent,
    Disclosure,
    Donation,
    Donor,
    Gift,
    GiftKind,
    GiftList,
    HandoverEvent,
    Office,
    Programme,
    Recipient,
    Round,
    bulk,
)
from programmes.models.bulk import on_postgresql
from programmes.models.sums import sum_of
from programmes.standards.names import fold
from programmes.totals import apply
from programmes.totals.definitions import TOTALS, event_facts

GIFTS_OF_A_LIST = 150
GIFTS_OF_A_PERSON = 2
GIFTS_OF_A_DONOR, DONATIONS_OF_A_DONOR, GIFTS_OF_AN_EVENT_IN_THE_TRAIL = 150, 2, 3
FEWEST_DONORS = 200
COST_VND = 379_080
WAITING = 50  # one list in so many is not handed over yet: drawn up, submitted, approved in turn


def fill(gifts, maker, checker):
    """So many gifts of all kinds in all rounds and provinces, donations, published figures, and the totals of them."""
    load_published_figures(settings.BASE_DIR / "fixtures", maker)
    with transaction.atomic():
        _give(max(FEWEST_DONORS, gifts // GIFTS_OF_A_DONOR), maker, checker)
        lists = _lists(gifts, maker)
        people = _people(gifts, lists, maker)
    with transaction.atomic():
        _gifts(gifts, lists, people, maker)
    with transaction.atomic():
        for total in TOTALS:
            apply.add_counted(total, total.facts())
    _disclose(event for _list, event in lists)
    _settle()
    with transaction.atomic():
        _approve(lists, maker, checker)
        sealed_records.begin()
        _note(gifts // GIFTS_OF_AN_EVENT_IN_THE_TRAIL, lists, maker)
    _settle()


def _disclose(events):
    """The public numbers, decided by the step that decides after an upgrade."""
    by_pk = {event.pk: event for event in events}
    rows = []
    for cell in event_facts():
        event = by_pk[cell["event_id"]]
        place = {"year": event.held_on.year, "round_id": event.round_id, "province_id": event.province_id}
        rows.append(Disclosure(**place, **cell))
    bulk.insert(rows)
    disclosures.catch_up()


def _settle():
    """What a database does by itself after many new rows, before it is measured."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if on_postgresql() else "PRAGMA wal_checkpoint(TRUNCATE)")


def _give(how_many, maker, checker):
    donors = [
        Donor(office=maker.office, code=f"NHT-{number}", kind=Donor.Kind.ENTERPRISE, name=f"Công ty Đo Tốc Độ {number}")
        for number in range(how_many)
    ]
    for donor in donors:
        donor.entered_by = maker
    bulk.insert(donors)
    days = cycle(Round.objects.values_list("starts_on", flat=True))
    programmes, now = cycle(Programme.objects.all()), timezone.now()
    bulk.insert(
        [
            Donation(
                office=maker.office,
                code=f"UH-{number}",
                donor=donor,
                programme=programme,
                amount_vnd=1_000_000 * (number % 97 + 1),
                state=Donation.State.APPROVED,
                received_on=day,
                approved_at=now,
                approved_by=checker,
                entered_by=maker,
            )
            for number, donor, programme, day in zip(
                range(how_many * DONATIONS_OF_A_DONOR), cycle(donors), programmes, days, strict=False
            )
        ]
    )


def _lists(gifts, maker):
    """(list, event at which it was handed over), as many as it takes, in the rounds and provinces in turn."""
    offices = list(Office.objects.exclude(province=None).select_related("province"))
    places = ((round_, office) for round_ in cycle(Round.objects.all()) for office in offices)
    made = []
    for number, (round_, office) in enumerate(islice(places, -(-gifts // GIFTS_OF_A_LIST))):
        place = {"round": round_, "office": office, "province": office.province, "entered_by": maker}
        event = HandoverEvent(
            **place,
            title=f"Trao quà đo tốc độ tại {office.province.name}",
            place=f"Điểm trao {number}",
            held_on=round_.starts_on + timedelta(days=number % 28),
            state=HandoverEvent.State.DONE,
        )
        made.append((GiftList(**place, code=f"DS-{number}"), event))
    for records in zip(*made, strict=True):
        bulk.insert(list(records))
    return made


def _people(gifts, lists, maker):
    """Ids of the persons, in the order of their lists."""
    ids = bulk.reserve_ids(Recipient, -(-gifts // GIFTS_OF_A_PERSON))
    names = map(" ".join, product(FAMILY, MIDDLE["female"], GIVEN["female"]))
    called = [(name, fold(name)) for name in names]
    of_a_list = GIFTS_OF_A_LIST // GIFTS_OF_A_PERSON
    now = bulk.moment(timezone.now())
    empty = ("citizen_number", "birth_precision", "address", "phone", "si_number")
    names = ("id", "office", "province", "full_name", "search_key", "likeness", "sex", "commune", *empty)
    bulk.load(
        Recipient,
        (*names, "entered_by", "created_at", "updated_at"),
        (
            (
                *(pk, lists[number // of_a_list][0].office_id, lists[number // of_a_list][0].province_id),
                *(*called[number % len(called)], number.to_bytes(16, "big"), "female"),
                *(COMMUNES[number % len(COMMUNES)], b"", "", "", b"", b""),
                *(maker.pk, now, now),
            )
            for number, pk in enumerate(ids)
        ),
    )
    return ids


def _gifts(gifts, lists, people, maker):
    now = bulk.moment(timezone.now())
    kinds = [(kind, (12, "2025-12-01") if kind in INSURANCE_KINDS else (None, None)) for kind in GiftKind]
    money = ("donor_cost_vnd", "state_support_vnd", "local_topup_vnd")
    names = ("gift_list", "round", "recipient", "event", "kind", "months", "starts_on", *money)
    bulk.load(
        Gift,
        (*names, "group_name", "quantity", "category", "outcome", "note", "entered_by", "created_at", "updated_at"),
        (
            (
                *(home.pk, home.round_id, people[number // GIFTS_OF_A_PERSON], event.pk, kind.value, *months),
                *(COST_VND, 0, 0, "", 1, "", Gift.Outcome.HANDED_OVER.value, "", maker.pk, now, now),
            )
            for number, (home, event), (kind, months) in _in_order(gifts, lists, kinds)
        ),
    )


def _in_order(gifts, lists, kinds):
    """(number, list, kind) of each gift; the two of a person are of different kinds."""
    for number in islice(count(), gifts):
        yield number, lists[number // GIFTS_OF_A_LIST], kinds[number % len(kinds)]


def _approve(lists, maker, checker):
    """The lists in their states, step by step, as the database insists; one in WAITING is left at each step."""
    now, state = timezone.now(), GiftList.State
    waiting = [home.pk for home, _event in lists[::WAITING]]
    value = sum_of(Gift.objects, "donor_cost_vnd", gift_list=OuterRef("pk"))
    on_the_way = GiftList.objects.exclude(pk__in=waiting[0::3])
    on_the_way.update(state=state.SUBMITTED, submitted_at=now, submitted_by=maker)
    on_the_way = on_the_way.exclude(pk__in=waiting[1::3])
    on_the_way.update(state=state.APPROVED, value_vnd=value, approved_at=now, approved_by=checker)
    on_the_way.exclude(pk__in=waiting[2::3]).update(state=state.HANDED_OVER)


def _note(events, lists, maker):
    """Lines of the audit trail, without marks: as many as so many gifts leave behind in a register of some years."""
    now = bulk.moment(timezone.now())
    verbs = cycle(("submit", "approve", "hand_over", "read", "export"))
    bulk.load(
        AuditEvent,
        ("at", "actor", "verb", "target_type", "target_id", "office_code", "before", "after", "reason", "mark"),
        (
            (now, maker.username, verb, "giftlist", str(home.pk), home.office.code, "{}", "{}", "", b"")
            for _number, verb, (home, _event) in zip(range(events), verbs, cycle(lists), strict=False)
        ),
    )
