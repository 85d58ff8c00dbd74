"""The rows that break an invariant of the books, each found by one set-wise statement.

Each function returns (rows looked at, rows that break it); nothing here judges who may do what. Those that look at
every gift leave out lists that were handed over in closed periods, which are sealed, unless the `whole` is asked for.
"""

from datetime import timedelta

from django.db.models import BigIntegerField, Case, CharField, Count, Exists, F, Max, Min, OuterRef, Q, Sum, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, TruncDate

from programmes.models import (
    INSURANCE_KINDS,
    ROUTES,
    Account,
    AuditEvent,
    BankLine,
    BankMatch,
    Conflict,
    Correction,
    Disclosure,
    Donation,
    DonationMove,
    Feedback,
    Gift,
    GiftList,
    GiftPayment,
    HandoverEvent,
    HandoverOutcome,
    LedgerEntry,
    lacking_vnd,
)
from programmes.models.feedback import late
from programmes.models.overlaps import NOT_BACK, overlaps_of_one
from programmes.models.sums import sum_of
from programmes.totals import guards, rebuild, sealed_lists, sealed_records, seals
from programmes.totals.sealed_lists import SETTLED

Kind = LedgerEntry.Kind


def _entries(*kinds, **where):
    return sum_of(LedgerEntry.objects.filter(kind__in=kinds), **where)


def _counted(rows, wrong):
    """(all, wrong) of a queryset in one statement; `wrong` is a condition over it."""
    row = rows.order_by().aggregate(rows=Count("pk"), wrong=Count("pk", filter=wrong))
    return row["rows"], row["wrong"]


def accounts():
    """The balance of an account is what came in less what went out."""
    rows = Account.objects.annotate(
        came=sum_of(LedgerEntry.objects, to_account=OuterRef("pk")),
        went=sum_of(LedgerEntry.objects, from_account=OuterRef("pk")),
    )
    return _counted(rows, ~Q(balance_vnd=F("came") - F("went")))


def forms():
    """All accounts of cash together are nothing, and so are those of goods."""
    sums = list(Account.objects.order_by().values("form").annotate(sum=Sum("balance_vnd")))
    return len(sums), sum(1 for row in sums if row["sum"])


def routes():
    """Each entry goes between accounts of its kind, of its donation and of its list."""
    ends = Q(pk__in=[])
    for kind, (source, target) in ROUTES.items():
        ends |= Q(kind=kind, from_account__kind=source, to_account__kind=target)
    own = Q()
    for end in ("from_account", "to_account"):
        own &= Q(**{f"{end}__donation": None}) | Q(**{f"{end}__donation": F("donation")})
        own &= Q(**{f"{end}__gift_list": None}) | Q(**{f"{end}__gift_list": F("gift_list")})
    return _counted(LedgerEntry.objects.all(), ~(ends & own))


def receipts():
    """An approved donation is in the books with its amount, its reversal too; what is not approved is not."""
    reversal = sum_of(Donation.objects.approved(), reverses=OuterRef("pk"))
    rows = Donation.objects.filter(reverses=None).annotate(
        due=Case(When(state=Donation.State.APPROVED, then=F("amount_vnd")), default=0),
        came=_entries(Kind.RECEIVED, donation=OuterRef("pk")),
        taken_back=_entries(Kind.REVERSED, donation=OuterRef("pk")),
        reversal_vnd=reversal,
    )
    return _counted(rows, ~Q(came=F("due"), taken_back=-F("reversal_vnd")))


def entry_days():
    """An entry is of the day on which its money came or was handed over; any other of that on which it was written."""
    moved = Q(kind=Kind.RECEIVED, happened_on=F("donation__received_on"))
    moved |= Q(kind=Kind.REVERSED, happened_on=F("donation__reversal__received_on"))
    moved |= Q(kind=Kind.SPENT, happened_on=F("event__held_on"))
    at_once = Q(happened_on__in=(F("written_on"), F("day_before")))  # written at midnight
    moved |= Q(kind__in=(Kind.ALLOCATED, Kind.RELEASED, Kind.RETURNED)) & at_once
    rows = LedgerEntry.objects.annotate(
        written_on=TruncDate("created_at"), day_before=TruncDate(F("created_at") - timedelta(minutes=1))
    )
    return _counted(rows, ~moved)


