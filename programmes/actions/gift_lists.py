"""Draw up, submit, return and approve gift lists."""

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from programmes.actions import audit, eligibility, rights, sealed_records, valuations
from programmes.actions.visits import people_of
from programmes.models import GiftList, bulk
from programmes.rules import approvals, drafts, funding, gifts
from programmes.rules.problems import insist
from programmes.rules.rights_requests import check_list_restrictions
from programmes.rules.versions import as_seen
from programmes.totals import apply

# What goes with a submission when a list is a draft again.
SUBMISSION = dict.fromkeys(
    ("submitted_at", "submitted_by", "first_approved_at", "first_approved_by", "opened_at", "opened_by")
)
AUDITED = ("code", "round", "office", "province", "state", "decision_number", "decision_on", "entered_by")


def locked(gift_list):
    return as_seen(GiftList.objects.select_for_update(of=("self",)).get(pk=gift_list.pk), gift_list)


def stem_of(round_, province):
    return f"{round_.slug}-{province.slug}"


def is_made_of(code, stem):
    """Whether `next_code` has made a code from this stem; one that an office wrote itself is none."""
    return code == stem or (code.startswith(f"{stem}-") and code.removeprefix(f"{stem}-").isdecimal())


def next_code(round_, province, taken):
    """Code of a new list: round and province, numbered from the second on. `taken` holds the codes in use."""
    stem = stem_of(round_, province)
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def codes_in_use(round_):
    return set(GiftList.objects.filter(round=round_).values_list("code", flat=True))


@transaction.atomic
def draw_up(gift_list, *, by):
    """Open a new, empty list."""
    rights.admit(gift_list, by)
    gift_list.code = gift_list.code or next_code(gift_list.round, gift_list.province, codes_in_use(gift_list.round))
    insist(gifts.check_list(gift_list))
    gift_list.full_clean(exclude=["entered_by"])
    gift_list.save(force_insert=True)
    audit.note("draw_up", gift_list, by=by, after=audit.values(gift_list, AUDITED))
    return gift_list


@transaction.atomic
def correct(gift_list, *, by):
    """Store changed particulars (decision, note) of a draft."""
    stored = locked(gift_list)
    insist(rights.check(by, "change_giftlist", stored.office, gift_list.office), gifts.check_list_is_open(stored))
    gift_list.state, gift_list.round, gift_list.code = stored.state, stored.round, stored.code
    gift_list.difference_reason = stored.difference_reason  # a gift that changes just now clears it
    gift_list.entered_by = by
    insist(gifts.check_list(gift_list))
    gift_list.full_clean()
    gift_list.save()
    before, after = audit.values(stored, AUDITED), audit.values(gift_list, AUDITED)
    audit.note("correct", gift_list, by=by, before=before, after=after)
    return gift_list


def _check_right(gift_list, transition, by):
    return rights.check(by, transition.permission, gift_list.office)


def cost_of(gift_list):
    """What the programme pays for all gifts of a list, in đồng."""
    return gift_list.gifts.aggregate(sum=Sum("donor_cost_vnd"))["sum"] or 0


def _move(gift_list, transition, by, reason="", **changes):
    before = gift_list.state
    for name, value in {"state": transition.target, **changes}.items():
        setattr(gift_list, name, value)
    gift_list.save()
    audit.note(
        transition.verb, gift_list, by=by, before={"state": before}, after={"state": gift_list.state}, reason=reason
    )
    return gift_list


def revalue(gift_list):
    """Bring the valuations of a draft in step; what was accepted of other differences no longer holds."""
    changed = valuations.revalue(gift_list.gifts.all())
    if changed:
        gift_list.difference_reason = ""
    return changed


@transaction.atomic
def submit(gift_list, *, by):
    """Put a draft before the approver: its gifts are closed, their values computed, overlapping months found."""
    gift_list, transition = locked(gift_list), approvals.GIFT_LIST["submit"]
    insist(_check_right(gift_list, transition, by), approvals.check(gift_list, transition, by))
    insist(gifts.check_submission(gift_list), check_list_restrictions(gift_list))
    revalue(gift_list)
    insist(gifts.check_differences(gift_list, gift_list.gifts.differing().count()))
    _fill_shares(gift_list, by)
    eligibility.open_conflicts(gift_list)
    return _move(gift_list, transition, by, submitted_at=timezone.now(), submitted_by=by, return_reason="")


