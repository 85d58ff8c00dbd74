"""What an officer may choose for a column: what its unknown texts mean, what holds for every row."""

from difflib import SequenceMatcher

from programmes.standards.names import fold

LIKELY = 0.6  # of two texts that have so much in common one may be meant by the other


def offers(column, lookups):
    """[(text that the column reads, label)]; empty where anything may be written."""
    if choices := getattr(column.parse, "choices", None):
        return [(value, str(label)) for value, label in choices.choices if value]
    return lookups.offers(column.look_up) if column.look_up else []


def labels_of(column):
    """Those of the choices that its parser has."""
    choices = getattr(column.parse, "choices", None)
    return [str(label) for value, label in choices.choices if value] if choices else []


def offers_for(text, column, lookups, choices):
    """What is offered for one unknown text of a column: ([(text, label)] beside its `choices`, the likeliest)."""
    words = getattr(column.parse, "words", None)
    return lookups.offers_for(text, column.look_up) or ([], likeliest(text, choices, words))


def likeliest(text, choices, words=None):
    """Of offers the text that is most like this one; "" where none is. `words` are others for it, folded -> text."""
    known = [*choices, *((value, word) for word, value in (words or {}).items())]
    return next((value for value, _name in likely(text, known, lambda offer: offer[1])), "")


def likely(text, things, name_of, least=LIKELY):
    """Those of the things whose names are so much like a text that they may be meant by it, the most alike first."""
    key = fold(text)
    named = [(name, thing) for thing in things if len(name := fold(name_of(thing))) > 1]
    ranked = [(_likeness(key, name), len(name), thing) for name, thing in named]
    ranked.sort(key=lambda found: found[:2], reverse=True)
    return [thing for likeness, _length, thing in ranked if likeness >= least]


def _likeness(one, other):
    """0 to 1 of folded texts; where all words of the shorter one are in the other, they are as good as alike."""
    shorter, longer = sorted((set(one.split()), set(other.split())), key=len)
    if shorter and shorter <= longer:
        return 1
    matcher = SequenceMatcher(None, one, other)
    is_near = matcher.real_quick_ratio() >= LIKELY and matcher.quick_ratio() >= LIKELY  # upper bounds, far cheaper
    return matcher.ratio() if is_near else 0
