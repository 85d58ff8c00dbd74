"""What an officer may choose for a column: what its unknown texts mean, what holds for every row."""

from difflib import SequenceMatcher

from programmes.standards.names import fold

LIKELY = 0.6  # of two texts that have so much in common one may be meant by the other


def offers(column, lookups):
    """[(text that the column reads, label)]; empty where anything may be written."""
    if choices := getattr(column.parse, "choices", None):
        return [(value, str(label)) for value, label in choices.choices if value]
    return lookups.offers(column.look_up) if column.look_up else []


def likeliest(text, choices, words=None):
    """Of offers the text that is most like this one; "" where none is. `words` are others for it, folded -> text."""
    key = fold(text)
    known = {**{fold(label): value for value, label in choices}, **(words or {})}
    ranked = [(_likeness(key, word), len(word), value) for word, value in known.items() if len(word) > 1]
    best, _length, value = max(ranked, default=(0, 0, ""))
    return value if best >= LIKELY else ""


def _likeness(one, other):
    """0 to 1 of folded texts; where all words of the shorter one are in the other, they are as good as alike."""
    shorter, longer = sorted((set(one.split()), set(other.split())), key=len)
    return 1 if shorter and shorter <= longer else SequenceMatcher(None, one, other).ratio()
