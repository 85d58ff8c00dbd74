"""The answer of one counted number: what it is now, or was at the end of a closed period, and in which words."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programmes.models import TotalsState
from programmes.public import donors
from programmes.public.counterparts import Counterpart, counterpart
from programmes.public.given import Given, counts_of_event
from programmes.public.money import in_hand
from programmes.public.number_ids import NumberId
from programmes.public.parameters import BadParameterError, NoSuchNumberError
from programmes.public.registry import COST, DONOR, HANDOVER, PROGRAMME, PROVINCE, RAISED, ROUND, YEAR, Source
from programmes.public.sentences import NO_BREAK, as_of
from programmes.rules.privacy import MAY_BE_NAMED, Hidden
from programmes.standards import periods
from programmes.standards.dates import format_day
from programmes.standards.money import format_number
from programmes.totals import history, read, years

GIFT_FIELDS = {YEAR: "year", PROGRAMME: "round__programme__slug", ROUND: "round__slug", PROVINCE: "province__slug"}
EVENT_FIELDS = {**GIFT_FIELDS, YEAR: "held_on__year"}


class Past(NamedTuple):
    """The number as it was public when a period was closed."""

    closing: history.Closing
    raw: object


class Answer(NamedTuple):
    """`raw` is int or Hidden, of now or of the period asked for (`then`).

    `names` are the places in words, by dimension.
    """

    id: NumberId
    state: TotalsState
    raw: object
    names: dict
    province_code: str | None = None
    past: tuple = ()
    corrections: tuple = ()
    then: history.Closing | None = None

    @property
    def measure(self):
        return self.id.measure

    @property
    def year(self):
        return self.id.where.get(YEAR)

    @property
    def number(self):
        """ "361 thẻ", "3.137.000.000 đồng", "dưới 11 thẻ", "không nêu"."""
        return written(self.measure, self.raw)

    @property
    def qualifier(self):
        if isinstance(self.raw, Hidden) and self.raw is not Hidden.LITTLE:
            return _("số nhỏ, không nêu")
        return _("số chính xác lúc trao") if HANDOVER in self.id.where else str(self.measure.qualifier)

    @property
    def period(self):
        if HANDOVER in self.id.where:
            return self.names[YEAR]
        return _("năm %(year)s") % {"year": self.year} if self.year else _("từ trước đến nay")

    @property
    def place(self):
        """ "Nghệ An", "cả nước, chương trình Trao sổ, thẻ"."""
        parts = [self.names[name] for name in (PROVINCE, PROGRAMME, ROUND, DONOR, HANDOVER) if name in self.names]
        return ", ".join(parts if {PROVINCE, DONOR} & set(self.names) else [_("cả nước"), *parts])

    @property
    def what(self):
        """ "thẻ BHYT đã trao, Nghệ An, năm 2025"."""
        return f"{self.measure.what}, {self.place}, {self.period}"

    @property
    def title(self):
        return capfirst(self.what)

    @property
    def known_on(self):
        """The day as of which it is told; None before the first record."""
        at = self.then.at if self.then else self.state.as_of
        return timezone.localdate(at) if at else None

    @property
    def as_of(self):
        """ "theo hồ sơ tính đến 4/3/2026", "theo hồ sơ khi khóa tháng 3/2025, ngày 4/4/2025"."""
        if not self.then:
            return as_of(self.state.as_of)
        return _("theo hồ sơ khi khóa %(period)s, ngày %(day)s") % {
            "period": periods.words_of_books(*self.then[:2]),
            "day": format_day(self.known_on),
        }


def written(measure, raw):
    if raw == Hidden.WITHHELD:
        return str(raw)
    return f"{raw if isinstance(raw, Hidden) else format_number(raw)}{NO_BREAK}{measure.unit}"


def answer(state, wanted, period=None):
    """The Answer of a NumberId, in at most three queries and that of `state`.

    `period` is (year, month or None) of a closed period. Raises NoSuchNumberError for a year or place that is nowhere,
    BadParameterError for a period at whose end nothing is known.
    """
    if wanted.measure.source is Source.BOOKS:
        found = _of_books(state, wanted)
    elif HANDOVER in wanted.where:
        found = _of_event(state, wanted)
    elif DONOR in wanted.where:
        found = _of_donor(state, wanted)
    else:
        found = _of_places(state, wanted)
    return _at(found, period) if period else found


def _at(found, period):
    past = {(each.closing.year, each.closing.month): each for each in found.past}
    if period in past:
        return found._replace(raw=past[period].raw, then=past[period].closing)
    year, month = period
    asked = periods.words_of_books(year, month)
    if not past:
        raise BadParameterError(
            _("Cổng không có số này tại thời điểm cuối %(asked)s; số quá khứ chỉ có cho các kỳ đã khóa sổ.")
            % {"asked": asked}
        )
    closed = ", ".join(periods.words_of_books(*each.closing[:2]) for each in found.past)
    raise BadParameterError(
        _("Không có số tại cuối %(asked)s: số tại một thời điểm chỉ có cho kỳ đã khóa sổ. Các kỳ đã khóa: %(closed)s.")
        % {"asked": asked, "closed": closed}
    )


def _of_books(state, wanted):
    _provinces, cells = read.given()
    found = in_hand(read.receipts(), state.set_aside_vnd, Given(cells))
    return Answer(wanted, state, found.told(wanted.measure.field), {})


def _of_event(state, wanted):
    event = read.handover(wanted.where[HANDOVER])
    if event is None:
        raise NoSuchNumberError(_("Không có buổi trao số %(number)s.") % {"number": wanted.where[HANDOVER]})
    counts = counts_of_event(read.told_of_event(event))
    names = {
        YEAR: _("ngày %(day)s") % {"day": format_day(event.held_on)},
        PROVINCE: event.province.name,
        HANDOVER: _("buổi trao tại %(place)s") % {"place": event.place},
    }
    return Answer(wanted, state, counts.get(wanted.measure.kind, 0), names)


def _of_donor(state, wanted):
    slug, year = wanted.where[DONOR], wanted.where.get(YEAR)
    found = donors.of_slug(read.donors(MAY_BE_NAMED), slug)
    if found is None or (year and year not in found[3]):
        raise NoSuchNumberError(_("Không có nhà hảo tâm nào được nêu tên như vậy, hoặc năm ấy không có khoản nào."))
    key, name, _kind, amounts = found
    closings, _corrections = history.of_periods(year)
    past = history.raised_by(key, closings, year=year)
    now = amounts[year] if year else sum(amounts.values())
    return Answer(wanted, state, now, {DONOR: name}, past=tuple(map(Past, closings, past)))


def _of_places(state, wanted):
    where = wanted.where
    known = read.known(**{name: where[name] for name in (PROGRAMME, ROUND, PROVINCE) if name in where})
    names, code = _names(wanted, known), known.keys.get(read.PROVINCE)
    if wanted.measure.source is Source.HANDOVERS:
        return Answer(wanted, state, read.handover_count(**_fields(EVENT_FIELDS, where)), names, code)
    closings, corrections = history.of_periods(where.get(YEAR))
    reads = _raised if wanted.measure.source is Source.RECEIPTS else _given
    now, past = reads(wanted, closings)
    past = tuple(map(Past, closings, past))
    return Answer(wanted, state, now, names, code, past, tuple(_told(wanted, corrections)))


def _names(wanted, known):
    """What the places are called; a year or a place that nobody has heard of has no number."""
    year = wanted.where.get(YEAR)
    if year and year not in known.years:
        raise NoSuchNumberError(_("Năm %(year)s chưa có hồ sơ hay số công bố nào.") % {"year": year})
    found = {}
    for name, words in (
        (PROVINCE, "%(name)s"),
        (PROGRAMME, _("chương trình %(name)s")),
        (ROUND, _("đợt %(name)s")),
    ):
        if name not in wanted.where:
            continue
        if name not in known.names:
            raise NoSuchNumberError(_("Không có tên “%(slug)s” trong cổng.") % {"slug": wanted.where[name]})
        found[name] = words % {"name": known.names[name]}
    return found


def _fields(fields, where):
    return {fields[name]: value for name, value in where.items()}


def _raised(wanted, closings):
    where = wanted.where
    return history.raised(closings, year=where.get(YEAR), programme=where.get(PROGRAMME, ""))


def _given(wanted, closings):
    measure, where = wanted.measure, {str(name): value for name, value in wanted.where.items()}
    kind = {"kind": measure.kind.value} if measure.kind else {}
    cells = history.gifts(closings, **kind, **_fields(GIFT_FIELDS, wanted.where))

    def sums(of):
        return getattr(Given(of).of(**kind, **where), measure.field)

    now = sums([past.cell for past in cells])
    return now, [sums(history.at_closing(cells, number)) for number in range(len(closings))]


class Change(NamedTuple):
    """What a correction made of the number."""

    at: datetime
    old: int
    new: int
    reason: str


def _told(wanted, corrections):
    """Changes of this number; corrections tell of whole years, of all and by programme or kind."""
    key = _corrected_key(wanted)
    for each in corrections:
        for change in each.figures:
            if not change["is_hidden"] and (change["figure"], change["of"]) == key:
                yield Change(each.at, change["old"], change["new"], each.reason)


def _corrected_key(wanted):
    measure, others = wanted.measure, set(wanted.where) - {YEAR}
    if measure is RAISED and others <= {PROGRAMME}:
        return years.RAISED, wanted.where.get(PROGRAMME, "")
    if others:
        return None
    if measure is COST:
        return years.COST, ""
    return (years.GIVEN, measure.kind.value) if measure.kind else None


def beside(found, figures):
    """Published figures of the same thing, year and place: to stand next to the number, never to be added."""
    measure = found.measure
    kinds = (measure.kind,) if measure.kind else ()
    here = Counterpart(measure.source, measure.field, kinds, found.id.where)
    return [figure for figure in figures if counterpart(figure) == here]
