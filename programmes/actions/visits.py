"""Note who came in and who left, and whom they have seen: logins, and the people shown on a page or in a file."""

from types import SimpleNamespace

from programmes.access import tries
from programmes.actions import audit
from programmes.models import (
    Conflict,
    Gift,
    Issuance,
    Officer,
    Recipient,
    keyed_hash,
)
from programmes.standards.runs import runs_of

STRANGER = SimpleNamespace(username="không rõ", office=None)
PERSON_OF = {Recipient: "pk", Gift: "recipient", Issuance: "gift__recipient", Conflict: "gift__recipient"}


def came_in(officer, address):
    """The right password, and whatever else was asked."""
    audit.note("login", officer, by=officer, after={"address": address})


def went_out(officer, address):
    audit.note("logout", officer, by=officer, after={"address": address})


def was_refused(username, address):
    """A failed try. A name that is no account's is not kept: people type passwords there.

    Of names that are nobody's so many are noted for an address as may be tried in a while: a stranger fills no book.
    """
    known = Officer.objects.filter(username=username).first()
    if known:
        audit.note("login_failed", known, by=known, after={"address": address})
    elif tries.count(f"unknown-{keyed_hash(address).hex()}") <= tries.TRIES:
        audit.note("login_failed", Officer, by=STRANGER, after={"address": address, "name_known": False})


def proof_failed(officer, address):
    """Who is logged in was asked for the own password again, and gave another."""
    audit.note("proof_failed", officer, by=officer, after={"address": address})


def people_of(records):
    """Runs of ids of the people that these records name, [first, last] each."""
    path = PERSON_OF.get(records.model)
    if path is None:
        return []
    ids = records.order_by().exclude(**{path: None}).values_list(path, flat=True).distinct()
    return runs_of(sorted(ids))


def note_read(record, *, by):
    """The page of a record that names a person was opened."""
    people = people_of(type(record)._base_manager.filter(pk=record.pk)) if type(record) in PERSON_OF else []
    if people:
        audit.note("read", record, by=by, after={"people": people})


def note_listed(model, ids, *, by):
    """A list or choice was shown whose rows, of these ids, name people."""
    people = people_of(model._base_manager.filter(pk__in=ids)) if model in PERSON_OF else []
    if people:
        audit.note("read_list", model, by=by, after={"people": people})


def note_found(recipient, *, by):
    """A person was looked for by the full number among the records of the own office; None where nobody has it."""
    audit.note("search_number", recipient or Recipient, by=by, after={"found": recipient is not None})
