"""A table is changed while the guards are lowered; afterwards every guard, row and last id stands as before."""

import importlib
import re

import pytest
from django.db import DatabaseError, NotSupportedError, connection, migrations, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from programmes.actions import moves, seals
from programmes.migrations._guarded import GUARDS, GuardedMigration
from programmes.models import (
    Account,
    AuditEvent,
    BankMatch,
    ClosedPeriod,
    Donation,
    DonationMove,
    Gift,
    GiftList,
    HandoverEvent,
    HandoverOutcome,
    LedgerEntry,
    Note,
    PublishedFigure,
    Valuation,
)
from programmes.totals import guards
from tests import factories as f
from tests.architecture.tables import our_models

REFUSALS = importlib.import_module("programmes.migrations.0002_guards").REFUSALS
CONSTRAINTS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') ORDER BY name",
    "postgresql": """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = to_regnamespace(current_schema()::text)
        UNION SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1, 2""",
}
DEFINITIONS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'table'",
    "postgresql": """SELECT table_name, string_agg(concat(column_name, character_maximum_length, is_nullable), ' ')
        FROM information_schema.columns WHERE table_schema = current_schema() GROUP BY table_name""",
}
LAST_IDS = {
    "sqlite": "SELECT name, seq FROM sqlite_sequence WHERE seq > 0 ORDER BY name",
    "postgresql": "SELECT sequencename, last_value FROM pg_sequences ORDER BY sequencename",
}


