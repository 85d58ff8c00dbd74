"""The list of published figures by year and place, and what its address may ask for."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from programmes.public.parameters import IN_PROVINCE, IN_YEAR, BadParameterError, slug_asked, year_asked

COUNTRY = "ca-nuoc"


class Choice(NamedTuple):
    """One value of a filter: what the address says and what the visitor reads."""

    value: str
    label: str
    is_chosen: bool


class Filter(NamedTuple):
    """What of the figures is listed; `year` is None and `place` "" where all are."""

    year: int | None
    place: str

    @property
    def query(self):
        return {name: value for name, value in ((IN_YEAR, self.year), (IN_PROVINCE, self.place)) if value}

    def takes(self, figure):
        return (self.year is None or self.year in figure.period.years) and self.place in ("", _place_slug(figure))


def _place_slug(figure):
    return figure.present_province.slug if figure.present_province else COUNTRY


def asked(request, provinces):
    """The filter of `?nam=` and `?tinh=`; `provinces` are dicts."""
    place = slug_asked(request, IN_PROVINCE)
    if place and place not in {COUNTRY, *(province["slug"] for province in provinces)}:
        raise BadParameterError(
            _("Không có tỉnh, thành phố “%(asked)s”. Ghi tên như trong địa chỉ trang của tỉnh, ví dụ tinh=nghe-an.")
            % {"asked": place}
        )
    return Filter(year_asked(request), place)


def choices(every, wanted, provinces):
    """(years, places) that any figure is told for, as the filters offer them."""
    years = sorted({year for figure in every for year in figure.period.years} | {wanted.year or 0}, reverse=True)
    slugs = {_place_slug(figure) for figure in every} | {wanted.place}
    names = [(COUNTRY, _("Cả nước")), *((province["slug"], province["name"]) for province in provinces)]
    return (
        [Choice(str(year), str(year), year == wanted.year) for year in years if year],
        [Choice(value, label, value == wanted.place) for value, label in names if value in slugs],
    )


class Group(NamedTuple):
    """The rows of one year."""

    year: str
    rows: list


def in_order(found):
    """By the last year of the period, then what is told for the country before the provinces, then by code."""
    return sorted(found, key=lambda each: (-each.period_end.year, each.present_province is not None, _order(each)))


def _order(figure):
    province = figure.present_province
    return (province.search_key if province else "", figure.period_start, figure.code)


def by_year(found, rows):
    """The rows of figures that are `in_order`, year by year."""
    groups = {}
    for figure, row in zip(found, rows, strict=True):
        groups.setdefault(str(figure.period_end.year), []).append(row)
    return [Group(year, told) for year, told in groups.items()]
