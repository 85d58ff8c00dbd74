"""What is posted or approved stays as it is, whichever way somebody tries: the database itself refuses."""

import hashlib

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from programmes.actions import seals
from programmes.models import (
    Account,
    AuditEvent,
    AuditSeal,
    ClosedPeriod,
    Donation,
    Gift,
    GiftList,
    GiftPayment,
    HandoverEvent,
    LedgerEntry,
    Valuation,
)
from programmes.models.base import AppendOnlyError
from tests import factories as f

pytestmark = pytest.mark.django_db

POSTED = {
    LedgerEntry: "amount_vnd",
    GiftPayment: "amount_vnd",
    AuditEvent: "reason",
    AuditSeal: "total",
    Valuation: "total_vnd",
}
APPROVED = {
    Donation: (
        "amount_vnd",
        "received_on",
        "donor_id",
        "earmark_id",
        "state",
        "code",
        "approved_by_id",
        "entered_by_id",
    ),
    Gift: ("donor_cost_vnd", "quantity", "kind", "months", "gift_list_id", "valuation_id", "entered_by_id"),
    GiftList: (
        "value_vnd",
        "province_id",
        "decision_number",
        "approved_by_id",
        "state",
        "round_id",
        "difference_reason",
    ),
}


def fingerprint():
    """Digest of every row of every table that facts are in."""
    digest = hashlib.sha256()
    for model in (*POSTED, *APPROVED):
        digest.update(repr(list(model._base_manager.order_by("pk").values_list())).encode())
    return digest.hexdigest()


@pytest.fixture(scope="module")
def books(shared_books):
    """A donation that became two health cards, with their valuation."""
    Valuation.objects.create(
        kind="hi_card",
        category_code="near_poor",
        months=12,
        starts_on="2025-12-01",
        province=f.a_province(),
        total_vnd=1_263_600,
        state_support_vnd=884_520,
        local_topup_vnd=0,
        donor_cost_vnd=379_080,
        rates=[],
        digest="x",
    )
    f.a_handover()
    seals.begin()
    return fingerprint()


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _changed(model, name):
    row = model._base_manager.first()
    value = getattr(row, name)
    setattr(row, name, value + 1 if isinstance(value, int) else "khác")
    return row


