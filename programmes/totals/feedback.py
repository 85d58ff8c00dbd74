"""How many questions and complaints came in a year, and what became of them; of their words nothing."""

from typing import NamedTuple

from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear, TruncDate

from programmes.models import Feedback
from programmes.models.feedback import late, waiting

State = Feedback.State


class Year(NamedTuple):
    """`in_time` are among the `answered`, `late` among the `waiting`; answered, waiting and aside are all."""

    year: int
    received: int
    answered: int
    in_time: int
    waiting: int
    late: int
    aside: int


def by_year():
    """[Year, ...], the latest first; one statement."""
    answered = Q(state=State.ANSWERED)
    counts = {
        "received": Count("pk"),
        "answered": Count("pk", filter=answered),
        "in_time": Count("pk", filter=answered & Q(closed_on__lte=F("due_on"))),
        "waiting": Count("pk", filter=waiting()),
        "late": Count("pk", filter=late()),
        "aside": Count("pk", filter=Q(state=State.ASIDE)),
    }
    rows = Feedback.objects.order_by().annotate(year=ExtractYear("received_at"), closed_on=TruncDate("closed_at"))
    return [Year(**row) for row in rows.values("year").annotate(**counts).order_by("-year")]
