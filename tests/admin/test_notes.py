"""Notes and papers beside a record: who reads, writes, opens, takes away; what is refused; what an erasure leaves."""

import os
import stat
import zlib
from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from time import monotonic

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from programmes.access import roles
from programmes.actions import drafts, erasures, notes, retention, rights_requests
from programmes.exchange.reading.papers import proved
from programmes.models import WITH_NOTES, Attachment, AuditEvent, Note
from programmes.models.base import ERASED
from programmes.totals.papers import papers
from tests import factories as f
from tests.actions.refusals import refused
from tests.admin.pages import page, text_of
from tests.pictures import a_picture

pytestmark = pytest.mark.django_db

RECORDS = {
    "donor": f.a_donor,
    "donation": f.a_donation,
    "recipient": f.a_recipient,
    "giftlist": f.a_gift_list,
    "round": f.a_round,
    "handoverevent": f.a_planned_handover,
}
PAGE = b"%PDF-1.7\n1 0 obj\n<</Type /Page>>\nendobj\n"
END = b"\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
one_database = pytest.mark.one_database


def beside(record):
    return f"{page(record).removesuffix('change/')}ghi-chu/"


def a_pdf(inside=b"", name="Quyết định 245.pdf"):
    return SimpleUploadedFile(name, PAGE + inside + END, content_type="application/pdf")


def sent(upload, kind="decision"):
    return {"attach": "1", "paper-kind": kind, "paper-file": upload}


def packed(names):
    stream = zlib.compress(names)
    return b"5 0 obj\n<</Type /ObjStm /Filter /FlateDecode /N 1>>\nstream\n" + stream + b"\nendstream\nendobj\n"


def test_every_table_of_notes_is_tried_here():
    assert {model._meta.model_name for model in WITH_NOTES} == RECORDS.keys()


@one_database
@pytest.mark.parametrize("table", RECORDS)
def test_a_note_and_a_paper_stand_beside_each_record_with_who_and_when(at, table):
    record, by = RECORDS[table](), f.an_officer(roles.HEADQUARTERS_OFFICER, f.headquarters(), full_name="Lò Thị Ân")
    client = at(by)
    assert client.post(beside(record), {"note": "1", "note-text": "Hẹn gặp thứ hai."}).status_code == 302
    assert client.post(beside(record), sent(a_pdf())).status_code == 302
    shown = text_of(client.get(page(record)))
    for told in ("Hẹn gặp thứ hai.", "Quyết định 245.pdf", "Lò Thị Ân"):
        assert told in shown
    verbs = AuditEvent.objects.filter(target_type=table, target_id=str(record.pk)).values_list("verb", flat=True)
    assert {"write_note", "attach"} <= set(verbs)
    assert "Quyết định 245" not in str(list(AuditEvent.objects.values("before", "after")))


@one_database
@pytest.mark.parametrize("table", [name for name in RECORDS if name != "round"])
def test_another_office_learns_nothing_of_notes_and_papers(at, table):
    record = RECORDS[table]()
    f.a_note(record)
    paper, other = f.a_paper(record), at(f.an_officer(office=f.an_office(f.DIEN_BIEN)))
    for method, address in (
        ("get", beside(record)),
        ("post", beside(record)),
        ("get", f"/quan-tri/giay-to/{paper.pk}/"),
        ("get", f"/quan-tri/giay-to/{paper.pk}/bo/"),
        ("post", f"/quan-tri/giay-to/{paper.pk}/bo/"),
    ):
        assert getattr(other, method)(address).status_code == 404


@one_database
def test_who_only_reads_has_no_form_and_who_sees_no_person_opens_no_paper(at):
    donor = f.a_donor()
    paper = f.a_paper(donor)
    auditor = at(f.an_officer(roles.AUDITOR, f.headquarters()))
    assert "Lưu ghi chú" not in text_of(auditor.get(page(donor)))
    assert auditor.post(beside(donor), {"note-text": "x"}).status_code == 403
    assert auditor.get(f"/quan-tri/giay-to/{paper.pk}/").status_code == 200
    administrator = at(f.an_officer(roles.ADMINISTRATOR, f.headquarters()))
    assert administrator.get(f"/quan-tri/giay-to/{paper.pk}/").status_code == 404


@one_database
def test_a_note_of_no_person_holds_neither_numbers_nor_hardships():
    number = f.a_citizen_number()
    for record in (f.a_gift_list(), f.a_donation()):
        with refused("note_has_number"):
            f.a_note(record, f"Thiếu {number}")
        with refused("note_is_sensitive"):
            f.a_note(record, "Người này bị ung thư")
    assert f.a_note(f.a_recipient(), "Đang chạy thận, nhận tại nhà").text
    with refused("note_is_empty"):
        f.a_note(text="  \n ")
    with refused("note_too_long"):
        f.a_note(text="x" * 1001)


