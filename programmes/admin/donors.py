"""Donors in the admin; telephones and bank accounts are masked but for the office that works with the donor."""

import json
from contextlib import suppress
from functools import reduce
from itertools import chain
from operator import or_

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import may_work_for
from programmes.actions import donors
from programmes.admin.base import PortalAdmin
from programmes.admin.columns import EMPTY, day_column
from programmes.admin.commendations import Commendations
from programmes.admin.donor_joins import PROPOSE_JOIN, PROPOSE_PART, join_links
from programmes.admin.donor_page import donor_page
from programmes.admin.donor_statements import DonorStatements
from programmes.admin.filters import ScopedFilter
from programmes.admin.find import FindPage
from programmes.admin.forms import AsksOnce, RecordForm
from programmes.admin.imports import ExchangeMixin
from programmes.admin.look_alikes import told_of
from programmes.admin.names import OffersName
from programmes.admin.notes import Beside
from programmes.admin.overview import Overview
from programmes.admin.recipients import LIFT
from programmes.admin.reveal import RevealPage
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from programmes.models import Donor
from programmes.rules import same_donor
from programmes.standards.accounts import check_account
from programmes.standards.phones import check_phone
from programmes.standards.tax import check_tax_code

NO_NUMBER = _("Ghi đủ số điện thoại hoặc số tài khoản ngân hàng.")


class DonorForm(OffersName, AsksOnce, RecordForm):
    """`alike` are the donors of the books who are like the one on the form, once it was sent."""

    name_field = "name"
    alike = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "code" in self.fields:
            self.fields["code"].required = False
        if self.instance.pk and self.instance.office_id != self.officer.office_id:
            self.mask({"phone": self.instance.masked_phone, "bank_account": self.instance.masked_account})

    def clean_tax_code(self):
        return self._checked("tax_code", check_tax_code)

    def clean_bank_account(self):
        return self._checked("bank_account", check_account)

    def clean_phone(self):
        return self._checked("phone", check_phone)

    def _checked(self, name, check):
        """What is typed, as files write it; what has stood there for years does not hinder another change."""
        typed = self.cleaned_data[name]
        return check(typed) if typed and name in self.changed_data else typed

    def doubts(self):
        """Who is like a new donor, or has become so by what was changed."""
        found = same_donor.alike(self.instance)
        if self.instance.pk:
            found = [one for one in found if set(one.ways) & set(self.changed_data)]
        self.alike = told_of(found, self.officer)
        return same_donor.doubts(found)

    def names_a_person(self):
        return self.cleaned_data.get("kind") == Donor.Kind.INDIVIDUAL


WITHDRAW_RECORD = Verb(
    slug="rut",
    label=_("Xóa bản ghi lập nhầm"),
    question=_("Xóa nhà hảo tâm “%(record)s” khỏi sổ?"),
    done=_("Đã xóa “%(record)s”; nhật ký còn giữ."),
    permission="change_donor",
    problems=donors.check_withdrawal,
    act=donors.withdraw,
    wants_reason=True,
)


@admin.register(Donor, site=site)
class DonorAdmin(Overview, Beside, FindPage, RevealPage, DonorStatements, Commendations, ExchangeMixin, PortalAdmin):
    layout_key = "donors"
    import_export_change_list_template = None  # its own extends that of the exchange
    change_list_template = "admin/donor_list.html"
    add_form_template = change_form_template = "admin/donors/form.html"
    nobody_found = _("Không có nhà hảo tâm nào của cơ quan bạn có số điện thoại hay số tài khoản này.")
    form = DonorForm
    enter, correct = staticmethod(donors.register), staticmethod(donors.correct)
    overview = staticmethod(donor_page)
    reveal = staticmethod(donors.reveal)
    list_display = ("name", "code", "kind", "consented_day", "shown_phone", "office")
    list_filter = ("kind", ("office", ScopedFilter), ("consented_on", admin.EmptyFieldListFilter))
    list_select_related = ("office",)
    search_fields = ("search_key__begun", "code__icontains", "tax_code__contains")
    search_help_text = _("Tìm theo tên (không cần dấu), mã hoặc mã số thuế. Số điện thoại, số tài khoản tìm ở ô riêng.")
    autocomplete_fields = ("office", "parent")
    fieldsets = (
        (None, {"fields": ("office", "kind", "name", "code", "parent", "consented_on")}),
        (
            _("Liên hệ"),
            {"fields": ("tax_code", "bank_account", "contact_person", "phone", "email", "address", "note")},
        ),
    )
    closed_as = {
        "consented_on": "consented_day",
        "phone": "shown_phone",
        "bank_account": "shown_account",
        "note": "own_note",
    }
    verbs = (PROPOSE_JOIN, PROPOSE_PART, WITHDRAW_RECORD, LIFT._replace(act=donors.lift))
    trail = ("restricted_day", "entered_name", "created_at", "updated_at")
    restricted_day = day_column("restricted_on", _("hạn chế xử lý từ ngày"))
    readonly_fields = ("restricted_day",)
    consented_day = day_column("consented_on", _("đồng ý nêu tên ngày"))

    def holding(self, text):
        """Of a telephone, of a bank account, or of figures that may be both."""
        found = []
        for check, field in ((check_phone, "phone_hash"), (check_account, "bank_account_hash")):
            with suppress(ValidationError):
                found.append(Q(**{field: Donor._meta.get_field(field).key(check(text))}))
        if not found:
            raise ValidationError(NO_NUMBER, code="find_donor_number_form")
        return reduce(or_, found)

    @admin.display(description=_("điện thoại"))
    def shown_phone(self, record):
        return record.masked_phone or EMPTY

    @admin.display(description=_("số tài khoản ngân hàng"))
    def shown_account(self, record):
        return record.masked_account or EMPTY

    def get_urls(self):
        view = self.admin_site.admin_view(self.choose_view)
        return [path("<int:pk>/chon/", view, name="programmes_donor_choose"), *super().get_urls()]

    def choose_view(self, request, pk):
        """A window that was to enter a donor closes, and the form behind it has the one that is there already."""
        record = self.record_at(request, pk).of_office
        if not self.has_view_permission(request, record):
            raise Http404
        chosen = json.dumps({"value": str(record.pk), "obj": str(record)})
        return TemplateResponse(request, "admin/popup_response.html", {"popup_response_data": chosen})

    def record_links(self, request, record):
        gives = [(_("Ghi khoản ủng hộ"), f"{reverse('admin:programmes_donation_add')}?nha-hao-tam={record.pk}")]
        may_give = request.user.has_perm("programmes.add_donation") and may_work_for(request.user, record.office)
        links = super().record_links(request, record), join_links(request.user, record)
        return [*(gives if may_give else ()), *self.statement_links(request, record), *chain(*links)]

    def whole(self, record, officer):
        shown = ("phone", "bank_account")
        return [(record._meta.get_field(name).verbose_name, getattr(record, name)) for name in shown]

    def choice_label(self, record):
        return f"{record.name} · {record.code}"