def _fill_shares(gift_list, by):
    """The papers of a list and its totals need what state and locality pay, where its file or form did not say."""
    if filled := valuations.fill_shares(gift_list.gifts.all()):
        apply.gift_lists_changed([gift_list.pk])
        audit.note("fill_shares", gift_list, by=by, after={"gifts": filled})


@transaction.atomic
def send_back(gift_list, *, reason, by):
    """Return a submitted list to its makers, with the reason they will read."""
    gift_list, transition = locked(gift_list), approvals.GIFT_LIST["return"]
    insist(_check_right(gift_list, transition, by), approvals.check(gift_list, transition, by))
    eligibility.forget_undecided_over(gift_list)
    return _move(gift_list, transition, by, reason, **SUBMISSION, return_reason=reason)


@transaction.atomic
def recall(gift_list, *, reason, by):
    """Its makers take a submitted list back to mend it, as long as no approver has opened it."""
    gift_list, transition = locked(gift_list), approvals.GIFT_LIST["recall"]
    insist(_check_right(gift_list, transition, by), drafts.check_recall(gift_list, by))
    eligibility.forget_undecided_over(gift_list)
    return _move(gift_list, transition, by, reason, **SUBMISSION)


@transaction.atomic
def open_decision(gift_list, *, by):
    """An approver begins to read the list, and from now on it stays as it is; of two approvers the later has it."""
    gift_list, transition = locked(gift_list), approvals.GIFT_LIST["open_decision"]
    insist(_check_right(gift_list, transition, by), drafts.check_opening(gift_list, by))
    return _look(gift_list, transition, by, timezone.now(), by)


@transaction.atomic
def put_off(gift_list, *, by):
    """The approver does not decide now: the makers may recall the list again."""
    gift_list, transition = locked(gift_list), approvals.GIFT_LIST["put_off"]
    insist(_check_right(gift_list, transition, by), drafts.check_putting_off(gift_list, by))
    return _look(gift_list, transition, by, None, None)


def _look(gift_list, transition, by, opened_at, opened_by):
    """Nothing that is decided on changes, so nor does the moment at which the list was changed."""
    before = audit.values(gift_list, ("opened_by",))
    gift_list.opened_at, gift_list.opened_by = opened_at, opened_by
    gift_list.save(update_fields=["opened_at", "opened_by"])
    audit.note(transition.verb, gift_list, by=by, before=before, after=audit.values(gift_list, ("opened_by",)))
    return gift_list


@transaction.atomic
def approve(gift_list, *, by):
    """A second person approves: not who drew up or submitted the list, nor who entered one of its gifts.

    From the amount of approvals.TWO_APPROVERS_FROM_VND on, the first approval waits for that of another person.
    """
    bulk.hold("means")  # two lists are not approved at once on the same money
    gift_list, transition = locked(gift_list), approvals.GIFT_LIST["approve"]
    insist(_check_right(gift_list, transition, by), approvals.check_list_approval(gift_list, by))
    insist(check_list_restrictions(gift_list))
    value = cost_of(gift_list)
    insist(funding.check_means(gift_list, value))
    if approvals.needs_two_approvers(value) and not gift_list.first_approved_by_id:
        gift_list.first_approved_at, gift_list.first_approved_by = timezone.now(), by
        gift_list.opened_at = gift_list.opened_by = None
        gift_list.save()
        audit.note("approve_first", gift_list, by=by, after={"value_vnd": value})
        return gift_list
    approved = {"approved_at": timezone.now(), "approved_by": by, "value_vnd": value}
    _move(gift_list, transition, by, opened_at=None, opened_by=None, **approved)
    sealed_records.seal_lists(GiftList.objects.filter(pk=gift_list.pk), by=by)
    return gift_list


def note_printed(gift_list, count, *, by):
    """The list with its persons was made for printing, to go with its decision."""
    insist(rights.check(by, "view_recipient", gift_list.office))
    people = people_of(gift_list.gifts.all())
    return audit.note("print_list", gift_list, by=by, after={"gifts": count, "people": people})