@one_database
def test_a_note_that_is_sent_twice_is_written_once_and_the_same_words_an_hour_later_again(at, monkeypatch):
    donor = f.a_donor()
    client = at(f.the_maker())
    for _time in range(2):
        assert client.post(beside(donor), {"note-text": "Đã gọi, không nghe máy."}).status_code == 302
    assert Note.objects.count() == 1
    f.a_note(donor, "Đã gọi, không nghe máy.", by=f.an_officer())
    f.a_note(donor, "Đã gọi, không nghe máy.", by=f.the_maker())
    assert Note.objects.count() == 3
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    f.a_note(donor, "Đã gọi, không nghe máy.", by=f.the_maker())
    assert Note.objects.count() == 4


def test_a_note_is_neither_changed_nor_deleted_by_a_statement():
    note = f.a_note()
    rows = Note._base_manager.filter(pk=note.pk)
    ways = (
        lambda: rows.update(text="khác"),
        lambda: rows.update(text=ERASED, target_id=0),
        lambda: rows._raw_delete("default"),
    )
    for way in ways:
        with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
            way()
    assert Note.objects.get().text == note.text


def test_an_erasure_takes_the_notes_and_papers_of_the_person_and_the_name_out_of_others():
    person, gift_list = f.a_recipient(full_name="Lò Thị Minh Họa"), f.a_gift_list()
    f.a_note(person, "Ở nhà chị gái")
    paper, signed = f.a_paper(person), f.a_paper(gift_list, b"%PDF-2", filename="ky-nhan.pdf")
    f.a_note(gift_list, "Lò Thị Minh Họa hẹn hôm sau")
    by = f.an_officer(roles.APPROVER)
    erasures.erase(person, reason="Theo yêu cầu", by=by)
    assert not Attachment.objects.filter(pk=paper.pk).exists()
    assert Attachment.objects.get().pk == signed.pk
    assert [*Note.objects.order_by("pk").values_list("text", flat=True)] == [ERASED, f"{ERASED} hẹn hôm sau"]
    with refused("person_erased"):
        f.a_note(person)


@one_database
def test_a_person_who_asks_to_see_the_own_data_is_given_the_notes_and_papers_beside_it():
    person = f.a_recipient()
    note, paper = f.a_note(person, "Nghe kém, gọi cho con gái"), f.a_paper(person)
    data = rights_requests.show(f.a_rights_request(recipient=person), by=f.the_maker())
    assert (data.notes, data.papers) == ([note], [paper])


def test_papers_of_a_list_that_is_gone_go_with_the_daily_work(django_capture_on_commit_callbacks):
    gift_list = f.a_gift_list()
    paper, stays = f.a_paper(gift_list), f.a_paper()
    f.a_note(gift_list)
    drafts.cancel(gift_list, reason="Nhập nhầm", by=f.the_maker())
    with django_capture_on_commit_callbacks(execute=True):
        assert retention.retire("strays") == 1
    assert Attachment.objects.get() == stays
    assert not paper.file.storage.exists(paper.file.name)


@one_database
def test_a_paper_is_downloaded_and_never_shown_and_each_opening_is_noted(at):
    by, donation = f.an_officer(), f.a_donation()
    client = at(by)
    client.post(beside(donation), sent(a_pdf(name="Sao kê “1”.exe")))
    paper = Attachment.objects.get()
    answer = client.get(f"/quan-tri/giay-to/{paper.pk}/")
    assert answer.content == PAGE + END
    assert answer["Content-Disposition"].startswith("attachment;")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert AuditEvent.objects.filter(verb="open_paper", actor=by.username).get().after == {"sha256": paper.sha256}
    assert "kê" not in paper.file.name
    assert stat.S_IMODE(os.stat(paper.file.path).st_mode) == 0o600


@one_database
def test_a_file_that_is_gone_or_was_changed_is_told_and_counted(at):
    paper, client = f.a_paper(f.a_donor()), at(f.an_officer())
    assert papers() == (1, 0)
    with paper.file.storage.open(paper.file.name, "wb") as file:
        file.write(b"%PDF-khac")
    assert papers() == (1, 1)
    answer = client.get(f"/quan-tri/giay-to/{paper.pk}/", follow=True)
    assert "không còn như lúc đính kèm" in text_of(answer)
    paper.file.storage.delete(paper.file.name)
    assert papers() == (1, 1)


@one_database
def test_a_picture_is_written_anew_and_is_what_it_holds_whatever_its_name(at):
    donor, client = f.a_donor(), at(f.an_officer())
    raw = a_picture().read()
    assert client.post(beside(donor), sent(SimpleUploadedFile("scan.pdf", raw))).status_code == 302
    paper = Attachment.objects.get()
    assert (paper.media, paper.filename) == ("image/jpeg", "scan.jpg")
    assert not Image.open(BytesIO(paper.read())).getexif()


