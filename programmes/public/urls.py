"""Public addresses; each page also as .json and .csv beside it, and with its picture below it."""

from django.urls import path, register_converter

from programmes.public import trails, views
from programmes.public.data.urls import urlpatterns as data_addresses
from programmes.public.feeds import corrections_feed, handovers_feed, published_feed
from programmes.public.responses import open_to_all


class YearConverter:
    """Four digits; whether the year has a page is for the records to say."""

    regex = "(?!0000)[0-9]{4}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:04}"


class NumberConverter(YearConverter):
    """A number of the books in its one spelling, without zeros before it."""

    regex = "[1-9][0-9]*"

    def to_url(self, value):
        return str(value)


register_converter(YearConverter, "year")
register_converter(NumberConverter, "number")

app_name = "public"


def with_picture(address, view, name):
    """The page at `address/`, and the picture that others show beside a link to it."""
    yield path(f"{address}/" if address else "", view, name=name)
    yield path(f"{address}/anh.png" if address else "anh.png", view, {"form": "picture"}, name=f"{name}-picture")


def in_all_forms(address, view, name):
    """The page with its picture, and its data at `address.json` and `address.csv`, which scripts of others may read."""
    yield from with_picture(address, view, name)
    for form in ("json", "csv"):
        yield path(f"{address or 'index'}.{form}", open_to_all(view), {"form": form}, name=f"{name}-{form}")


urlpatterns = [
    *in_all_forms("", views.home, "home"),
    *in_all_forms("nam", views.years, "years"),
    *in_all_forms("nam/<year:year>", views.year, "year"),
    *in_all_forms("chuong-trinh", views.programmes, "programmes"),
    *in_all_forms("chuong-trinh/<slug:slug>", views.programme, "programme"),
    *in_all_forms("dot", views.rounds, "rounds"),
    *in_all_forms("dot/<slug:slug>", views.round_, "round"),
    *in_all_forms("tinh", views.provinces, "provinces"),
    *in_all_forms("tinh/<slug:slug>", views.province, "province"),
    *in_all_forms("tinh/<slug:slug>/<year:year>", views.province_year, "province_year"),
    *in_all_forms("trao-tang", views.handovers, "handovers"),
    *in_all_forms("trao-tang/<number:number>", views.handover, "handover"),
    path("trao-tang/<number:number>/anh.jpg", views.photo, name="photo"),
    *in_all_forms("nha-hao-tam", views.donors, "donors"),
    *in_all_forms("nha-hao-tam/<slug:slug>", views.donor, "donor"),
    *in_all_forms("so-lieu", views.numbers, "numbers"),
    *in_all_forms("so-lieu/<str:text>", views.number, "number"),
    path("nhung/<str:text>/", views.embed, name="embed"),
    *in_all_forms("so-lieu-cong-bo", views.published_figures, "published"),
    *in_all_forms("dinh-chinh", views.corrections, "corrections"),
    path("trao-tang/atom.xml", handovers_feed, name="handovers-feed"),
    path("so-lieu-cong-bo/atom.xml", published_feed, name="published-feed"),
    *in_all_forms("so-lieu-cong-bo/<str:code>", views.figure, "figure"),
    path("so-lieu-cong-bo/<str:code>/ban-nhap/<number:version>/", views.draft, name="figure-draft"),
    path("dinh-chinh/atom.xml", corrections_feed, name="corrections-feed"),
    *in_all_forms("kiem-tra", views.checks, "checks"),
    path("tim/", views.search, name="search"),
    path("theo-doi/", trails.form, name="trails"),
    path("theo-doi/<str:code>/", trails.trail, name="trail"),
    path("theo-doi/<str:code>/bien-nhan/", trails.receipt, name="receipt"),
    *data_addresses,
    *with_picture("gioi-thieu", views.about, "about"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
