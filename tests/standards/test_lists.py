"""Lists within a sentence."""

from programmes.standards.lists import first_few


def test_a_list_says_that_there_are_more_only_where_there_are():
    assert [first_few(items, 2) for items in ([], [1], [1, 2], [1, 2, 3])] == ["", "1", "1, 2", "1, 2, …"]
    assert first_few("abc", 1, "; ") == "a; …"
