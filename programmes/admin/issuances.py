"""What social insurance answered, in the admin: read and sent in as files; masked like every number of a person."""

from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from programmes.access.people import in_lists
from programmes.admin.base import ReadOnlyAdmin
from programmes.admin.columns import day_column, grouped, plain_column, record_link
from programmes.admin.filters import ListOfGiftFilter, TaskFilter
from programmes.admin.imports import ExchangeMixin
from programmes.admin.site import site
from programmes.models import Issuance
from programmes.models.gifts import shown_need


@admin.register(Issuance, site=site)
class IssuanceAdmin(ExchangeMixin, ReadOnlyAdmin):
    layout_key = "issued"
    list_display = ("person", "kind", "shown_number", "first_day", "last_day", "shown_refusal", "gift_list")
    list_filter = (TaskFilter, "gift__kind", ListOfGiftFilter)
    list_select_related = ("gift__recipient", "gift__gift_list__round", "gift__gift_list__province")
    search_fields = ("gift__recipient__search_key__begun", "gift__gift_list__code__icontains")
    search_help_text = _("Tìm theo họ tên (không cần dấu) hoặc mã danh sách.")
    fields = ("person", "kind", "shown_number", "first_day", "last_day", "shown_refusal", "gift_list", "batch_name")
    batch_name = plain_column("batch", _("lần nhập tệp"))
    first_day = day_column("valid_from", _("giá trị từ ngày"))
    last_day = day_column("valid_to", _("giá trị đến ngày"))

    @admin.display(description=_("người nhận"))
    def person(self, record):
        return str(in_lists(record.gift.recipient))

    @admin.display(description=_("loại quà"))
    def kind(self, record):
        return record.gift.get_kind_display()

    @admin.display(description=_("số thẻ, số sổ"))
    def shown_number(self, record):
        return shown_need(record.masked_number) if record.gift.recipient.restricted_on else record.masked_number

    @admin.display(description=_("lý do không cấp"))
    def shown_refusal(self, record):
        return shown_need(record.refusal) if record.gift.recipient.restricted_on else record.refusal

    @admin.display(description=_("danh sách tặng"))
    def gift_list(self, record):
        return record_link(record.gift.gift_list)

    def summary(self, queryset):
        row = queryset.order_by().aggregate(rows=Count("pk"), refused=Count("pk", filter=~Q(refusal="")))
        return [
            (_("Đã có kết quả"), grouped(row["rows"])),
            (_("Đã cấp"), grouped(row["rows"] - row["refused"])),
            (_("Không cấp"), grouped(row["refused"])),
        ]
