"""Accounts: opened with office and roles by an administrator, who gives nobody every right and changes no superior."""

from itertools import combinations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from programmes.access import roles
from programmes.checks import nobody_holds_two_duties
from programmes.models import AuditEvent, Officer
from tests.admin.pages import adding, page, refused, rows, text_of
from tests.factories import DIEN_BIEN, PASSWORD, a_maker_and_checker, a_superuser, an_office, an_officer, headquarters

NEW_PASSWORD = "mot-mat-khau-that-dai-2026"


def role_key(role):
    return Group.objects.get(name=role.name).pk


def typed(**over):
    return {
        "username": "nguyenan",
        "full_name": "Nguyễn Văn Ân",
        "office": an_office().pk,
        "groups": [role_key(roles.PROVINCIAL_OFFICER)],
        "is_active": "on",
        **over,
    }


def test_an_account_is_opened_with_office_and_roles(at):
    sent = typed(is_superuser="on", user_permissions=["1"], password1=NEW_PASSWORD, password=NEW_PASSWORD)
    at(an_officer(roles.ADMINISTRATOR)).post(adding("officer"), sent)
    officer = Officer.objects.get(username="nguyenan")
    assert (officer.full_name, officer.office, officer.is_staff) == ("Nguyễn Văn Ân", an_office(), True)
    assert [group.name for group in officer.groups.all()] == [roles.PROVINCIAL_OFFICER.name]
    assert not officer.has_usable_password()
    assert (officer.is_superuser, officer.user_permissions.count()) == (False, 0)


@pytest.mark.one_database
def test_user_names_differ_by_more_than_capital_letters(at):
    admin, _officer = at(an_officer(roles.ADMINISTRATOR)), an_officer(username="nguyenan")
    assert refused(admin.post(adding("officer"), typed(username="NguyenAn"))) == {"username": ["username_taken"]}


@pytest.mark.one_database
def test_a_user_name_stays_for_the_trail_knows_officers_by_it(at):
    """Who is called otherwise would be another person to all that asks the trail who did a thing."""
    admin = an_officer(roles.ADMINISTRATOR)
    for officer in (an_officer(username="nguyenan"), admin):
        for name in ("lethibinh", officer.username.upper()):
            sent = typed(username=name, groups=[group.pk for group in officer.groups.all()])
            assert refused(at(admin).post(page(officer), sent)) == {"username": ["username_stays"]}
    assert at(admin).post(page(Officer.objects.get(username="nguyenan")), typed()).status_code == 302


def test_roles_are_offered_with_what_they_are_for(at):
    shown = text_of(at(an_officer(roles.ADMINISTRATOR)).get(adding("officer")))
    for role in roles.ROLES:
        assert role.description in shown


def test_roles_and_office_are_changed_and_the_trail_tells(at):
    admin, officer = an_officer(roles.ADMINISTRATOR), an_officer()
    groups = [role_key(roles.APPROVER)]
    at(admin).post(page(officer), typed(username=officer.username, office=headquarters().pk, groups=groups))
    officer = Officer.objects.get(pk=officer.pk)
    assert officer.office == headquarters()
    assert [group.name for group in officer.groups.all()] == [roles.APPROVER.name]
    event = AuditEvent.objects.get(verb="change_account")
    assert (event.before["roles"], event.after["roles"]) == ([roles.PROVINCIAL_OFFICER.name], [roles.APPROVER.name])


def test_nobody_gives_themselves_a_role(at):
    admin = an_officer(roles.ADMINISTRATOR)
    groups = [role_key(roles.ADMINISTRATOR), role_key(roles.APPROVER)]
    answer = at(admin).post(page(admin), typed(username=admin.username, office=headquarters().pk, groups=groups))
    assert refused(answer) == {"groups": ["own_roles"]}
    assert admin.groups.get().name == roles.ADMINISTRATOR.name


def test_an_administrator_does_not_touch_an_account_with_every_right(at):
    admin, boss = at(an_officer(roles.ADMINISTRATOR)), a_superuser()
    password = reverse("admin:auth_user_password_change", args=[boss.pk])
    assert admin.post(page(boss), typed(username=boss.username)).status_code == 403
    assert admin.post(password).status_code == 403
    assert Officer.objects.get(pk=boss.pk).check_password(PASSWORD)


EXCLUDING = [*combinations((roles.PROVINCIAL_OFFICER, roles.APPROVER, roles.ADMINISTRATOR), 2)]


@pytest.mark.one_database
@pytest.mark.parametrize("pair", EXCLUDING, ids=lambda pair: " + ".join(role.name for role in pair))
def test_nobody_gets_two_roles_that_exclude_each_other(pair, at):
    admin, officer = at(an_officer(roles.ADMINISTRATOR)), an_officer()
    groups = [role_key(role) for role in pair]
    opened = admin.post(adding("officer"), typed(groups=groups))
    changed = admin.post(page(officer), typed(username=officer.username, groups=groups))
    assert refused(opened) == refused(changed) == {"groups": ["roles_exclude"]}
    assert not Officer.objects.filter(username="nguyenan").exists()
    assert officer.groups.get().name == roles.PROVINCIAL_OFFICER.name


@pytest.mark.one_database
def test_a_role_of_headquarters_is_given_to_nobody_in_a_province(at):
    groups = [role_key(roles.HEADQUARTERS_OFFICER)]
    answer = at(an_officer(roles.ADMINISTRATOR)).post(adding("officer"), typed(groups=groups))
    assert refused(answer) == {"groups": ["role_of_headquarters"]}


@pytest.mark.one_database
def test_accounts_that_had_two_duties_before_are_told_to_administrators_and_by_the_check(at):
    both, quiet = a_maker_and_checker(), an_officer(roles.AUDITOR)
    quiet.groups.add(Group.objects.get(name=roles.APPROVER.name))
    assert [warning.msg.split()[2] for warning in nobody_holds_two_duties(None)] == [both.username]
    client = at(an_officer(roles.ADMINISTRATOR))
    (task,) = client.get("/quan-tri/").context["waiting"]
    assert (str(task.label), task.count) == ("Tài khoản có vai trò loại trừ nhau", 1)
    assert rows(client.get(task.url)) == [both]


def test_a_provincial_administrator_sees_the_own_office_only(at):
    admin = an_officer(roles.ADMINISTRATOR, office=an_office())
    other = an_officer(office=an_office(DIEN_BIEN))
    answer = at(admin).get(page(other), follow=True)
    assert other.full_name not in answer.content.decode()


def test_everybody_changes_the_own_password(at):
    officer = an_officer()
    data = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    at(officer).post(reverse("admin:password_change"), data)
    assert Officer.objects.get(pk=officer.pk).check_password(NEW_PASSWORD)
