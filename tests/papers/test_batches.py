"""Letters by the thousand: the worker makes them, who asked gets a ZIP for a week, a dead worker leaves none."""

import zipfile
from datetime import timedelta
from io import BytesIO

import docx
import pypdf
import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from programmes.access import roles
from programmes.actions import erasures, paper_batches, retention, workers
from programmes.models import AuditEvent, PaperBatch, Worker
from programmes.models.turns import waiting_turns
from programmes.papers import batches
from tests import factories as f
from tests.admin.pages import text_of

pytestmark = pytest.mark.django_db
LIST = reverse("admin:programmes_donation_changelist")
State = PaperBatch.State


@pytest.fixture(autouse=True)
def _a_worker_comes_later(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture
def officer():
    return f.an_officer()


@pytest.fixture
def given(officer):
    """Three donations of two donors, one of whom has no address."""
    first = f.a_donor(by=officer, name="Công ty Minh Họa Một", address="12 phố Thử")
    second = f.a_donor(by=officer, name="Hội Minh Họa Hai")
    return [f.an_approved_donation(donor=donor) for donor in (first, first, second)]


def chosen(given, **more):
    return {"action": "lap-thu", "_selected_action": [each.pk for each in given], "select_across": "0", **more}


def asked(at, officer, given, form="pdf"):
    """The batch that the officer asked for, before the worker has come to it."""
    answer = at(officer).post(LIST, chosen(given, confirmed="1", form=form))
    batch = PaperBatch.objects.get()
    assert answer.url == reverse("admin:paper_batch", args=[batch.pk])
    return batch


def made(batch):
    batches.make_papers.call(batch.pk)
    batch.refresh_from_db()
    assert batch.state == State.DONE
    with batch.file.open("rb") as file:
        return file.read()


def test_the_officer_reads_how_many_letters_there_are_and_whose_address_is_missing(at, officer, given):
    shown = text_of(at(officer).post(LIST, chosen(given)))
    assert "Lập 2 thư cảm ơn" in shown
    assert "Chưa có địa chỉ: 1 nhà hảo tâm" in shown
    assert "Hội Minh Họa Hai" in shown
    assert "Công ty Minh Họa Một" not in shown
    assert not PaperBatch.objects.exists()


def test_the_worker_makes_a_pdf_with_a_letter_for_each_donor(at, officer, given):
    batch = asked(at, officer, given)
    waiting = at(officer).get(reverse("admin:paper_batch_progress", args=[batch.pk])).json()
    assert waiting == {"working": True, "percent": 0, "text": "Đã lập 0 trên 2 tờ"}
    with zipfile.ZipFile(BytesIO(made(batch))) as box:
        assert box.namelist() == ["thu-cam-on-1-2.pdf"]
        pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(box.read("thu-cam-on-1-2.pdf"))).pages]
    assert ["Công ty Minh Họa Một" in pages[0], "Hội Minh Họa Hai" in pages[1], len(pages)] == [True, True, 2]
    shown = text_of(at(officer).get(reverse("admin:paper_batch", args=[batch.pk])))
    assert "Tải tệp (PDF để in, mỗi tệp đến 1000 thư)" in shown
    file = at(officer).get(reverse("admin:paper_batch_file", args=[batch.pk]))
    assert file.getvalue().startswith(b"PK")
    assert f"thu-cam-on-{batch.pk}.zip" in file["Content-Disposition"]


def test_a_zip_has_a_file_for_each_letter_under_the_name_of_the_donor(at, officer, given):
    with zipfile.ZipFile(BytesIO(made(asked(at, officer, given, "each")))) as box:
        assert sorted(box.namelist()) == ["1-cong-ty-minh-hoa-mot.pdf", "2-hoi-minh-hoa-hai.pdf"]
        assert all(box.read(name).startswith(b"%PDF-") for name in box.namelist())


def test_word_files_have_all_letters(at, officer, given):
    with zipfile.ZipFile(BytesIO(made(asked(at, officer, given, "word")))) as box:
        assert box.namelist() == ["thu-cam-on-1-2.docx"]
        body = docx.Document(BytesIO(box.read("thu-cam-on-1-2.docx"))).element.body
    words = "".join(text.text or "" for text in body.iter(docx.oxml.ns.qn("w:t")))
    assert words.count("trân trọng cảm ơn") == 2
    assert "«" not in words


