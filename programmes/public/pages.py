"""The pages: what each reads and which tables it shows."""

from django.urls import reverse

from programmes.models import PublishedFigure
from programmes.public import books, charts, columns, donors
from programmes.public.figures import page
from programmes.public.given import Given, event_counts
from programmes.public.headline import headline
from programmes.rules.privacy import MAY_BE_NAMED
from programmes.totals import checks as book_checks
from programmes.totals import read

HANDOVERS_AT_HOME, HANDOVERS_ON_A_PAGE = 6, 30
HEADLINE = (
    PublishedFigure.Indicator.AMOUNT_RAISED,
    PublishedFigure.Indicator.BOOKS_AND_CARDS_GIVEN,
    PublishedFigure.Indicator.VALUE_BOOKS_AND_CARDS_GIVEN,
    PublishedFigure.Indicator.TET_GIFTS_GIVEN,
)


def _names(receipts):
    """Programmes, slug -> name, in their order."""
    return {row.key: row.name for row in receipts}


def home(state):
    """Five queries with that of `state`: figures, gifts by province, receipts and donors, hand-overs."""
    figures = read.published()
    provinces, cells = read.given()
    receipts, receipts_by_donor = read.receipts_and_donors(MAY_BE_NAMED)
    events = read.handovers(HANDOVERS_AT_HOME)
    given = Given(cells)
    years = columns.years_with_records(receipts, given)
    by_year = columns.by_year(given, years, receipts)
    roll = donors.roll(receipts_by_donor)
    tables = (
        columns.published(figures, receipts, given),
        by_year,
        columns.by_programme(_names(receipts), given, receipts),
        columns.by_province(provinces, given),
        columns.handovers(events),
        roll,
    )
    return page(
        "home",
        state,
        "Chương trình an sinh xã hội của ngành BHXH",
        tables,
        years=_years(figures, years),
        headline=headline(figures, HEADLINE),
        bars=_bars(by_year),
        tiles=_tiles(provinces, given),
        donor_groups=donors.groups(roll),
    )


def _years(figures, years):
    """Years that have a page: those of the records and those of the published periods."""
    published = (range(figure.period_start.year, figure.period_end.year + 1) for figure in figures)
    return sorted(set(years).union(*published), reverse=True)


def _bars(by_year):
    """Money only, which is one unit over all years: raised and given."""
    rows = []
    for row in by_year.rows:
        year, raised, given = (value.raw for value in row.values[:3])
        rows += [(year, "Huy động", raised), (year, "Đã trao", given)]
    return charts.bars(rows)


def _tiles(provinces, given, **where):
    """Books and cards together, as the published figure counts them."""
    values = {
        province["slug"]: given.of_kinds(*columns.ITEMS, province=province["slug"], **where).quantity
        for province in provinces
    }
    return charts.tiles(provinces, values, {slug: columns.province_address(slug) for slug in values})


def year(state, number):
    """None for a year of which neither a record nor a published figure tells."""
    every_figure = read.published()
    provinces, cells = read.given()
    receipts = read.receipts()
    given = Given(cells)
    years = _years(every_figure, columns.years_with_records(receipts, given))
    if number not in years:
        return None
    figures = [figure for figure in every_figure if figure.period_start.year <= number <= figure.period_end.year]
    tables = (
        columns.published(figures, receipts, given),
        columns.by_programme(_names(receipts), given, receipts, year=number),
        columns.by_province(provinces, given, year=number),
        columns.handovers(read.handovers(HANDOVERS_ON_A_PAGE, held_on__year=number)),
    )
    tiles = _tiles(provinces, given, year=number)
    return page("year", state, f"Năm {number}", tables, args=[number], year=number, years=years, tiles=tiles)


def programme(state, slug):
    """None for a programme that is not there."""
    found = read.programme(slug)
    if found is None:
        return None
    provinces, cells = read.given()
    receipts = [row for row in read.receipts() if row.key == slug]
    given = Given(cells)
    years = columns.years_with_records(receipts, given, programme=slug)
    tables = (
        columns.published(read.published(programme=found), receipts, given),
        columns.by_year(given, years, receipts, programme=slug),
        columns.by_province(provinces, given, programme=slug),
        columns.rounds(read.rounds(found)),
        columns.handovers(read.handovers(HANDOVERS_ON_A_PAGE, round__programme=found)),
    )
    return page("programme", state, found.name, tables, args=[slug], lead=found.summary)


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
    return page("province", state, found["full_name"], tables, args=[slug], lead=f"Vùng {found['region']}.")


def handover(state, number):
    """None for a hand-over that is not done."""
    event = read.handover(number)
    if event is None:
        return None
    _provinces, cells = read.given()
    where = {
        "year": event.held_on.year,
        "programme": event.round.programme.slug,
        "province": event.province.slug,
    }
    counts = event_counts(read.quantities_beside(event), event.pk, cells, **where)
    return page(
        "handover",
        state,
        event.title,
        (columns.handover(event), columns.gifts_of_handover(counts)),
        args=[event.pk],
        crumbs=((event.province.full_name, columns.province_address(event.province.slug)),),
        photo=event.photo_caption or "Ảnh buổi trao" if shows_photo(event) else "",
        number=event.pk,
    )


def shows_photo(event):
    """A photo is public while the consent stands; the event is done, else it has no page."""
    return bool(event.photo_consented_on and event.has_photo)


def photo(number):
    """The stored file of a public photo; None without consent."""
    event = read.handover(number)
    return event.photo if event and shows_photo(event) else None


def donors_page(state):
    roll = donors.roll(read.donors(MAY_BE_NAMED))
    return page("donors", state, "Nhà hảo tâm", (roll,), donor_groups=donors.groups(roll))


def published(state):
    figures = read.published()
    _provinces, cells = read.given()
    receipts, given = read.receipts(), Given(cells)
    return page("published", state, "Số liệu công bố", (columns.published(figures, receipts, given),))


def corrections(state):
    """What changed in closed periods, and which are closed; three queries."""
    names = {programme.slug: programme.name for programme in read.programmes()}
    tables = (books.corrections(read.corrections(), names), books.closed_periods(read.closed_periods()))
    return page("corrections", state, "Đính chính số liệu", tables)


def checks(state):
    results = book_checks.results()
    return page(
        "checks",
        state,
        "Kiểm tra sổ",
        (books.checks(results),),
        results=results,
        all_good=all(each.is_good for each in results),
    )


def about(state):
    return page("about", state, "Giới thiệu", ())


def addresses():
    """Every public page, for the sitemap."""
    programmes, provinces, years, events = read.addresses()
    names = ("home", "donors", "published", "corrections", "checks", "trails", "about")
    plain = [reverse(f"public:{name}") for name in names]
    return [
        *plain,
        *map(columns.year_address, years),
        *(reverse("public:programme", args=[slug]) for slug in programmes),
        *map(columns.province_address, provinces),
        *map(columns.handover_address, events),
    ]
