"""The front page: what waits for this officer, with the number and the way there."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programmes.access import roles
from programmes.actions import donations, donor_joins, gift_lists, handovers, moves, periods
from programmes.admin.turns import EVERY
from programmes.admin.waiting import beside_tables
from programmes.models import AuditEvent, ClosedPeriod, Donation, GiftList, ImportBatch, Officer, TotalsState
from tests.admin.pages import rows, text_of, verb
from tests.factories import (
    DIEN_BIEN,
    a_donation,
    a_donor,
    a_gift_list,
    a_planned_handover,
    a_programme,
    a_ready_handover,
    a_submitted_list,
    an_approved_donation,
    an_approved_list,
    an_office,
    an_officer,
    headquarters,
    the_checker,
)

FRONT = "/quan-tri/"


def news_of_four_kinds_by_name(officer):
    """A list, an event, a move and a join of the officer's own on which others have decided."""
    by, checker = an_officer(office=officer.office), the_checker()
    handovers.hand_over(a_ready_handover(by=officer), by=by)
    moved = moves.propose(an_approved_donation(by=officer), programme=a_programme(), reason="Ghi nhầm", by=officer)
    moves.refuse(moved, reason="Đã đúng", by=checker)
    join = donor_joins.propose(a_donor(by=officer), other=a_donor(by=officer), reason="Trùng", by=officer)
    donor_joins.refuse(join, reason="Khác", by=checker)


def waiting(client):
    return {str(task.label): task.count for task in client.get(FRONT).context["waiting"]}


def test_nothing_waiting_says_where_to_begin(at):
    shown = at(an_officer()).get(FRONT)
    assert "Không có việc nào đang chờ bạn. Bạn có thể bắt đầu từ các nút ở trên." in text_of(shown)
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
    assert [str(group["name"]) for group in groups] == ["Ủng hộ", "Tặng", "Công bố", "Tiếp nhận", "Hệ thống"]
    first = [model["object_name"] for model in groups[0]["models"]]
    assert first == ["Donor", "DonorJoin", "Donation", "DonationMove", "BankLine", "LedgerEntry"]


def test_the_front_page_costs_few_queries_however_much_waits_and_is_new(work, at, django_assert_max_num_queries):
    news_of_four_kinds_by_name(work)
    for officer in (work, an_officer(roles.APPROVER), an_officer(roles.HEADQUARTERS_OFFICER, headquarters())):
        client = at(officer)
        with django_assert_max_num_queries(26):
            shown = client.get(FRONT)
        assert shown.context["waiting"]
        assert len({line.said for line in shown.context["news"] if line.name}) >= 4


def test_what_waits_stands_by_its_name_with_age_reason_and_one_verb(work, at):
    gift_list = GiftList.objects.get(office=work.office, return_reason="Thiếu xã")
    an_old = GiftList.objects.filter(office=work.office, state="draft", return_reason="")
    an_old.update(created_at=timezone.now() - timedelta(days=9))
    page = at(work).get(FRONT)
    text = text_of(page)
    assert f"hôm nay {gift_list} Bị trả lại Thiếu xã Sửa và trình lại" in text
    assert f"9 ngày {an_old.get()} Đang lập Lập tiếp và trình" in text
    late = [row.late for row in page.context["mine"].rows]
    assert late == sorted(late, reverse=True)
    ages = [row.age for row in page.context["mine"].rows if not row.late]
    assert ages == sorted(ages, reverse=True)


def test_whose_turn_it_is_stands_beside_what_waits_for_others(work, at):
    gift_list = GiftList.objects.get(office=work.office, state="submitted")
    others = at(work).get(FRONT).context["others"]
    told = {str(row.name): str(row.reason) for row in others.rows}
    assert told[str(gift_list)] == "Chờ người phê duyệt; chưa ai mở xem, còn rút lại để sửa được"
    approver = an_officer(roles.APPROVER, office=work.office)
    gift_lists.open_decision(gift_list, by=approver)
    others = at(work).get(FRONT).context["others"]
    told = {str(row.name): str(row.reason) for row in others.rows}
    assert str(approver) in told[str(gift_list)]
    returned = GiftList.objects.get(office=work.office, return_reason="Thiếu xã")
    turns = {str(row.name): str(row.reason) for row in at(approver).get(FRONT).context["others"].rows}
    assert turns[str(returned)] == f"Chờ {work.office} sửa và trình lại"


