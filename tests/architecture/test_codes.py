"""Every refusal has a code, and every code one home: the same mistake has one sentence at every door."""

import ast
from collections import defaultdict

from tests.architecture.sources import name_of, product

PLACES = {  # call: position of the code among its arguments
    "Problem": 1,
    "FileProblem": 0,
    "CellError": 0,
    "RowError": 2,
    "ValidationError": 1,
    "refuse": 2,
    "warn": 2,
}


def code_of(call):
    """The literal code of a call that refuses something; None without one."""
    told = [word.value for word in call.keywords if word.arg == "code"]
    place = PLACES[name_of(call.func)]
    told = told or call.args[place : place + 1]
    if told and isinstance(told[0], ast.Constant) and isinstance(told[0].value, str):
        return told[0].value
    return None


def refusals():
    for source in product():
        if source.path.startswith("programmes/"):
            yield from ((source, call) for call in source.calls if name_of(call.func) in PLACES)


def test_a_code_has_one_home():
    homes = defaultdict(set)
    for source, call in refusals():
        if code_of(call):
            homes[code_of(call)].add(source.at(call))
    assert len(homes) > 30
    assert {code: sorted(places) for code, places in homes.items() if len(places) > 1} == {}


def test_a_refusal_has_a_code():
    silent = []
    for source, call in refusals():
        if name_of(call.func) != "ValidationError" or any(word.arg == "code" for word in call.keywords):
            continue
        if len(call.args) < 2 and not isinstance(call.args[0], ast.List | ast.ListComp | ast.Dict | ast.Name):
            silent.append(source.at(call))
    assert silent == []