@pytest.fixture
def undone(transactional_db):
    """SQLite changes tables only while it enforces no foreign key. All that a test does is undone."""
    with connection.constraint_checks_disabled(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def empty(undone):
    """No rows; of one table there was one, whose id is not given out again."""
    f.a_programme().delete()


@pytest.fixture
def full(undone):
    """Books in which each guard finds something to refuse; the last gift has been withdrawn."""
    share = dict.fromkeys(("total_vnd", "donor_cost_vnd", "state_support_vnd", "local_topup_vnd"), 0)
    Valuation.objects.create(
        kind="hi_card", months=12, starts_on="2025-12-01", province=f.a_province(), rates=[], digest="x", **share
    )
    f.a_handover()
    f.an_approved_list()
    f.a_conflict()
    f.a_donation()
    f.gift_lists.submit(f.a_gift(kind="relief", donor_cost_vnd=1_000_000_000).gift_list, by=f.the_maker())
    Account.objects.create(key="outside:goods", kind="outside", form="goods")
    ClosedPeriod.objects.create(year=2024, closed_by=f.the_maker())
    f.a_published_figure()
    f.a_note()
    linked()
    moves.refuse(
        moves.propose(f.an_approved_donation(), programme=f.a_programme(), reason="Nhầm", by=f.the_maker()),
        reason="Đúng rồi",
        by=f.the_checker(),
    )
    f.gift_actions.withdraw(f.a_gift(), by=f.the_maker())
    seals.begin()


def rows(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def constraints():
    """Of every table, indexes included: by name, and on SQLite also each unnamed reference."""
    found = rows(CONSTRAINTS[connection.vendor])
    return [(name, re.findall(r'CONSTRAINT "\w+"|REFERENCES "\w+"|.* INDEX .*', text or "")) for name, text in found]


def standing():
    """Guards with all they say, rows and constraints of every table, the last id that each has given out."""
    return {
        "guards": rows(GUARDS[connection.vendor]),
        "constraints": [(name, sorted(parts)) for name, parts in constraints()],
        "last ids": rows(LAST_IDS[connection.vendor]),
        **{model: list(model._base_manager.order_by("pk").values_list()) for model in our_models()},
    }


class AllAtOnce(Operation):
    """Operations on tables of their own; one after the other they would render every model for each."""

    def __init__(self, *operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, *arguments):
        for operation in self.operations:
            operation.database_forwards(*arguments)


def alteration(model):
    """An AlterField that no database does without touching the table: a longer text, else a column without NOT NULL."""
    fields = {name: field for name, field in model.fields.items() if not (field.primary_key or field.many_to_many)}
    texts = [name for name, field in fields.items() if field.max_length and not field.is_relation]
    name = [*texts, *(name for name, field in fields.items() if not field.null)][0]
    wider = fields[name].clone()
    wider.max_length, wider.null = (wider.max_length + 10, wider.null) if texts else (None, True)
    return migrations.AlterField(model.name, name, wider)


@pytest.fixture(scope="module")
def state():
    """The tables as the migrations leave them."""
    return MigrationLoader(None).project_state()


def a_migration(*operations, **attributes):
    return type("Migration", (GuardedMigration,), {"operations": operations, **attributes})("9999_change", "programmes")


def run(change, state):
    """Let `apply` or `unapply` of a migration change the tables, from no statement to be checked later."""
    connection.check_constraints()
    with connection.schema_editor() as editor:
        change(state.clone(), editor)


def alter_every_table(state):
    before = rows(DEFINITIONS[connection.vendor])
    alterations = [alteration(model) for (app, _name), model in state.models.items() if app == "programmes"]
    run(a_migration(AllAtOnce(*alterations)).apply, state)
    as_before = {table for table, _definition in set(before) & set(rows(DEFINITIONS[connection.vendor]))}
    assert as_before.isdisjoint(model._meta.db_table for model in our_models())


def test_every_table_can_be_changed_while_it_is_empty(empty, state):
    before = standing()
    alter_every_table(state)
    assert standing() == before


def test_every_table_can_be_changed_with_its_rows_and_every_guard_bites(full, state):
    before = standing()
    alter_every_table(state)
    assert standing() == before
    assert {name for name in guards.expected() if not bites(name)} == set()


def again(model, **changes):
    """The first row of a table, added once more with changes."""
    values = model.objects.order_by("pk").values(*(field.attname for field in model._meta.concrete_fields)).first()
    model._base_manager.bulk_create([model(**{**values, "id": None, **changes})])


def approving(gift_list, **over):
    over = {"state": "approved", "approved_by": f.the_checker(), "approved_at": gift_list.created_at, **over}
    GiftList.objects.filter(pk=gift_list.pk).update(**over)


def delete(records):
    return records.order_by()._raw_delete("default")


def unsettled():
    return GiftList.objects.filter(state="submitted", gifts__donor_cost_vnd=1_000_000_000).get()


APPROVED = {"gift_list__state": "approved"}
BROKEN = {  # guard: what it is there to refuse
    "ledger_one_form": lambda: again(LedgerEntry, to_account_id=Account.objects.get(form="goods").pk),
    "ledger_one_donation": lambda: again(LedgerEntry, donation_id=Donation.objects.latest("pk").pk),
    "donation_frozen": lambda: Donation.objects.approved().update(amount_vnd=1),
    "donation_move_frozen": lambda: DonationMove.objects.update(is_anonymous=True),
    "donation_move_kept": lambda: delete(DonationMove.objects.all()),
    "donation_kept": lambda: delete(Donation.objects.approved()),
    "gift_frozen": lambda: Gift.objects.filter(**APPROVED).update(months=1),
    "gift_kept": lambda: delete(Gift.objects.filter(**APPROVED)),
    "gift_into_open_list": lambda: again(Gift, recipient_id=f.a_recipient().pk, event_id=None),
    "gift_event_is_paid": lambda: Gift.objects.filter(**APPROVED).update(event=HandoverEvent.objects.get()),
    "handover_frozen": lambda: HandoverEvent.objects.update(held_on="2024-12-20"),
    "handover_outcome_frozen": lambda: HandoverOutcome.objects.update(outcome="absent"),
    "handover_outcome_kept": lambda: delete(HandoverOutcome.objects.all()),
    "closed_period_stays": lambda: delete(ClosedPeriod.objects.all()),
    "gift_list_frozen": lambda: GiftList.objects.filter(state="approved").update(code="khác"),
    "gift_list_stays_approved": lambda: GiftList.objects.filter(state="approved").update(state="draft"),
    "gift_list_kept": lambda: delete(GiftList.objects.filter(state="approved")),
    "gift_list_approver_made_no_gift": lambda: approving(unsettled(), state="submitted", approved_by=f.the_maker()),
    "gift_list_approved_as_submitted": lambda: approving(unsettled(), value_vnd=1),
    "gift_list_two_approvers": lambda: approving(unsettled(), value_vnd=1_000_000_000),
    "published_figure_frozen": lambda: PublishedFigure.objects.published().update(note="khác"),
    "published_figure_kept": lambda: delete(PublishedFigure.objects.published()),
    "bank_match_stays": lambda: BankMatch.objects.update(amount_vnd=1),
    "note_frozen": lambda: Note.objects.update(text="khác"),
    "note_kept": lambda: delete(Note.objects.all()),
}
CHANGES = {
    "no_update": "UPDATE {table} SET id = id",
    "no_delete": "DELETE FROM {table}",
    "no_change": "DELETE FROM {table}",
    "no_replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "no_truncate": "TRUNCATE {table} CASCADE",
}


def entry_moves_balance():
    return Account.objects.get(donation=f.an_approved_donation(amount_vnd=7_000)).balance_vnd == 7_000


def linked():
    return f.bank_lines.link(f.a_bank_line(), f.a_donation(), by=f.the_maker())


def match_moves_sums():
    line = linked()
    return (line.state, line.left_vnd, line.matches.get().donation.open_vnd) == ("linked", 0, 0)


def sums_move_back():
    line, donation = linked(), Donation.objects.latest("pk")
    delete(line.matches.all())
    line.refresh_from_db()
    donation.refresh_from_db()
    return (line.state, line.matched_vnd, donation.confirmed_vnd) == ("unexplained", 0, 0)


MOVES = {  # guard: whether the sums are right after what it is there to move them with
    "ledger_moves": entry_moves_balance,
    "bank_match_made": match_moves_sums,
    "bank_match_taken_back": sums_move_back,
}


def bites(name):
    """Whether the database refuses, for the reason of this guard, what it is there to refuse, or moves the sums."""
    connection.check_constraints()
    if name in MOVES:
        return MOVES[name]()
    of_others = "never changed or deleted|not replaced|no gift is added|a published figure is not|a match of a bank"
    of_others += "|a move that was decided"
    reason = REFUSALS[name][-1] if name in REFUSALS else of_others
    try:
        with transaction.atomic():
            if name in BROKEN:
                BROKEN[name]()
            else:
                table, change = name.rsplit("_no_")
                rows(CHANGES[f"no_{change}"].format(table=table))
    except DatabaseError as refusal:
        return any(text in str(refusal) for text in reason.split("|"))
    return False


class ChangeFailedError(Exception):
    """Raised by the last step of a migration."""


def fail(apps, editor):
    raise ChangeFailedError


def longer_notes(state):
    field = state.models["programmes", "gift"].fields["note"].clone()
    field.max_length = 260
    return migrations.AlterField("gift", "note", field)


def test_a_change_that_fails_leaves_the_guards_and_rows_as_they_were(undone, state):
    f.a_gift()
    before = standing()
    with pytest.raises(ChangeFailedError):
        run(a_migration(longer_notes(state), migrations.RunPython(fail)).apply, state)
    assert standing() == before


LOSSES = {
    "programmes_gift.months": migrations.RenameField("gift", "months", "term"),
    "programmes_donation.goods": migrations.RemoveField("donation", "goods"),
    "programmes_handoverevent": migrations.RenameModel("HandoverEvent", "Ceremony"),
    "programmes_closedperiod": migrations.DeleteModel("ClosedPeriod"),
}


@pytest.mark.parametrize("name", LOSSES)
def test_a_change_after_which_a_guard_would_name_what_is_gone_is_refused(name, undone, state):
    before = rows(GUARDS[connection.vendor])
    with pytest.raises(NotSupportedError, match=rf"The guard \w+ names .*{name}\b.* in `guards`"):
        run(a_migration(LOSSES[name]).apply, state)
    assert rows(GUARDS[connection.vendor]) == before


ANEW = {
    "gift_kept": {},
    "gift_frozen": {
        "sqlite": """CREATE TRIGGER gift_frozen BEFORE UPDATE ON programmes_gift WHEN OLD.term IS NOT NEW.term
            BEGIN SELECT RAISE(ABORT, 'the term stays'); END""",
        "postgresql": """CREATE OR REPLACE FUNCTION portal_gift_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF OLD.term IS DISTINCT FROM NEW.term THEN RAISE EXCEPTION 'the term stays'; END IF; RETURN NEW; END $$;
            CREATE TRIGGER gift_frozen BEFORE UPDATE ON programmes_gift FOR EACH ROW
            EXECUTE FUNCTION portal_gift_frozen()""",
    },
}


def test_a_change_may_say_guards_anew_but_is_not_taken_back_then(undone, state):
    f.a_gift()
    migration = a_migration(migrations.RenameField("gift", "months", "term"), guards=ANEW)
    run(migration.apply, state)
    assert {name for name, *_rest in rows(GUARDS[connection.vendor])} == guards.expected() - {"gift_kept"}
    with pytest.raises(DatabaseError, match="the term stays"), transaction.atomic():
        rows("UPDATE programmes_gift SET term = term + 1")
    with pytest.raises(IrreversibleError, match="gift_kept, gift_frozen"):
        run(migration.unapply, state)


def test_a_change_may_fill_rows_that_the_guards_protect_and_be_taken_back(undone, state):
    f.a_donation()
    officer, before = f.an_officer(), rows(GUARDS[connection.vendor])

    def fill(apps, editor):
        apps.get_model("programmes", "AuditEvent").objects.update(reason="Bổ sung")
        apps.get_model("programmes", "Donation").objects.update(entered_by=officer.pk)

    migration = a_migration(longer_notes(state), migrations.RunPython(fill, migrations.RunPython.noop))
    run(migration.apply, state)
    assert set(AuditEvent.objects.values_list("reason", flat=True)) == {"Bổ sung"}
    run(migration.unapply, state)
    assert rows(GUARDS[connection.vendor]) == before


@pytest.mark.django_db(transaction=True)
def test_guards_are_not_lowered_outside_a_transaction(state):
    with pytest.raises(NotSupportedError, match="stays atomic"), connection.schema_editor(atomic=False) as editor:
        a_migration().apply(state.clone(), editor)
