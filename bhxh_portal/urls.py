"""Addresses: the officers' side under /quan-tri/, everything else is public, and in English below /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("quan-tri/", include("programmes.admin.urls")),
    *i18n_patterns(path("", include("programmes.public.urls")), prefix_default_language=False),
]
