"""What else knows the kinds of files by their keys follows from the layouts, or is held to them here."""

import pytest
from django.urls import reverse

from programmes.access.roles import ROLES
from programmes.actions import exports
from programmes.exchange.layouts import LAYOUTS, LISTS
from programmes.models import ImportBatch


@pytest.mark.parametrize("key", LAYOUTS)
def test_every_file_has_a_list_that_takes_it_and_somebody_who_may_send_it(key):
    table = ImportBatch.TABLES[key]
    assert reverse(f"admin:programmes_{table}_changelist")
    assert reverse(f"admin:programmes_{table}_import")
    allowed = frozenset().union(*(role.permissions for role in ROLES))
    assert {f"import_{table}", f"export_{table}"} <= allowed


def test_a_list_that_no_file_brings_in_leaves_for_who_may_see_its_table():
    others = {key: listed.model._meta.model_name for key, listed in LISTS.items() if key not in LAYOUTS}
    assert {key: f"view_{table}" for key, table in others.items()} == exports.LISTS
