"""Every act asks for the right and for the office, whichever door it comes through, before it tells anything."""

import ast
import inspect
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from programmes import actions
from programmes.access import roles
from programmes.actions import (
    bank_lines,
    corrections,
    donations,
    donors,
    exports,
    gift_files,
    handovers,
    imports,
    officers,
    periods,
    programmes,
    recipients,
    rights,
    same_person,
)
from programmes.models import (
    AuditEvent,
    BankLine,
    ClosedPeriod,
    Donation,
    Donor,
    HandoverEvent,
    ImportBatch,
    Officer,
    SamePersonVerdict,
)
from programmes.rules.gifts import ListKey
from tests import factories as f
from tests.actions.acts import ACTS, NO_PERSON_ACTS, REASON, STEPS, a_new_donation, a_stored_batch
from tests.actions.refusals import refused
from tests.admin.pages import adding, changelist
from tests.architecture.sources import files
from tests.architecture.sources import imports as imported

# The acts take their locks and write by COPY on PostgreSQL alone.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database("postgresql")]


def verbs():
    """Every public function of programmes/actions/, at the module that defines it."""
    for found in iter_modules(actions.__path__):
        module = import_module(f"{actions.__name__}.{found.name}")
        for name, verb in inspect.getmembers(module, inspect.isfunction):
            if verb.__module__ == module.__name__ and not name.startswith("_"):
                yield verb


def named(verb):
    return f"{verb.__module__.removeprefix('programmes.actions.')}.{verb.__name__}"


def test_every_verb_is_an_act_with_its_right_or_none_of_a_person_with_a_reason():
    assert [named(verb) for verb in verbs() if (verb in ACTS) == (verb in NO_PERSON_ACTS)] == []


def test_a_step_is_called_by_acts_only():
    """Else a page could go around the act that asks."""
    steps, found = {(step.__module__, step.__name__) for step in STEPS}, []
    for source in files("programmes/exchange", "programmes/admin", "programmes/management"):
        taken = {name: f"{module}.{name}" for _node, module, name in imported(source) if module == actions.__name__}
        found += [source.at(node) for node, module, name in imported(source) if (module, name) in steps]
        found += [
            source.at(node)
            for node in source.nodes
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            if (taken.get(node.value.id), node.attr) in steps
        ]
    assert found == []


def test_each_act_is_within_the_rights_of_some_role():
    for verb, act in ACTS.items():
        assert any(set(act.permissions.split()) <= role.permissions for role in roles.ROLES), named(verb)


def with_rights(permissions, office=f.NGHE_AN, **over):
    """An officer of the office of this code with exactly these permissions."""
    officer = f.an_officer(role=None, office=f.an_office(office), **over)
    officer.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return officer


def without_office(permissions):
    officer = with_rights(permissions)
    Officer.objects.filter(pk=officer.pk).update(office=None)
    return Officer.objects.get(pk=officer.pk)


def strangers(act):
    """(officer, what is said to them) of those who may not: a right is lacking, the account, the office."""
    wanted = act.permissions.split()
    for missing in wanted:
        yield with_rights({*wanted} - {missing}, act.office), "no_right"
    yield with_rights(wanted, act.office, is_active=False), "no_right"
    yield without_office(wanted), "no_office"
    if act.elsewhere:
        yield with_rights(wanted, f.DIEN_BIEN), act.elsewhere


def call_of(verb, act, by):
    """The act on its case, to be called with the officer who acts; of a file without `by` its owner acts."""
    case = act.case(by)
    keywords = {**act.details, **(case if isinstance(case, dict) else {})}
    given = () if isinstance(case, dict) else case if isinstance(case, tuple) else (case,)

    def call(by):
        if "by" in inspect.signature(verb).parameters:
            return verb(*given, by=by, **keywords)
        given[0].owner = by
        return verb(*given, **keywords)

    return call


def everything():
    """All rows of the portal."""
    return {
        model: [*model._base_manager.order_by("pk").values()]
        for model in apps.get_app_config("programmes").get_models()
    }


NATIONAL_ACTS = [verb for verb, act in ACTS.items() if not roles.NATIONAL.isdisjoint(act.permissions.split())]