def test_who_waits_reminds_once_a_day_and_it_stands_first_with_whoever_decides(work, at):
    old = GiftList.objects.get(office=work.office, state="submitted")
    *_before, gift_list = (a_submitted_list(by=work, gifts=1) for _each in range(4))
    client, approver = at(work), an_officer(roles.APPROVER, office=work.office)

    def first(officer, part="mine"):
        return at(officer).get(FRONT).context[part].rows[0]

    assert str(gift_list) not in {str(row.name) for row in at(approver).get(FRONT).context["mine"].rows[:3]}
    (row,) = [row for row in client.get(FRONT).context["others"].rows if str(row.name) == str(old)]
    assert (str(row.verb), row.path) == ("Nhắc duyệt", verb(old, "nhac"))
    client.post(verb(gift_list, "nhac"))
    assert (str(first(approver).name), first(approver).reminded) == (str(gift_list), f"{work.full_name} nhắc hôm nay")
    told = first(work, "others")
    assert (str(told.name), str(told.verb), told.reminded) == (str(gift_list), "Xem", f"{work.full_name} nhắc hôm nay")
    assert "mỗi việc nhắc mỗi ngày một lần" in text_of(client.post(verb(gift_list, "nhac")))
    assert AuditEvent.objects.filter(verb="remind").count() == 1
    assert verb(gift_list, "nhac") not in at(approver).get(FRONT).content.decode()
    gift_lists.send_back(gift_list, reason="Thiếu xã", by=approver)
    gift_lists.submit(gift_list, by=work)
    assert first(approver).reminded == "", "of what was put forward before"


def test_an_event_of_the_next_days_stands_among_what_is_due(work, at):
    event = a_planned_handover(by=work, held_on=timezone.localdate() + timedelta(days=2))
    a_planned_handover(by=work, held_on=timezone.localdate() + timedelta(days=40))
    dated = at(work).get(FRONT).context["dated"]
    assert [row.due_words for row in dated.rows if event.title in str(row.name)] == ["còn 2 ngày"]


def test_more_than_fits_is_counted_and_leads_to_the_rest(work, at):
    for _each in range(4):
        a_gift_list(by=work)
    client = at(work)
    mine = client.get(FRONT).context["mine"]
    rest = {str(more.label): more for more in mine.more}["Danh sách đang lập, chưa trình"]
    assert rest.count == 2
    assert len(rows(client.get(rest.url))) == 5
    assert f"và 2 việc nữa: {rest.label}" in text_of(client.get(FRONT))
    assert mine.count == len(mine.rows) + sum(more.count for more in mine.more)


def test_news_tells_what_others_decided_since_yesterday_for_the_own_office(work, at):
    approver = an_officer(roles.APPROVER)
    donation = Donation.objects.get(office=work.office)
    donations.approve(donation, by=approver)
    donations.refuse(a_donation(by=work), reason="Ghi hai lần", by=approver)
    news = {(str(line.said), line.name, line.reason) for line in at(work).get(FRONT).context["news"]}
    assert ("Đã duyệt khoản ủng hộ", donation.code, "") in news
    assert ("Không duyệt khoản ủng hộ", "", "Ghi hai lần") in {(said, "", why) for said, _name, why in news}
    assert "Trả lại danh sách" in {said for said, _name, _reason in news}
    of_others = at(an_officer(office=an_office(DIEN_BIEN))).get(FRONT).context["news"]
    assert donation.code not in {line.name for line in of_others}
    assert "Không duyệt khoản ủng hộ" not in {str(line.said) for line in of_others}
    assert donation.code not in {line.name for line in at(approver).get(FRONT).context["news"]}


