"""Public addresses; each page also as .json and .csv beside it."""

from django.urls import path, register_converter

from programmes.public import trails, views
from programmes.public.feeds import corrections_feed


class YearConverter:
    """Four digits; whether the year has a page is for the records to say."""

    regex = "(?!0000)[0-9]{4}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:04}"


register_converter(YearConverter, "year")

app_name = "public"


def in_three_forms(address, view, name):
    """The page at `address/`, and its data at `address.json` and `address.csv`."""
    yield path(f"{address}/" if address else "", view, name=name)
    for form in ("json", "csv"):
        yield path(f"{address or 'index'}.{form}", view, {"form": form}, name=f"{name}-{form}")


urlpatterns = [
    *in_three_forms("", views.home, "home"),
    *in_three_forms("nam/<year:year>", views.year, "year"),
    *in_three_forms("chuong-trinh/<slug:slug>", views.programme, "programme"),
    *in_three_forms("tinh/<slug:slug>", views.province, "province"),
    *in_three_forms("trao-tang/<int:number>", views.handover, "handover"),
    path("trao-tang/<int:number>/anh.jpg", views.photo, name="photo"),
    *in_three_forms("nha-hao-tam", views.donors, "donors"),
    *in_three_forms("so-lieu-cong-bo", views.published, "published"),
    *in_three_forms("dinh-chinh", views.corrections, "corrections"),
    path("dinh-chinh/atom.xml", corrections_feed, name="corrections-feed"),
    *in_three_forms("kiem-tra", views.checks, "checks"),
    path("theo-doi/", trails.form, name="trails"),
    path("theo-doi/<str:code>/", trails.trail, name="trail"),
    path("theo-doi/<str:code>/bien-nhan/", trails.receipt, name="receipt"),
    path("gioi-thieu/", views.about, name="about"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
