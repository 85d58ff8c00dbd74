"""The public addresses. Each reads one page and writes it in the form asked for."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from programmes.public import pages
from programmes.public.responses import always_fresh, public, respond


@public
def home(request, state, form="html"):
    return respond(request, pages.home(state), "home", form)


@public
def year(request, state, year, form="html"):
    return respond(request, pages.year(state, year), "year", form)


@public
def programme(request, state, slug, form="html"):
    return respond(request, pages.programme(state, slug), "programme", form)


@public
def province(request, state, slug, form="html"):
    return respond(request, pages.province(state, slug), "province", form)


@public
def handover(request, state, number, form="html"):
    return respond(request, pages.handover(state, number), "handover", form)


@public
def photo(request, state, number):
    """The photo of a hand-over while there is consent to it; always a JPEG that we have written ourselves."""
    stored = pages.photo(number)
    if stored is None:
        raise Http404
    with stored.open("rb") as file:
        return HttpResponse(file.read(), content_type="image/jpeg")


@public
def donors(request, state, form="html"):
    return respond(request, pages.donors_page(state), "donors", form)


@public
def published(request, state, form="html"):
    return respond(request, pages.published(state), "published", form)


@public
def corrections(request, state, form="html"):
    return respond(request, pages.corrections(state), "corrections", form)


@always_fresh
def checks(request, state, form="html"):
    return respond(request, pages.checks(state), "checks", form)


@public
def about(request, state):
    return respond(request, pages.about(state), "about")


@public
def sitemap(request, state):
    addresses = [request.build_absolute_uri(path) for path in pages.addresses()]
    return render(request, "public/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


@public
def robots(request, state):
    sitemap = request.build_absolute_uri("/sitemap.xml")
    return render(request, "public/robots.txt", {"sitemap": sitemap}, content_type="text/plain; charset=utf-8")
