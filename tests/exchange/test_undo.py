"""Taking a stored file back: what it added goes, in one act; what others have built on stays."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programmes.actions import donations, gift_lists, gifts, published, same_person, undo
from programmes.models import AuditEvent, Donation, Donor, Gift, GiftList, ImportBatch, PublishedFigure, Recipient
from programmes.rules.problems import RuleViolation
from programmes.totals.rebuild import differences
from tests import factories as f
from tests import sheets
from tests.exchange.doors import take_in

pytestmark = [pytest.mark.django_db, pytest.mark.every_database]

REASON = "Tải nhầm tệp của đợt trước"


@pytest.fixture
def send(officer, round_, tmp_path):
    """Store a file of these lines; its batch."""

    def store(*lines, layout="gifts", by=officer):
        take_in(sheets.a_csv(tmp_path, list(lines)), layout, by, round_)
        return ImportBatch.objects.latest("pk")

    return store


def refused(batch, by):
    with pytest.raises(RuleViolation) as refusal:
        undo.undo(batch, reason=REASON, by=by)
    return [problem.code for problem in refusal.value.problems]


def test_gifts_people_and_lists_of_the_file_are_gone_and_the_totals_agree(send, officer):
    batch = send(*sheets.lines(3))
    promised = undo.outlook(batch)
    assert [promised[key] for key in ("gifts", "people", "lists")] == [3, 3, 1]
    batch = undo.undo(batch, reason=REASON, by=officer)
    assert (batch.state, batch.message) == (ImportBatch.State.UNDONE, REASON)
    assert batch.report["undone"] == promised
    assert not Gift.objects.exists()
    assert not Recipient.objects.exists()
    assert not GiftList.objects.exists()
    assert differences() == []


def test_the_audit_trail_tells_who_took_back_how_much_and_why(send, officer):
    batch = send(*sheets.lines(3))
    undo.undo(batch, reason=REASON, by=officer)
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, event.target_id, event.actor) == ("undo_import", str(batch.pk), officer.username)
    assert (event.after, event.reason) == ({"gifts": 3, "people": 3, "lists": 1}, REASON)


def test_the_same_file_can_be_stored_again_afterwards(send, officer):
    undo.undo(send(*sheets.lines(3)), reason=REASON, by=officer)
    again = send(*sheets.lines(3))
    assert (again.state, again.report["new"]) == (ImportBatch.State.STORED, 3)
    assert differences() == []


def test_a_person_who_has_another_gift_stays(send, officer):
    batch = send(*sheets.lines(2))
    person = Recipient.objects.order_by("pk").first()
    f.a_gift(f.a_gift_list(by=officer), by=officer, recipient=person)
    assert undo.outlook(batch)["people"] == 1
    undo.undo(batch, reason=REASON, by=officer)
    assert list(Recipient.objects.all()) == [person]
    assert Gift.objects.count() == 1


def test_a_person_who_was_known_before_stays(send, officer):
    known = f.a_recipient(citizen_number=sheets.a_citizen_number(1, sex="nữ", year=1941))
    line = sheets.a_line(1, **{"Họ và tên": known.full_name, "Số CCCD": known.citizen_number, "Ngày sinh": ""})
    batch = send(line, sheets.a_line(2))
    undo.undo(batch, reason=REASON, by=officer)
    assert list(Recipient.objects.all()) == [known]


def test_a_list_that_was_there_before_stays(send, officer, round_):
    drawn_up = f.a_gift_list(round=round_, by=officer)
    batch = send(*sheets.lines(2))
    assert undo.outlook(batch)["lists"] == 0
    undo.undo(batch, reason=REASON, by=officer)
    assert list(GiftList.objects.all()) == [drawn_up]
    assert differences() == []


def test_a_list_that_holds_other_gifts_too_stays(send, officer):
    batch = send(*sheets.lines(2))
    other = send(sheets.a_line(3))
    undo.undo(batch, reason=REASON, by=officer)
    assert list(Gift.objects.values_list("batch", flat=True)) == [other.pk]
    assert GiftList.objects.count() == 1
    assert differences() == []


def test_what_the_file_corrected_stays_corrected(send, officer):
    send(sheets.a_line(1))
    batch = send(sheets.a_line(1, **{"Số tiền (đồng)": "400.000"}), sheets.a_line(2))
    undo.undo(batch, reason=REASON, by=officer)
    assert Gift.objects.get().donor_cost_vnd == 400_000


def test_a_file_that_only_corrected_adds_nothing_to_take_back(send, officer):
    send(sheets.a_line(1))
    batch = send(sheets.a_line(1, **{"Số tiền (đồng)": "400.000"}))
    assert refused(batch, officer) == ["nothing_to_undo"]


def test_once_a_list_is_submitted_the_file_stays(send, officer):
    batch = send(*sheets.lines(2))
    gift_lists.submit(GiftList.objects.get(), by=officer)
    assert refused(batch, officer) == ["list_left_draft"]
    assert Gift.objects.count() == 2
    gift_lists.send_back(GiftList.objects.get(), reason="Thiếu chữ ký", by=f.the_checker())
    undo.undo(batch, reason=REASON, by=officer)
    assert not Gift.objects.exists()


def test_only_who_sent_the_file_takes_it_back(send):
    batch = send(*sheets.lines(2))
    assert refused(batch, f.an_officer()) == ["not_the_owner"]


def test_a_second_click_takes_nothing_back(send, officer):
    batch = send(*sheets.lines(2))
    undo.undo(batch, reason=REASON, by=officer)
    assert refused(batch, officer) == ["not_stored"]
    assert AuditEvent.objects.filter(verb="undo_import").count() == 1


def test_gifts_withdrawn_by_hand_leave_no_person_and_no_list_behind(send, officer):
    batch = send(*sheets.lines(2))
    for gift in Gift.objects.all():
        gifts.withdraw(gift, by=officer)
    undo.undo(batch, reason=REASON, by=officer)
    assert not Recipient.objects.exists()
    assert not GiftList.objects.exists()


def test_of_two_files_stored_at_one_moment_each_takes_back_its_own(send, officer, monkeypatch):
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    first, second = send(sheets.a_line(1)), send(sheets.a_line(2, **{"Số quyết định": "12/QĐ"}))
    gifts.withdraw(Gift.objects.get(batch=second), by=officer)
    undone = undo.undo(first, reason=REASON, by=officer).report["undone"]
    assert [undone[name] for name in ("gifts", "people", "lists")] == [1, 1, 1]
    assert Recipient.objects.get().batch == GiftList.objects.get().batch == second


def test_a_person_about_whom_somebody_has_concluded_stays_and_is_not_promised_to_go(send, officer):
    without_papers = {"Số CCCD": "", "Không có giấy tờ (lý do)": "Chưa làm căn cước"}
    batch = send(*(sheets.a_line(number, **without_papers) for number in (1, 2, 3)))
    first = Recipient.objects.order_by("pk").first()
    alike = {name: getattr(first, name) for name in ("full_name", "birth_date", "birth_precision", "commune")}
    other = f.a_recipient(**alike)
    same_person.conclude([first.pk, other.pk], is_same=False, reason="Đã đối chiếu", by=officer)
    promised = undo.outlook(batch)
    batch = undo.undo(batch, reason=REASON, by=officer)
    assert batch.report["undone"] == promised
    assert promised["people"] == 2
    assert set(Recipient.objects.all()) == {first, other}


def donation_lines(*codes):
    donor = f.a_donor(code="NHT-1")
    line = {"Nhà hảo tâm": donor.code, "Số tiền (đồng)": "5.000.000", "Ngày nhận": "04/03/2025"}
    return [{"Số chứng từ": code, **line} for code in codes]


def test_donations_that_nobody_has_approved_are_taken_back(send, officer):
    batch = send(*donation_lines("A-1", "A-2"), layout="donations")
    by_hand = f.a_donation(by=officer)
    assert undo.undo(batch, reason=REASON, by=officer).report["undone"]["donations"] == 2
    assert list(Donation.objects.all()) == [by_hand]


def test_once_one_donation_is_approved_none_is_taken_back(send, officer):
    batch = send(*donation_lines("A-1", "A-2"), layout="donations")
    donations.approve(Donation.objects.get(code="A-1"), by=f.the_checker())
    assert refused(batch, officer) == ["donation_was_approved"]
    assert Donation.objects.count() == 2


def test_donors_who_have_given_stay(send, officer):
    lines = [{"Tên nhà tài trợ": f"Công ty {name}", "Loại": "doanh nghiệp"} for name in ("A", "B", "C")]
    batch = send(*lines, layout="donors")
    giver = Donor.objects.get(name="Công ty B")
    f.a_donation(donor=giver, by=officer)
    promised = undo.outlook(batch)
    undone = undo.undo(batch, reason=REASON, by=officer).report["undone"]
    assert (undone["donors"], undone["kept"]) == (promised["donors"], promised["kept"]) == (2, 1)
    assert list(Donor.objects.all()) == [giver]


def a_file_of_figures(officer, *figures, token):
    over = {"owner": officer, "office": officer.office, "token": token, "size_bytes": 9, "report": {"new": 1}}
    batch = ImportBatch.objects.create(layout="published_figures", state="stored", **over)
    PublishedFigure.objects.filter(pk__in=[figure.pk for figure in figures]).update(batch=batch)
    return batch


def test_a_file_of_figures_is_taken_back_as_long_as_none_of_them_is_published(headquarters_officer):
    one, other, third = (f.a_draft_figure(by=headquarters_officer) for _number in range(3))
    partly = a_file_of_figures(headquarters_officer, one, other, token="1" * 32)
    wholly = a_file_of_figures(headquarters_officer, third, token="2" * 32)
    published.publish(one, by=f.the_checker())
    assert [problem.code for problem in undo.check(partly, headquarters_officer)] == ["figure_was_published"]
    assert undo.undo(wholly, reason=REASON, by=headquarters_officer).report["undone"]["figures"] == 1
    assert set(PublishedFigure.objects.all()) == {one, other}


def test_undoing_takes_the_same_statements_for_many_rows(send, officer):
    taken = []
    for first, count in ((1, 5), (100, 300)):
        batch = send(*(sheets.a_line(number) for number in range(first, first + count)))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            undo.undo(batch, reason=REASON, by=officer)
        taken.append(len(queries))
    assert taken[0] == taken[1]