def donations():
    """Received less reversed is what is left, set aside and spent."""
    rows = Donation.objects.approved().filter(reverses=None)
    rows = rows.annotate(
        reversal_vnd=sum_of(Donation.objects.approved(), reverses=OuterRef("pk")),
        held=sum_of(Account.objects, "balance_vnd", donation=OuterRef("pk")),
    )
    return _counted(rows, ~Q(held=F("amount_vnd") + F("reversal_vnd")))


def _of_open_lists(rows, whole, path="gift_list"):
    """The rows of every list, or of those with a gift that no sealed period holds."""
    return rows if whole else rows.filter(**{f"{path}__in": sealed_records.open_lists()})


def list_values(whole=True):
    """The value of an approved list is the sum of its gifts; a list that is not approved has none. Of each gift it is
    noted whether it differs from what was computed.
    """
    gifts = _of_open_lists(Gift.objects, whole).order_by()
    settled = gifts.filter(gift_list__state__in=SETTLED).values_list("gift_list")
    cost = dict(settled.annotate(Sum("donor_cost_vnd")))
    values = list(_of_open_lists(GiftList.objects, whole, "pk").values_list("pk", "value_vnd"))
    wrong = sum(value != cost.get(pk, 0) for pk, value in values)
    return len(values), wrong + gifts.wrongly_noted().count()


def list_funding():
    """What a list was given is what was allocated to it less what was released and returned, within its value."""
    rows = GiftList.objects.annotate(
        given=_entries(Kind.ALLOCATED, gift_list=OuterRef("pk")),
        back=_entries(Kind.RELEASED, Kind.RETURNED, gift_list=OuterRef("pk")),
    )
    return _counted(rows, ~Q(funded_vnd=F("given") - F("back"), funded_vnd__gte=0, funded_vnd__lte=F("value_vnd")))


def means():
    """No list was approved beyond the money that could pay for it: in its round, and in its province of that round.

    What approved lists lack is left on donations. Since the last of them was approved it may have gone from there, to
    lists elsewhere, by a reversal or with a donation that was moved: means are no reservation (decision 0015).
    """
    of_round = Q(donation__round=None) | Q(donation__round=OuterRef("round"))
    of_province = Q(donation__earmark=None) | Q(donation__earmark=OuterRef("province"))
    beyond = {
        *_beyond_means(of_round, round=OuterRef("round")),
        *_beyond_means(of_round & of_province, round=OuterRef("round"), province=OuterRef("province")),
    }
    return GiftList.objects.filter(state=GiftList.State.APPROVED).count(), len(beyond)


def _beyond_means(purpose, **place):
    """Ids of lists with whose approval, the last in its place, the lists there lack more than is free for them."""
    settled = GiftList.objects.filter(state__in=SETTLED)
    waiting = GiftList.objects.filter(state=GiftList.State.APPROVED).annotate(lacking_vnd=lacking_vnd())
    here = Q(**{f"gift_list__{name}": value for name, value in place.items()})
    gone = LedgerEntry.objects.filter(purpose, ~here, kind__in=(Kind.ALLOCATED, Kind.REVERSED))
    programme = {"donation__programme": OuterRef("round__programme")}
    moved = DonationMove.objects.filter(state=DonationMove.State.APPROVED, decided_at__gt=OuterRef("approved_at"))
    last = settled.filter(~Exists(settled.filter(approved_at__gt=OuterRef("approved_at"), **place)))
    rows = last.annotate(
        owed=sum_of(waiting, "lacking_vnd", **place),
        left=sum_of(Account.objects.filter(purpose, kind=Account.Kind.DONATION), "balance_vnd", **programme),
        gone=sum_of(gone.filter(created_at__gt=OuterRef("approved_at")), **programme),
        moved=sum_of(moved, "donation__amount_vnd", programme_before=OuterRef("round__programme")),
    )
    return rows.filter(owed__gt=F("left") + F("gone") + F("moved")).values_list("pk", flat=True)


def gift_payments(whole=True):
    """A gift that was handed over at an event that is done is paid to its donor cost; no other gift is paid."""
    gifts = _of_open_lists(Gift.objects, whole).order_by()
    paid = gifts.values("pk").annotate(
        paid=Sum("payments__amount_vnd", default=0),
        due=Case(When(event__isnull=False, then=F("donor_cost_vnd")), default=0),
        is_done=Q(event=None) | Q(event__state=HandoverEvent.State.DONE),
    )
    return _counted(paid, ~Q(paid=F("due"), is_done=True))


