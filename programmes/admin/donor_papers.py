"""Papers for whoever gives: the provisional slip while a donation waits for approval, the receipt afterwards."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from programmes.admin import papers
from programmes.models import Donation
from programmes.papers.receipts import RECEIPT, SLIP, signed_receipt, slip
from programmes.rules import trails


def paper_links(donation):
    """The receipt of an approved donation, the slip of one that waits, as (label, address); of any other none."""
    if donation.trail_hash is not None:
        return [(_("In biên nhận"), reverse("admin:programmes_donation_receipt", args=[donation.pk]))]
    if _has_slip(donation):
        return [(_("In phiếu thu tạm"), reverse("admin:programmes_donation_slip", args=[donation.pk]))]
    return []


def _has_slip(donation):
    return donation.state == Donation.State.RECEIVED and not donation.reverses_id


class DonorPapers:
    """Admin mixin of donations: the addresses `phieu-tam/` and `bien-nhan/` below the page of a donation."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/phieu-tam/", wrap(self.slip_view), name="programmes_donation_slip"),
            path("<int:pk>/bien-nhan/", wrap(self.receipt_view), name="programmes_donation_receipt"),
            *super().get_urls(),
        ]

    def record_links(self, request, record):
        return paper_links(record)

    def slip_view(self, request, pk):
        """What the office took and who took it, to hand over at the counter; of an approved one the receipt."""
        record = self._record(request, pk)
        if record.trail_hash is not None:
            return redirect("admin:programmes_donation_receipt", pk)
        if not _has_slip(record):
            raise Http404
        return self._paper(request, record, SLIP, slip(record, head=papers.head(request, record.office)))

    def receipt_view(self, request, pk):
        """The receipt with the donor's name, to print and hand over."""
        record = self._record(request, pk)
        if record.trail_hash is None:
            raise Http404
        trail = reverse("public:trail", args=[trails.code_of(record)])
        addresses = [request.build_absolute_uri(address) for address in (trail, reverse("public:trails"))]
        told = signed_receipt(record, *addresses, head=papers.head(request, record.office))
        return self._paper(request, record, RECEIPT, told)

    def _record(self, request, pk):
        record = self.record_at(request, pk)
        if not self.has_view_permission(request, record):
            raise Http404
        return record

    def _paper(self, request, record, kind, values):
        back = self.record_url(record), _("Về khoản %s") % record.code
        return papers.answer(self.admin_site, request, kind, [values], *back)
