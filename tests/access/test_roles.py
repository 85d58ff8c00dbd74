"""What each role may do, and that the database has exactly that."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from programmes.access import roles
from tests import factories as f

pytestmark = pytest.mark.django_db

MAKING = ("add_", "change_", "delete_", "import_", "submit_", "reverse_", "hand_over_")
MAKING += ("allocate_", "propose_", "look_up_", "export_")
CHECKING = ("approve_", "decide_")


@pytest.mark.parametrize("role", roles.ROLES, ids=lambda role: role.name)
def test_the_group_has_exactly_the_permissions_of_the_role(role):
    group = Group.objects.get(name=role.name)
    assert set(group.permissions.values_list("codename", flat=True)) == role.permissions


def test_a_permission_added_by_hand_is_gone_after_the_next_migration():
    group = Group.objects.get(name=roles.AUDITOR.name)
    group.permissions.add(Permission.objects.get(codename="delete_donation"))
    roles.sync_roles(apps.get_app_config("programmes"))
    assert not group.permissions.filter(codename="delete_donation").exists()


def test_who_approves_enters_nothing():
    assert [codename for codename in roles.APPROVER.permissions if codename.startswith(MAKING)] == []


def test_who_enters_approves_nothing():
    for role in (roles.PROVINCIAL_OFFICER, roles.HEADQUARTERS_OFFICER):
        assert [codename for codename in role.permissions if codename.startswith(CHECKING)] == []


def test_the_auditor_looks_and_does_nothing_else():
    assert [codename for codename in roles.AUDITOR.permissions if not codename.startswith("view_")] == []


def test_who_manages_accounts_sees_no_recipient():
    assert {"view_recipient", "view_gift", "view_citizen_number"} & roles.ADMINISTRATOR.permissions == set()


def test_nobody_deletes_what_is_a_fact():
    facts = {"delete_donation", "delete_donor", "delete_giftlist", "delete_recipient", "delete_handoverevent"}
    assert [role.name for role in roles.ROLES if facts & role.permissions] == []


def test_the_trail_is_changed_by_no_role():
    assert [
        role.name for role in roles.ROLES if any(c.endswith("_auditevent") and c[0] != "v" for c in role.permissions)
    ] == []


def test_import_rights_are_one_for_each_thing():
    officer = f.an_officer()
    assert officer.has_perm("programmes.import_donor")
    assert not officer.has_perm("programmes.import_publishedfigure")
