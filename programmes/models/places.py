"""Provinces since 1/7/2025 with their communes, the 63 former ones, and the prefixes of citizen numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.base import Searchable
from programmes.standards.places import commune_key


class Province(Searchable):
    """One of the 34 provincial units. `kind` is dated: Đồng Nai became a city on 30/4/2026."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("tỉnh")
        MUNICIPALITY = "municipality", _("thành phố trực thuộc trung ương")

    code = models.CharField(_("mã"), max_length=2, primary_key=True)
    name = models.CharField(_("tên"), max_length=40, unique=True)
    full_name = models.CharField(_("tên đầy đủ"), max_length=60)
    slug = models.SlugField(_("tên trong địa chỉ"), max_length=40, unique=True)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices)
    kind_since = models.DateField(_("loại từ ngày"))
    former_kind = models.CharField(_("loại trước đó"), max_length=12, choices=Kind.choices)
    region = models.CharField(_("vùng"), max_length=60)
    aliases = models.TextField(_("cách viết khác"), blank=True, help_text=_("Ngăn cách bằng dấu |."))
    tile_row = models.PositiveSmallIntegerField(_("hàng trên sơ đồ"))
    tile_column = models.PositiveSmallIntegerField(_("cột trên sơ đồ"))

    class Privacy:
        public = {"code", "name", "full_name", "slug", "kind", "region"}

    class Meta:
        verbose_name = _("tỉnh, thành phố")
        verbose_name_plural = _("tỉnh, thành phố")
        ordering = ["code"]

    def __str__(self):
        return self.name

    @property
    def name_within(self):
        """Its full name as it stands within a sentence: "tỉnh Nghệ An"."""
        return self.full_name[:1].lower() + self.full_name[1:]


class FormerProvince(models.Model):
    """One of the 63 units before 1/7/2025. Seven codes are used again for other names: never match a bare code."""

    code = models.CharField(_("mã cũ"), max_length=2, primary_key=True)
    name = models.CharField(_("tên cũ"), max_length=40)
    aliases = models.TextField(_("cách viết khác"), blank=True, help_text=_("Ngăn cách bằng dấu |."))
    valid_to = models.DateField(_("có hiệu lực đến"))
    successor = models.ForeignKey(Province, models.PROTECT, verbose_name=_("nay là"), related_name="former_provinces")
    citizen_prefix = models.CharField(_("ba số đầu của số định danh"), max_length=3, unique=True)

    class Privacy:
        public = {"code", "name", "valid_to", "successor"}

    class Meta:
        verbose_name = _("tỉnh, thành phố cũ")
        verbose_name_plural = _("tỉnh, thành phố cũ")
        ordering = ["code"]

    def __str__(self):
        return self.name


class Commune(Searchable):
    """A xã, phường or đặc khu of today with its code of five digits; `aliases` are how lists write its name."""

    code = models.CharField(_("mã xã"), max_length=5, primary_key=True)
    name = models.CharField(_("tên xã, phường, đặc khu"), max_length=80)
    province = models.ForeignKey(Province, models.PROTECT, verbose_name=_("tỉnh, thành phố"), related_name="communes")
    aliases = models.TextField(_("cách viết khác"), blank=True, help_text=_("Ngăn cách bằng dấu |."))

    class Privacy:
        public = {"code", "name", "province"}

    class Meta:
        verbose_name = _("xã, phường, đặc khu")
        verbose_name_plural = _("xã, phường, đặc khu")
        ordering = ["code"]

    def __str__(self):
        return self.name

    @property
    def keys(self):
        """Under which each of its names is found."""
        return [commune_key(name) for name in filter(None, (*self.aliases.split("|"), self.name))]
