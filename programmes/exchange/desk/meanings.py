"""What the texts of the columns of choices mean: asked where nobody knows, told where the office has said it before."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.exchange.columns.offers import offers, offers_for
from programmes.standards.dates import format_day_padded
from programmes.standards.money import format_number

SHOWN_UNDERSTOOD = 40
SHOWN_VALUES = 300  # of more texts it is rather the column that is misunderstood


class UnknownText(NamedTuple):
    """A text of a column that nobody knows, or that the officer has told the meaning of: on how many `rows` it stands,
    what is meant by it (`meaning`, "" while nobody has said), what is most like it, since when the office knows it
    (ISO day; "" for this file alone), and what is offered for it beside the choices of its column.
    """

    text: str
    rows: int
    meaning: str
    likely: str
    since: str
    choices: list


class UnknownValues(NamedTuple):
    """The UnknownTexts of a column, the commonest first; `choices` as columns.offers; `left` are not listed."""

    column: str
    heading: str
    choices: list
    texts: list
    left: int


def ask_of_values(memos, options, lookups):
    """The UnknownValues of each column of choices, and what the officer has told of its texts."""
    asked, room = [], SHOWN_VALUES
    for memo in memos:
        if not (memo.unknown or memo.told):
            continue
        choices, found = offers(memo.column, lookups), _texts_of(memo)
        texts = [_text_of(memo, text, rows, choices, options, lookups) for text, rows in found[:room]]
        if choices or any(text.choices for text in texts):
            asked.append(UnknownValues(memo.column.name, memo.column.heading, choices, texts, len(found[room:])))
            room -= len(texts)
    return asked


def ask_of_understood(memos):
    """The UnknownValues of the columns of choices whose texts the portal understood by itself, for another answer.

    The `meaning` of a text is the choice that it was taken for.
    """
    found = []
    for memo in memos:
        texts = [
            UnknownText(text, rows, memo.parsed(text), "", "", [])
            for _key, text, rows in _by_key(memo, memo.texts_understood())
        ]
        if texts:
            choices, left = offers(memo.column, None), len(texts[SHOWN_UNDERSTOOD:])
            texts = texts[:SHOWN_UNDERSTOOD]
            found.append(UnknownValues(memo.column.name, memo.column.heading, choices, texts, left))
    return found


def _texts_of(memo):
    """(text, rows): those that nobody knows, then those that are told; texts of one key are one."""
    return [(text, rows) for _key, text, rows in (*_by_key(memo, memo.unknown), *_by_key(memo, memo.told))]


def _text_of(memo, text, rows, choices, options, lookups):
    name, key = memo.column.name, memo.column.key(text)
    meaning = options.values.get(name, {}).get(key, "") if text in memo.told else ""
    own, likeliest = offers_for(text, memo.column, lookups, choices)
    if meaning and meaning not in dict([*choices, *own]):
        own = [(meaning, memo.meanings[key][1]), *own]
    since = options.known.get(name, {}).get(key, ("", ""))[1]
    return UnknownText(text, rows, meaning, "" if meaning else likeliest, since if meaning else "", own)


def _by_key(memo, counted):
    """(Column.key, its commonest spelling, rows) of the texts of a Counter, the commonest first."""
    spellings, rows = {}, Counter()
    for text, count in counted.most_common():
        key = memo.column.key(text)
        spellings.setdefault(key, text)
        rows[key] += count
    return [(key, spellings[key], count) for key, count in rows.most_common()]


def tell_known_values(memos, header, options, findings):
    """What an officer told for an earlier file is never used again without a word, nor a common word read otherwise."""
    for memo in memos:
        known, meanings = options.known.get(memo.column.name, {}), options.values.get(memo.column.name, {})
        for key, text, rows in _by_key(memo, memo.told):
            meaning, since = known.get(key, ("", ""))
            if meaning and meaning == meanings[key]:
                told = _("Dùng câu trả lời đã nhớ từ %(day)s: “%(text)s” là “%(meaning)s”, %(rows)s dòng.") % {
                    "day": format_day_padded(date.fromisoformat(since)),
                    "text": text,
                    "meaning": memo.meanings[key][1],
                    "rows": format_number(rows),
                }
                findings.warn(header.line, memo.column.heading, "value_remembered", told)
            elif memo.column.understands(text):
                told = _("Theo câu trả lời, riêng trong tệp này “%(text)s” là “%(meaning)s”, %(rows)s dòng.") % {
                    "text": text,
                    "meaning": memo.meanings[key][1],
                    "rows": format_number(rows),
                }
                findings.warn(header.line, memo.column.heading, "value_of_file", told)
