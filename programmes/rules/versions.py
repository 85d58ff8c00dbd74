"""Whether a record is still what the officer has read who confirms a page, with all that goes along with it."""

from hashlib import sha256

from django.db.models import BinaryField, Count, Max, Sum
from django.utils.translation import gettext_lazy as _

from programmes.models import Correction, DonationMove, DonorJoin, Gift, GiftList, HandoverEvent
from programmes.rules.problems import Problem, insist

# Who looks at a list before deciding on it changes nothing of what is decided on.
LOOKED_AT = {"opened_at", "opened_by"}


def version_of(record):
    """A short text that is another one after any change of the record, or of what is decided on with it."""
    fields = [
        field
        for field in record._meta.concrete_fields
        if field.name not in LOOKED_AT and not isinstance(field, BinaryField)
    ]
    told = [field.value_to_string(record) for field in fields]
    if isinstance(record, GiftList):
        gifts = record.gifts.order_by()
        told.append(gifts.aggregate(Count("pk"), Max("updated_at")))
    elif isinstance(record, HandoverEvent):
        gifts = Gift.objects.filter(gift_list__handover_lines__event=record).order_by("gift_list", "outcome")
        told += gifts.values_list("gift_list", "outcome").annotate(Count("pk"), Sum("pk"))
    elif isinstance(record, Correction):
        told += map(version_of, filter(None, (record.donation, record.event, record.gift)))
    elif isinstance(record, DonationMove):
        told.append(version_of(record.donation))
    elif isinstance(record, DonorJoin):
        told += map(version_of, (record.first, record.second))
    return sha256(repr(told).encode()).hexdigest()[:16]


def check_as_seen(record, seen):
    """`seen` is the version that was read; where a page tells of none there is nothing to compare."""
    if seen and version_of(record) != seen:
        yield Problem(
            "",
            "changed_since_seen",
            _("Bản ghi này vừa được người khác sửa nên chưa làm gì; xem lại rồi xác nhận."),
        )


def as_seen(stored, record):
    """The stored record, held by an action; refused where it is not the version `record.seen` that a page has shown."""
    insist(check_as_seen(stored, getattr(record, "seen", None)))
    return stored
