"""Addresses: the officers' side under /quan-tri/, everything else is public."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("quan-tri/", admin.site.urls),
    path("", include("programmes.public.urls")),
]
