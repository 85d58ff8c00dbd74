"""An owner loses the right, the account or the office while the file waits for the worker: its page says so."""

import pytest

from programmes.exchange.desk import intake, jobs
from programmes.exchange.layouts import LAYOUTS
from programmes.models import AuditEvent, Gift, ImportBatch, Officer
from tests import factories as f
from tests import sheets

NO_RIGHT = "Bạn không có quyền làm việc này; hãy chuyển cho người có quyền."
LOSSES = {
    "the right": (lambda owner: owner.groups.clear(), "no_right", NO_RIGHT),
    "the account": (lambda owner: change(owner, is_active=False), "no_right", NO_RIGHT),
    "the office": (lambda owner: change(owner, office=None), "no_office", "Tài khoản chưa gắn với cơ quan nào"),
    "another office": (
        lambda owner: change(owner, office=f.an_office(f.DIEN_BIEN)),
        "right_of_other_office",
        "Bản ghi này của cơ quan khác",
    ),
}


def change(owner, **particulars):
    Officer.objects.filter(pk=owner.pk).update(**particulars)


@pytest.fixture
def batch(officer, round_, tmp_path):
    """An upload whose first line is refused, if it is read, for what the books hold of its person."""
    f.a_recipient(citizen_number=sheets.a_citizen_number(1, sex="nữ", year=1941))
    path = sheets.a_csv(tmp_path, sheets.lines(2))
    with path.open("rb") as file:
        return intake.receive(file, filename=path.name, layout=LAYOUTS["gifts"], by=officer, round_=round_)


@pytest.mark.parametrize("loss", LOSSES)
def test_a_file_of_an_owner_without_the_right_is_neither_read_nor_stored(batch, officer, loss):
    lose, code, sentence = LOSSES[loss]
    lose(officer)
    seen = AuditEvent.objects.count()
    for state, job in jobs.JOBS.items():
        ImportBatch.objects.filter(pk=batch.pk).update(state=state, report={})
        job.func(batch.pk)
        batch.refresh_from_db()
        assert batch.state == ImportBatch.State.FAILED
        assert batch.message.startswith(sentence)
        assert [error["code"] for error in batch.report["errors"]] == [code], "what the books hold is not told"
    assert AuditEvent.objects.count() == seen
    assert not Gift.objects.exists()
