"""The admin site: its titles, the groups of the front page, what waits for the officer, the sample banner."""

import re
from functools import update_wrapper
from itertools import chain

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import F
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from programmes.access.roles import roles_of
from programmes.actions import logins, visits
from programmes.admin import account_news, front_page, gate
from programmes.admin.accounts import AccountPages
from programmes.admin.country import CountryPage, may_see
from programmes.admin.help import HelpPages, help_url
from programmes.admin.lists import AsFarAsRead
from programmes.admin.logins import BROWSER_COOKIE, LoginForm
from programmes.admin.notes import PaperPages
from programmes.admin.paper_batches import PaperBatchPages
from programmes.admin.paper_templates import PaperTemplatePages
from programmes.admin.search_page import SearchPage
from programmes.models import Donor, Recipient, TotalsState

GROUPS = {
    _("Ủng hộ"): ("Donor", "DonorJoin", "Donation", "DonationMove", "BankLine", "LedgerEntry"),
    _("Tặng"): ("GiftList", "Gift", "Recipient", "Issuance", "Conflict", "HandoverEvent"),
    _("Công bố"): ("Programme", "ProgrammeTarget", "Round", "PublishedFigure", "ClosedPeriod", "Correction"),
    _("Tiếp nhận"): ("Feedback", "RightsRequest"),
    _("Bảo vệ dữ liệu"): ("Breach", "ImpactAssessment"),
    _("Hệ thống"): ("ImportBatch", "AuditEvent", "Officer", "Office", "Province", "Commune", "FormerProvince", "Rate"),
}


FITS = "fits-"  # before the names of the fields whose values come with what is typed
KEY = re.compile(r"[0-9]{1,18}", re.ASCII)


class PortalAutocomplete(AutocompleteJsonView):
    """Answers with what the model's admin offers, and with its label: two persons of one name can be told apart."""

    def post(self, request, *args, **kwargs):
        """What is typed comes by POST, so that the number of a person stands in no address."""
        request.GET = request.POST
        return self.get(request, *args, **kwargs)

    def get_queryset(self):
        """The rows that fit the field; a key that none has fits nothing."""
        sent = [(name.removeprefix(FITS), key) for name, key in self.request.GET.items() if name.startswith(FITS)]
        chosen = {name: key for name, key in sent if KEY.fullmatch(key)}
        found = self.model_admin.offered(super().get_queryset(), self.source_field, chosen)
        if found.model is Donor:  # a record that was joined to another one of the office is chosen no more
            found = found.exclude(same_as__office=F("office"))
        return found.filter(erased_on=None) if found.model in (Donor, Recipient) else found

    def get_paginator(self, queryset, per_page, **kwargs):
        return AsFarAsRead(queryset, per_page, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        shown = [record.pk for record in context["object_list"]]
        visits.note_listed(self.model_admin.model, shown, by=self.request.user)
        return context

    def serialize_result(self, obj, to_field_name):
        return {"id": str(getattr(obj, to_field_name)), "text": self.model_admin.choice_label(obj)}


class PortalSite(
    AccountPages, CountryPage, PaperPages, PaperTemplatePages, PaperBatchPages, SearchPage, HelpPages, AdminSite
):
    site_title = _("Sổ an sinh")
    site_header = _("Sổ an sinh – Bảo hiểm xã hội Việt Nam")
    index_title = _("Việc hôm nay")
    login_form = LoginForm
    empty_value_display = "–"

    def get_urls(self):
        own = (
            self.account_urls(),
            self.country_urls(),
            self.paper_urls(),
            self.paper_template_urls(),
            self.paper_batch_urls(),
            self.search_urls(),
            self.help_urls(),
        )
        return [*chain.from_iterable(own), *super().get_urls()]

    def admin_view(self, view, cacheable=False):
        def behind_the_gate(request, *args, **kwargs):
            return gate.stop(request) or view(request, *args, **kwargs)

        return super().admin_view(update_wrapper(behind_the_gate, view), cacheable)

    def login(self, request, extra_context=None):
        response = super().login(request, extra_context)
        if mark := getattr(request, "browser_mark", ""):
            gate.begin(request)
            response.set_cookie(
                BROWSER_COOKIE,
                mark,
                max_age=logins.BROWSER_DAYS * 24 * 60 * 60,
                path=reverse("admin:index"),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def each_context(self, request):
        is_known = hasattr(request.user, "in_sample")
        sample = request.user.in_sample if is_known else TotalsState.of_sample().exists()
        return {**super().each_context(request), "is_sample": sample, "help_url": help_url(request)}

    def page(self, request, template, title, **context):
        """A page of the site beside Django's own."""
        request.current_app = self.name
        return TemplateResponse(request, template, {**self.each_context(request), "title": title, **context})

    def paper(self, request, template, back, back_to, **context):
        """A page to print; above it, on the screen alone, the address `back` in words. Nobody keeps a copy of it."""
        context = {**self.each_context(request), "back": back, "back_to": back_to, **context}
        return TemplateResponse(request, template, context, headers={"Cache-Control": "no-store"})

    def get_app_list(self, request, app_label=None):
        """The tables this officer may open, in the groups of the office's work."""
        built = self._build_app_dict(request, app_label)
        models = {model["object_name"]: model for app in built.values() for model in app["models"]}
        groups = [(name, [models[key] for key in keys if key in models]) for name, keys in GROUPS.items()]
        return [
            {"name": capfirst(name), "app_label": f"group-{number}", "app_url": "", "models": found}
            for number, (name, found) in enumerate(groups)
            if found
        ]

    def index(self, request, extra_context=None):
        context = {
            "sees_country": may_see(request.user),
            "account_news": account_news.of(request.user),
            **front_page.context_of(request.user),
            "roles": roles_of(request.user),
        }
        return super().index(request, {**context, **(extra_context or {})})

    def logout(self, request, extra_context=None):
        if request.method == "POST" and request.user.is_authenticated:
            visits.went_out(request.user, request.META.get("REMOTE_ADDR", ""))
        return super().logout(request, extra_context)

    def app_index(self, request, app_label, extra_context=None):
        """There is one app; its page is the front page."""
        return redirect("admin:index")

    @method_decorator(csrf_exempt)  # it changes nothing, and its answer is for our own pages alone
    def autocomplete_view(self, request):
        return PortalAutocomplete.as_view(admin_site=self)(request)


site = PortalSite(name="admin")
