"""Asking about people of any office, on the page "đã nhận chưa?" or by a file: how often, and what is answered."""

from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import AuditEvent, Gift, GiftList, Recipient, keyed_hash
from programmes.rules.eligibility import period
from programmes.rules.problems import Problem
from programmes.standards.dates import start_of_day
from programmes.standards.money import format_number

NUMBERS_AT_ONCE = 200  # the list of a commune; a longer one is asked in parts
NUMBERS_A_DAY = 1000  # enough for an officer's day, far too few to find out who in a province is in hardship
BURST = 20  # lists as offices have them hold hardly any number that another office knows for somebody else
MARK_BYTES = 6  # of a day's numbers: two that share a mark count as one
BURST_DAYS = 7  # for so long the front page of headquarters tells of it


class Received(NamedTuple):
    """What an officer is told of a gift: kind, months (of the round if it is no insurance), whose."""

    kind: str
    period: str
    is_own: bool


def _asked_today(officer):
    """What this officer has asked about since midnight."""
    midnight = start_of_day(timezone.localtime())
    asked = AuditEvent.objects.filter(target_type="recipient", target_id="", verb="look_up", at__gte=midnight)
    return asked.filter(actor=officer.username).order_by()


def asked_today(officer):
    """How many numbers this officer has asked about since midnight, one by one or by a file."""
    return sum(_asked_today(officer).values_list("after__numbers", flat=True))


def marks_of_today(officer):
    """The marks of the numbers of files of which this officer was told today what other offices hold."""
    of_files = _asked_today(officer).filter(after__has_key="marks")
    return {mark for marks in of_files.values_list("after__marks", flat=True) for mark in marks}


def mark(key, officer):
    """What stands in the trail for the key of a number: the same on one day for one officer, and else for nothing."""
    return keyed_hash(f"{officer.pk}|{timezone.localdate()}|{key.hex()}")[:MARK_BYTES].hex()


def officers_in_bursts():
    """How many officers have asked lately about many people of other offices by data that is not theirs."""
    since = timezone.now() - timedelta(days=BURST_DAYS)
    return AuditEvent.objects.filter(verb="ask_burst", at__gte=since).order_by().values("actor").distinct().count()


def check_look_up(officer, count):
    """Problems of asking about so many numbers now."""
    if count > NUMBERS_AT_ONCE:
        yield Problem(
            "numbers",
            "look_up_too_many",
            _("Mỗi lần tra cứu tối đa %(limit)s số; bạn gửi %(count)s số, hãy chia thành nhiều lần.")
            % {"limit": format_number(NUMBERS_AT_ONCE), "count": format_number(count)},
        )
    left = NUMBERS_A_DAY - asked_today(officer)
    if count > left:
        yield Problem(
            "numbers",
            "look_up_day_spent",
            _("Mỗi cán bộ tra cứu tối đa %(limit)s số một ngày; hôm nay còn %(left)s, mai hãy tiếp tục.")
            % {"limit": format_number(NUMBERS_A_DAY), "left": format_number(max(left, 0))},
        )


def received(hashes, office_id):
    """{citizen hash: [Received, ...]} of gifts of submitted, approved and handed-over lists that did not come back."""
    asked = Recipient.objects.filter(citizen_hash__in=hashes).values_list("citizen_hash", "pk", "same_as")
    roots = {bytes(key): same_as or pk for key, pk, same_as in asked}
    found = {root: [] for root in roots.values()}
    for gift in _gifts_of(found):
        root = gift.recipient.same_as_id or gift.recipient_id
        is_own = gift.gift_list.office_id == office_id
        found[root].append(Received(gift.get_kind_display(), _period(gift), is_own))
    return {key: found[roots[key]] if key in roots else [] for key in hashes}


def _gifts_of(roots):
    gifts = Gift.objects.exclude(gift_list__state=GiftList.State.DRAFT).exclude(outcome=Gift.Outcome.RETURNED)
    gifts = gifts.select_related("recipient", "gift_list", "round").defer("recipient__citizen_number")
    found = {*gifts.filter(recipient__in=roots), *gifts.filter(recipient__same_as__in=roots)}
    return sorted(found, key=lambda gift: (gift.starts_on or gift.round.starts_on, gift.pk))


def _period(gift):
    if gift.starts_on and gift.months:
        return period(gift.starts_on, gift.months)
    return f"{gift.round.starts_on:%m/%Y}–{gift.round.ends_on:%m/%Y}"
