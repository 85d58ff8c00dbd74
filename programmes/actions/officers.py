"""Give an officer a login, an office and roles, and change them."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import may_manage
from programmes.actions import audit, passwords, rights
from programmes.models import Officer, OfficerSession, SecondFactor
from programmes.rules import officers
from programmes.rules.problems import Problem, insist
from programmes.rules.versions import as_seen

AUDITED = ("username", "full_name", "office", "is_active")


@transaction.atomic
def appoint(officer, roles, *, by=None):
    """Enter a new officer with these roles (access/roles.py); return the code with which the officer sets a password.

    `by` is None for the first administrator, whom whoever keeps the server appoints.
    """
    if by:
        insist(rights.check(by, "add_officer", officer.office))
    officer.set_unusable_password()
    _enter(officer, roles, by)
    return passwords.issue(officer)


@transaction.atomic
def appoint_for_sample(officer, roles, *, password):
    """An officer of the sample or of a measurement, with a password that anybody may know."""
    officer.set_password(password)
    _enter(officer, roles, None)
    return officer


def _enter(officer, roles, by):
    insist(officers.check_username(officer), officers.check_roles(officer, roles))
    officer.is_staff = True
    officer.full_clean()
    officer.save(force_insert=True)
    officer.groups.set(_groups(roles))
    audit.note("appoint", officer, by=by, after={"office": officer.office.code, "roles": [role.name for role in roles]})


@transaction.atomic
def change(officer, roles, *, by):
    """Store changed particulars of an account, and exactly these roles."""
    stored = Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    _insist_manageable(stored, by, officer.office)
    insist(
        officers.check_name_stays(officer, stored),
        officers.check_own_roles(stored, roles, by),
        officers.check_roles(officer, roles),
    )
    before = _told(stored)
    officer.is_staff, officer.is_superuser = stored.is_staff, stored.is_superuser
    officer.full_clean()
    officer.save()
    officer.groups.set(_groups(roles))
    audit.note("change_account", officer, by=by, before=before, after=_told(officer))
    return officer


@transaction.atomic
def choose_mail(wants, *, by):
    """Whether an officer gets the daily mail about the own work."""
    insist(officers.check_mail(by) if wants else ())
    if by.wants_mail != wants:
        by.wants_mail = wants
        by.save(update_fields=["wants_mail"])
        audit.note("choose_mail", by, by=by, after={"wants_mail": wants})
    return by


def claim_mail(officer, day):
    """Whether the mail of this day is still to be sent; asked again, it is not."""
    return bool(_wanting(officer).exclude(mailed_on=day).update(mailed_on=day))


def give_mail_back(officer, day):
    """The mail of this day was not sent; the next daily work tries again."""
    _wanting(officer).filter(mailed_on=day).update(mailed_on=None)


def _wanting(officer):
    return Officer.objects.filter(pk=officer.pk, wants_mail=True, is_active=True)


@transaction.atomic
def give_code(officer, *, by=None):
    """A new code with which this officer sets a password; `by` is None for whoever keeps the server."""
    if by:
        _insist_manageable(officer, by)
        insist(officers.check_reset(officer, by, "drop_factor"))
    insist(officers.check_is_in_use(officer))
    audit.note("give_code", officer, by=by)
    return passwords.issue(officer)


@transaction.atomic
def drop_factor(officer, *, by):
    """The officer's phone is lost: the login asks for no code until another app is set up."""
    stored = Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    _insist_manageable(stored, by)
    as_seen(stored, officer)
    insist(officers.check_factor_drop(stored, by))
    SecondFactor.objects.filter(officer=officer).delete()
    OfficerSession.objects.filter(officer=officer).delete()
    audit.note("drop_factor", officer, by=by)


def _groups(roles):
    return Group.objects.filter(name__in=[role.name for role in roles])


def _told(officer):
    return {**audit.values(officer, AUDITED), "roles": sorted(officer.groups.values_list("name", flat=True))}


def _insist_manageable(officer, by, *moved_to):
    insist(rights.check(by, "change_officer", officer.office, *moved_to))
    if not may_manage(by, officer):
        insist([Problem("", "higher_account", _("Tài khoản này có quyền cao hơn bạn nên bạn không sửa được."))])
