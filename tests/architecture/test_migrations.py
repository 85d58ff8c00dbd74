"""One line of migrations, each with a name of its own, none that knows today's code."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.architecture.sources import files, imports

# A field class is part of the schema and stays; so is the default of a column.
PART_OF_THE_SCHEMA = {"programmes.models.fields", "programmes.models.imports"}


def test_there_is_one_leaf():
    assert len(MigrationLoader(None).graph.leaf_nodes("programmes")) == 1


def test_names_are_given_by_hand():
    names = [source.path.split("/")[-1] for source in files("programmes/migrations")]
    own = [name for name in names if name != "__init__.py"]
    assert own
    assert [name for name in own if not re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name) or "_auto_" in name] == []


def test_no_migration_imports_the_product():
    found = [
        f"{source.at(node)} imports {module}"
        for source in files("programmes/migrations")
        for node, module, _name in imports(source)
        if module.split(".")[0] in {"programmes", "bhxh_portal"} and module not in PART_OF_THE_SCHEMA
    ]
    assert found == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(f"makemigrations would write: {said.getvalue()}")
