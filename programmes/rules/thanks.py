"""Whom the office thanks: of many donations at once those whose donor may be written to, the others with the reason."""

from django.utils.translation import gettext_lazy as _

from programmes.models import Donation, Donor, RightsRequest
from programmes.rules import donations
from programmes.rules.problems import Problem
from programmes.standards.dates import format_day_padded


def judged(found):
    """(donation, Problems of thanking for it together with others); two queries for all."""
    reversed_ids = set(Donation.objects.filter(reverses__in=found).values_list("reverses", flat=True))
    donors = Donor.objects.in_bulk({donation.donor_id for donation in found})
    kept_still = set(
        RightsRequest.objects.filter(donor__in=donors, kind=RightsRequest.Kind.RESTRICT)
        .exclude(state=RightsRequest.State.REFUSED)
        .values_list("donor", flat=True)
    )
    for donation in found:
        problems = [*donations.check_thanks(donation, donation.pk in reversed_ids)]
        yield donation, problems or [*_of_donor(donors[donation.donor_id], kept_still), *_of_before(donation)]


def _of_donor(donor, kept_still):
    if donor.erased_on:
        yield Problem("", "thanks_to_erased", _("Danh tính nhà hảo tâm đã xóa theo yêu cầu."))
    elif donor.pk in kept_still:
        yield Problem("", "thanks_to_restricted", _("Nhà hảo tâm yêu cầu hạn chế xử lý dữ liệu."))
    elif donor.kind == Donor.Kind.ANONYMOUS:
        yield Problem("", "thanks_to_nobody", _("Nhà hảo tâm ẩn danh, không biết gửi cho ai."))


def _of_before(donation):
    if donation.thanked_on:
        yield Problem("", "thanked_already", _("Đã cảm ơn ngày %s.") % format_day_padded(donation.thanked_on))
