"""The papers of an event: the sheet that people sign on, the same before it and afterwards, and its minutes."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from programmes.actions import handovers
from programmes.admin import papers
from programmes.admin.outcomes import Line
from programmes.papers.minutes import HANDOVER_MINUTES, handover_minutes
from programmes.papers.signing import SIGNING_LIST, signing_list


class SheetPages:
    """Admin mixin of hand-over events: the addresses `ky-nhan/` and `bien-ban/` below the page of an event."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/ky-nhan/", wrap(self.sheet_view), name="programmes_handoverevent_sheet"),
            path("<int:pk>/bien-ban/", wrap(self.minutes_view), name="programmes_handoverevent_minutes"),
            *super().get_urls(),
        ]

    def sheet_url(self, record):
        return reverse("admin:programmes_handoverevent_sheet", args=[record.pk])

    def sheet_view(self, request, pk):
        """Each look at it leaves a mark in the audit trail; admin pages are never stored."""
        event = self._event(request, pk)
        lines = [Line(gift, request.user) for gift in self._gifts(request, event)]
        handovers.note_printed(event, len(lines), by=request.user)
        values = signing_list(event, lines, head=papers.head(request, event.office))
        return self._paper(request, event, SIGNING_LIST, values)

    def minutes_url(self, record):
        return reverse("admin:programmes_handoverevent_minutes", args=[record.pk])

    def minutes_view(self, request, pk):
        """How many gifts of each list went to how many; it names nobody."""
        event = self._event(request, pk)
        values = handover_minutes(event, head=papers.head(request, event.office))
        return self._paper(request, event, HANDOVER_MINUTES, values)

    def _paper(self, request, event, kind, values):
        back = self.record_url(event), _("Về buổi trao")
        return papers.answer(self.admin_site, request, kind, [values], *back)
