"""Give an officer a login, an office and roles."""

from django.contrib.auth.models import Group
from django.db import transaction

from programmes.actions import audit


@transaction.atomic
def appoint(officer, roles, *, password, by=None):
    """Enter a new officer with these roles (access/roles.py)."""
    officer.is_staff = True
    officer.set_password(password)
    officer.full_clean()
    officer.save(force_insert=True)
    officer.groups.set(Group.objects.filter(name__in=[role.name for role in roles]))
    audit.note("appoint", officer, by=by, after={"office": officer.office.code, "roles": [role.name for role in roles]})
    return officer