@pytest.mark.parametrize("verb", NATIONAL_ACTS, ids=named)
def test_what_concerns_the_country_is_refused_in_a_province_to_who_holds_every_role(verb):
    by = f.an_officer(role=None)
    by.groups.set(Group.objects.all())
    call, before = call_of(verb, ACTS[verb], f.the_maker(f.headquarters())), everything()
    with refused("headquarters_only"):
        call(by)
    assert everything() == before


KEPT = ("_breach", "_impactassessment")  # tables that a province does not even read


def test_no_page_offers_a_province_what_concerns_the_country(at):
    by = f.an_officer(role=None)
    by.groups.set(Group.objects.all())
    client = at(by)
    for model in ("programme", "programmetarget", "round", "rate", "publishedfigure", "closedperiod"):
        assert client.get(adding(model)).status_code == 403, model
    assert client.get(changelist("publishedfigure") + "import/").status_code == 403
    assert client.get(adding("donor")).status_code == 200


def test_the_national_rights_are_those_of_programmes_rounds_rates_figures_and_periods():
    """A new right of a table that speaks for the country has to be put on the list or named here."""
    tables = ("programme", "programmetarget", "round", "rate", "publishedfigure", "closedperiod")
    harmless = {"view", "export"}
    rights_of_tables = {
        right
        for role in roles.ROLES
        for right in role.permissions
        if right.split("_", 1)[1] in tables and right.split("_")[0] not in harmless
    }
    kept_at_headquarters = {right for role in roles.ROLES for right in role.permissions if right.endswith(KEPT)}
    assert rights_of_tables | kept_at_headquarters == roles.NATIONAL


UNTOLD = {  # in the trail
    recipients.register_many: "whoever registers many notes their number",
    imports.remember_values: "what a word means is kept beside the file that is told of",
    imports.remember: "how a heading is read is kept beside the file that is told of",
}


def reasons_kept(verb):
    """How many reasons stand in the trail; of a verdict about two records, which is kept itself, beside it."""
    kept = SamePersonVerdict if verb is same_person.conclude else AuditEvent
    return kept.objects.filter(**REASON).count()


@pytest.mark.parametrize("verb", ACTS, ids=named)
def test_an_act_is_done_with_its_rights_and_told_with_its_reason_and_else_tells_and_writes_nothing(verb):
    act = ACTS[verb]
    officer = with_rights(act.permissions.split(), act.office)
    call = call_of(verb, act, officer)
    others, before = [*strangers(act)], everything()
    for stranger, code in others:
        with refused(code):
            call(stranger)
    assert everything() == before
    told, why = AuditEvent.objects.count(), reasons_kept(verb)
    call(officer)
    assert (AuditEvent.objects.count() > told) is (verb not in UNTOLD)
    assert (reasons_kept(verb) > why) is ("reason" in inspect.signature(verb).parameters)
    if not act.is_gone:  # there is something else to refuse now, and still the right comes first
        with refused("no_right"):
            call(others[0][0])


@pytest.mark.parametrize("layout", ImportBatch.Layout)
def test_records_of_each_kind_leave_with_the_right_of_their_table(layout):
    table = ImportBatch.TABLES[layout]
    with refused("no_right"):
        exports.note(layout, 3, by=with_rights([f"import_{table}"]))
    exports.note(layout, 3, by=with_rights([f"export_{table}"]))
    assert AuditEvent.objects.get().after == {"layout": layout, "records": 3}


def test_a_superuser_has_every_right_and_enters_nothing_without_an_office():
    elsewhere, root = f.an_office(f.DIEN_BIEN), f.a_superuser()
    assert [*rights.check(root, "add_donation", elsewhere), *rights.check_import(root, "gifts", elsewhere)] == []
    Officer.objects.filter(pk=root.pk).update(office=None)
    root = Officer.objects.get(pk=root.pk)
    assert [*rights.check(root, "add_donation", elsewhere), *rights.check(root, "add_closedperiod")] == []
    assert [problem.code for problem in rights.check_import(root, "gifts", elsewhere)] == ["no_office"]
    assert donations.record(a_new_donation(), by=root).entered_by == root
    with refused("no_office"):
        donors.register(Donor(kind="bank", name="Ngân hàng Minh Họa"), by=root)
    root.is_active = False
    assert [problem.code for problem in rights.check(root, "add_donation", elsewhere)] == ["no_right"]


