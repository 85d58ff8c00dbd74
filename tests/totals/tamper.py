"""Whoever holds the database and none of its keys, at work on the audit trail: one change by hand at a time.

Each way returns after it has changed something; the guards of the database are lowered meanwhile and raised again.
"""

import hashlib
import json
from datetime import timedelta

from django.db import connection

from programmes.models import AuditEvent, AuditSeal
from programmes.models.audit import MARKED, digest_of_events, sealed_part
from tests.guards import break_by_hand

EVENTS, SEALS = AuditEvent._meta.db_table, AuditSeal._meta.db_table
TEXTS = ("actor", "verb", "target_type", "target_id", "office_code", "reason")


def an_event(chance):
    return chance.choice(list(AuditEvent.objects.order_by("pk")))


def put(table, pk, **values):
    sets = ", ".join(f"{name} = %s" for name in values)
    assert break_by_hand(f"UPDATE {table} SET {sets} WHERE id = %s", [*map(_ready, values.values()), pk]) == 1


def _ready(value):
    if isinstance(value, dict | list):
        return json.dumps(value)
    return connection.ops.adapt_datetimefield_value(value) if hasattr(value, "tzinfo") else value


def edit_a_text(chance):
    event, name = an_event(chance), chance.choice(TEXTS)
    put(EVENTS, event.pk, **{name: f"{chance.randrange(1000, 10_000)}"})


def edit_the_values(chance):
    event, name = an_event(chance), chance.choice(("before", "after"))
    put(EVENTS, event.pk, **{name: {**getattr(event, name), "amount_vnd": chance.randrange(10**9)}})


def date_back(chance):
    event = an_event(chance)
    put(EVENTS, event.pk, at=event.at - timedelta(microseconds=chance.randrange(1, 10**12)))


def edit_a_mark(chance):
    put(EVENTS, an_event(chance).pk, mark=chance.choice((b"", chance.randbytes(32))))


def remove(chance):
    break_by_hand(f"DELETE FROM {EVENTS} WHERE id = %s", [an_event(chance).pk])


def swap(chance):
    """Two events change their places in the trail, marks and all."""
    first, second = chance.sample(list(AuditEvent.objects.values_list("pk", flat=True)), 2)
    for old, new in ((first, -1), (second, first), (-1, second)):
        put(EVENTS, old, id=new)


def insert(chance):
    """A copy of an event under another number, as it was or with a hash over it that needs no key."""
    event = an_event(chance)
    values = {name: getattr(event, name) for name in MARKED}
    values["id"] = AuditEvent.objects.first().pk + chance.randrange(1, 1000)
    hashed = hashlib.blake2b(str(values).encode(), digest_size=32).digest()
    values["mark"] = chance.choice((bytes(event.mark), b"", hashed))
    names, places = ", ".join(values), ", ".join(["%s"] * len(values))
    break_by_hand(f"INSERT INTO {EVENTS} ({names}) VALUES ({places})", [*map(_ready, values.values())])


def edit_a_seal(chance):
    seal = chance.choice(list(AuditSeal.objects.all()))
    values = {
        "at": seal.at + timedelta(seconds=1),
        "runs": [[1, 2]] if seal.runs != [[1, 2]] else "",
        "total": seal.total + 1,
        "mark": chance.randbytes(32),
    }
    name = chance.choice(sorted(values))
    put(SEALS, seal.pk, **{name: values[name]})


def remove_a_seal(chance):
    """Not the last one: that is a cut tail, and takes a head kept elsewhere to be seen."""
    break_by_hand(f"DELETE FROM {SEALS} WHERE id = %s", [chance.choice(list(AuditSeal.objects.order_by("-pk")[1:])).pk])


def hash_again(chance):
    """An event is changed and every mark after it made anew, with another key than that of the portal."""
    event, previous = an_event(chance), b""
    put(EVENTS, event.pk, actor="ke-gian", mark=hashlib.blake2b(b"x", key=b"k" * 32, digest_size=32).digest())
    for seal in AuditSeal.objects.order_by("pk"):
        digest = digest_of_events()
        for values in AuditEvent.objects.filter(pk__range=seal.runs[0]).order_by("pk").values_list(*MARKED, "mark"):
            digest.update(sealed_part(values[:-1], bytes(values[-1])))
        previous = hashlib.blake2b(previous + digest.digest(), key=b"k" * 32, digest_size=32).digest()
        put(SEALS, seal.pk, mark=previous)


def cut_the_tail(chance):
    """The last events and seals go, without a trace in the database."""
    first = chance.choice(list(AuditSeal.objects.all()))
    break_by_hand(f"DELETE FROM {EVENTS} WHERE id >= %s", [first.runs[0][0]])
    break_by_hand(f"DELETE FROM {SEALS} WHERE id >= %s", [first.pk])


WAYS = (
    *(edit_a_text, edit_the_values, date_back, edit_a_mark, remove, swap, insert),
    *(edit_a_seal, remove_a_seal, hash_again, cut_the_tail),
)
