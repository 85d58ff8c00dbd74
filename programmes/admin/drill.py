"""The page of the drill after a breach: whose data an account has seen between two days, shown and as a file."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from programmes.actions.drills import check, who_was_seen
from programmes.admin.history import VERBS
from programmes.exchange.writing.export import FORMATS
from programmes.exchange.writing.seen import rows_of_seen
from programmes.exchange.writing.writers import csv_text

SHOWN = 500


class DrillForm(forms.Form):
    username = forms.CharField(label=_("Tên đăng nhập"), max_length=150)
    first = forms.DateField(label=_("Từ ngày"), help_text=_("Ví dụ 01/11/2026."))
    last = forms.DateField(label=_("Đến ngày"), help_text=_("Ví dụ 30/11/2026."))


class DrillPage:
    """Admin mixin of the audit trail: the page and its address."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.drill_view)
        return [path("da-xem-ai/", view, name="programmes_auditevent_drill"), *super().get_urls()]

    def may_drill(self, request):
        return not any(check(request.user))

    def drill_view(self, request):
        """POST only asks: each question is noted in the trail itself."""
        if not self.may_drill(request):
            raise PermissionDenied
        # What a breach tells of its account stands there already (admin/breaches.py).
        form, found = DrillForm(request.POST if request.method == "POST" else None, initial=request.GET.dict()), None
        if form.is_valid():
            asked = form.cleaned_data
            try:
                found = who_was_seen(asked["username"], asked["first"], asked["last"], by=request.user)
            except ValidationError as refusal:
                form.add_error(None, [*refusal.messages])
        if found is not None and "csv" in request.POST:
            name = f"da-xem-ai-{asked['first']}-{asked['last']}.csv"
            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            return HttpResponse(csv_text(rows_of_seen(found)), content_type=FORMATS["csv"], headers=headers)
        shown = [(one, [VERBS.get(verb, verb) for verb in one.verbs]) for one in (found or [])[:SHOWN]]
        context = {"form": form, "found": found, "rows": shown, "at_most": SHOWN}
        return self.page(request, "admin/drill.html", _("Tài khoản đã xem những ai"), **context)
