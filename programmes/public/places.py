"""Where gifts were handed over: the diagram of one kind at a time, and the same in a sentence."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from programmes.models import GiftKind
from programmes.public import charts, columns
from programmes.public.parameters import slug_of_kind
from programmes.standards.money import format_number

NAMED_IN_PRINT = 8


class Where(NamedTuple):
    """One kind of gift over the provinces: `choices` are (kind, slug), `words` say on paper what is drawn."""

    kind: GiftKind
    choices: tuple
    total: object
    diagram: charts.TileDiagram
    words: str


def where(provinces, given, kind, *, year=None, **scope):
    """`kind` is what was asked for; None is that of which there is most. Tiles lead to the year, if one is told."""
    known = [each for each in GiftKind if given.of(kind=each, year=year, **scope).quantity]
    kind = kind or _most(known, given, year=year, **scope)
    values = {
        province["slug"]: given.of(kind=kind, province=province["slug"], year=year, **scope).quantity
        for province in provinces
    }
    hrefs = {slug: columns.province_address(slug, year) for slug in values}
    return Where(
        kind,
        tuple((each, slug_of_kind(each)) for each in GiftKind if each in known or each == kind),
        given.of(kind=kind, year=year, **scope).quantity,
        charts.tiles(provinces, values, hrefs),
        _words(provinces, values),
    )


def _most(known, given, **scope):
    """The kind of which most was given, as far as it is told; a card where nothing is."""

    def size(kind):
        quantity = given.of(kind=kind, **scope).quantity
        return quantity if isinstance(quantity, int) else 0

    return max(known, key=size, default=GiftKind.HI_CARD)


def _words(provinces, values):
    names = {province["slug"]: province["name"] for province in provinces}
    shown = [(slug, value) for slug, value in values.items() if value]
    shown.sort(key=lambda each: -each[1] if isinstance(each[1], int) else 0)
    parts = [
        f"{names[slug]} {format_number(value) if isinstance(value, int) else value}"
        for slug, value in shown[:NAMED_IN_PRINT]
    ]
    if not parts:
        return _("Chưa tỉnh, thành phố nào có hồ sơ.")
    rest = len(shown) - len(parts)
    others = [_("%(count)s tỉnh, thành phố khác") % {"count": rest}] if rest else []
    without = len(values) - len(shown)
    ending = _(" %(count)s tỉnh, thành phố chưa có hồ sơ.") % {"count": without} if without else ""
    return f"{', '.join([*parts, *others])}.{ending}"
