"""The sheet of an event that people sign on: printed before it, and shown the same again afterwards."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from programmes.actions import handovers
from programmes.admin import papers
from programmes.admin.outcomes import Line
from programmes.papers.signing import SIGNING_LIST, signing_list


class SheetPages:
    """Admin mixin of hand-over events: the address `ky-nhan/` below the page of an event."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.sheet_view)
        return [path("<int:pk>/ky-nhan/", view, name="programmes_handoverevent_sheet"), *super().get_urls()]

    def sheet_url(self, record):
        return reverse("admin:programmes_handoverevent_sheet", args=[record.pk])

    def sheet_view(self, request, pk):
        """Each look at it leaves a mark in the audit trail; admin pages are never stored."""
        event = self._event(request, pk)
        lines = [Line(gift, request.user) for gift in self._gifts(request, event)]
        handovers.note_printed(event, len(lines), by=request.user)
        values = signing_list(event, lines, head=papers.head(request, event.office))
        back = self.record_url(event), _("Về buổi trao")
        return papers.answer(self.admin_site, request, SIGNING_LIST, [values], *back)
