"""When the audit trail is sealed: after the commit of what was noted, in a short transaction of its own."""

import pytest
from django.db import connection, transaction

from programmes.actions import audit, seals
from programmes.models import AuditSeal, Donor
from programmes.totals.seals import verify
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_an_act_notes_is_sealed_at_its_commit_and_what_is_undone_is_not():
    by = f.the_maker()
    with transaction.atomic():
        audit.note("export", Donor, by=by)
        with transaction.atomic():
            undone = audit.note("export", Donor, by=by)
            transaction.set_rollback(True)
        audit.note("export", Donor, by=by)
        assert AuditSeal.objects.count() == 0
    seal = AuditSeal.objects.get()
    assert seal.total == 2
    assert connection.vendor == "sqlite" or undone.pk not in {end for run in seal.runs for end in run}
    assert verify().faults == []


def test_an_act_is_done_where_its_seal_fails_and_the_next_day_seals_it(monkeypatch):
    by = f.the_maker()
    with monkeypatch.context() as broken:
        broken.setattr(seals, "_after", lambda last, block: 1 / 0)
        audit.note("export", Donor, by=by)
    report = verify()
    assert (report.events, report.seals, report.faults) == (1, 0, [])
    seals.catch_up(report)
    assert verify().head.total == 1
