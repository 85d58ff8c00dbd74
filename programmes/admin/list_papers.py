"""The papers of a gift list: the draft of its decision, and the list with the persons that goes with it."""

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.actions import gift_lists
from programmes.admin import papers
from programmes.admin.outcomes import Line
from programmes.models import Gift
from programmes.papers.decisions import DECISION, DECISION_LIST, decision, decision_list


class ListPapers:
    """Admin mixin of gift lists: the addresses `quyet-dinh/` and `kem-quyet-dinh/` below the page of a list."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/quyet-dinh/", wrap(self.decision_view), name="programmes_giftlist_decision"),
            path("<int:pk>/kem-quyet-dinh/", wrap(self.named_view), name="programmes_giftlist_named"),
            *super().get_urls(),
        ]

    def decision_links(self, request, record):
        if not (self._may_see_people(request) and record.totals.exists()):
            return []
        return [
            (_("Dự thảo quyết định"), reverse("admin:programmes_giftlist_decision", args=[record.pk])),
            (_("Danh sách kèm theo quyết định"), reverse("admin:programmes_giftlist_named", args=[record.pk])),
        ]

    @staticmethod
    def _may_see_people(request):
        return request.user.has_perm("programmes.view_gift") and request.user.has_perm("programmes.view_recipient")

    def decision_view(self, request, pk):
        record = self._printed(request, pk)
        return self._answer(request, record, DECISION, decision(record, head=papers.head(request, record.office)))

    def named_view(self, request, pk):
        """Each look at it leaves a mark in the audit trail; admin pages are never stored."""
        record = self._printed(request, pk)
        of_list = visible_to(request.user, Gift.objects.filter(gift_list=record))
        gifts = of_list.select_related("recipient", "gift_list__round", "gift_list__province", "issuance")
        lines = [Line(gift, request.user) for gift in gifts.order_by("pk")]
        gift_lists.note_printed(record, len(lines), by=request.user)
        values = decision_list(record, lines, head=papers.head(request, record.office))
        return self._answer(request, record, DECISION_LIST, values)

    def _printed(self, request, pk):
        record = self.record_at(request, pk)
        if not self._may_see_people(request):
            raise PermissionDenied
        return record

    def _answer(self, request, record, kind, values):
        back = self.record_url(record), _("Về danh sách")
        return papers.answer(self.admin_site, request, kind, [values], *back)
