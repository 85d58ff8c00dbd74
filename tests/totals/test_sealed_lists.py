"""An approved list is sealed: a cell of it or of a gift that was changed past the verbs is found before a closing."""

import pytest
from django.core.management import call_command
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from programmes.actions import erasures, gift_lists, handovers
from programmes.actions import sealed_records as sealing
from programmes.models import AuditEvent, Gift, GiftList, bulk
from programmes.totals import checks, sealed_lists
from programmes.totals.sealed_lists import PARTS
from tests import factories as f
from tests.guards import break_by_hand
from tests.totals.test_sealed_records import others

pytestmark = pytest.mark.django_db
CELLS = {f"{part.name}.{name}": (part, name) for part in PARTS.values() for name in part.columns if name != "id"}
# No other value of these is one that the database takes while the other columns of the row are as they are.
REFUSED = {
    *("gift.group_name", "gift.quantity"),
    *(f"giftlist.{step}_{what}" for step in ("first_approved", "opened") for what in ("at", "by_id")),
}


@pytest.fixture(scope="module")
def approved(shared_books):
    """Two approved lists, one of them handed over but for one gift; a draft, and records to point at."""
    gift_list = f.an_approved_list(gifts=3)
    f.an_approved_list(office=f.an_office(f.DIEN_BIEN), gifts=2)
    f.fund(gift_list)
    event = f.a_planned_handover([gift_list])
    handovers.note_outcomes(event, [gift_list.gifts.first().pk], Gift.Outcome.ABSENT, by=f.the_maker())
    handovers.note_the_rest(event, by=f.the_maker())
    handovers.hand_over(event, by=f.the_maker())
    f.a_gift()
    f.a_person()
    return gift_list


def test_what_was_approved_and_handed_over_since_is_whole(approved):
    assert sealed_lists.changed() == (7, set())
    assert AuditEvent.objects.filter(verb="seal", target_type="giftlist").count() == 2


def test_every_column_is_sealed_or_it_is_said_why_it_may_change():
    for part in PARTS.values():
        known = {field.attname for field in part.model._meta.concrete_fields}
        assert part.may_change.keys() <= known
        assert {*part.columns, *part.may_change} == known


def changes(part, name, approved):
    """Each cell of a column with each other value, where the database takes it; the change is undone afterwards."""
    home = "pk" if part.model is GiftList else "gift_list"
    for row in part.model.objects.filter(**{home: approved.pk}):
        for value in others(part.model, name, getattr(row, name)):
            try:
                with transaction.atomic():
                    break_by_hand(f"UPDATE {part.model._meta.db_table} SET {name} = %s WHERE id = %s", [value, row.pk])
                    yield
                    transaction.set_rollback(True)
            except (IntegrityError, DataError):
                continue


@pytest.mark.parametrize("cell", CELLS)
def test_a_changed_cell_is_found(cell, approved):
    change = changes(*CELLS[cell], approved)
    is_possible = next(change, change) is None
    assert (approved.pk in sealed_lists.changed()[1]) == is_possible == (cell not in REFUSED)
    change.close()


def test_a_gift_that_is_gone_or_came_later_is_found_with_its_list(approved):
    outsider = Gift.objects.exclude(gift_list__state__in=sealed_lists.SETTLED).get()
    with transaction.atomic():
        break_by_hand("UPDATE programmes_gift SET gift_list_id = %s WHERE id = %s", [approved.pk, outsider.pk])
        assert sealed_lists.changed()[1] == {approved.pk}
        transaction.set_rollback(True)
    gone = Gift.objects.exclude(gift_list=approved).filter(gift_list__state="approved").first()
    break_by_hand("DELETE FROM programmes_gift WHERE id = %s", [gone.pk])
    assert sealed_lists.changed()[1] == {gone.gift_list_id}


def test_a_list_that_is_a_draft_again_and_one_that_was_approved_past_the_verbs_are_found(approved):
    draft = GiftList.objects.exclude(state__in=sealed_lists.SETTLED).get()
    change = "UPDATE programmes_giftlist SET state = %s, approved_at = %s, approved_by_id = %s WHERE id = %s"
    break_by_hand(change, ["handed_over", bulk.moment(approved.approved_at), f.the_checker().pk, draft.pk])
    break_by_hand(change, ["draft", None, None, approved.pk])
    assert sealed_lists.changed()[1] == {draft.pk, approved.pk}


def test_a_person_of_an_approved_list_who_is_erased_breaks_no_seal(approved):
    break_by_hand("UPDATE programmes_handoverevent SET held_on = '2001-01-01'")
    person = approved.gifts.filter(outcome="handed_over").first().recipient
    erasures.erase(person, reason="Đề nghị của người nhận", by=f.the_checker())
    assert sealed_lists.changed()[1] == set()


def test_an_upgrade_seals_what_was_approved_before_there_were_seals(approved):
    break_by_hand("DELETE FROM programmes_auditevent WHERE verb = 'seal'")
    assert sealed_lists.changed()[1] == set(
        GiftList.objects.filter(state__in=sealed_lists.SETTLED).values_list("pk", flat=True)
    )
    sealing.begin()
    sealing.begin()
    assert sealed_lists.changed() == (7, set())
    assert AuditEvent.objects.filter(verb="seal", target_type="giftlist").count() == 2


def test_to_seal_and_to_look_takes_as_many_statements_for_many_gifts_as_for_few():
    asked = []
    for gifts in (2, 12):
        submitted = f.a_submitted_list(gifts=gifts)
        f.means_for(submitted)
        with CaptureQueriesContext(connection) as approving:
            gift_lists.approve(submitted, by=f.the_checker())
        with CaptureQueriesContext(connection) as looking:
            assert sealed_lists.changed()[1] == set()
        asked.append((len(approving), len(looking)))
    assert asked[0] == asked[1]


def test_each_day_the_lists_are_looked_at_that_no_period_holds_and_the_command_names_the_one_that_was_changed(
    approved, capsys
):
    check = next(check for check in checks.CHECKS if check.code == "sealed_lists")
    assert check.count(False) == (7, 0)
    break_by_hand("UPDATE programmes_gift SET months = months + 1 WHERE id = %s", [approved.gifts.first().pk])
    with pytest.raises(SystemExit):
        call_command("check_books")
    told = capsys.readouterr().out
    assert f"danh sách số {approved.pk}, {approved}: khác lúc duyệt" in told
    assert "bản sao lưu gần nhất" in told
