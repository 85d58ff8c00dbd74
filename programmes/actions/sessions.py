"""An officer's own sessions: which there are, and the end of those that are elsewhere."""

from django.db import transaction
from django.utils import timezone

from programmes.actions import audit
from programmes.actions.passwords import hash_of
from programmes.models import OfficerSession


def of(officer):
    """The sessions of this officer that are alive."""
    return OfficerSession.objects.filter(officer=officer, expire_date__gt=timezone.now())


@transaction.atomic
def end(named, *, by, kept):
    """End the session of this name (the hash of its key, hex), or every one where it is empty, but not `kept`."""
    others = [
        session.session_key
        for session in of(by).exclude(session_key=kept)
        if not named or hash_of(session.session_key).hex() == named
    ]
    if others:
        OfficerSession.objects.filter(session_key__in=others).delete()
        audit.note("end_sessions", by, by=by, after={"sessions": len(others)})
    return len(others)
