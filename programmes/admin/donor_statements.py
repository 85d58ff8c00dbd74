"""The statement of a donor: which period is asked for, then the paper."""

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programmes.access.scope import visible_to
from programmes.admin import papers
from programmes.models import Donation
from programmes.papers.statements import STATEMENT, in_period, statement
from programmes.rules import same_donor

IN_ADDRESS = {"since": "tu", "until": "den"}
MOST_DONATIONS = 500  # each takes five statements; so many are read in some seconds


class PeriodForm(forms.Form):
    since = forms.DateField(label=_("Từ ngày"), help_text=_("Ví dụ 01/01/2026."))
    until = forms.DateField(label=_("Đến ngày"), help_text=_("Ví dụ 31/12/2026."))

    def add_prefix(self, field_name):
        return IN_ADDRESS.get(field_name, field_name)

    @classmethod
    def of(cls, request):
        """The form that the address fills; one that asks nothing yet where it says nothing."""
        return cls(request.GET if {*IN_ADDRESS.values()} & request.GET.keys() else None)

    def clean(self):
        since, until = (self.cleaned_data.get(name) for name in IN_ADDRESS)
        if since and until and until < since:
            self.add_error("until", ValidationError(_("Ghi ngày không trước ngày đầu."), code="statement_period"))


class DonorStatements:
    """Admin mixin of donors: the address `bang-ke/` below the page of a donor."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.statement_view)
        return [path("<int:pk>/bang-ke/", view, name="programmes_donor_statement"), *super().get_urls()]

    def statement_links(self, request, record):
        if not request.user.has_perm("programmes.view_donation"):
            return []
        return [(_("Lập bảng kê ủng hộ"), reverse("admin:programmes_donor_statement", args=[record.pk]))]

    @method_decorator(require_safe)
    def statement_view(self, request, pk):
        """Of the donations that the donor's page shows to this officer, in the name of the officer's office."""
        record = self.record_at(request, pk)
        if not self.has_view_permission(request, record):
            raise Http404
        if not request.user.has_perm("programmes.view_donation"):
            raise PermissionDenied
        form = PeriodForm.of(request)
        values = self._statement(request, record.of_office, form) if form.is_valid() else None
        if values is None:
            title = _("Bảng kê ủng hộ: %s") % record
            told = {"record": record, "record_url": self.record_url(record), "form": form, "years": _years()}
            return self.page(request, "admin/donors/statement.html", title, **told)
        back = self.record_url(record), _("Về nhà hảo tâm")
        return papers.answer(self.admin_site, request, STATEMENT, [values], *back)

    def _statement(self, request, donor, form):
        """What the paper tells; None, and the form says why, where there is nothing to tell."""
        records = same_donor.records_of([donor.pk])
        donations = visible_to(request.user, Donation.objects.filter(donor__in=records))
        period = form.cleaned_data["since"], form.cleaned_data["until"]
        found = list(in_period(donations, *period)[: MOST_DONATIONS + 1])
        if not found:
            form.add_error(None, _("Không có khoản ủng hộ đã duyệt nào nhận trong các ngày này; hãy chọn ngày khác."))
            return None
        if len(found) > MOST_DONATIONS:
            form.add_error(None, _("Có hơn %d khoản; hãy chọn khoảng ngày ngắn hơn.") % MOST_DONATIONS)
            return None
        try:
            return statement(donor, found, *period, head=papers.head(request, request.user.office))
        except ValidationError as refusal:
            form.add_error(None, [*refusal.messages])
            return None


def _years():
    """(label, part of an address) of this year and the last, which are asked for most."""
    this = timezone.localdate().year
    for label, year in ((_("Năm nay"), this), (_("Năm trước"), this - 1)):
        first, last = date(year, 1, 1), date(year, 12, 31)
        yield f"{label} ({year})", f"?tu={first:%d/%m/%Y}&den={last:%d/%m/%Y}"
