"""The pages of one thing each: what each reads, which tables it shows, and the sentence it answers with."""

from django.utils.translation import gettext as _

from programmes.models import GiftKind
from programmes.public import (
    books,
    columns,
    counterparts,
    coverage,
    donors,
    figure_list,
    number_ids,
    places,
    registry,
    reported,
    sentences,
)
from programmes.public import published as figures_of
from programmes.public.data.catalogue import rows_path
from programmes.public.given import Given, counts_of_event
from programmes.public.headline import INDICATORS, headline
from programmes.public.indexes import crumb, handovers_address
from programmes.public.money import in_hand, money, strip
from programmes.public.parameters import IN_PROVINCE, IN_ROUND, IN_YEAR
from programmes.public.published_years import published_years
from programmes.public.tables import page
from programmes.rules.privacy import MAY_BE_NAMED
from programmes.standards.dates import format_day
from programmes.standards.money import format_number, with_unit
from programmes.totals import checks as book_checks
from programmes.totals import read, seals

HANDOVERS_AT_HOME, HANDOVERS_ON_A_PAGE, KINDS_AT_HOME = 4, 10, 5


def _names(receipts):
    """Programmes, slug -> name, in their order."""
    return {row.key: row.name for row in receipts}


def home(state, kind=None):
    """Five queries with that of `state`: figures, gifts by province, money, hand-overs."""
    figures = read.published()
    provinces, cells = read.given()
    receipts, receipts_by_kind = read.receipts_and_kinds(MAY_BE_NAMED)
    events = read.handovers(HANDOVERS_AT_HOME)
    national = figures_of.of_the_country(figures)
    given, told = Given(cells), reported.read(national)
    years = columns.years_with_records(receipts, given)
    opening = headline(reported.read(figures_of.for_headline(figures)))
    hand = in_hand(receipts, state.set_aside_vnd, given)
    shown_year = opening.year if opening and opening.year in years else next(iter(years), None)
    drawn, in_money, by_kind = strip(hand), money(hand), donors.by_kind(receipts_by_kind)
    tables = (
        figures_of.figures(national, receipts, given, figures),
        in_money,
        columns.by_year(given, years, receipts),
        columns.by_programme(_names(receipts), given, receipts),
        columns.by_province(provinces, given, year=shown_year),
        by_kind,
        columns.handovers(events),
    )
    return page(
        "home",
        state,
        _("Sổ an sinh"),
        tables,
        answer=opening.sentence if opening else "",
        headline=opening.large if opening else "",
        lead=_(
            "Tiền huy động được của ngành Bảo hiểm xã hội, và những gì đã trao tận tay người có hoàn cảnh khó khăn."
        ),
        opening=opening,
        strip=drawn,
        money_rows=list(zip(drawn.states, in_money.rows, strict=True)),
        pairs=_pairs(national, told, opening, receipts, given),
        published_years=published_years(told),
        where=places.where(provinces, given, kind, year=shown_year),
        first_kinds=by_kind.rows[:KINDS_AT_HOME],
        other_kinds=by_kind.rows[KINDS_AT_HOME:],
        year=shown_year,
    )


def _pairs(figures, told, opening, receipts, given):
    """Each figure of the opening sentence on one axis with what the records hold of it."""
    shown = opening.figures.values() if opening else ()
    return [
        coverage.pair(figure, counterparts.counted(source, receipts, given))
        for figure, source in zip(told, figures, strict=True)
        if figure in shown
    ]


def year(state, number, kind=None):
    """None for a year of which nothing tells."""
    every_figure = read.published()
    provinces, cells = read.given()
    given = Given(cells)
    receipts, years = read.receipts_and_years()
    if number not in years:
        return None
    figures = figure_list.in_order(figure for figure in every_figure if number in figure.period.years)
    told = reported.read(figures)
    opening = headline(reported.read(figures_of.for_headline(every_figure)), number)
    counted = _counted_answer(given, receipts, year=number)
    tables = (
        figures_of.figures(figures, receipts, given, every_figure),
        columns.by_programme(_names(receipts), given, receipts, year=number),
        columns.by_province(provinces, given, year=number),
        columns.handovers(read.handovers(HANDOVERS_ON_A_PAGE, held_on__year=number)),
    )
    return page(
        "year",
        state,
        _("Năm %(year)s") % {"year": number},
        tables,
        args=[number],
        section="years",
        crumbs=[crumb("years")],
        answer=opening.sentence if opening else counted,
        headline=opening.large if opening else "",
        counted=counted,
        opening=opening,
        pairs=_pairs(figures, told, opening, receipts, given),
        where=places.where(provinces, given, kind, year=number),
        every_handover=handovers_address(**{IN_YEAR: number}),
        year=number,
        years=sorted(years, reverse=True),
    )


