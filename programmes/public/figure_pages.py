"""The pages of published figures: the list of them, each one, and a draft as its page will be."""

from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.public import figure_list, published, reported
from programmes.public.given import Given
from programmes.public.headline import INDICATORS, headline
from programmes.public.tables import page
from programmes.totals import read


def figures_page(state, request):
    """Published figures by year and place; those of one year or place where the address asks for it."""
    every = read.published()
    provinces, cells = read.given()
    wanted = figure_list.asked(request, provinces)
    found = figure_list.in_order(figure for figure in every if wanted.takes(figure))
    table = published.figures(found, read.receipts(), Given(cells), every)
    years, places_ = figure_list.choices(every, wanted, provinces)
    return page(
        "published",
        state,
        _("Số liệu công bố"),
        (table,),
        section="published",
        query=wanted.query,
        groups=figure_list.by_year(found, table.rows),
        years=years,
        places=places_,
    )


def figure_page(state, code):
    """All that is told of one figure; None for one that is not published."""
    versions = read.figure_versions(code)
    return _figure(state, versions[0], versions) if versions else None


def draft_page(state, code, version):
    """The page that a draft will have; None where there is none."""
    found = read.figure_draft(code, version)
    return _figure(state, found, [found, *read.figure_versions(code)]) if found else None


def _at_home(draft, every):
    """What becomes of the opening sentence of its year when a draft is published; "" where it tells nothing of it."""
    indicator, year = (draft.measure, draft.stage, draft.subject), draft.whole_year
    if year is None or indicator not in INDICATORS:
        return ""
    now, then = (_opening(found, indicator, year) for found in (every, [*published.without(every, draft.code), draft]))
    words = {"year": year, "what": draft.indicator, "now": now, "then": then}
    if then == draft.code:
        if now in (None, draft.code):
            return _("Câu mở đầu về năm %(year)s sẽ nêu bản này cho “%(what)s”.") % words
        return _("Câu mở đầu về năm %(year)s đang nêu %(now)s cho “%(what)s”; bản này sẽ lên thay.") % words
    if then:
        return _("Câu mở đầu về năm %(year)s vẫn nêu %(then)s cho “%(what)s”; bản này không lên.") % words
    return _("Câu mở đầu về năm %(year)s không nêu bản này: không phải số của cả nước, toàn ngành.") % words


def _opening(found, indicator, year):
    """The code of the figure by which the sentence of a year tells an indicator; None without one."""
    opening = headline(reported.read(published.for_headline(found)), year)
    told = opening and opening.figures.get(indicator)
    return told.code if told else None


def _figure(state, shown, versions):
    every = read.published()
    _provinces, cells = read.given()
    tables = (
        published.figures([shown], read.receipts(), Given(cells), [*published.without(every, shown.code), shown]),
        published.related(shown, every),
        published.versions(versions),
    )
    return page(
        "figure",
        state,
        published.wording(shown),
        tables,
        args=[shown.code],
        section="published",
        crumbs=[(_("Số liệu công bố"), reverse("public:published"))],
        answer=published.sentence(shown),
        is_draft=not shown.is_published,
        at_home="" if shown.is_published else _at_home(shown, every),
        source_url=shown.source_url,
        embed_path=reverse("public:embed", args=[shown.code]),
        original="" if shown.wording == published.wording(shown) else shown.wording,
    )
