"""Closed periods and published figures are sealed: a cell that was changed past the verbs is found, whichever it is."""

from datetime import date, timedelta

import pytest
from django.db import DataError, IntegrityError, connection, models, transaction
from django.utils import timezone

from programmes.actions import corrections, donations, moves, periods
from programmes.actions import sealed_records as sealing
from programmes.models import AuditEvent, ClosedPeriod, Donation, Gift, bulk
from programmes.totals import sealed_records
from programmes.totals.sealed_records import FIGURES, PARTS
from tests import factories as f
from tests.guards import break_by_hand

pytestmark = pytest.mark.django_db
SEALED = (*PARTS, FIGURES)
CELLS = {f"{part.name}.{name}": (part, name) for part in SEALED for name in part.columns if name != "id"}
# No other value of these is one that the database takes while the other columns of the row are as they are.
REFUSED = {
    *("donation.state", "gift.group_name", "gift.quantity", "publishedfigure.version", "publishedfigure.state"),
    *("publishedfigure.as_of", "publishedfigure.as_of_precision"),
    *("publishedfigure.currency", "publishedfigure.foreign_amount"),
}


def close(year=2025, month=None):
    return periods.close(ClosedPeriod(year=year, month=month), by=f.the_maker(f.headquarters()))


def correct(**what):
    proposed = corrections.propose(reason="Nhập muộn", by=f.the_maker(f.headquarters()), **what)
    return corrections.approve(proposed, by=f.the_checker())


@pytest.fixture(scope="module")
def year(shared_books):
    """A closed year with something in each table that is sealed, and a donation that waits; a month of it is closed."""
    f.an_approved_donation(form=Donation.Form.IN_KIND, route="in_kind", goods="Gạo", received_on=date(2025, 3, 4))
    wrong = f.an_approved_donation(received_on=date(2025, 3, 5))
    donations.approve(donations.reverse(wrong, reason="Ghi trùng", by=f.the_maker()), by=f.the_checker())
    event = f.a_handover([f.an_approved_list(gifts=3)])
    f.a_planned_handover([f.an_approved_list(office=f.an_office(f.DIEN_BIEN))])
    f.a_person()
    f.an_approved_donation(received_on=date(2026, 3, 4))
    f.a_published_figure()
    close(month=3)
    closed = close()
    correct(gift=Gift.objects.filter(event=event).first())
    correct(donation=f.a_donation(received_on=date(2025, 3, 9)))
    return closed


def faults():
    return sealed_records.faults()[1], sealed_records.changed_figures()[1]


def test_what_was_closed_and_corrected_since_is_whole(year):
    rows, found = sealed_records.faults()
    assert (found, sealed_records.changed_figures()) == ([], (1, set()))
    assert rows > 20


def test_every_column_is_sealed_or_it_is_said_why_it_may_change():
    for part in SEALED:
        known = {field.attname for field in part.model._meta.concrete_fields}
        assert part.may_change.keys() <= known
        assert {*part.columns, *part.may_change} == known


OTHERS = (
    (models.ForeignKey, lambda value, field: [*_there(field).exclude(pk=value), field.target_field.to_python(99)]),
    (models.DateTimeField, lambda value, _field: [bulk.moment((value or timezone.now()) + timedelta(microseconds=1))]),
    (models.DateField, lambda value, _field: [(value or date(2025, 3, 4)) + timedelta(days=1)]),
    (models.BooleanField, lambda value, _field: [not value]),
    (models.IntegerField, lambda value, _field: [(value or 0) + 1, (value or 0) - 1, 10**11]),
    (models.JSONField, lambda _value, _field: ['{"part_of": ["X1"]}']),
    (models.BinaryField, lambda _value, _field: [b"x" * 16]),
    (models.Field, lambda value, field: [key for key, _word in field.flatchoices if key != value] or [f"{value}x"]),
)


def _there(field):
    return field.related_model.objects.order_by("pk").values_list("pk", flat=True)


def others(model, name, value):
    """Other values that the column could hold."""
    field = model._meta.get_field(name)
    return next(make(value, field) for kind, make in OTHERS if isinstance(field, kind))


