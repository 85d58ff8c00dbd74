"""Who must say why is found in the audit trail with the reason: every act that asks for one."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest
from django.db import transaction

from programmes import actions
from programmes.actions import (
    allocations,
    bank_lines,
    corrections,
    differences,
    donations,
    eligibility,
    gift_lists,
    gifts,
    handovers,
    same_person,
    undo,
)
from programmes.models import AuditEvent, SamePersonVerdict
from tests import factories as f
from tests.flows.an_office import WHY, an_office_at_work

BY_ITSELF = {same_person.conclude}  # keeps the reason in a record of its own


def an_unclear_list(w):
    """A draft whose gift is written at another value than the computed one."""
    f.the_rates()
    return f.a_gift(f.a_gift_list(), category="near_poor_household", donor_cost_vnd=1, by=w.maker).gift_list


def closed_again(w):
    return f.a_donation(received_on=w.correction.donation.received_on)


ACTS = {
    allocations.release: lambda w, act: act(w.paying, w.listed, 1, reason=WHY, by=w.desk),
    bank_lines.set_aside: lambda w, act: act(w.line, reason=WHY, by=w.maker),
    corrections.propose: lambda w, act: act(donation=closed_again(w), reason=WHY, by=w.maker),
    corrections.refuse: lambda w, act: act(w.correction, reason=WHY, by=w.checker),
    differences.accept: lambda w, act: act(an_unclear_list(w), reason=WHY, by=w.maker),
    donations.annul: lambda w, act: act(w.waiting, reason=WHY, by=w.maker),
    donations.refuse: lambda w, act: act(w.waiting, reason=WHY, by=w.checker),
    donations.reverse: lambda w, act: act(w.money, reason=WHY, by=w.desk),
    eligibility.propose: lambda w, act: act(w.conflict, reason=WHY, by=w.maker),
    gift_lists.send_back: lambda w, act: act(w.submitted, reason=WHY, by=w.checker),
    gifts.withdraw: lambda w, act: act(w.draft.gifts.first(), reason=WHY, by=w.maker),
    handovers.take_back: lambda w, act: act(w.given, reason=WHY, by=w.taker),
    handovers.remove_photo: lambda w, act: act(w.planned, reason=WHY, by=w.maker),
    same_person.conclude: lambda w, act: act([w.first.pk, w.second.pk], is_same=False, reason=WHY, by=w.maker),
    undo.undo: lambda w, act: act(w.stored, reason=WHY, by=w.maker),
}


def acts_with_a_reason():
    """The functions of the actions that an officer calls with a reason."""
    for file in Path(actions.__file__).parent.glob("*.py"):
        module = import_module(f"programmes.actions.{file.stem}") if file.stem != "__init__" else actions
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                parameters = inspect.signature(function).parameters
                if {"reason", "by"} <= parameters.keys() and file.stem not in {"audit", "books"}:
                    yield function


@pytest.mark.django_db
def test_every_act_with_a_reason_leaves_it_in_the_trail(tmp_path):
    assert set(acts_with_a_reason()) == set(ACTS)
    office, silent = an_office_at_work(tmp_path), []
    for function, act in ACTS.items():
        last = AuditEvent.objects.latest("pk").pk
        kept = SamePersonVerdict.objects if function in BY_ITSELF else AuditEvent.objects.filter(pk__gt=last)
        with transaction.atomic():
            act(office, function)
            if not kept.filter(reason=WHY).exists():
                silent.append(f"{function.__module__}.{function.__name__}")
            transaction.set_rollback(True)
    assert silent == []
