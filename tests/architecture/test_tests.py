"""A test that cannot fail proves nothing."""

import ast

from tests.architecture.sources import files, name_of

PROOFS = {
    "raises",
    "warns",
    "fail",
    "django_assert_num_queries",
    "django_assert_max_num_queries",
    "run_state_machine_as_test",
}


def functions_of(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node


def proves(function, asserting):
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = name_of(node.func)
            if name in PROOFS or name in asserting or name.startswith(("assert_", "assert")):
                return True
    return False


def only_says_it_answered(function):
    """Whether all it asserts is `x.status_code == 200`."""
    asserts = [node.test for node in ast.walk(function) if isinstance(node, ast.Assert)]
    return bool(asserts) and all(
        isinstance(test, ast.Compare)
        and name_of(test.left) == "status_code"
        and isinstance(test.comparators[0], ast.Constant)
        and test.comparators[0].value == 200
        for test in asserts
    )


def asserting_functions(source):
    """Names of helpers that assert for the tests that call them."""
    return {
        node.name
        for node in source.nodes
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("test_") and proves(node, set())
    }


ASSERTING = set().union(*(asserting_functions(source) for source in files("tests")))
TEST_FILES = [source for source in files("tests") if source.path.split("/")[-1].startswith("test_")]


def places_of(fault):
    return [source.at(test) for source in TEST_FILES for test in functions_of(source.tree) if fault(test)]


def test_every_test_asserts_something():
    assert places_of(lambda test: not proves(test, ASSERTING)) == []


def test_no_test_is_content_with_an_answer():
    assert places_of(only_says_it_answered) == []


def test_the_rules_see_planted_faults():
    idle = ast.parse("def test_a():\n    run()\n").body[0]
    content = ast.parse("def test_a():\n    assert client.get('/').status_code == 200\n").body[0]
    assert not proves(idle, set())
    assert only_says_it_answered(content)