def changes(part, name, year):
    """Each cell of a column with each other value, where the database takes it; the change is undone afterwards."""
    for row in part.model.objects.filter(part.where) if part is FIGURES else part.within(year):
        for value in others(part.model, name, getattr(row, name)):
            try:
                with transaction.atomic():
                    break_by_hand(f"UPDATE {part.model._meta.db_table} SET {name} = %s WHERE id = %s", [value, row.pk])
                    yield
                    transaction.set_rollback(True)
            except (IntegrityError, DataError):
                continue


@pytest.mark.parametrize("cell", CELLS)
def test_a_changed_cell_is_found(cell, year):
    change = changes(*CELLS[cell], year)
    is_possible = next(change, change) is None
    assert any(faults()) == is_possible == (cell not in REFUSED)
    change.close()


@pytest.mark.parametrize("part", SEALED, ids=lambda part: part.name)
def test_a_row_that_is_gone_is_found(part, year):
    rows = part.model.objects.filter(part.where) if part is FIGURES else part.within(year)
    with transaction.atomic():
        break_by_hand(f"DELETE FROM {part.model._meta.db_table} WHERE id = %s", [rows.order_by("-pk").first().pk])
        assert any(faults())
        transaction.set_rollback(True)


def test_a_row_that_came_from_another_year_is_found_in_the_month_and_in_the_year(year):
    other = Donation.objects.get(received_on__year=2026)
    break_by_hand("UPDATE programmes_donation SET received_on = '2025-03-31' WHERE id = %s", [other.pk])
    ((month, donations_), (whole, _same)) = [(one.period, one.part) for one in faults()[0]]
    assert ({month, whole}, donations_) == ({"2025", "3/2025"}, "khoản ủng hộ")


def test_what_was_changed_past_the_verbs_is_not_made_good_by_a_correction_and_is_by_its_old_value(year):
    gift = Gift.objects.filter(event__isnull=False).first()
    break_by_hand("UPDATE programmes_gift SET months = months + 1 WHERE id = %s", [gift.pk])
    correct(gift=gift)
    correct(donation=f.a_donation(received_on=date(2025, 3, 9)))
    ((changed,), _figures) = faults()
    assert changed.part == "suất quà"
    correct(gift=gift, outcome="handed_over")
    break_by_hand("UPDATE programmes_gift SET months = months - 1 WHERE id = %s", [gift.pk])
    assert not any(faults())


def test_a_donation_of_a_closed_year_that_two_have_moved_is_sealed_where_it_is(year):
    donation = Donation.objects.get(form="in_kind")
    proposed = moves.propose(donation, donor=f.a_donor(), reason="Ghi nhầm", by=f.the_maker(f.headquarters()))
    moves.approve(proposed, by=f.the_checker())
    assert not any(faults())
    break_by_hand("UPDATE programmes_donation SET donor_id = %s WHERE id = %s", [proposed.donor_before_id, donation.pk])
    assert [one.part for one in faults()[0]] == ["khoản ủng hộ"] * 2  # of March and of the year


def test_a_seal_that_was_slipped_into_the_trail_seals_nothing(year):
    break_by_hand("UPDATE programmes_gift SET months = months + 1")
    last = AuditEvent.objects.filter(verb="seal", target_type="closedperiod").latest("pk")
    told = sealed_records.written(sealed_records.sealed_of(year))
    last.pk, last._state.adding = last.pk + 1000, True
    last.after, last.target_id = {**last.after, "marks": told}, str(year.pk)
    last.save()
    assert any(faults())


def test_an_upgrade_seals_what_was_closed_and_published_before_there_were_seals(year):
    break_by_hand("DELETE FROM programmes_auditevent WHERE verb = 'seal'")
    assert {(one.period, one.part) for one in faults()[0]} == {("2025", ""), ("3/2025", "")}
    assert faults()[1]
    sealing.begin()
    sealing.begin()
    assert not any(faults())
    assert AuditEvent.objects.filter(verb="seal").exclude(target_type="giftlist").count() == 3


def test_a_row_reads_alike_whatever_the_session_is_set_to(year):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for setting in ("DateStyle = 'ISO, DMY'", "bytea_output = 'escape'", "IntervalStyle = 'iso_8601'"):
                cursor.execute(f"SET LOCAL {setting}")
    assert not any(faults())
