"""Addresses: the officers' side under /quan-tri/, everything else is public, and in English below /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("quan-tri/", include("programmes.admin.urls")),
    *i18n_patterns(
        path("", include("programmes.letterbox.urls")),
        path("", include("programmes.public.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "bhxh_portal.errors.bad_request"
handler403 = "bhxh_portal.errors.permission_denied"
handler404 = "bhxh_portal.errors.not_found"
handler500 = "bhxh_portal.errors.server_error"