def spent(whole=True):
    """What a donation spent on a list is the sum of the payments of its gifts."""
    payments = _of_open_lists(GiftPayment.objects, whole, "gift__gift_list").order_by()
    accounts = _of_open_lists(Account.objects.filter(kind="spent"), whole)
    paid = {
        tuple(owner): (sum_, rows)
        for *owner, sum_, rows in payments.values_list("donation", "gift__gift_list").annotate(
            Sum("amount_vnd"), Count("pk")
        )
    }
    held = {tuple(owner): balance for *owner, balance in accounts.values_list("donation", "gift_list", "balance_vnd")}
    wrong = sum(balance != paid.get(owner, (0, 0))[0] for owner, balance in held.items())
    return len(held), wrong + sum(rows for owner, (_sum, rows) in paid.items() if owner not in held)


def public_totals():
    """Every public total is what the records count. Looked at twice: somebody may be writing just now."""
    first = rebuild.differences()
    found = [one for one in rebuild.differences() if one in first] if first else []
    return sum(total.model.objects.count() for total in rebuild.TOTALS), len(found)


def disclosures():
    """What is told of gifts and what waits are together the gifts handed over; rows of a block are at one height."""
    heights = Disclosure.objects.order_by().values("block").annotate(one=Min("height"), other=Max("height"))
    mixed = heights.filter(one__lt=F("other"), block__isnull=False).values("block")
    astray = ~Q(round=F("event__round"), province=F("event__province"), year=F("event__held_on__year"))
    rows, wrong = _counted(Disclosure.objects.all(), astray | Q(height=Disclosure.Height.NEW) | Q(block__in=mixed))
    return rows, wrong + len(rebuild.untold_differences())


def _corrected_by(target_type, pk, officer):
    """Whether a version of the record was entered by this officer before somebody corrected it."""
    corrections = AuditEvent.objects.alias(maker=Cast(KT("before__entered_by"), BigIntegerField()))
    return Exists(
        corrections.filter(
            verb="correct", target_type=target_type, target_id=Cast(OuterRef(pk), CharField()), maker=OuterRef(officer)
        )
    )


def _approved_by_another(target_type, verb, approver):
    """Whether the trail names another officer as the one who approved."""
    told = AuditEvent.objects.filter(verb=verb, target_type=target_type, target_id=Cast(OuterRef("pk"), CharField()))
    return Exists(told.exclude(actor=OuterRef(f"{approver}__username")))


def approvers(whole=True):
    """Who approves a donation, a list or a correction has not made it, nor a gift or a version of it, and is whom the
    trail names.
    """
    astray = Q(approved_by=F("entered_by")) | Q(_corrected_by("donation", "pk", "approved_by"))
    astray |= Q(_approved_by_another("donation", "approve", "approved_by"))
    found = [_counted(Donation.objects.approved(), astray)]
    lists = GiftList.objects.filter(state__in=SETTLED)
    wrong = Q(approved_by=F("first_approved_by"))
    for name, verb in (("approved_by", "approve"), ("first_approved_by", "approve_first")):
        made = Gift.objects.filter(gift_list=OuterRef("pk"), entered_by=OuterRef(name))
        wrong |= Q(**{name: F("entered_by")}) | Q(**{name: F("submitted_by")}) | Q(Exists(made))
        wrong |= Q(_corrected_by("giftlist", "pk", name)) | Q(_approved_by_another("giftlist", verb, name))
    found.append(_counted(lists, wrong))
    former = Q(_corrected_by("gift", "pk", "gift_list__approved_by"))
    former |= Q(_corrected_by("gift", "pk", "gift_list__first_approved_by"))
    found.append((0, _of_open_lists(Gift.objects.filter(former, gift_list__state__in=SETTLED), whole).count()))
    decided = Correction.objects.exclude(state=Correction.State.PROPOSED)
    found.append(_counted(decided, Q(decided_by=F("proposed_by"))))
    return tuple(map(sum, zip(*found, strict=True)))


