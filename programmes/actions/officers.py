"""Give an officer a login, an office and roles, and change them."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import may_manage
from programmes.actions import audit, rights
from programmes.models import Officer
from programmes.rules import officers
from programmes.rules.problems import Problem, insist

AUDITED = ("username", "full_name", "office", "is_active")


@transaction.atomic
def appoint(officer, roles, *, password, by=None):
    """Enter a new officer with these roles (access/roles.py).

    `by` is None where nobody is there yet to appoint the first ones: the sample, a measurement.
    """
    if by:
        insist(rights.check(by, "add_officer", officer.office), officers.check_roles(officer, roles))
    officer.is_staff = True
    officer.set_password(password)
    officer.full_clean()
    officer.save(force_insert=True)
    officer.groups.set(_groups(roles))
    audit.note("appoint", officer, by=by, after={"office": officer.office.code, "roles": [role.name for role in roles]})
    return officer


@transaction.atomic
def change(officer, roles, *, by):
    """Store changed particulars of an account, and exactly these roles."""
    stored = Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    _insist_manageable(stored, by, officer.office)
    insist(officers.check_own_roles(stored, roles, by), officers.check_roles(officer, roles))
    before = _told(stored)
    officer.is_staff, officer.is_superuser = stored.is_staff, stored.is_superuser
    officer.full_clean()
    officer.save()
    officer.groups.set(_groups(roles))
    audit.note("change_account", officer, by=by, before=before, after=_told(officer))
    return officer


def note_password(officer, *, by):
    """Tell the audit trail that an administrator, or whoever keeps the server, has set this officer's password."""
    if by:
        _insist_manageable(officer, by)
    audit.note("set_password", officer, by=by)


def note_superuser(officer):
    """Tell the audit trail of an account with every right, made by whoever keeps the server."""
    audit.note("appoint", officer, by=None, after={"is_superuser": True})


def _groups(roles):
    return Group.objects.filter(name__in=[role.name for role in roles])


def _told(officer):
    return {**audit.values(officer, AUDITED), "roles": sorted(officer.groups.values_list("name", flat=True))}


def _insist_manageable(officer, by, *moved_to):
    insist(rights.check(by, "change_officer", officer.office, *moved_to))
    if not may_manage(by, officer):
        insist([Problem("", "higher_account", _("Tài khoản này có quyền cao hơn bạn nên bạn không sửa được."))])