def test_what_is_done_in_the_name_of_a_proposer_needs_the_right_of_the_proposer():
    event, proposer = f.a_ready_handover(), f.an_officer()
    periods.close(ClosedPeriod(year=2025, month=12), by=f.the_maker(f.headquarters()))
    with refused("no_right"):
        corrections.propose(event=event, **REASON, by=with_rights(["add_correction"]))
    correction = corrections.propose(event=event, **REASON, by=proposer)
    proposer.is_active = False
    proposer.save()
    correction.refresh_from_db()
    with refused("proposer_without_right"):
        corrections.approve(correction, by=f.the_checker())
    assert HandoverEvent.objects.get().state == HandoverEvent.State.PLANNED
    corrections.refuse(correction, **REASON, by=f.the_checker())


def test_a_statement_links_no_line_for_who_may_not_and_receives_no_pledge():
    """It is stored with the right to import it; what follows from its lines asks for rights of its own."""
    pledge, act, lacking = f.a_pledge(), ACTS[bank_lines.record_many], "import_bankline change_bankline"
    for permissions in ("import_bankline", lacking, f"{lacking} change_donation"):
        assert Donation.objects.get().state == Donation.State.PLEDGED
        by = with_rights(permissions.split())
        case = act.case(by)
        case["plan"].new[0].description = f"Ung ho {pledge.code}"
        bank_lines.record_many(**case, by=by)
    assert Donation.objects.get().state == Donation.State.RECEIVED
    assert sorted(BankLine.objects.values_list("state", flat=True)) == ["linked", "unexplained", "unexplained"]


def test_a_file_of_the_own_office_touches_no_record_of_another():
    by, elsewhere = with_rights(["import_giftlist"]), f.an_office(f.DIEN_BIEN)
    gift_list = f.a_gift_list(office=elsewhere)
    line = SimpleNamespace(home=ListKey(gift_list.round_id, gift_list.province_id, elsewhere.pk, ""), case=None)
    for touched in (
        {"gifts": [(None, line)]},
        {"changed_gifts": [(SimpleNamespace(gift_list_id=gift_list.pk), {})]},
        {"changed_people": {1: (SimpleNamespace(office_id=elsewhere.pk), {})}},
    ):
        with refused("right_of_other_office"):
            gift_files.issue_gifts(gift_files.GiftPlan(**touched), by=by, batch=a_stored_batch(by))


def plan_at(by, **office):
    what = {"round": f.a_round(), "province": f.a_province(), "held_on": date(2025, 12, 20)}
    return handovers.plan(HandoverEvent(**what, **office, title="Trao thẻ", place="Nhà văn hóa"), by=by)


ENTERED = {
    "donor": f.a_donor,
    "donation": f.a_donation,
    "bank line": f.a_bank_line,
    "list": lambda by, **office: f.a_gift_list(by=by, **{"office": by.office, **office}),
    "person": f.a_recipient,
    "hand-over": plan_at,
}


def test_a_new_record_is_of_the_office_of_who_enters_it_unless_it_names_another():
    by = f.an_officer(roles.HEADQUARTERS_OFFICER)
    for enter in ENTERED.values():
        own, other = enter(by=by), enter(by=by, office=f.an_office(f.DIEN_BIEN))
        assert (own.office, other.office) == (f.headquarters(), f.an_office(f.DIEN_BIEN))
        assert own.entered_by == other.entered_by == by


def test_an_administrator_moves_nobody_to_another_office():
    officer = f.an_officer()
    officer.office = f.an_office(f.DIEN_BIEN)
    with refused("right_of_other_office"):
        officers.change(officer, [roles.AUDITOR], by=f.an_officer(roles.ADMINISTRATOR, f.an_office()))


def test_an_administrator_of_a_province_leaves_the_account_without_an_office_alone():
    officer = f.an_officer()
    Officer.objects.filter(pk=officer.pk).update(office=None)
    with refused("right_of_other_office"):
        officers.change(officer, [roles.AUDITOR], by=f.an_officer(roles.ADMINISTRATOR, f.an_office()))


def test_a_round_that_is_used_stays_in_its_programme():
    used, unused = f.a_donation(round=f.a_round()).round, f.a_round()
    f.a_gift_list()  # of another round
    used.programme = unused.programme = f.a_programme()
    with refused("round_is_used"):
        programmes.keep(used, by=f.the_maker(f.headquarters()))
    assert programmes.keep(unused, by=f.the_maker(f.headquarters())).programme == used.programme
