"""Copies of the whole database, by whoever runs the server: they take everybody out, and put an earlier day back."""

from programmes.actions import audit
from programmes.models import Recipient
from programmes.models.audit import BACK_UP


def note_taken(people, *, files, sha256):
    """A copy that is about to leave, with all `people`; by the SHA-256 of its manifest it is known again."""
    audit.note(BACK_UP, Recipient, by=None, after={"records": people, "files": files, "sha256": sha256})


def note_put_back(people, *, made_at, sha256):
    """The books are those of a copy: what was done after `made_at` is not in them."""
    audit.note("put_back", Recipient, by=None, after={"records": people, "copied_at": made_at, "sha256": sha256})
