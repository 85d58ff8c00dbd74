"""Addresses: the officers' side under /quan-tri/, everything else is public."""

from django.urls import include, path

from programmes.admin import site

urlpatterns = [
    path("quan-tri/", site.urls),
    path("", include("programmes.public.urls")),
]
