"""Addresses of the officers' side."""

from programmes.admin.site import site

app_name = "admin"
urlpatterns = site.get_urls()
