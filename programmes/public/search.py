"""Looking for a page: without diacritics, over places, programmes, rounds, donors, years, figures and hand-overs."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programmes.models import GiftKind
from programmes.public import columns, reported
from programmes.public.donors import slugs_of
from programmes.rules.privacy import MAY_BE_NAMED
from programmes.standards.dates import format_day
from programmes.standards.names import fold
from programmes.totals import read

HANDOVERS_LOOKED_AT, SHOWN_OF_EACH = 5000, 20
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"[^\W_]+")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,\u00a0](?=\d{3}(?!\d))")


class Hit(NamedTuple):
    title: str
    href: str
    about: str = ""


class Group(NamedTuple):
    """The hits of one kind; `more` is how many are not shown."""

    title: str
    hits: tuple
    more: int


def _words(text):
    """Its words without diacritics; 185.055 and 185,055 are the word 185055."""
    return _WORD.findall(fold(_BETWEEN_DIGITS.sub("", text)))


def _asked_of_a_place():
    """Patterns of what visitors write around the name of a place, the longest first; "nam" alone may be Hà Nam."""
    kinds = [text for kind in GiftKind for text in (kind.heading, str(kind.label), f"{kind.unit} {kind.heading}")]
    spelt_out = ["so bao hiem xa hoi", "the bao hiem y te", "bao hiem xa hoi", "bao hiem y te", "bhxh", "bhyt"]
    around = ["so lieu", "du lieu", "qua tang", "qua", "da trao", "o", "tai", "cua"]
    phrases = sorted((*(" ".join(_words(each)) for each in kinds), *spelt_out, *around), key=len, reverse=True)
    return [f"(?:nam )?{_YEAR.pattern}", *phrases]


class Question:
    """What was typed: every word must begin a word of what is found; a year among them is also a year.

    `named` are the words that may name a place: neither years, nor kinds of gifts, nor what is written around.
    """

    def __init__(self, typed):
        self.words = _words(typed)
        self.years = [int(word) for word in self.words if _YEAR.fullmatch(word)]
        named = " ".join(self.words)
        for phrase in _asked_of_a_place():
            named = re.sub(rf"\b{phrase}\b", " ", named)
        self.named = named.split()

    def fits(self, text, *, words=None):
        found = _words(text)
        wanted = self.words if words is None else words
        return bool(wanted) and all(any(each.startswith(word) for each in found) for word in wanted)


def look_for(typed, years):
    """Groups of hits for what was typed; `years` are those with a page. Three queries."""
    question = Question(typed)
    if not question.words:
        return []
    names = read.names(MAY_BE_NAMED)
    found = (
        (_("Năm"), _years(question, years)),
        (pgettext("mục lục", "Tỉnh, thành phố"), _provinces(question, names, years)),
        (pgettext("mục lục", "Chương trình"), _named(question, names, read.BY_PROGRAMME, columns.programme_address)),
        (pgettext("mục lục", "Đợt"), _named(question, names, read.ROUND, columns.round_address)),
        (_("Số liệu công bố"), _figures(question)),
        (pgettext("mục lục", "Nhà hảo tâm"), _donors(question, names)),
        (pgettext("mục lục", "Buổi trao"), _handovers(question)),
    )
    return [
        Group(title, tuple(hits[:SHOWN_OF_EACH]), max(len(hits) - SHOWN_OF_EACH, 0)) for title, hits in found if hits
    ]


def _years(question, years):
    if question.named:
        return []
    return [
        Hit(_("Năm %(year)s") % {"year": year}, columns.year_address(year)) for year in question.years if year in years
    ]


def _provinces(question, names, years):
    """A province, and with a year its page of that year; a former province leads to what it is part of."""
    year = next((year for year in question.years if year in years), None)
    full_names = {slug: name for side, slug, name, _words in names if side == read.PROVINCE}
    hits = {}
    for side, slug, name, words in names:
        if side not in (read.PROVINCE, read.FORMER) or not question.fits(f"{name} {words}", words=question.named):
            continue
        about = _("gồm %(former)s trước đây") % {"former": name} if side == read.FORMER else ""
        title = full_names[slug]
        if year:
            title = _("%(province)s, năm %(year)s") % {"province": title, "year": year}
        if side == read.PROVINCE or slug not in hits:
            hits[slug] = Hit(title, columns.province_address(slug, year), about)
    return list(hits.values())


def _named(question, names, wanted, address):
    return [
        Hit(name, address(slug), words if wanted == read.ROUND else "")
        for side, slug, name, words in names
        if side == wanted and question.fits(f"{name} {words}")
    ]


def _donors(question, names):
    found = {key: name for side, key, name, _words in names if side == read.BY_DONOR}
    slugs = sorted((slug, found[key]) for key, slug in slugs_of(found.items()).items())
    return [Hit(name, columns.donor_address(slug)) for slug, name in slugs if question.fits(name)]


def _figures(question):
    return [
        Hit(figure.words, figure.href, f"{figure.label}, {figure.period}")
        for figure in reported.read(read.published())
        if question.fits(f"{figure.words} {figure.label} {figure.period}")
    ]


def _handovers(question):
    return [
        Hit(title, columns.handover_address(number), f"{format_day(day)}, {place}, {province}")
        for number, day, title, place, province, round_ in read.handover_words(HANDOVERS_LOOKED_AT)
        if question.fits(f"{title} {place} {province} {round_} {day.year}")
    ]