def test_papers_leave_as_an_export_does(at, officer, given):
    batch = asked(at, officer, given)
    told = AuditEvent.objects.filter(verb__in=("export", "ask_papers")).order_by("pk")
    assert [(each.verb, each.after.get("records") or each.after.get("papers")) for each in told] == [
        ("export", 3),
        ("ask_papers", 2),
    ]
    made(batch)
    for stranger in (f.an_officer(), f.an_officer(roles.APPROVER), f.the_maker(f.headquarters())):
        for name in ("paper_batch", "paper_batch_progress", "paper_batch_file"):
            assert at(stranger).get(reverse(f"admin:{name}", args=[batch.pk])).status_code == 404
    assert "Lập 2 thư cảm ơn" not in text_of(at(f.an_officer(roles.APPROVER)).post(LIST, chosen(given), follow=True))


def test_a_worker_that_dies_half_way_leaves_no_file_and_another_begins_anew(at, officer, given):
    batch = asked(at, officer, given)
    dead = workers.sign_on("a" * 32, "máy khác, 1")
    assert paper_batches.take(batch.pk, dead).papers_done == 0
    batches.make_papers.call(batch.pk)  # somebody alive makes it
    batch.refresh_from_db()
    assert (batch.state, bool(batch.file)) == (State.WAITING, False)
    Worker.objects.filter(pk=dead.pk).update(seen_at=timezone.now() - timedelta(minutes=5))
    workers.free_of_the_dead()
    batches.pick_up_abandoned()
    assert waiting_turns(batches.make_papers).count() == 1  # the turn of whoever asked has not begun yet
    waiting_turns(batches.make_papers).delete()
    batches.pick_up_abandoned()
    batches.pick_up_abandoned()
    assert waiting_turns(batches.make_papers).count() == 1
    made(batch)
    assert not paper_batches.hand_in(batch, BytesIO(b"late"))


def test_what_fails_again_and_again_is_given_up_and_said_so(at, officer, given, monkeypatch):
    batch = asked(at, officer, given)

    def fails(*_told):
        raise ValueError

    monkeypatch.setitem(batches.FORMS, "pdf", batches.FORMS["pdf"]._replace(files=fails))
    for _attempt in range(batches.ATTEMPTS + 1):
        batches.make_papers.call(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, bool(batch.file)) == (State.FAILED, False)
    assert "Không lập được" in text_of(at(officer).get(reverse("admin:paper_batch", args=[batch.pk])))


def test_an_outage_of_the_database_is_no_attempt(at, officer, given, monkeypatch):
    batch = asked(at, officer, given)

    def is_away(*_told):
        raise OperationalError("the database system is shutting down")

    monkeypatch.setitem(batches.FORMS, "pdf", batches.FORMS["pdf"]._replace(files=is_away))
    for _attempt in range(batches.ATTEMPTS + 1):
        batches.make_papers.call(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.attempts) == (State.WAITING, 0)


def test_letters_to_a_donor_who_is_erased_go_at_once(at, officer, django_capture_on_commit_callbacks):
    person = f.a_person(by=officer)
    batch = asked(at, officer, [f.an_approved_donation(donor=person)])
    made(batch)
    with django_capture_on_commit_callbacks(execute=True):
        erasures.anonymise(person, reason="Theo yêu cầu", by=f.an_officer(roles.APPROVER))
    assert not default_storage.exists(batch.file.name)


def test_the_file_goes_after_a_week(at, officer, given, django_capture_on_commit_callbacks):
    batch = asked(at, officer, given)
    made(batch)
    name = batch.file.name
    assert default_storage.exists(name)
    assert retention.retire("batches") == 0
    PaperBatch.objects.update(finished_at=timezone.now() - timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        assert retention.retire("batches") == 1
    assert not default_storage.exists(name)
    assert "Tệp đã hết 7 ngày lưu" in text_of(at(officer).get(reverse("admin:paper_batch", args=[batch.pk])))
    assert at(officer).get(reverse("admin:paper_batch_file", args=[batch.pk])).status_code == 404
