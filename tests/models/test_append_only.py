"""What is posted or approved stays as it is, whichever way somebody tries: the database itself refuses."""

import hashlib

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from programmes.models import AuditEvent, Donation, Gift, GiftList, GiftPayment, LedgerEntry, Valuation
from programmes.models.base import AppendOnlyError
from tests import factories as f

pytestmark = pytest.mark.django_db

POSTED = {LedgerEntry: "amount_vnd", GiftPayment: "amount_vnd", AuditEvent: "reason", Valuation: "total_vnd"}
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


@pytest.fixture
def books(db):
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
    other = value + 1 if isinstance(value, int) else {"state": "draft", "kind": "relief", "province_id": "11"}.get(name, "2025-01-09")
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