def _counted_answer(given, receipts, *, year=None, programme=None):
    """What the records say was raised and given, of one year or programme."""
    raised = columns.raised(receipts, year=year, programme=programme)
    gifts = sentences.gifts(_quantities(given, year=year, programme=programme))
    if not raised and not gifts:
        return _("Hồ sơ trong cổng chưa có khoản nào.")
    start = _("Theo hồ sơ trong cổng, đã huy động %(money)s")
    start = sentences.fill(start, money=sentences.counted(with_unit(raised)))
    return (
        sentences.fill(_("%(start)s và trao %(gifts)s."), start=start, gifts=gifts)
        if gifts
        else sentences.fill(_("%(start)s; chưa có quà nào đã trao."), start=start)
    )


def _quantities(given, **where):
    return {kind: given.of(kind=kind, **where).quantity for kind in GiftKind}


def programme(state, slug, kind=None):
    """None for a programme that is not there."""
    receipts = [row for row in read.receipts() if row.key == slug]
    if not receipts:
        return None
    found = receipts[0]
    provinces, cells = read.given()
    given = Given(cells)
    years = columns.years_with_records(receipts, given, programme=slug)
    figures, rounds = read.published(programme__slug=slug), read.rounds(programme__slug=slug)
    tables = (
        figures_of.figures(figures, receipts, given),
        columns.by_year(given, years, receipts, programme=slug),
        columns.by_province(provinces, given, programme=slug),
        columns.rounds(rounds),
    )
    return page(
        "programme",
        state,
        found.name,
        tables,
        args=[slug],
        section="programmes",
        crumbs=[crumb("programmes")],
        lead=found.about,
        answer=_counted_answer(given, receipts, programme=slug),
        where=places.where(provinces, given, kind, programme=slug),
    )


def round_(state, slug):
    """None for a round that is not there."""
    found = read.round_(slug)
    if found is None:
        return None
    provinces, cells = read.given()
    given = Given(cells)
    events, total = read.handover_page(1, HANDOVERS_ON_A_PAGE, round=found)
    return page(
        "round",
        state,
        found.name,
        (columns.round_(found), columns.by_province(provinces, given, round=slug), columns.handovers(events)),
        args=[slug],
        section="programmes",
        crumbs=[
            crumb("programmes"),
            (found.programme.name, columns.programme_address(found.programme.slug)),
            crumb("rounds"),
        ],
        answer=_given_at(found, total, given),
        every_handover=handovers_address(**{IN_ROUND: slug}),
    )


def _given_at(found, events, given):
    """What a round gave at its hand-overs."""
    gifts = sentences.gifts(_quantities(given, round=found.slug))
    if not gifts:
        return sentences.fill(_("%(round)s chưa trao quà nào."), round=found.name)
    held = sentences.counted(
        _("%(count)s buổi") % {"count": format_number(events)}, number_ids.address(registry.HANDOVERS, round=found.slug)
    )
    return sentences.fill(_("%(round)s có %(events)s, đã trao %(gifts)s."), round=found.name, events=held, gifts=gifts)


def province(state, slug):
    """None for a province that is not there."""
    provinces, cells = read.given()
    found = next((each for each in provinces if each["slug"] == slug), None)
    if found is None:
        return None
    names, given = _names(read.receipts()), Given(cells)
    tables = (
        columns.by_year(given, given.years_of(province=slug), province=slug),
        columns.by_programme(names, given, province=slug),
        columns.handovers(read.handovers(HANDOVERS_ON_A_PAGE, province=found["code"])),
    )
    return page(
        "province",
        state,
        found["full_name"],
        tables,
        args=[slug],
        section="provinces",
        crumbs=[crumb("provinces")],
        answer=_given_in(found, given),
        lead=_("Vùng %(region)s.") % {"region": found["region"]},
        every_handover=handovers_address(**{IN_PROVINCE: slug}),
        rows_csv=rows_path("gifts", {"province_code": found["code"]}, "-csv"),
    )


def _given_in(province, given, year=None):
    where = {"province": province["slug"], "year": year}
    return sentences.given(province["name"], _quantities(given, **where), given.of(**where).donor_cost_vnd, year=year)


