"""Every command that an installed app brings is ours, harmless or closed; none writes or takes out past the trail."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import connection

from programmes import migrations
from programmes.access import roles
from programmes.actions import passwords
from programmes.management.closed import CLOSED
from programmes.models import AuditEvent, Officer
from tests import factories as f

OUR_OWN = {
    *(
        "appoint_administrator",
        "backup",
        "benchmark",
        "check_books",
        "check_privacy",
        "demo",
        "export_file",
        "forget_uploads",
        "import_file",
        "load_reference",
    ),
    *("rebuild_totals", "renew_keys", "restore", "retire", "serve", "verify_audit", "who_was_seen", "work"),
}
IN_PLACE_OF_THEIRS = {  # command of a library of which ours takes the place -> what ours adds
    "import": "the rules, the right and the trail of import_file",
    "export": "the right, the office, the masks and the trail of the export page",
    "migrate": "no database of another version, no step backwards over records",
}
HARMLESS = {  # command -> why it may stay as it is
    "check": "reads",
    "collectstatic": "copies style sheets and scripts to STATIC_ROOT",
    "clearsessions": "deletes sessions that have expired",
    "compilemessages": "a developer's: writes the catalogue of translations in the source",
    "createcachetable": "makes the table of the tries, as `migrate` does",
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
    """One step: before the first of many, Django renders the tables as each had left them."""
    f.a_donor()
    before = connection.introspection.table_names()
    *_earlier, former, _newest = sorted(path.stem for path in Path(migrations.__path__[0]).glob("0*.py"))
    with pytest.raises(CommandError, match="không lùi lại được"):
        call_command("migrate", "programmes", former, interactive=False, verbosity=0)
    assert connection.introspection.table_names() == before


def test_the_first_administrator_is_appointed_with_a_code_and_the_trail_tells(capsys):
    f.headquarters()
    call_command("appoint_administrator", "quan-tri", name="Lò Thị Ân", email="a@example.vn")
    call_command("appoint_administrator", "quan-tri")
    former, code = re.findall(r"quan-tri: (\S+)", capsys.readouterr().out)
    officer = Officer.objects.get()
    assert (officer.is_superuser, officer.has_usable_password()) == (False, False)
    assert [group.name for group in officer.groups.all()] == [roles.ADMINISTRATOR.name]
    for refused, password in ((former, "ngua pin xop mua cau"), (code, "Matkhau@123456")):
        with pytest.raises(ValidationError):
            passwords.set_with_code(refused, password, address="")
    passwords.set_with_code(code, "ngua pin xop mua cau", address="")
    assert Officer.objects.get().check_password("ngua pin xop mua cau")
    events = AuditEvent.objects.filter(target_type="officer", target_id=str(officer.pk)).order_by("pk")
    assert [(event.actor, event.verb) for event in events] == [
        ("dòng lệnh", "appoint"),
        ("dòng lệnh", "give_code"),
        ("quan-tri", "set_password"),
    ]


def test_a_first_administrator_needs_an_office_and_a_name():
    with pytest.raises(CommandError, match="load_reference"):
        call_command("appoint_administrator", "quan-tri", name="Lò Thị Ân")
    f.headquarters()
    with pytest.raises(CommandError, match="--name"):
        call_command("appoint_administrator", "quan-tri")
    assert not Officer.objects.exists()
