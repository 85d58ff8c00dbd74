"""Papers for whoever gives: the slip while a donation waits for approval, the receipt afterwards, minutes of either."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from programmes.admin import papers
from programmes.models import Donation
from programmes.papers.minutes import RECEPTION_MINUTES, is_handed_in, reception_minutes
from programmes.papers.receipts import RECEIPT, SLIP, signed_receipt, slip
from programmes.rules import trails


def paper_links(donation):
    """(label, address) of the receipt of an approved donation, of the slip of one that waits, of minutes of either."""
    links = []
    if donation.trail_hash is not None:
        links.append((_("In biên nhận"), reverse("admin:programmes_donation_receipt", args=[donation.pk])))
    if _has_slip(donation):
        links.append((_("In phiếu thu tạm"), reverse("admin:programmes_donation_slip", args=[donation.pk])))
    if _has_minutes(donation):
        links.append((_("In biên bản giao nhận"), reverse("admin:programmes_donation_minutes", args=[donation.pk])))
    return links


def _has_slip(donation):
    return donation.state == Donation.State.RECEIVED and not donation.reverses_id


def _has_minutes(donation):
    return is_handed_in(donation) and (donation.trail_hash is not None or _has_slip(donation))


class DonorPapers:
    """Admin mixin of donations: the addresses `phieu-tam/`, `bien-nhan/` and `bien-ban/` below its page."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/phieu-tam/", wrap(self.slip_view), name="programmes_donation_slip"),
            path("<int:pk>/bien-nhan/", wrap(self.receipt_view), name="programmes_donation_receipt"),
            path("<int:pk>/bien-ban/", wrap(self.minutes_view), name="programmes_donation_minutes"),
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

    def minutes_view(self, request, pk):
        """What the donor handed in, for both sides to sign."""
        record = self._record(request, pk)
        if not _has_minutes(record):
            raise Http404
        values = reception_minutes(record, head=papers.head(request, record.office))
        return self._paper(request, record, RECEPTION_MINUTES, values)

    def _record(self, request, pk):
        record = self.record_at(request, pk)
        if not self.has_view_permission(request, record):
            raise Http404
        return record

    def _paper(self, request, record, kind, values):
        back = self.record_url(record), _("Về khoản %s") % record.code
        return papers.answer(self.admin_site, request, kind, [values], *back)