def frozen(whole=True):
    """No gift came into an approved list or was changed there; no donation has another amount than when approved, nor
    is of another donor or programme than its latest move says, which was decided on by who had no part in it.
    """
    late = Q(created_at__gt=F("gift_list__approved_at"))
    came_back = Exists(HandoverOutcome.objects.filter(gift=OuterRef("pk"), at_closing=False))
    late |= Q(updated_at__gt=F("gift_list__approved_at")) & ~Q(outcome=Gift.Outcome.RETURNED) & ~Q(came_back)
    gifts = _counted(_of_open_lists(Gift.objects.filter(gift_list__state__in=SETTLED), whole), late)
    approvals = AuditEvent.objects.alias(amount=Cast(KT("after__amount_vnd"), BigIntegerField()))
    other = approvals.filter(
        ~Q(amount=OuterRef("amount_vnd")),
        verb="approve",
        target_type="donation",
        target_id=Cast(OuterRef("pk"), CharField()),
    )
    approved = _counted(Donation.objects.approved(), Q(Exists(other)))
    moves = DonationMove.objects.filter(state=DonationMove.State.APPROVED)
    latest = moves.filter(~Exists(moves.filter(donation=OuterRef("donation"), pk__gt=OuterRef("pk"))))
    astray = ~Q(donor=F("donation__donor"), programme=F("donation__programme"))
    own = Q(decided_by=F("proposed_by")) | Q(decided_by=F("donation__entered_by"))
    found = gifts, approved, _counted(latest, astray | own)
    return tuple(map(sum, zip(*found, strict=True)))


def insured_months(whole=True):
    """No person has the same insurance twice for a month, unless two officers have decided so.

    Records found to be one person only after their lists were approved are not held against each other: nobody can
    decide about them any more.
    """
    insured = Gift.objects.filter(kind__in=INSURANCE_KINDS, gift_list__state__in=SETTLED)
    insured = insured.exclude(outcome=Gift.Outcome.RETURNED)
    states = ", ".join(f"'{state.value}'" for state in SETTLED)
    earlier = f"AND list.state IN ({states}) AND other.id < record.id AND other.recipient_id = record.recipient_id"
    chosen, parameters = f"own_list.state IN ({states}) AND {NOT_BACK}", ()
    if not whole:
        people = Gift.objects.filter(gift_list__in=sealed_records.open_lists()).values("recipient")
        insured = insured.filter(recipient__in=people)
        told, parameters = people.query.sql_with_params()
        chosen = f"{chosen} AND gift.recipient_id IN ({told})"
    found = set(overlaps_of_one(chosen, parameters, beside=earlier))
    allowed = Conflict.objects.filter(state=Conflict.State.ALLOWED).values_list("gift", "other")
    allowed = {tuple(sorted(pair, reverse=True)) for pair in allowed} if found else set()
    return insured.count(), len({gift for gift, _other in found - allowed})


def bank_matches():
    """What a line and a donation know to be matched is the sum of their matches; constraints keep it in the amounts."""
    lines = BankLine.objects.annotate(told=sum_of(BankMatch.objects, line=OuterRef("pk")))
    confirmed = Donation.objects.annotate(told=sum_of(BankMatch.objects, donation=OuterRef("pk")))
    found = _counted(lines, ~Q(matched_vnd=F("told"))), _counted(confirmed, ~Q(confirmed_vnd=F("told")))
    return tuple(map(sum, zip(*found, strict=True)))


def in_the_trail():
    """Every approval and every hand-over stands in the audit trail, which is only ever added to."""
    found = []
    for rows, verb in (
        (Donation.objects.approved(), "approve"),
        (GiftList.objects.filter(state__in=SETTLED), "approve"),
        (HandoverEvent.objects.done(), "hand_over"),
    ):
        target = {"target_type": rows.model._meta.model_name, "target_id": Cast(OuterRef("pk"), CharField())}
        found.append(_counted(rows, ~Exists(AuditEvent.objects.filter(verb=verb, **target))))
    return tuple(map(sum, zip(*found, strict=True)))


def sealed_trail(report=None):
    """No line of the audit trail was changed, taken out, slipped in or put elsewhere (totals/seals.py).

    `report` is that of a walk just made, which takes long enough once.
    """
    report = report or seals.verify()
    return report.events, len(report.faults)


def approved_lists(whole=True):
    """No cell of a list or of its gifts was changed since the list was approved (totals/sealed_lists.py)."""
    rows, changed = sealed_lists.changed(None if whole else sealed_records.open_lists())
    return rows, len(changed)


def sealed_periods(whole=True):
    """No cell of a closed period was changed but by a correction (totals/sealed_records.py)."""
    rows, faults = sealed_records.faults(whole=whole)
    return rows, len(faults)


def sealed_figures():
    """No cell of a published figure was changed since it was published."""
    rows, changed = sealed_records.changed_figures()
    return rows, len(changed)


def database_guards():
    """The triggers that refuse to change the books are there and switched on."""
    return len(guards.expected()), len(guards.missing())


def feedback():
    """What visitors asked is answered by its day, or set aside; nothing waits beyond it."""
    return _counted(Feedback.objects.all(), late())
