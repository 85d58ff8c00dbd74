"""Which uploads wait for their officer, and whose files have served."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.models import ImportBatch
from programmes.rules import batches
from tests import factories as f

pytestmark = pytest.mark.django_db

NEW = {"report": {"new": 1}}


def an_upload(owner, *, hours=0, **over):
    over = {"state": "previewed", "layout": "gifts", "file": "imports/x.csv", **over}
    batch = ImportBatch.objects.create(
        owner=owner,
        office=owner.office,
        filename="x.csv",
        size_bytes=1,
        sha256="0" * 64,
        token=str(f.a_number()),
        **over,
    )
    ImportBatch.objects.filter(pk=batch.pk).update(created_at=timezone.now() - timedelta(hours=hours))
    return batch


def test_an_upload_waits_for_its_officer_while_there_is_something_to_store_or_to_answer():
    officer = f.the_maker()
    waiting = [
        an_upload(officer, **NEW),
        an_upload(officer, report={"changed": 2}),
        an_upload(officer, report={"questions": [{"option": "unit"}]}),
        an_upload(officer, report={"costs": [{"told": ""}]}),
        an_upload(officer, report={"values": [{"column": "category"}], "rejected": 1}),
        an_upload(officer, state="failed", report={"lacks_answers": True}),
        an_upload(officer, hours=23, **NEW),
    ]
    an_upload(officer, state="failed")
    an_upload(officer, report={"new": 0, "changed": 0, "questions": []})
    an_upload(officer, state="stored", **NEW)
    an_upload(officer, hours=25, **NEW)
    an_upload(f.an_officer(), **NEW)
    assert set(ImportBatch.objects.filter(batches.awaiting(officer))) == set(waiting)


def test_a_file_has_served_after_seven_days_unless_somebody_works_on_it_or_it_is_gone():
    officer, week = f.the_maker(), 7 * 24
    served = [
        an_upload(officer, hours=week + 1, state=state) for state in ("previewed", "stored", "failed", "cancelled")
    ]
    for state in ("uploaded", "confirmed"):
        an_upload(officer, hours=week + 1, state=state)
    an_upload(officer, hours=week + 1, file="")
    an_upload(officer, hours=week - 1)
    assert set(ImportBatch.objects.filter(batches.forgettable())) == set(served)
