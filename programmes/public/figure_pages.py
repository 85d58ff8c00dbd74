"""The pages of published figures: the list of them, each one, and a draft as its page will be."""

from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.public import figure_list, published
from programmes.public.figures import page
from programmes.public.given import Given
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
        source_url=shown.source_url,
        embed_path=reverse("public:embed", args=[shown.code]),
        original="" if shown.wording == published.wording(shown) else shown.wording,
    )
