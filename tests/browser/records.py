"""What the sample lacks and the tests look at, entered by its officers after `manage.py demo`."""

from datetime import timedelta

from django.utils import timezone

from programmes.actions import audit, breaches, feedback, rights_requests
from programmes.models import (
    Breach,
    Donation,
    Feedback,
    Gift,
    ImpactAssessment,
    LedgerEntry,
    Officer,
    Recipient,
    RightsRequest,
)
from programmes.rules.trails import code_of


def enter():
    """A request to see, one to erase that is overdue, a letter, a breach, an assessment, an alarm; each the first."""
    province, central = (Officer.objects.get(username=name) for name in ("nghean", "trunguong"))
    person = Gift.objects.filter(recipient__office=province.office).order_by("pk")[0].recipient
    today = timezone.localdate()
    asked = {"recipient": person, "channel": "paper", "asker": person.full_name, "proof": "căn cước"}
    for kind, days in (("see", 2), ("erase", 30)):
        rights_requests.receive(RightsRequest(kind=kind, received_on=today - timedelta(days), **asked), by=province)
    letter = Feedback(kind="question", text="Khi nào xã tôi được trao?", contact="a@example.vn", office=province.office)
    feedback.receive(letter, nonce="1")
    what = {"what": "Mất một máy tính.", "whose": "Chừng 120 người của một xã.", "account": "nghean"}
    breaches.enter(Breach(found_at=timezone.now(), seen_from=today, seen_to=today, **what), by=central)
    weighed = {"contact": "Lò Thị Ân", "risks": "Lộ danh sách.", "measures": "Che số."}
    breaches.keep_assessment(ImpactAssessment(made_on=today, **weighed), by=central)
    audit.note("ask_burst", Recipient, by=province, after={"numbers": 200})


def trail_code():
    """The code on the receipt of a donation whose money has been spent."""
    spent = LedgerEntry.objects.filter(kind="spent").values("donation")
    return code_of(Donation.objects.filter(pk__in=spent).order_by("pk")[0])
