"""The ways back of a list: recalled until it is opened, moved to the round that was meant, cancelled with its gifts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.actions import donors, drafts, gift_lists, handovers, programmes, undo
from programmes.models import (
    AuditEvent,
    Category,
    Conflict,
    Donor,
    Gift,
    GiftKind,
    GiftList,
    ImportBatch,
    Note,
    Recipient,
    Round,
)
from programmes.models.base import ERASED
from programmes.rules.programmes import what_hangs
from programmes.totals.rebuild import differences
from tests import factories as f
from tests.actions.acts import a_stored_batch
from tests.actions.refusals import refused

pytestmark = pytest.mark.django_db
WHY = {"reason": "Chọn nhầm đợt"}


def a_list_from_a_file(people=2, **over):
    """A draft with cards of people whom its file has registered, and its file."""
    gift_list = f.a_gift_list(**over)
    batch = a_stored_batch(f.the_maker(), state=ImportBatch.State.STORED, report={"new": people})
    for _each in range(people):
        f.a_gift(gift_list)
    GiftList.objects.filter(pk=gift_list.pk).update(batch=batch)
    gift_list.gifts.update(batch=batch)
    Recipient.objects.filter(gifts__gift_list=gift_list).update(batch=batch)
    return GiftList.objects.get(pk=gift_list.pk), batch


# Recalled


def test_a_list_is_recalled_by_its_maker_with_a_reason_and_forgets_what_nobody_has_decided():
    conflict = f.a_conflict()
    over = conflict.other.gift_list
    gift_lists.recall(over, reason="Ghi sai thôn", by=f.the_maker())
    assert GiftList.objects.values_list("state", "submitted_by", "return_reason").get(pk=over.pk) == ("draft", None, "")
    assert not Conflict.objects.exists()
    assert AuditEvent.objects.get(verb="recall").reason == "Ghi sai thôn"


def test_a_list_that_an_approver_has_opened_is_not_recalled_until_it_is_put_off():
    gift_list, checker = f.a_submitted_list(), f.the_checker()
    gift_lists.open_decision(gift_list, by=checker)
    with refused("decision_is_open"):
        gift_lists.recall(gift_list, by=f.the_maker(), **WHY)
    with refused("not_opened_by_you"):
        gift_lists.put_off(gift_list, by=f.a_superuser())
    gift_lists.put_off(gift_list, by=checker)
    assert gift_lists.recall(gift_list, by=f.the_maker(), **WHY).state == "draft"


def test_who_made_no_part_of_a_list_does_not_recall_it():
    gift_list = f.a_submitted_list()
    with refused("recalled_by_other"):
        gift_lists.recall(gift_list, by=f.an_officer(), **WHY)


def test_a_maker_does_not_open_the_decision_and_a_decision_closes_it():
    boss = f.a_superuser()
    gift_list = f.a_submitted_list(by=boss)
    with refused("maker_is_checker"):
        gift_lists.open_decision(gift_list, by=boss)
    gift_lists.open_decision(gift_list, by=f.the_checker())
    returned = gift_lists.send_back(gift_list, reason="Thiếu quyết định", by=f.the_checker())
    assert (returned.opened_at, returned.opened_by) == (None, None)
    again = gift_lists.submit(returned, by=boss)
    gift_lists.open_decision(again, by=f.the_checker())
    assert f.approved(again).opened_by is None


# Moved to another round


def test_a_draft_moves_with_its_gifts_its_code_and_its_maker_and_its_decision_stays():
    f.the_rates()
    wrong, right = f.a_round(slug="so-the-2025"), f.a_round(slug="tet-2026")
    gift_list = f.a_gift_list(round=wrong, decision_number="245/QĐ-BHXH")
    gift = f.a_gift(gift_list, category=Category.NEAR_POOR)
    Gift.objects.update(valuation=None)
    mover = f.an_officer()
    moved = drafts.change_round(gift_list, round=right, by=mover, **WHY)
    assert (moved.code, moved.decision_number, moved.entered_by) == ("tet-2026-nghe-an", "245/QĐ-BHXH", mover)
    gift.refresh_from_db()
    assert (gift.round, gift.valuation.donor_cost_vnd) == (right, 379_080)
    event = AuditEvent.objects.get(verb="change_round")
    assert (event.before["round"], event.after["round"], event.after["gifts"]) == (wrong.pk, right.pk, 1)
    assert (event.before["entered_by"], event.reason) == (f.the_maker().pk, WHY["reason"])
    assert differences() == []


def test_a_code_that_the_office_wrote_itself_is_kept():
    gift_list = f.a_gift_list(code="DS-NGHEAN-01")
    assert drafts.change_round(gift_list, round=f.a_round(), by=f.the_maker(), **WHY).code == "DS-NGHEAN-01"


def test_a_list_does_not_move_to_where_its_people_have_the_same_gift():
    there = f.a_gift()
    gift_list = f.a_gift_list()
    f.a_gift(gift_list, recipient=there.recipient)
    f.a_gift(gift_list, recipient=there.recipient, kind=GiftKind.TET_PACKAGE)
    with refused("given_in_that_round"):
        drafts.change_round(gift_list, round=there.round, by=f.the_maker(), **WHY)
    with refused("round_is_the_same"):
        drafts.change_round(gift_list, round=gift_list.round, by=f.the_maker(), **WHY)


def test_who_made_a_list_that_another_moved_does_not_approve_it():
    boss = f.a_superuser(office=f.an_office())
    gift_list = f.a_gift_list(by=boss)
    f.a_gift(gift_list, by=f.the_maker())
    moved = drafts.change_round(gift_list, round=f.a_round(), by=f.the_maker(), **WHY)
    moved = gift_lists.submit(moved, by=f.the_maker())
    f.means_for(moved)
    with refused("maker_is_checker"):
        gift_lists.approve(moved, by=boss)


# Cancelled


def test_a_cancelled_list_goes_with_its_gifts_and_the_people_whom_its_file_registered_for_it_alone():
    gift_list, batch = a_list_from_a_file()
    known = gift_list.gifts.first().recipient
    f.a_gift(f.a_gift_list(), recipient=known)
    by_hand = f.a_gift(gift_list).recipient
    assert drafts.outlook(gift_list) == {"gifts": 3, "people": 1, "donor_cost_vnd": 3 * 379_080}
    drafts.cancel(gift_list, by=f.the_maker(), **WHY)
    assert set(Recipient.objects.all()) == {known, by_hand}
    assert (Gift.objects.count(), GiftList.objects.filter(pk=gift_list.pk).exists()) == (1, False)
    event = AuditEvent.objects.get(verb="cancel")
    assert (event.before["code"], event.before["gifts"], event.reason) == (gift_list.code, 3, WHY["reason"])
    batch.refresh_from_db()
    assert (batch.state, batch.report["undone"]) == ("undone", {"gifts": 3, "people": 1, "lists": 1})
    assert differences() == []


def test_a_file_that_brought_other_lists_too_stays_stored():
    gift_list, batch = a_list_from_a_file(1)
    elsewhere = f.a_gift()
    Gift.objects.filter(pk=elsewhere.pk).update(batch=batch)
    drafts.cancel(gift_list, by=f.the_maker(), **WHY)
    batch.refresh_from_db()
    assert batch.state == "stored"


def test_who_has_asked_for_something_stays_in_the_books_when_the_list_or_its_file_goes():
    gift_list, _batch = a_list_from_a_file(1)
    f.a_rights_request(recipient=gift_list.gifts.get().recipient)
    drafts.cancel(gift_list, by=f.the_maker(), **WHY)
    assert Recipient.objects.count() == 1


@pytest.mark.parametrize("beside", [f.a_note, f.a_paper])
def test_of_whom_something_is_written_or_kept_stays_in_the_books_so_that_it_can_still_be_erased(beside):
    gift_list, batch = a_list_from_a_file(2)
    person = gift_list.gifts.first().recipient
    beside(person)
    assert undo.outlook(batch)["people"] == drafts.outlook(gift_list)["people"] == 1
    drafts.cancel(gift_list, by=f.the_maker(), **WHY)
    assert Recipient.objects.get() == person


def _undo_file_of(donor):
    made = {"layout": "donors", "state": ImportBatch.State.STORED, "report": {"new": 1}}
    batch = a_stored_batch(f.the_maker(), **made)
    Donor.objects.filter(pk=donor.pk).update(batch=batch)
    undo.undo(batch, by=f.the_maker(), **WHY)


@pytest.mark.parametrize("away", [lambda donor: donors.withdraw(donor, by=f.the_maker(), **WHY), _undo_file_of])
def test_what_is_written_of_a_single_person_goes_with_a_donor_who_is_withdrawn(away):
    for donor in (f.a_person(), f.a_donor()):
        f.a_note(donor, "Bà Mẫu Thị Ví Dụ hẹn gọi lại.")
        away(donor)
    assert not Donor.objects.exists()
    assert [*Note.objects.order_by("pk").values_list("text", flat=True)] == [ERASED, "Bà Mẫu Thị Ví Dụ hẹn gọi lại."]


def test_an_empty_list_and_one_that_came_back_are_cancelled_likewise():
    returned = f.a_submitted_list()
    gift_lists.send_back(returned, reason="Sai đợt", by=f.the_checker())
    for gift_list in (f.a_gift_list(), returned):
        drafts.cancel(GiftList.objects.get(pk=gift_list.pk), by=f.the_maker(), **WHY)
    assert not GiftList.objects.exists()


@pytest.mark.parametrize("verb", ["move", "cancel"])
def test_a_list_has_no_such_way_back_once_it_is_submitted_planned_or_about_to_be_written_to(verb):
    def done(gift_list):
        if verb == "move":
            return drafts.change_round(gift_list, round=f.a_round(), by=f.the_maker(), **WHY)
        return drafts.cancel(gift_list, by=f.the_maker(), **WHY)

    with refused("list_is_submitted"):
        done(f.a_submitted_list())
    with refused("list_is_approved"):
        done(f.an_approved_list())
    planned = f.a_gift_list()
    event = f.a_planned_handover([], round=planned.round, province=planned.province)
    handovers.add_list(event, planned, by=f.the_maker())
    with refused("draft_is_planned"):
        done(planned)
    awaited = f.a_gift_list()
    a_stored_batch(f.the_maker(), state=ImportBatch.State.CONFIRMED, options={"lists": [[1, "40", 1, "", awaited.pk]]})
    with refused("file_is_coming"):
        done(awaited)


def statements_of(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


@pytest.mark.one_database
def test_as_many_statements_for_twenty_gifts_as_for_two():
    def moved(people):
        gift_list, target = a_list_from_a_file(people)[0], f.a_round()
        return statements_of(lambda: drafts.change_round(gift_list, round=target, by=f.the_maker(), **WHY))

    def cancelled(people):
        gift_list, _batch = a_list_from_a_file(people)
        return statements_of(lambda: drafts.cancel(gift_list, by=f.the_maker(), **WHY))

    moved(1), cancelled(1)
    assert (moved(2), cancelled(2)) == (moved(20), cancelled(20))


# Rounds and programmes


def test_a_round_and_a_programme_go_while_nothing_hangs_on_them():
    round_ = f.a_round()
    a_stored_batch(f.the_maker(), round=round_, state=ImportBatch.State.CANCELLED)
    programme = round_.programme
    by = f.the_maker(f.headquarters())
    with refused("still_used"):
        programmes.withdraw(programme, by=by, **WHY)
    programmes.withdraw(round_, by=by, **WHY)
    programmes.withdraw(programme, by=by, **WHY)
    assert not Round.objects.exists()
    assert [*AuditEvent.objects.filter(verb="withdraw_record").values_list("target_type", flat=True)] == [
        "programme",
        "round",
    ]


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda round_: f.a_gift_list(round=round_), "1 danh sách tặng"),
        (lambda round_: f.a_gift(f.a_gift_list(round=round_)), "1 danh sách tặng"),
        (lambda round_: f.a_pledge(round=round_, programme=round_.programme), "1 khoản ủng hộ"),
        (lambda round_: a_stored_batch(f.the_maker(), round=round_), "1 lần nhập tệp"),
    ],
)
def test_a_round_on_which_something_hangs_says_what(make, what):
    round_ = f.a_round()
    make(round_)
    assert [str(one) for one in what_hangs(round_)] == [what]
    with refused("still_used"):
        programmes.withdraw(round_, by=f.the_maker(f.headquarters()), **WHY)
