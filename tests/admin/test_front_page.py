"""The front page: what waits for this officer, with the number and the way there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programmes.access import roles
from programmes.actions import gift_lists
from programmes.models import ImportBatch, Officer, TotalsState
from tests.admin.pages import rows, text_of
from tests.factories import (
    DIEN_BIEN,
    a_donation,
    a_gift_list,
    a_planned_handover,
    a_submitted_list,
    an_approved_list,
    an_office,
    an_officer,
    the_checker,
)

FRONT = "/quan-tri/"


def waiting(client):
    return {str(task.label): task.count for task in client.get(FRONT).context["waiting"]}


def test_nothing_waiting_says_where_to_begin(at):
    shown = at(an_officer()).get(FRONT)
    assert "Không có việc nào đang chờ bạn. Bạn có thể bắt đầu từ đây:" in text_of(shown)
    assert reverse("admin:programmes_donor_add") in shown.content.decode()
    assert "sẽ hiện ở trang này" in text_of(at(an_officer(roles.APPROVER)).get(FRONT))


@pytest.mark.one_database
@pytest.mark.django_db
def test_the_front_page_says_what_its_officer_is_there_for(at):
    officer = an_officer(roles.APPROVER)
    shown = text_of(at(officer).get(FRONT))
    assert f"Vai trò của bạn ở {officer.office} Người phê duyệt : {roles.APPROVER.description}" in shown
    officer.groups.clear()
    assert "hãy nhờ người quản trị tài khoản gán vai trò" in text_of(at(officer).get(FRONT))


@pytest.fixture(scope="module")
def two_offices(shared_books):
    """Work of Nghệ An and of Điện Biên."""
    officer = an_officer()
    for by in (officer, an_officer(office=an_office(DIEN_BIEN))):
        a_donation(by=by)
        a_gift_list(by=by)
        a_submitted_list(by=by, gifts=1)
        an_approved_list(by=by, gifts=1)
        a_planned_handover(by=by)
        gift_lists.send_back(a_submitted_list(by=by, gifts=1), reason="Thiếu xã", by=the_checker())
    return officer


@pytest.fixture
def work(two_offices, db):
    """The officer of Nghệ An."""
    return Officer.objects.get(pk=two_offices.pk)


def test_an_officer_of_a_province_sees_the_own_work(work, at):
    assert waiting(at(work)) == {
        "Danh sách bị trả lại, cần sửa": 1,
        "Danh sách đang lập, chưa trình": 1,
        "Danh sách đã duyệt, chưa có buổi trao": 1,
        "Danh sách đã duyệt, còn thiếu tiền": 2,
        "Buổi trao đã đến ngày, chưa ghi nhận": 1,
        "Buổi trao còn suất quà chưa ghi kết quả": 1,
    }


def test_an_approver_sees_what_others_have_put_forward(work, at):
    approver = an_officer(roles.APPROVER)
    assert waiting(at(approver)) == {"Khoản ủng hộ chờ bạn duyệt": 2, "Danh sách tặng chờ bạn duyệt": 2}
    local = an_officer(roles.APPROVER, office=work.office)
    assert waiting(at(local)) == {"Khoản ủng hộ chờ bạn duyệt": 1, "Danh sách tặng chờ bạn duyệt": 1}


def test_who_entered_has_nothing_to_approve(work, at):
    work.groups.add(*an_officer(roles.APPROVER).groups.all())
    assert "Khoản ủng hộ chờ bạn duyệt" not in waiting(at(work))
    assert "Danh sách tặng chờ bạn duyệt" not in waiting(at(work))


def test_headquarters_sees_the_whole_country(work, at):
    assert waiting(at(an_officer(roles.HEADQUARTERS_OFFICER)))["Danh sách đã duyệt, chưa có buổi trao"] == 2


def test_each_number_leads_to_just_as_many_rows(work, at):
    for officer in (work, an_officer(roles.APPROVER)):
        client = at(officer)
        for task in client.get(FRONT).context["waiting"]:
            assert len(rows(client.get(task.url))) == task.count


NOTHING = {"new": 0, "changed": 0, "rejected": 2, "questions": []}


@pytest.mark.parametrize(
    ("report", "age", "count"),
    [
        ({"new": 1}, 0, 1),
        ({"changed": 2}, 0, 1),
        ({"questions": [{"option": "zeros", "key": ""}]}, 0, 1),
        ({}, 0, None),
        ({"new": 1}, 25, None),
    ],
)
def test_a_file_of_which_something_can_be_taken_waits_for_its_owner(report, age, count, work, at):
    batch = ImportBatch.objects.create(
        layout="donors",
        owner=work,
        office=work.office,
        filename="a.csv",
        sha256="0",
        size_bytes=1,
        token="tep",
        state="previewed",
        report={**NOTHING, **report},
    )
    ImportBatch.objects.filter(pk=batch.pk).update(created_at=timezone.now() - timedelta(hours=age))
    colleague = an_officer()
    assert waiting(at(work)).get("Tệp nhập chờ bạn xác nhận") == count
    assert "Tệp nhập chờ bạn xác nhận" not in waiting(at(colleague))


def test_tables_stand_in_the_groups_of_the_work(at):
    groups = at(an_officer()).get(FRONT).context["app_list"]
    assert [str(group["name"]) for group in groups] == ["Ủng hộ", "Tặng", "Công bố", "Bảo vệ dữ liệu", "Hệ thống"]
    first = [model["object_name"] for model in groups[0]["models"]]
    assert first == ["Donor", "Donation", "DonationMove", "BankLine", "LedgerEntry"]


def test_the_front_page_costs_few_queries_however_much_waits(work, at, django_assert_max_num_queries):
    for officer in (work, an_officer(roles.APPROVER)):
        client = at(officer)
        with django_assert_max_num_queries(17):
            assert client.get(FRONT).context["waiting"]


def test_sample_data_is_labelled_on_every_page(at):
    client = at(an_officer())
    assert "Dữ liệu minh họa" not in text_of(client.get(FRONT))
    TotalsState.objects.update_or_create(pk=1, defaults={"is_sample": True})
    for address in (FRONT, reverse("admin:programmes_donor_changelist"), reverse("admin:programmes_donor_add")):
        assert "Dữ liệu minh họa" in text_of(client.get(address))


def test_a_visit_to_the_only_app_leads_to_the_front_page(at):
    assert at(an_officer()).get("/quan-tri/programmes/").url == FRONT
