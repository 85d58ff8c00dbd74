"""Every command that an installed app brings is ours, harmless or closed; none writes or takes out past the trail."""

import importlib
import re

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import connection

from programmes.management.closed import CLOSED
from programmes.models import AuditEvent, Officer
from tests import factories as f

OUR_OWN = {
    *(
        "benchmark",
        "check_books",
        "check_privacy",
        "demo",
        "export_file",
        "forget_uploads",
        "import_file",
        "load_reference",
    ),
    *("rebuild_totals", "serve", "work"),
}
IN_PLACE_OF_THEIRS = {  # command of a library of which ours takes the place -> what ours adds
    "import": "the rules, the right and the trail of import_file",
    "export": "the right, the office, the masks and the trail of the export page",
    "createsuperuser": "an audit event",
    "changepassword": "an audit event",
    "migrate": "no database of another version, no step backwards over records",
}
HARMLESS = {  # command -> why it may stay as it is
    "check": "reads",
    "collectstatic": "copies style sheets and scripts to STATIC_ROOT",
    "clearsessions": "deletes sessions that have expired",
    "compilemessages": "a developer's: writes the catalogue of translations in the source",
    "createcachetable": "makes a table for a cache in the database, of which there is none",
    "dbshell": "a developer's: who has the password of the database needs no command; the guards are in the database",
    "findstatic": "reads",
    "inspectdb": "reads the structure of the database, no row",
    "makemessages": "a developer's: writes the source",
    "makemigrations": "a developer's: writes the source",
    "optimizemigration": "a developer's: writes the source",
    "prune_db_task_results": "deletes what jobs left that ended long ago; what they did is in the books",
    "remove_stale_contenttypes": "deletes the names of tables that are gone",
    "runserver": "a developer's: the same portal, without the worker",
    "sendtestemail": "sends a letter that says nothing",
    "shell": "a developer's: who may start it may write any program against the database",
    "showmigrations": "reads",
    "sqlflush": "prints statements and runs none",
    "sqlmigrate": "prints statements and runs none",
    "sqlsequencereset": "prints statements and runs none",
    "squashmigrations": "a developer's: writes the source",
    "startapp": "a developer's: writes the source",
    "startproject": "a developer's: writes the source",
    "test": "a developer's: in a database of its own",
}
pytestmark = pytest.mark.django_db


def test_every_command_has_its_standing():
    standings = [OUR_OWN, IN_PLACE_OF_THEIRS.keys(), HARMLESS.keys(), CLOSED.keys()]
    assert sorted(name for names in standings for name in names) == sorted(get_commands()), (
        "each once, and none left out"
    )
    ours = {name for name, app in get_commands().items() if app == "programmes"}
    assert ours == get_commands().keys() - HARMLESS.keys()


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_command_names_the_open_one_and_does_nothing(name):
    command = load_command_class("programmes", name)
    with pytest.raises(CommandError) as refused:
        command.handle()
    assert str(refused.value) == command.help
    open_ones = OUR_OWN | IN_PLACE_OF_THEIRS.keys() | HARMLESS.keys()
    assert not open_ones.isdisjoint(re.findall(r"\w+", command.help))


def test_no_step_backwards_takes_records_away():
    f.a_donor()
    with pytest.raises(CommandError, match="không lùi lại được"):
        call_command("migrate", "programmes", "zero", interactive=False, verbosity=0)
    assert "programmes_donor" in connection.introspection.table_names()


def test_accounts_and_passwords_of_the_command_line_are_in_the_trail(monkeypatch):
    about = {"username": "quan-tri", "email": "a@example.vn", "full_name": "Lò Thị Ân"}
    call_command("createsuperuser", **about, interactive=False, verbosity=0)
    changepassword = importlib.import_module("programmes.management.commands.changepassword")
    monkeypatch.setattr(changepassword.Command, "_get_pass", lambda self, prompt="": "mat-khau-rat-dai-2026")
    call_command("changepassword", "quan-tri", verbosity=0)
    officer = Officer.objects.get()
    assert officer.check_password("mat-khau-rat-dai-2026")
    events = AuditEvent.objects.filter(target_type="officer", target_id=str(officer.pk)).order_by("pk")
    assert [(event.actor, event.verb) for event in events] == [("dòng lệnh", "appoint"), ("dòng lệnh", "set_password")]
