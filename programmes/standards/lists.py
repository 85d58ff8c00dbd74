"""Lists within a sentence."""


def first_few(items, count, separator=", "):
    """The first of a sequence, with a … where there are more: "a, b, …"."""
    return separator.join([*map(str, items[:count]), *(["…"] if len(items) > count else [])])