def test_who_proposed_moves_and_joins_sees_that_they_wait_and_then_what_became_of_them(at):
    officer, checker = an_officer(), the_checker()
    refused = moves.propose(
        an_approved_donation(by=officer), programme=a_programme(name="Quà Tết"), reason="Ghi nhầm", by=officer
    )
    first, second = (a_donor(name="Công ty Minh Họa", tax_code="0101243150", by=officer) for _each in range(2))
    join = donor_joins.propose(second, other=first, reason="Cùng mã số thuế", by=officer)
    others = at(officer).get(FRONT).context["others"].rows
    assert {f"Điều chỉnh khoản {refused.donation}", str(join)} <= {str(row.name) for row in others}
    moves.refuse(refused, reason="Sao kê ghi đúng", by=checker)
    donor_joins.approve(join, by=checker)
    news = {(str(line.said), line.name, line.reason) for line in at(officer).get(FRONT).context["news"]}
    assert ("Không đồng ý điều chỉnh khoản ủng hộ", refused.donation.code, "Sao kê ghi đúng") in news
    assert ("Đã duyệt gộp, tách nhà hảo tâm", str(join), "") in news


def test_the_money_of_the_office_is_the_sum_of_its_parts(work, at):
    an_approved_donation(by=work, amount_vnd=7_000_000)
    money = at(work).get(FRONT).context["money"]
    assert money["total"] == sum(amount for _mark, _label, amount in money["parts"]) == 7_000_000
    assert "Chưa phân bổ 7.000.000 Đã tiếp nhận, đã duyệt 7.000.000" in text_of(at(work).get(FRONT))


def test_sample_data_is_labelled_on_every_page(at):
    client = at(an_officer())
    assert "Dữ liệu minh họa" not in text_of(client.get(FRONT))
    TotalsState.objects.update_or_create(pk=1, defaults={"is_sample": True})
    for address in (FRONT, reverse("admin:programmes_donor_changelist"), reverse("admin:programmes_donor_add")):
        assert "Dữ liệu minh họa" in text_of(client.get(address))


def test_a_visit_to_the_only_app_leads_to_the_front_page(at):
    assert at(an_officer()).get("/quan-tri/programmes/").url == FRONT


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.parametrize(
    ("today", "closed", "told"),
    [
        (date(2019, 4, 2), [(2019, 1)], "Tháng đã hết, chưa khóa sổ: 3/2019, 12/2018 2"),
        (date(2019, 4, 2), [(2018, None), (2019, 3)], "Tháng đã hết, chưa khóa sổ: 1/2019 1"),
        (date(2019, 4, 2), [(2018, 12), (2019, 1), (2019, 3)], ""),
        (date(2019, 1, 9), [], "Tháng đã hết, chưa khóa sổ: 12/2018 1"),
    ],
    ids=str,
)
def test_months_with_receipts_that_are_over_wait_for_whoever_closes_them(today, closed, told, monkeypatch):
    monkeypatch.setattr("programmes.admin.waiting.today_in_vietnam", lambda: today)
    officer = an_officer(roles.HEADQUARTERS_OFFICER, headquarters())
    for day in (date(2018, 12, 31), date(2019, 1, 5), date(2019, 3, 1), date(2019, 4, 1)):
        a_donation(received_on=day)
    for year, month in closed:
        periods.close(ClosedPeriod(year=year, month=month), by=officer)
    assert "".join(f"{row.label} {row.count}" for row in beside_tables(officer)) == told
    assert beside_tables(an_officer()) == []


@pytest.mark.django_db
@pytest.mark.one_database
def test_of_many_open_months_the_last_six_stand_by_name(monkeypatch):
    monkeypatch.setattr("programmes.admin.waiting.today_in_vietnam", lambda: date(2019, 9, 2))
    for month in range(1, 9):
        a_planned_handover([], held_on=date(2019, month, 1))
    (row,) = beside_tables(an_officer(roles.HEADQUARTERS_OFFICER, headquarters()))
    told = "8/2019, 7/2019, 6/2019, 5/2019, 4/2019, 3/2019 và 2 tháng trước"
    assert (row.label, row.count) == (f"Tháng đã hết, chưa khóa sổ: {told}", 8)


@pytest.mark.one_database
def test_a_task_is_known_by_its_table_and_key():
    keys = [(task.model, task.key) for task in EVERY]
    assert len(keys) == len(set(keys))
    assert {(task.model, task.part_of) for task in EVERY if task.part_of} <= set(keys)


def test_headquarters_opens_a_round_from_its_front_page_and_a_province_does_not(at):
    for role, may_open in ((roles.HEADQUARTERS_OFFICER, True), (roles.PROVINCIAL_OFFICER, False)):
        begun = dict(at(an_officer(role)).get(FRONT).context["first_steps"])
        assert ("Mở đợt" in map(str, begun)) is may_open
