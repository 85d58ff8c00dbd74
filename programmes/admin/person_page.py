"""The face of a person's record: gifts and their outcomes, months insured on one line, cards, look-alikes."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.admin.forms import written_birth
from programmes.models import Gift, Recipient
from programmes.models.recipients import RESTRICTED_NAME
from programmes.rules.eligibility import records_of_person
from programmes.standards.dates import format_day
from programmes.standards.money import format_number

SHOWN_ALIKE = 5


def person_page(person, officer):
    """What the template shows of a person with all records, of the gifts that this officer sees; flat in queries."""
    records = records_of_person([person.pk])
    gifts = visible_to(officer, Gift.objects.filter(recipient__in=records.values("pk")))
    gifts = list(
        gifts.select_related(
            "recipient", "gift_list__round", "gift_list__province", "gift_list__office", "event", "issuance"
        )
        .defer("note")
        .order_by("-pk")
    )
    alike = Recipient.objects.filter(likeness=person.likeness, erased_on=None).exclude(pk__in=records.values("pk"))
    alike = visible_to(officer, alike).select_related("office").order_by("pk")[:SHOWN_ALIKE]
    others = visible_to(officer, records.exclude(pk=person.pk)).select_related("office").order_by("pk")
    return {
        "facts": _facts(person),
        "gifts": [_gift(gift) for gift in gifts],
        "months": _months(gifts),
        "alike": [_record(one) for one in alike],
        "records": [_record(one) for one in others],
        "same_person_url": f"{reverse('admin:programmes_recipient_same_person')}?nguoi={person.pk}",
    }


def _facts(person):
    parts = [
        written_birth(person.birth_date, person.birth_precision),
        person.get_sex_display() if person.sex else "",
        person.commune,
        person.office,
        person.masked_number,
    ]
    if person.restricted_on:
        parts.append(_("hạn chế xử lý từ ngày %s") % format_day(person.restricted_on))
    if person.erased_on:
        parts.append(_("đã xóa danh tính ngày %s") % format_day(person.erased_on))
    return [str(part) for part in parts if part]


def _later(month, count):
    """The first day of the month that comes so many months later."""
    years, number = divmod(month.month - 1 + count, 12)
    return month.replace(year=month.year + years, month=number + 1, day=1)


def _spans(gifts):
    """(first, last) months insured, the earliest first; those that meet or overlap are one."""
    spans = []
    insured = [gift for gift in gifts if gift.starts_on and gift.months and gift.outcome != Gift.Outcome.RETURNED]
    for gift in sorted(insured, key=lambda gift: gift.starts_on):
        last = _later(gift.starts_on, gift.months - 1)
        if spans and gift.starts_on <= _later(spans[-1][1], 1):
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((gift.starts_on, last))
    return spans


def _months(gifts):
    """ "12/2025 – 11/2026; 1/2027 – 3/2027"."""
    return "; ".join(f"{first.month}/{first.year} – {last.month}/{last.year}" for first, last in _spans(gifts))


def _gift(gift):
    return {
        "name": gift.get_kind_display(),
        "url": reverse("admin:programmes_gift_change", args=[gift.pk]),
        "list": str(gift.gift_list),
        "list_url": reverse("admin:programmes_giftlist_change", args=[gift.gift_list_id]),
        "cost": format_number(gift.donor_cost_vnd),
        "months": _months([gift]),
        "outcome": _outcome(gift),
        "card": _card(gift),
    }


def _outcome(gift):
    """What came of a gift: its outcome with the day, or how far its list is."""
    if not gift.outcome:
        return gift.gift_list.get_state_display()
    day = gift.event.held_on if gift.event_id else None
    return f"{gift.get_outcome_display()}, {format_day(day)}" if day else gift.get_outcome_display()


def _card(gift):
    """The number of the card or book, masked, or that social insurance refused it."""
    answer = getattr(gift, "issuance", None)
    if answer is not None and gift.recipient.restricted_on:
        return RESTRICTED_NAME
    return "" if answer is None else answer.masked_number or _("chưa cấp được")


def _record(person):
    return {
        "name": person.full_name,
        "url": reverse("admin:programmes_recipient_change", args=[person.pk]),
        "told": ", ".join(
            str(part)
            for part in (written_birth(person.birth_date, person.birth_precision), person.commune, person.office)
            if part
        ),
    }
