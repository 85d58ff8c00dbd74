"""Addresses: the officers' side under /quan-tri/, everything else is public."""

from django.urls import include, path

urlpatterns = [
    path("quan-tri/", include("programmes.admin.urls")),
    path("", include("programmes.public.urls")),
]
