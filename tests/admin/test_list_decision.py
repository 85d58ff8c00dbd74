"""The page on which an approver decides on a list: what is decided, where it came from, what changed, the way back."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.access import roles
from programmes.actions import gift_lists, gifts
from programmes.models import AuditEvent, GiftList, ImportBatch
from tests import factories as f
from tests.admin.pages import page, text_of, verb

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def opened(checker, gifts=2):
    """A submitted list that this approver has opened to decide on, with means for it."""
    gift_list = f.a_submitted_list(gifts=gifts)
    f.means_for(gift_list)
    return gift_lists.open_decision(gift_list, by=checker)


def test_the_button_says_what_it_does_and_the_sums_by_commune_make_it(at):
    checker = f.an_officer(roles.APPROVER)
    shown = at(checker).get(verb(opened(checker), "duyet"))
    assert shown.context["approve_label"] == "Duyệt 2 suất, 758.160\xa0đồng"
    commune, total = shown.context["decision"]["communes"]
    assert commune.figures == total.figures
    assert (commune.label, [text for _heading, text in commune.figures]) == ("Xã Mường Xén", ["2", "758.160"])
    assert "2 suất nhập tay" in text_of(shown)


def test_who_decides_reads_the_people_the_papers_and_the_notes_before_saying_yes(at):
    checker = f.an_officer(roles.APPROVER)
    gift_list = opened(checker)
    client, address = at(checker), verb(gift_list, "duyet")
    shown = client.get(address)
    assert f'href="{shown.context["decision"]["gifts_url"]}"' in shown.content.decode()
    assert "Chưa có giấy tờ nào được đính kèm." in text_of(shown)
    paper = f.a_paper(gift_list, kind="decision", filename="qd-151.pdf")
    f.a_note(gift_list, "Đã đối chiếu với xã.")
    shown = client.get(address)
    assert reverse("admin:paper", args=[paper.pk]) in shown.content.decode()
    assert "“Đã đối chiếu với xã.”" in text_of(shown)


def test_the_note_of_a_list_and_the_notes_beside_it_have_names_of_their_own(at):
    gift_list = f.a_submitted_list(note="Theo văn bản của xã")
    shown = text_of(at(f.an_officer(roles.APPROVER)).get(page(gift_list)))
    assert "Ghi chú khi lập: Theo văn bản của xã" in shown
    assert "Ghi chú:" not in shown


def test_one_list_is_not_counted(at):
    checker = f.an_officer(roles.APPROVER)
    assert "Danh sách có suất quà" not in text_of(at(checker).get(verb(opened(checker), "duyet")))


def test_the_list_is_returned_from_the_same_page_with_its_reason(at):
    checker = f.an_officer(roles.APPROVER)
    gift_list = opened(checker)
    client = at(checker)
    shown = client.get(verb(gift_list, "duyet"))
    seen = shown.context["form"]["seen"].value()
    client.post(shown.context["send_back_url"], {"reason": "Thiếu quyết định", "seen": seen})
    assert GiftList.objects.get(pk=gift_list.pk).return_reason == "Thiếu quyết định"


def test_what_changed_since_the_list_was_returned_is_counted(at):
    checker, maker = f.an_officer(roles.APPROVER), f.the_maker()
    gift_list = gift_lists.send_back(opened(checker, gifts=3), reason="Thừa một người", by=checker)
    first, second, _third = gift_list.gifts.order_by("pk")
    gifts.withdraw(first, by=maker)
    second.note = "đã đối chiếu"
    gifts.correct(second, by=maker)
    f.a_gift(gift_list)
    f.a_gift(gift_list)
    gift_lists.open_decision(gift_lists.submit(gift_list, by=maker), by=checker)
    shown = at(checker).get(verb(gift_list, "duyet"))
    assert "thêm 2 suất, sửa 1 suất, bỏ 1 suất" in text_of(shown)
    assert "Lý do khi đó: Thừa một người" in text_of(shown)


def test_an_approver_of_a_province_is_not_told_where_people_of_another_office_live(at):
    stranger = f.a_recipient(office=f.an_office(f.DIEN_BIEN), commune="Xã Nậm Pồ")
    gift_list = f.a_gift(recipient=stranger).gift_list
    checker = f.an_officer(roles.APPROVER, f.an_office())
    gift_lists.open_decision(gift_lists.submit(gift_list, by=f.the_maker()), by=checker)
    shown = at(checker).get(verb(gift_list, "duyet"))
    assert "Nậm Pồ" not in text_of(shown)
    assert "Do cơ quan khác quản lý" in text_of(shown)


def from_a_file(checker, content=b"Ho va ten;So\n"):
    """A list that this approver has open and that a file has brought: (list, upload)."""
    gift_list = opened(checker)
    owner = gift_list.submitted_by
    told = {"filename": "Danh sách xã.csv", "sha256": sha256(content).hexdigest(), "size_bytes": len(content)}
    batch = ImportBatch(layout="gifts", owner=owner, office=gift_list.office, token="t" * 20, state="stored", **told)
    batch.file.save("ds.csv", ContentFile(content))
    gift_list.gifts.update(batch=batch)
    return gift_list, batch


def test_who_decides_reads_the_file_as_it_came_and_the_trail_keeps_that(at):
    checker = f.an_officer(roles.APPROVER)
    gift_list, batch = from_a_file(checker)
    shown = at(checker).get(verb(gift_list, "duyet"))
    assert "Danh sách xã.csv" in text_of(shown)
    answer = at(checker).post(shown.context["decision"]["source_url"], {"batch": batch.pk})
    assert b"".join(answer.streaming_content) == b"Ho va ten;So\n"
    assert f'filename="{gift_list.code}-{batch.pk}.csv"' in answer["Content-Disposition"]
    assert AuditEvent.objects.get(verb="open_source").after == {"sha256": batch.sha256}


def test_a_file_that_brought_nothing_to_the_list_is_not_opened_from_it(at):
    checker = f.an_officer(roles.APPROVER)
    gift_list, batch = from_a_file(checker)
    gift_list.gifts.update(batch=None)
    answer = at(checker).post(f"{page(gift_list)}tep-goc/".replace("change/", ""), {"batch": batch.pk}, follow=True)
    assert "Tệp này không đưa suất quà nào vào danh sách." in text_of(answer)
    assert not AuditEvent.objects.filter(verb="open_source").exists()


def test_who_may_not_read_a_file_is_told_so_whether_it_is_whole_or_lost(at):
    checker = f.an_officer(roles.APPROVER)
    gift_list, batch = from_a_file(checker)
    gift_list.gifts.update(batch=None)
    Path(batch.file.path).unlink()
    answer = at(checker).post(f"{page(gift_list)}tep-goc/".replace("change/", ""), {"batch": batch.pk}, follow=True)
    assert "Tệp này không đưa suất quà nào vào danh sách." in text_of(answer)


def test_a_list_that_no_longer_waits_opens_no_file(at):
    checker = f.an_officer(roles.APPROVER)
    gift_list, batch = from_a_file(checker)
    gift_lists.send_back(gift_list, reason="Thiếu quyết định", by=checker)
    answer = at(checker).post(f"{page(gift_list)}tep-goc/".replace("change/", ""), {"batch": batch.pk}, follow=True)
    assert "Tệp chỉ mở được trong lúc danh sách chờ duyệt." in text_of(answer)


def test_the_decision_costs_no_more_queries_with_more_gifts(at):
    checker, counts = f.an_officer(roles.APPROVER), []
    client = at(checker)
    client.get(page(opened(checker)))
    for many in (2, 12):
        address = verb(opened(checker, gifts=many), "duyet")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
