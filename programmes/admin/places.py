"""Provinces, communes, former provinces and offices in the admin: read only; they change by decree, not by form."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programmes.admin.base import ReadOnlyAdmin
from programmes.admin.columns import IN_ADDRESS, day_column, plain_column
from programmes.admin.site import site
from programmes.models import Commune, FormerProvince, Office, Province


@admin.register(Province, site=site)
class ProvinceAdmin(ReadOnlyAdmin):
    list_display = ("code", "full_name", "kind", "kind_day", "region")
    list_filter = ("kind", "region")
    search_fields = ("search_key__begun", "code__exact")
    folded_texts = ("aliases",)
    search_help_text = _("Tìm theo tên (không cần dấu), cách viết khác hoặc mã.")
    fields = ("code", "name", "full_name", "in_address", "kind", "kind_since", "former_kind", "region", "aliases")
    kind_day = day_column("kind_since", _("loại từ ngày"))
    in_address = plain_column("slug", IN_ADDRESS)


@admin.register(Commune, site=site)
class CommuneAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "province")
    list_filter = ("province",)
    list_select_related = ("province",)
    search_fields = ("search_key__begun", "code__exact")
    folded_texts = ("aliases",)
    search_help_text = _("Tìm theo tên (không cần dấu), cách viết khác hoặc mã.")
    fields = ("code", "name", "province", "aliases")


@admin.register(FormerProvince, site=site)
class FormerProvinceAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "last_day", "successor", "citizen_prefix")
    list_select_related = ("successor",)
    search_fields = ("code__exact", "successor__search_key__begun")
    folded_texts = ("name", "aliases")
    search_help_text = _("Tìm theo tên cũ, tên nay (không cần dấu) hoặc mã cũ.")
    last_day = day_column("valid_to", _("có hiệu lực đến"))


@admin.register(Office, site=site)
class OfficeAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "province")
    list_select_related = ("province",)
    search_fields = ("search_key__begun", "code__iexact")
    search_help_text = _("Tìm theo tên cơ quan (không cần dấu) hoặc mã.")
    fields = ("code", "name", "province_name")
    province_name = plain_column("province", _("tỉnh, thành phố"))
