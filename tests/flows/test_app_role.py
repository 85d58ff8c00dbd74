"""Under the role of deploy/app_role.sql the portal does its work, and changes neither tables nor what is only added."""

import re

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from programmes.actions import handovers
from programmes.models import AuditEvent, LedgerEntry
from programmes.totals import checks
from programmes.totals.guards import APPEND_ONLY
from tests import factories as f
from tests import sheets
from tests.colleagues import needs_postgresql
from tests.exchange.doors import import_file

SCRIPT = (settings.BASE_DIR / "deploy/app_role.sql").read_text()


@pytest.fixture
def as_the_portal(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE so_an_sinh_web")
        cursor.execute(SCRIPT)
        cursor.execute("SET LOCAL ROLE so_an_sinh_web")


def test_the_role_may_change_no_table_to_which_rows_are_only_added():
    (told,) = re.findall(r"REVOKE UPDATE, DELETE ON\s+(.*?)\s+FROM", SCRIPT, re.DOTALL)
    assert {name.strip() for name in told.split(",")} == {f"programmes_{table}" for table in APPEND_ONLY}


@needs_postgresql
def test_the_work_of_the_office_is_done_under_the_role(as_the_portal, tmp_path):
    maker = f.the_maker()
    import_file("gifts", sheets.a_csv(tmp_path, [sheets.a_line(1)]), maker)
    event = f.a_handover([f.an_approved_list()])
    f.an_approved_donation()
    assert event.state == "done"
    assert LedgerEntry.objects.filter(kind="spent").exists()
    assert [result.check.code for result in checks.run_all() if not result.is_good] == []
    handovers.show_photo(f.a_planned_handover(), None, caption="", consented_on=None, by=maker)


@needs_postgresql
@pytest.mark.parametrize(
    "statement",
    [
        *(f"UPDATE programmes_{table} SET id = id" for table in APPEND_ONLY),
        *(f"DELETE FROM programmes_{table}" for table in APPEND_ONLY),
        "TRUNCATE programmes_donor CASCADE",
        "DROP TABLE programmes_donor",
        "CREATE TABLE public.mine (id int)",
        "ALTER TABLE programmes_auditevent DISABLE TRIGGER ALL",
        "DROP TRIGGER donation_kept ON programmes_donation",
        "INSERT INTO auth_group (name) VALUES ('mine')",
    ],
)
def test_the_role_is_refused_what_the_portal_never_does(statement, as_the_portal):
    refused = pytest.raises(ProgrammingError, match="permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEvent.objects.count() == 0