def province_year(state, slug, number):
    """None for a province that is not there, and for a year of which nothing is told anywhere."""
    provinces, cells = read.given()
    found = next((each for each in provinces if each["slug"] == slug), None)
    if found is None:
        return None
    figures, given = read.published(), Given(cells)
    receipts, years = read.receipts_and_years()
    if number not in years:
        return None
    national = headline(reported.read(figures_of.for_headline(figures)), number)
    tables = (
        columns.by_programme(_names(receipts), given, province=slug, year=number),
        columns.by_year(given, given.years_of(province=slug), province=slug),
        columns.handovers(read.handovers(HANDOVERS_ON_A_PAGE, province=found["code"], held_on__year=number)),
    )
    return page(
        "province_year",
        state,
        _("%(province)s, năm %(year)s") % {"province": found["name"], "year": number},
        tables,
        args=[slug, number],
        section="provinces",
        crumbs=[crumb("provinces"), (found["full_name"], columns.province_address(slug))],
        answer=_given_in(found, given, number),
        national=national and _national(national),
        every_handover=handovers_address(**{IN_PROVINCE: slug, IN_YEAR: number}),
        rows_csv=rows_path("gifts", {"year": number, "province_code": found["code"]}, "-csv"),
        year=number,
    )


def _national(opening):
    """The figure of the whole country that stands beside a province's: books and cards, else the first."""
    return opening.figures.get(INDICATORS[1]) or next(iter(opening.figures.values()))


def handover(state, number):
    """None for a hand-over that is not done."""
    event = read.handover(number)
    if event is None:
        return None
    counts = counts_of_event(read.told_of_event(event))
    gifts = sentences.gifts({kind: counts[kind] for kind in GiftKind if kind in counts})
    said = _("Ngày %(day)s, tại %(place)s (%(province)s), đã trao %(gifts)s.")
    return page(
        "handover",
        state,
        event.title,
        (columns.handover(event), columns.gifts_of_handover(event.pk, counts)),
        args=[event.pk],
        section="handovers",
        crumbs=[
            crumb("handovers"),
            (event.province.full_name, columns.province_address(event.province.slug)),
        ],
        answer=gifts
        and sentences.fill(
            said, day=format_day(event.held_on), place=event.place, province=event.province.name, gifts=gifts
        ),
        photo=event.photo_caption or _("Ảnh buổi trao") if shows_photo(event) else "",
        number=event.pk,
        round_address=columns.round_address(event.round.slug),
        round_name=event.round.name,
    )


def shows_photo(event):
    """A photo is public while the consent stands; the event is done, else it has no page."""
    return bool(event.photo_consented_on and event.has_photo)


def photo(number):
    """The bytes of a public photo; None without consent."""
    event = read.handover(number)
    return event.read_photo() if event and event.photo_consented_on else None


def donor(state, slug):
    """None where nobody of that name may be named."""
    found = donors.of_slug(read.donors(MAY_BE_NAMED), slug)
    if found is None:
        return None
    _key, name, kind, amounts = found
    return page(
        "donor",
        state,
        name,
        (donors.donor(slug, amounts),),
        args=[slug],
        section="donors",
        crumbs=[crumb("donors"), (donors.kind_name(kind), donors.anchor_of(kind))],
        answer=sentences.fill(
            _("%(donor)s đã ủng hộ %(money)s (%(years)s)."),
            donor=name,
            money=sentences.counted(with_unit(sum(amounts.values()))),
            years=", ".join(map(str, sorted(amounts))),
        ),
    )


def corrections(state):
    """What changed in closed periods and of published figures, and which periods are closed; four queries."""
    names = {programme.slug: programme.name for programme in read.programmes()}
    tables = (
        books.corrections(read.corrections(), names),
        figures_of.changed(figures_of.changes(read.changed_figures())),
        books.closed_periods(read.closed_periods()),
    )
    return page("corrections", state, _("Đính chính số liệu"), tables)


def checks(state):
    results = book_checks.results()
    looked_at = max((each.found.checked_at for each in results if each.found), default=None)
    return page(
        "checks",
        state,
        _("Kiểm tra sổ"),
        (books.checks(results),),
        results=results,
        all_good=all(each.is_good for each in results),
        head=looked_at and seals.head_at(looked_at),
    )


def about(state):
    return page("about", state, _("Giới thiệu"), ())