@one_database
@pytest.mark.parametrize(
    ("upload", "told"),
    [
        (SimpleUploadedFile("a.pdf", b"MZ\x90 not a pdf"), "không phải là PDF"),
        (SimpleUploadedFile("a.pdf", b"<html>%PDF-</html>"), "không phải là PDF"),
        (SimpleUploadedFile("a.pdf", PAGE), "cụt hoặc hỏng"),
        (a_pdf(b"<</Encrypt 9 0 R>>"), "đặt mật khẩu"),
        (a_pdf(b"<</S /JavaScript /JS (x)>>"), "mã lệnh"),
        (a_pdf(b"<</S /J#61vaScript>>"), "mã lệnh"),
        (a_pdf(b"<</Type /EmbeddedFile>>"), "tệp lồng"),
        (a_pdf(packed(b"<</S /Launch>>")), "mã lệnh"),
        (a_pdf(b"% >>\nstream\n<</S /JavaScript>>"), "mã lệnh"),  # no stream, though it looks like one
        (a_pdf(packed(b" " * 65 * 2**20)), "Không xem được bên trong"),
        (a_pdf(packed(b"<</S /Launch>>").replace(b"FlateDecode", b"LZWDecode")), "Không xem được bên trong"),
        (SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n broken"), "Không đọc được ảnh"),
    ],
)
def test_a_file_that_is_no_sound_paper_is_refused_with_the_cure(at, upload, told):
    upload.seek(0)
    donor, client = f.a_donor(), at(f.an_officer())
    answer = client.post(beside(donor), sent(upload))
    assert told in text_of(answer)
    assert not Attachment.objects.exists()


@one_database
def test_a_pdf_of_nothing_but_brackets_is_looked_through_at_once():
    hostile = (b"<<" * 2**20, b">>\nstream\n" * 2**19, b"obj<</ObjStm>>\nstream\n" * 2**17)
    began = monotonic()
    for inside in hostile:
        with suppress(ValidationError):
            proved(a_pdf(inside))
    assert monotonic() - began < 5


@one_database
def test_sizes_and_numbers_of_papers_are_bounded(at, settings):
    settings.ATTACHMENT_MAX_BYTES, settings.ATTACHMENTS_PER_RECORD = 2**20, 2
    donor, client = f.a_donor(), at(f.an_officer())
    assert "lớn hơn 1 MB" in text_of(client.post(beside(donor), sent(a_pdf(b"x" * 2**20))))
    for inside in (b"1", b"2"):
        assert client.post(beside(donor), sent(a_pdf(inside))).status_code == 302
    assert "đã được đính kèm" in text_of(client.post(beside(donor), sent(a_pdf(b"2"))))
    assert "số nhiều nhất" in text_of(client.post(beside(donor), sent(a_pdf(b"3"))))


@one_database
def test_a_paper_is_taken_away_by_its_maker_that_day_or_by_an_approver(at, django_capture_on_commit_callbacks):
    maker, colleague, approver = f.an_officer(), f.an_officer(), f.an_officer(roles.APPROVER)
    donor = f.a_donor()
    paper, late = f.a_paper(donor, by=maker), f.a_paper(donor, b"%PDF-2", by=maker)
    Attachment.objects.filter(pk=late.pk).update(created_at="2025-01-02T03:04:05+07:00")
    with refused("paper_stays"):
        notes.detach(paper, reason="Nhầm tệp", by=colleague)
    with refused("paper_stays"):
        notes.detach(late, reason="Nhầm tệp", by=maker)
    with django_capture_on_commit_callbacks(execute=True):
        answer = at(maker).post(f"/quan-tri/giay-to/{paper.pk}/bo/", {"reason": "Nhầm tệp"})
        notes.detach(late, reason="Nhầm tệp", by=approver)
    assert answer.status_code == 302
    assert not paper.file.storage.exists(paper.file.name)
    event = AuditEvent.objects.filter(verb="detach", actor=maker.username).get()
    assert (event.before["sha256"], event.before["fields"], event.reason) == (paper.sha256, ["filename"], "Nhầm tệp")


def test_the_block_costs_as_many_statements_for_many_notes_as_for_few(at):
    donor, client = f.a_donor(), at(f.a_superuser())
    counts = []
    for more in (1, 1, 10):
        for n in range(more):
            f.a_note(donor, by=f.an_officer())
            f.a_paper(donor, b"%%PDF-%d" % (n + len(counts) * 100), by=f.an_officer())
        with CaptureQueriesContext(connection) as queries:
            shown = text_of(client.get(page(donor)))
        counts.append(len(queries))
    assert counts[1] == counts[2]
    assert "Xem tất cả" in shown
