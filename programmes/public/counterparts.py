"""What the records count of the same thing as a published figure. Both stand side by side and are never added."""

from typing import NamedTuple

from programmes.models import Measure, Stage
from programmes.public.columns import raised
from programmes.public.registry import COST, PROGRAMME, PROVINCE, RAISED, ROUND, YEAR, Source


class Counterpart(NamedTuple):
    """What the records count of the same thing, year and place as a figure.

    The sum of `field` over the gifts of `kinds`, or of the receipts, by `where`: {Dimension: int or slug}.
    """

    source: Source
    field: str
    kinds: tuple
    where: dict


def counterpart(figure):
    """The Counterpart of a figure; None where the records count no such thing.

    They count whole years, and the country and provinces of today; a figure of a few donors or places is a part that
    they do not tell.
    """
    is_part = figure.is_partial or figure.place_detail or figure.donors or figure.donor_id
    if not figure.whole_year or is_part or figure.former_province_id or figure.place_office_id:
        return None
    where = {YEAR: figure.whole_year}
    if figure.round_id:
        where[ROUND] = figure.round.slug
    elif figure.programme_id:
        where[PROGRAMME] = figure.programme.slug
    if (figure.measure, figure.stage, figure.subject) == (Measure.MONEY, Stage.RAISED, ""):
        is_counted = RAISED.may_be_cut_by(where) and not figure.province_id
        return Counterpart(RAISED.source, RAISED.field, (), where) if is_counted else None
    if figure.province_id:
        where[PROVINCE] = figure.province.slug
    if figure.stage == Stage.GIVEN:
        kinds, field = Measure(figure.measure).kinds, "quantity"
    elif figure.stage == Stage.VALUE and figure.measure == Measure.MONEY and figure.subject:
        kinds, field = Measure(figure.subject).kinds, COST.field
    else:
        return None
    return Counterpart(Source.GIFTS, field, kinds, where) if kinds else None


def counted(figure, receipts, given):
    """The number of its counterpart: int or Hidden; None where the records have none.

    `given` holds all that was given. What one programme alone gave is counted with what is told of the whole only.
    """
    same = counterpart(figure)
    if same is None:
        return None
    if same.source is Source.RECEIPTS:
        return raised(receipts, **same.where) or None
    return getattr(given.of_kinds(*same.kinds, **given.widened(same.kinds, same.where)), same.field) or None