WAYS = {
    "save": lambda model, name: _changed(model, name).save(),
    "save of one field": lambda model, name: _changed(model, name).save(update_fields=[name]),
    "update": lambda model, name: model.objects.update(**{name: 1}),
    "update around our manager": lambda model, name: model._base_manager.update(**{name: 1}),
    "bulk_update": lambda model, name: model._base_manager.bulk_update([_changed(model, name)], [name]),
    "bulk_create over the old row": lambda model, name: model._base_manager.bulk_create(
        [_changed(model, name)], update_conflicts=True, update_fields=[name], unique_fields=["id"]
    ),
    "update_or_create": lambda model, name: model._base_manager.update_or_create(
        pk=model._base_manager.first().pk, defaults={name: 1}
    ),
    "delete": lambda model, _name: model._base_manager.first().delete(),
    "queryset delete": lambda model, _name: model.objects.all().delete(),
    "queryset delete around our manager": lambda model, _name: model._base_manager.all().delete(),
    "raw delete": lambda model, _name: model._base_manager.all()._raw_delete("default"),
    "SQL UPDATE": lambda model, name: sql(f"UPDATE {model._meta.db_table} SET {name} = {name}"),
    "SQL DELETE": lambda model, _name: sql(f"DELETE FROM {model._meta.db_table}"),
    "SQL TRUNCATE": lambda model, _name: sql(f"TRUNCATE {model._meta.db_table} CASCADE"),
    "SQL REPLACE": lambda model, _name: sql(
        f"INSERT OR REPLACE INTO {model._meta.db_table} SELECT * FROM {model._meta.db_table}"
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", POSTED, ids=lambda model: model.__name__)
def test_a_posted_row_is_neither_changed_nor_deleted(model, way, books):
    with pytest.raises((AppendOnlyError, DatabaseError)), transaction.atomic():
        WAYS[way](model, POSTED[model])
    assert fingerprint() == books


COLUMNS = [(model, name) for model, names in APPROVED.items() for name in names]


@pytest.mark.parametrize(("model", "name"), COLUMNS, ids=lambda part: getattr(part, "__name__", part))
def test_no_statement_changes_what_was_approved(model, name, books):
    column = model._meta.get_field(name.removesuffix("_id"))
    row = model._base_manager.filter(**({"state": "approved"} if model is Donation else {})).first()
    value = getattr(row, name)
    words = {"state": "draft", "kind": "relief", "province_id": "11"}
    other = value + 1 if isinstance(value, int) else words.get(name, "2025-01-09")
    if value is None:
        other = Valuation.objects.get().pk if name == "valuation_id" else "40"
    with pytest.raises(IntegrityError, match="is not|are never|taken back"), transaction.atomic():
        model._base_manager.filter(pk=row.pk).update(**{column.attname: other})
    assert fingerprint() == books


@pytest.mark.parametrize("model", APPROVED, ids=lambda model: model.__name__)
def test_no_statement_deletes_what_was_approved(model, books):
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(f"DELETE FROM {model._meta.db_table}")
    assert fingerprint() == books


@pytest.mark.parametrize("model", APPROVED, ids=lambda model: model.__name__)
def test_no_statement_replaces_what_was_approved(model, books):
    table = model._meta.db_table
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    assert fingerprint() == books


def test_no_gift_slips_into_an_approved_list(books):
    gift = Gift.objects.first()
    stranger = f.a_recipient()
    values = {field.attname: getattr(gift, field.attname) for field in Gift._meta.concrete_fields}
    with pytest.raises(IntegrityError, match="added to an approved list"), transaction.atomic():
        Gift._base_manager.bulk_create([Gift(**{**values, "id": None, "recipient_id": stranger.pk, "event_id": None})])
    with pytest.raises(IntegrityError), transaction.atomic():
        Gift._base_manager.filter(pk=f.a_gift().pk).update(gift_list=gift.gift_list_id)


def test_nobody_approves_a_list_with_a_gift_of_their_own_not_even_by_a_statement():
    gift_list = f.a_submitted_list()
    maker = f.a_superuser()
    Gift.objects.filter(pk=Gift.objects.first().pk).update(entered_by=maker)
    for field in ("approved", "first_approved"):
        with pytest.raises(IntegrityError, match="does not approve"), transaction.atomic():
            GiftList.objects.filter(pk=gift_list.pk).update(
                **{f"{field}_by": maker, f"{field}_at": gift_list.submitted_at}
            )


def test_thanks_and_outcomes_may_still_be_noted_on_what_was_approved(books):
    assert Donation.objects.approved().update(thanked_on="2025-12-24", thanked_how="Thư cảm ơn") == 1
    f.an_approved_list()
    assert Gift.objects.expected().update(outcome="absent", delivery="electronic") == 2


def approving(gift_list, **over):
    over = {"state": "approved", "approved_by": f.the_checker(), "approved_at": gift_list.created_at, **over}
    GiftList.objects.filter(pk=gift_list.pk).update(**over)


def test_a_draft_is_not_approved_by_a_statement():
    gift_list = f.a_gift().gift_list
    with pytest.raises(IntegrityError, match="but as submitted"), transaction.atomic():
        approving(gift_list, value_vnd=379_080)


@pytest.mark.parametrize("value_vnd", [0, 758_159, 758_161])
def test_a_list_is_not_approved_by_a_statement_at_another_value_than_its_gifts(value_vnd):
    gift_list = f.a_submitted_list()
    with pytest.raises(IntegrityError, match="value of its gifts"), transaction.atomic():
        approving(gift_list, value_vnd=value_vnd)


def test_one_person_does_not_approve_a_billion_by_a_statement():
    gift_list = f.a_gift_list()
    f.a_gift(gift_list, kind="relief", donor_cost_vnd=1_000_000_000)
    f.gift_lists.submit(gift_list, by=f.the_maker())
    with pytest.raises(IntegrityError, match="by one person"), transaction.atomic():
        approving(gift_list, value_vnd=1_000_000_000)


def test_a_gift_that_was_paid_is_not_made_unpaid_by_a_statement(books):
    with pytest.raises(IntegrityError, match="a gift is handed over when it is paid"), transaction.atomic():
        Gift.objects.update(event=None, outcome="")
    assert fingerprint() == books


def test_a_gift_that_nobody_paid_is_not_handed_over_by_a_statement(books):
    event, gift = HandoverEvent.objects.get(), f.an_approved_list().gifts.first()
    with pytest.raises(IntegrityError, match="a gift is handed over when it is paid"), transaction.atomic():
        Gift.objects.filter(pk=gift.pk).update(event=event, outcome="handed_over")


@pytest.mark.parametrize("changes", [{"held_on": "2024-12-20"}, {"state": "planned"}, {"province": "11"}], ids=str)
def test_an_event_that_is_done_is_not_changed_by_a_statement(changes, books):
    f.a_province("11")
    with pytest.raises(IntegrityError, match="an event that is done is not changed"), transaction.atomic():
        HandoverEvent.objects.update(**changes)


def test_a_closed_period_is_not_opened_by_a_statement():
    period = ClosedPeriod.objects.create(year=2024, closed_by=f.the_maker())
    with pytest.raises(IntegrityError, match="not opened again"), transaction.atomic():
        ClosedPeriod.objects.filter(pk=period.pk).delete()


def test_an_entry_does_not_move_the_money_of_another_donation():
    donation, other, outside = f.an_approved_donation(), f.an_approved_donation(), Account.objects.get(kind="outside")
    with pytest.raises(IntegrityError, match="of its own donation"), transaction.atomic():
        LedgerEntry.objects.create(
            kind="reversed",
            from_account=Account.objects.get(donation=other),
            to_account=outside,
            amount_vnd=1,
            happened_on="2025-03-04",
            donation=donation,
            entered_by=f.the_maker(),
        )
