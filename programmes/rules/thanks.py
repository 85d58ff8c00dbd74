"""Whom the office thanks: of many donations at once those whose donor may be written to, the others with the reason."""

from django.utils.translation import gettext_lazy as _

from programmes.models import Donation, Donor, RightsRequest
from programmes.rules import donations
from programmes.rules.problems import Problem
from programmes.standards.dates import format_day_padded


def judged(found, *, again=False):
    """(donation, Problems of thanking for it together with others) of donations with their donors; two queries.

    `again`: the letter of a donation that has been thanked for is made once more.
    """
    reversed_ids = set(Donation.objects.filter(reverses__in=found).values_list("reverses", flat=True))
    asked = RightsRequest.objects.filter(kind=RightsRequest.Kind.RESTRICT, state=RightsRequest.State.RECEIVED)
    waiting = set(asked.filter(donor__donations__in=found).values_list("donor", flat=True))
    for donation in found:
        problems = [*donations.check_thanks(donation, donation.pk in reversed_ids)]
        before = [] if again else _of_before(donation)
        yield donation, problems or [*_of_donor(donation.donor, waiting), *before]


def _of_donor(donor, waiting):
    """Whom a request waits for is not written to meanwhile; what it became is a matter of `check_thanks`."""
    if donor.pk in waiting:
        yield Problem(
            "",
            "thanks_to_restricted",
            _("Nhà hảo tâm đã yêu cầu hạn chế xử lý dữ liệu mà chưa được trả lời; hãy trả lời yêu cầu trước."),
        )
    elif donor.kind == Donor.Kind.ANONYMOUS:
        yield Problem("", "thanks_to_nobody", _("Nhà hảo tâm ẩn danh, không biết gửi cho ai."))


def _of_before(donation):
    if donation.thanked_on:
        yield Problem("", "thanked_already", _("Đã cảm ơn ngày %s.") % format_day_padded(donation.thanked_on))
