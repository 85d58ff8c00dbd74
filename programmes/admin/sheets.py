"""The sheet of an event that people sign on: printed before it, and shown the same again afterwards."""

from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.actions import handovers
from programmes.admin.outcomes import Line
from programmes.rules.legal_bases import ground_words
from programmes.standards.dates import format_day_padded
from programmes.standards.words import dong_in_words


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
        total = sum(line.gift.total_vnd for line in lines)
        context = {
            "event": event,
            "lines": lines,
            "total": total,
            "words": capfirst(dong_in_words(total)),
            "ground": ground_words(event.round.programme),
            "decisions": sorted({_decision(line.gift.gift_list) for line in lines} - {""}),
        }
        back = self.record_url(event), _("Về buổi trao")
        return self.admin_site.paper(request, "admin/handovers/sheet.html", *back, **context)


def _decision(gift_list):
    """The decision of a list in words: "245/QĐ-BHXH ngày 01/12/2025"; "" of a list without one."""
    number, day = gift_list.decision_number, gift_list.decision_on
    dated = _(" ngày %s") % format_day_padded(day) if number and day else ""
    return f"{number}{dated}"
