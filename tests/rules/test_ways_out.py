"""Every state of every record has a way out, or is final by design."""

from importlib import import_module

import pytest
from django.apps import apps

from programmes.actions import drafts, gift_lists, renewals
from programmes.admin.history import VERBS
from programmes.models import GiftList
from programmes.rules.ways_out import FINAL, GONE, OFFICE, OTHER_MOVES, moves_of
from tests import factories as f
from tests.actions.acts import a_card_that_ends

WITH_STATES = [model for model in apps.get_app_config("programmes").get_models() if hasattr(model, "State")]


def reached_from(state, moves):
    found, new = set(), {state}
    while new:
        found |= new
        new = {target for source, target in moves if source in found} - found
    return found


def test_every_table_that_has_states_says_which_are_final():
    assert {model.__name__ for model in WITH_STATES} == {model.__name__ for model in FINAL}


@pytest.mark.parametrize("model", FINAL, ids=lambda model: model.__name__)
def test_every_state_has_a_way_out_or_is_final_by_design(model):
    moves = {(source, target) for source, target in moves_of(model) if source != target}
    with_way_out = {source for source, _target in moves}
    assert with_way_out | set(FINAL[model]) == set(model.State)
    assert with_way_out.isdisjoint(FINAL[model])
    assert all(map(str, FINAL[model].values()))


@pytest.mark.parametrize("model", FINAL, ids=lambda model: model.__name__)
def test_every_state_comes_from_the_first_one_and_leads_to_an_end(model):
    moves, ends = moves_of(model), {*FINAL[model], GONE}
    assert set(model.State) <= reached_from(next(iter(model.State)), moves)
    if FINAL[model]:
        assert all(reached_from(state, moves) & ends for state in model.State)


@pytest.mark.django_db
def test_a_next_list_has_the_ways_out_of_a_draft_and_when_it_is_cancelled_its_people_are_proposed_again():
    where, by = a_card_that_ends(None), f.the_maker()
    people = set()
    for _time in "12":
        gift_list = renewals.draw_up_next(*where, by=by)
        people.add(gift_list.gifts.get().recipient)
        submitted = gift_lists.submit(gift_list, by=by)
        drafts.cancel(gift_lists.recall(submitted, reason="Nhầm tháng", by=by), reason="Nhầm tháng", by=by)
    assert len(people) == 1
    assert not GiftList.objects.filter(pk=gift_list.pk).exists()


def test_every_verb_of_the_graph_is_there_and_has_its_word_in_the_trail():
    assert {verb for verbs in OFFICE.values() for verb in verbs} <= VERBS.keys()
    for move in (move for moves in OTHER_MOVES.values() for move in moves):
        module, name = move.by.rsplit(".", 1)
        assert callable(getattr(import_module("programmes." + module.replace("/", ".")), name)), move
