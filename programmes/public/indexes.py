"""The lists of pages: years, programmes, rounds, provinces, donors, hand-overs; and the address of every page."""

from functools import partial

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from programmes.public import columns, donors, number_pages, published, reported, search
from programmes.public.figure_list import Choice
from programmes.public.given import Given
from programmes.public.headline import headline
from programmes.public.parameters import IN_PROVINCE, IN_ROUND, IN_YEAR, NUMBER, OF_KIND, QUESTION
from programmes.public.tables import page
from programmes.rules.privacy import MAY_BE_NAMED
from programmes.totals import read

HANDOVERS_ON_A_PAGE = 50
TITLES = {
    "years": gettext_lazy("Các năm"),
    "programmes": pgettext_lazy("mục lục", "Chương trình"),
    "rounds": gettext_lazy("Các đợt"),
    "provinces": pgettext_lazy("mục lục", "Tỉnh, thành phố"),
    "donors": pgettext_lazy("mục lục", "Nhà hảo tâm"),
    "handovers": pgettext_lazy("mục lục", "Buổi trao"),
}


def crumb(view):
    """(title, address) of an index, for the way to a page."""
    return str(TITLES[view]), reverse(f"public:{view}")


def _index(view, state, tables, **more):
    return page(view, state, str(TITLES[view]), tables, **{"section": view, **more})


def years(state):
    _provinces, cells = read.given()
    receipts, found = read.receipts_and_years()
    given, found = Given(cells), sorted(found, reverse=True)
    figures = reported.read(published.for_headline(read.published()))
    openings = [opening for year in found if (opening := headline(figures, year))]
    lead = _("Số đã công bố của mỗi năm đứng trước, kèm nguồn; bảng theo hồ sơ chỉ là phần đã có hồ sơ trong cổng.")
    tables = (columns.by_year(given, found, receipts),)
    return _index("years", state, tables, lead=lead, years=found, openings=openings)


def programmes(state):
    _provinces, cells = read.given()
    receipts, given = read.receipts(), Given(cells)
    names = {row.key: row.name for row in receipts}
    lead = _("Mỗi chương trình: đã huy động bao nhiêu, đã trao những gì, ở đâu, trong những đợt nào.")
    return _index("programmes", state, (columns.by_programme(names, given, receipts),), lead=lead)


def rounds(state):
    lead = _("Mỗi chương trình được thực hiện thành nhiều đợt; mỗi đợt có danh sách và buổi trao của mình.")
    table = columns.rounds(read.rounds())
    return _index("rounds", state, (table,), lead=lead, section="programmes", crumbs=[crumb("programmes")])


def provinces(state):
    found, cells = read.given()
    lead = _("34 tỉnh, thành phố từ ngày 1/7/2025; mỗi nơi có trang riêng, và trang của từng năm.")
    return _index("provinces", state, (columns.by_province(found, Given(cells)),), lead=lead)


def donors_page(state, *, kind="", number=1, whole=False):
    """The roll of donors, of one kind page by page; None beyond its last page. `whole` for the data beside it."""
    roll = donors.roll(read.donors(MAY_BE_NAMED), kind=kind, number=number, whole=whole and not kind)
    last = max(-(-roll.sizes.get(kind, 0) // donors.ON_A_PAGE), 1)
    if number > last or (kind and kind not in roll.sizes):
        return None
    lead = _("Trân trọng cảm ơn Quý nhà hảo tâm đã đồng hành cùng các chương trình an sinh xã hội.")
    query = {OF_KIND: kind, **({NUMBER: number} if number > 1 else {})}
    paging = _paging(number, last, partial(donors.roll_address, kind))
    of_a_kind = {"query": query, "crumbs": [crumb("donors")], **paging}
    return _index(
        "donors", state, (roll.table,), lead=lead, donor_groups=donors.groups(roll), **(of_a_kind if kind else {})
    )


def handovers(state, number, *, year=None, province="", round_=""):
    """Page `number` of the hand-overs that are done, of a year, a province or a round where told.

    None beyond the last page, and for a year, a province or a round without any.
    """
    places = read.handover_places()
    names, years_ = {slug: name for slug, name, _year in places}, sorted({at for *_place, at in places}, reverse=True)
    if (province and province not in names) or (year and year not in years_):
        return None
    told = {"held_on__year": year, "province__slug": province, "round__slug": round_}
    scope = {name: value for name, value in told.items() if value}
    events, total = read.handover_page(number, HANDOVERS_ON_A_PAGE, **scope)
    last = max(-(-total // HANDOVERS_ON_A_PAGE), 1)
    if number > last or (round_ and not events):
        return None
    words = [
        *([names[province]] if province else []),
        *([events[0].round.name] if round_ else []),
        *([_("năm %(year)s") % {"year": year}] if year else []),
    ]
    query = {IN_YEAR: year, IN_PROVINCE: province, IN_ROUND: round_}
    query = {name: value for name, value in query.items() if value}
    return page(
        "handovers",
        state,
        ", ".join([str(TITLES["handovers"]), *words]),
        (columns.handovers(events),),
        section="handovers",
        crumbs=[crumb("handovers")] if scope else [],
        query={**query, NUMBER: number} if number > 1 else query,
        lead=_("Mỗi buổi trao có trang riêng: ngày, nơi, và đã trao những gì. Trang không nêu người nhận."),
        years=[Choice(str(each), str(each), each == year) for each in years_],
        places=[Choice(slug, name, slug == province) for slug, name in names.items()],
        total=total,
        **_paging(number, last, lambda each: handovers_address(**query, **({NUMBER: each} if each > 1 else {}))),
    )


def handovers_address(**query):
    """The list of hand-overs, of what the parameters say."""
    return f"{reverse('public:handovers')}?{urlencode(query)}" if query else reverse("public:handovers")


def _paging(number, last, address):
    """What a page of a long list says of the other pages, to which `address` of their number leads."""
    return {"number": number, "last": last, "pages": [(each, each and address(each)) for each in _near(number, last)]}


def _near(number, last):
    """Page numbers to offer: the first, the last, and those beside this one; None where some are left out."""
    wanted = sorted({1, last, *range(max(number - 2, 1), min(number + 2, last) + 1)})
    offered = []
    for before, each in zip([0, *wanted], wanted, strict=False):
        offered += [None, each] if each > before + 1 else [each]
    return offered


def results(state, typed):
    """What is found for the words typed."""
    title = _("Tìm “%(typed)s”") % {"typed": typed} if typed else _("Tìm")
    groups = search.look_for(typed, read.years()) if typed else []
    return page("search", state, title, (), groups=groups, typed=typed, query={QUESTION: typed} if typed else {})


def addresses():
    """Every public page, for the sitemap."""
    programmes_, rounds_, provinces_, years_, events, codes = read.addresses()
    names = ("home", *TITLES, "published", "corrections", "checks", "data", "trails", "about")
    plain = [*(reverse(f"public:{name}") for name in names), reverse("letterbox:form")]
    named = donors.roll(read.donors(MAY_BE_NAMED), whole=True).table
    return [
        *plain,
        *map(columns.year_address, years_),
        *map(columns.programme_address, programmes_),
        *map(columns.round_address, rounds_),
        *map(columns.province_address, provinces_),
        *(columns.province_address(slug, year) for slug in provinces_ for year in years_),
        *dict.fromkeys(row.href for row in named.rows if row.href),
        *map(columns.handover_address, events),
        *map(published.address, codes),
        *number_pages.addresses(years_),
    ]
