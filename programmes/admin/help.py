"""Help of each screen at tro-giup/, and which one belongs to the page that is shown."""

from django.apps import apps
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from programmes.admin.help_texts import ACCOUNT, BY_TABLE, FIRST_DAY, FRONT, KEYS, PAPERS, SEARCH, TEXTS

OF_PAGES = {
    "search": SEARCH,
    "account": ACCOUNT,
    "sessions": ACCOUNT,
    "second_factor": ACCOUNT,
    "password_change": ACCOUNT,
    "paper_templates": PAPERS,
    "paper_template": PAPERS,
}


class HelpPages:
    """Part of the site: the first day, the keys, and a page for each screen."""

    def help_urls(self):
        view = self.admin_view(self.help_view)
        return [
            path("tro-giup/", view, {"screen": FIRST_DAY}, name="first_day"),
            path("tro-giup/<slug:screen>/", view, name="help"),
        ]

    def help_view(self, request, screen):
        text = TEXTS.get(screen)
        if text is None:
            raise Http404
        return self.page(
            request,
            "admin/help.html",
            _("Trợ giúp: %s") % text.title,
            text=text,
            verbs=self._verbs_of(text),
            is_of_keys=screen == KEYS,
            screens=[(each.title, reverse("admin:help", args=[key])) for key, each in TEXTS.items()],
            list_url=self._list_url(request, text),
        )

    def _verbs_of(self, text):
        """(label, when) of the verbs that the help names."""
        verbs = self._registry[apps.get_model("programmes", text.table)].verbs if text.verbs else ()
        labels = {verb.slug: verb.label for verb in verbs}
        return [(labels[slug], when) for slug, when in text.verbs]

    def _list_url(self, request, text):
        if text.table and request.user.has_perm(f"programmes.view_{text.table}"):
            return reverse(f"admin:programmes_{text.table}_changelist")
        return ""


def help_url(request):
    """The help of the page that a request asks for."""
    match = request.resolver_match
    name = match.url_name or "" if match else ""
    table = name.removeprefix("programmes_").partition("_")[0]
    return reverse("admin:help", args=[OF_PAGES.get(name) or BY_TABLE.get(table, FRONT)])
