"""The public addresses. Each reads one page and writes it in the form asked for."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from programmes.public import figure_pages, indexes, number_pages, pages
from programmes.public.parameters import (
    IN_PROVINCE,
    IN_ROUND,
    IN_YEAR,
    KIND,
    NUMBER,
    OF_KIND,
    PERIOD,
    QUESTION,
    accepts,
    donor_kind_asked,
    kind_asked,
    number_asked,
    period_asked,
    question_asked,
    slug_asked,
    strict,
    year_asked,
)
from programmes.public.responses import READING, always_fresh, not_allowed, public, reading_only, respond
from programmes.totals import read

FRAMED_ANYWHERE = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors *",
    ]
)


@public
@accepts(listed=[KIND])
def home(request, state, form="html"):
    return respond(request, pages.home(state, kind_asked(request)), "home", form)


@public
@accepts(listed=[KIND])
def year(request, state, year, form="html"):
    return respond(request, pages.year(state, year, kind_asked(request)), "year", form)


@public
@accepts(listed=[KIND])
def programme(request, state, slug, form="html"):
    return respond(request, pages.programme(state, slug, kind_asked(request)), "programme", form)


@public
def round_(request, state, slug, form="html"):
    return respond(request, pages.round_(state, slug), "round", form)


@public
def province(request, state, slug, form="html"):
    return respond(request, pages.province(state, slug), "province", form)


@public
def province_year(request, state, slug, year, form="html"):
    return respond(request, pages.province_year(state, slug, year), "province_year", form)


@public
def handover(request, state, number, form="html"):
    return respond(request, pages.handover(state, number), "handover", form)


@public
def photo(request, state, number):
    """The photo of a hand-over while there is consent to it; always a JPEG that we have written ourselves."""
    picture = pages.photo(number)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/jpeg")


@public
def donor(request, state, slug, form="html"):
    return respond(request, pages.donor(state, slug), "donor", form)


@public
def years(request, state, form="html"):
    return respond(request, indexes.years(state), "index", form)


@public
def programmes(request, state, form="html"):
    return respond(request, indexes.programmes(state), "index", form)


@public
def rounds(request, state, form="html"):
    return respond(request, indexes.rounds(state), "index", form)


@public
def provinces(request, state, form="html"):
    return respond(request, indexes.provinces(state), "index", form)


@public
@accepts(listed=[OF_KIND, NUMBER])
def donors(request, state, form="html"):
    asked = {"kind": donor_kind_asked(request), "number": number_asked(request)}
    return respond(request, indexes.donors_page(state, **asked, whole=form != "html"), "donors", form)


@public
@accepts(listed=[NUMBER, IN_YEAR, IN_PROVINCE, IN_ROUND])
def handovers(request, state, form="html"):
    page = indexes.handovers(
        state,
        number_asked(request),
        year=year_asked(request),
        province=slug_asked(request, IN_PROVINCE),
        round_=slug_asked(request, IN_ROUND),
    )
    return respond(request, page, "handovers", form)


@csrf_exempt  # it changes nothing: words lead to their address, and the number of a person to none
def search(request):
    if request.method == "POST":
        return _typed(request)
    return _found(request) if request.method in READING else not_allowed(request, [*READING, "POST"])


@strict
def _typed(request):
    asked = question_asked(request.POST)
    return redirect(f"{request.path}?{urlencode({QUESTION: asked})}" if asked else request.path)


@public
@accepts(typed=[QUESTION])
def _found(request, state):
    return respond(request, indexes.results(state, question_asked(request.GET)), "search")


@public
@accepts(listed=[IN_PROVINCE], typed=[IN_YEAR])
def published_figures(request, state, form="html"):
    return respond(request, figure_pages.figures_page(state, request), "published", form)


@public
def figure(request, state, code, form="html"):
    return respond(request, figure_pages.figure_page(state, code), "figure", form)


@public
def numbers(request, state, form="html"):
    return respond(request, number_pages.numbers_page(state), "numbers", form)


@public
@accepts(listed=[PERIOD])
def number(request, state, text, form="html"):
    return respond(request, number_pages.number_page(state, text, period_asked(request)), "number", form)


@public
def embed(request, state, text):
    """One number alone, which any page of others may frame; it loads a style sheet of ours and nothing else."""
    shown = number_pages.embedded(state, text)
    response = render(request, "public/embed.html", {"shown": shown, "is_sample": state.is_sample})
    response["Content-Security-Policy"] = FRAMED_ANYWHERE
    response.xframe_options_exempt = True
    return response


@never_cache
@reading_only
def draft(request, code, version):
    """The page of a figure before it is published, for officers who may see figures; nobody else learns of it."""
    if not request.user.has_perm("programmes.view_publishedfigure"):
        raise Http404
    response = respond(request, figure_pages.draft_page(read.state(), code, version), "figure")
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@public
def corrections(request, state, form="html"):
    return respond(request, pages.corrections(state), "corrections", form)


@always_fresh
def checks(request, state, form="html"):
    return respond(request, pages.checks(state), "checks", form)


@public
def about(request, state, form="html"):
    return respond(request, pages.about(state), "about", form)


@public
def sitemap(request, state):
    """Every page in every language."""
    paths = indexes.addresses()
    addresses = [
        request.build_absolute_uri(translate_url(path, language))
        for language, _name in settings.LANGUAGES
        for path in paths
    ]
    return render(request, "public/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


@public
def robots(request, state):
    sitemap = request.build_absolute_uri("/sitemap.xml")
    return render(request, "public/robots.txt", {"sitemap": sitemap}, content_type="text/plain; charset=utf-8")
