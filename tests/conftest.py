"""What every test gets: Vietnamese on, records shared by a module; factories.py (plain functions) makes them."""

import gc
from pathlib import Path
from zlib import crc32

import pytest
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations
from django.template.base import Template
from django.test import Client, testcases
from django.utils import translation

HERE = Path(__file__).parent
HALVES = ("sqlite", "postgresql")
ASKS_A_DATABASE = {"db", "transactional_db", "shared_books"}
WITH_POSTGRESQL = {"exchange", "flows"}  # so that either half takes as long as the other
# Folders in which no result depends on the database.
OF_ONE_HALF = {"architecture", "standards", "museum"}
# Above the verbs, whose statements both databases have been asked: each module has one of them, unless it says
# `every_database`. That every page opens on both is seen by test_matrix.py and test_odd_requests.py.
FACES = {"admin", "public", "exchange"}


def pytest_addoption(parser):
    parser.addoption("--half", choices=HALVES, help="what is run on this of two databases")


def pytest_ignore_collect(collection_path, config):
    """What the other half alone runs need not be read."""
    is_of_one = collection_path.parent == HERE and collection_path.name in OF_ONE_HALF
    if is_of_one and config.getoption("--half") not in (None, _half_of(collection_path.name)):
        return True
    return None  # as pytest decides


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """What was imported stays to the end: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_collection_modifyitems(config, items):
    """What no database decides is run once, with one of the halves (runtests.py)."""
    if half := config.getoption("--half"):
        others = [item for item in items if half not in _halves(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if half in _halves(item)]


def _halves(item):
    """The halves that run a test: both, where its result may differ from one database to the other."""
    folder, marked = item.path.relative_to(HERE).parts[0], item.get_closest_marker("one_database")
    if marked is not None:
        return marked.args or (_half_of(folder),)
    if folder in OF_ONE_HALF or not _asks_a_database(item):
        return (_half_of(folder),)
    if folder in FACES and item.get_closest_marker("every_database") is None:
        return (HALVES[crc32(item.path.name.encode()) % 2],)
    return HALVES


def _half_of(folder):
    """The half that runs what no database decides."""
    return "postgresql" if folder in WITH_POSTGRESQL else "sqlite"


def _asks_a_database(item):
    return item.get_closest_marker("django_db") is not None or not ASKS_A_DATABASE.isdisjoint(item.fixturenames)


@pytest.fixture(scope="module")
def shared_books(django_db_setup, django_db_blocker):
    """For fixtures of a module that make records once: they are rolled back after its last test.

    What a test does to them is rolled back after the test. Hand out keys or fresh copies: a Python object that one
    test changes stays changed for the next.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def at(db):
    """An officer at the keyboard: `at(officer)` gives a client that is logged in."""

    def log_in(officer):
        client = Client()
        client.force_login(officer)
        return client

    return log_in


@pytest.fixture(autouse=True)
def in_vietnamese():
    """Screens are Vietnamese whatever language an earlier test left behind."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True, scope="session")
def pages_are_noted(django_test_environment):
    """Of each page its own template alone says its context to the test, not each field, piece and frame of it as well.

    Django copies the context of whatever is rendered, of a form with a hundred boxes some three hundred times.
    """
    noted = Template._render

    def render(template, context):
        is_page = context.template is template and getattr(context, "request", None) is not None
        return noted(template, context) if is_page else template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True, scope="session")
def emptied_between_tests():
    """The database refuses to empty its books (0002_guards), and `flush` is closed; only the tests step around that."""
    empty = BaseDatabaseOperations.execute_sql_flush

    def around_the_guards(operations, statements):
        if not statements:
            return
        if operations.connection.vendor == "postgresql":
            guards = ["SET session_replication_role = replica"], ["SET session_replication_role = DEFAULT"]
        else:
            with operations.connection.cursor() as cursor:
                cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
                found = cursor.fetchall()
            guards = [f"DROP TRIGGER {name}" for name, _sql in found], [sql for _name, sql in found]
        empty(operations, [*guards[0], *statements, *guards[1]])

    def past_the_closed_command(name, *arguments, **options):
        return call_command(flush.Command() if name == "flush" else name, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(testcases, "call_command", past_the_closed_command)
        patch.setattr(type(connection.ops), "execute_sql_flush", around_the_guards)
        yield
