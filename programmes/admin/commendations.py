"""The proposal of who is to be commended: from when, until when and from which sum, then the paper."""

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programmes.access.scope import visible_to
from programmes.admin import papers
from programmes.admin.donor_statements import PeriodForm
from programmes.admin.forms import MoneyField
from programmes.models import Donation
from programmes.papers.commendations import COMMENDATION, commendation


class CommendationForm(PeriodForm):
    least_vnd = MoneyField(label=_("Ủng hộ từ (đồng)"), help_text=_("Tính riêng tiền và hiện vật. Ví dụ 100 triệu."))

    def add_prefix(self, field_name):
        return "muc" if field_name == "least_vnd" else super().add_prefix(field_name)


class Commendations:
    """Admin mixin of donors: the address `khen-thuong/` below their list."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.commendation_view)
        return [path("khen-thuong/", view, name="programmes_donor_commendation"), *super().get_urls()]

    @method_decorator(require_safe)
    def commendation_view(self, request):
        """Of the donations that this officer sees, in the name of the officer's office."""
        if not (self.has_view_permission(request) and request.user.has_perm("programmes.view_donation")):
            raise PermissionDenied
        form = CommendationForm.of(request)
        values = self._commendation(request, form.cleaned_data) if form.is_valid() else None
        if values and not values.donors:
            form.add_error(None, _("Không có nhà hảo tâm được nêu tên nào đạt mức này; hãy đổi mức hoặc ngày."))
        if values and values.donors:
            back = reverse("admin:programmes_donor_changelist"), _("Về danh sách nhà hảo tâm")
            return papers.answer(self.admin_site, request, COMMENDATION, [values], *back)
        return self.page(request, "admin/donors/commendation.html", _("Đề nghị khen thưởng"), form=form)

    @staticmethod
    def _commendation(request, asked):
        donations = visible_to(request.user, Donation.objects.all())
        head = papers.head(request, request.user.office)
        return commendation(donations, asked["since"], asked["until"], asked["least_vnd"], head=head)
