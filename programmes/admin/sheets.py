"""The sheet of an event that people sign on: printed before it, and shown the same again afterwards."""

from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from programmes.actions import handovers
from programmes.admin.outcomes import Line
from programmes.rules.legal_bases import ground_words
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
        words = dong_in_words(total)
        context = {
            **self.admin_site.each_context(request),
            "event": event,
            "lines": lines,
            "total": total,
            "words": words[:1].upper() + words[1:],
            "ground": ground_words(event.round.programme),
            "decisions": _decisions({line.gift.gift_list for line in lines}),
        }
        return TemplateResponse(request, "admin/handovers/sheet.html", context)


def _decisions(gift_lists):
    """The decisions of the lists in words: "245/QĐ-BHXH ngày 1/12/2025"; nothing of a list without one."""
    told = [each for each in gift_lists if each.decision_number]
    for each in sorted(told, key=lambda one: (one.decision_number, one.pk)):
        day = _(" ngày %s") % f"{each.decision_on:%d/%m/%Y}" if each.decision_on else ""
        yield f"{each.decision_number}{day}"
