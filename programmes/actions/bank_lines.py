"""Enter lines of bank statements, and explain each: by donations, or put aside with a reason."""

from django.db import transaction
from django.db.models import Max

from programmes.actions import audit, donations, rights
from programmes.models import BankLine, BankMatch, Donation, bulk
from programmes.rules import approvals, bank_matching
from programmes.rules import donations as donation_rules
from programmes.rules.problems import insist
from programmes.rules.versions import as_seen

RIGHT = "change_bankline"
# Never who paid, nor what they wrote.
AUDITED = ("office", "booked_on", "amount_vnd", "state", "entered_by")


def _locked(line):
    return as_seen(BankLine.objects.select_for_update(of=("self",)).get(pk=line.pk), line)


@transaction.atomic
def record(line, *, by):
    """Enter one line by hand; returns the line that is there already where it is the same."""
    rights.admit(line, by)
    line.account = bank_matching.known_spelling(line.account, line.office)
    bulk.hold("import bank_lines")
    stored = BankLine.objects.filter(account=line.account, reference=line.reference).first()
    if stored:
        said = {"amount_vnd": line.amount_vnd, "booked_on": line.booked_on, "office_id": line.office_id}
        insist(bank_matching.check_same(stored, **said))
        return stored
    insist(bank_matching.check_line(line))
    line.full_clean(exclude=["entered_by"])
    line.save(force_insert=True)
    audit.note("record", line, by=by, after=audit.values(line, AUDITED))
    return line


def record_many(plan, *, by, batch):
    """Store the new lines of a file and link those that name their donation without doubt; (new, changed).

    In the caller's transaction; the number of statements does not grow with the lines.
    """
    lines = plan.new
    insist(rights.check_file(by, batch.layout, [batch.office_id, *(line.office_id for line in lines)]))
    waiting = bank_matching.of_amounts(lines, batch.office).select_for_update(of=("self",))
    pairs = sure_pairs(lines, waiting, by)
    for line in lines:
        line.entered_by, line.batch = by, batch
    stored = bulk.insert(lines)
    _receive_many(pairs, by)
    _match([(line, donation, line.amount_vnd) for line, donation in pairs], by)
    after = {"sha256": batch.sha256, "new": stored, "linked": len(pairs)}
    audit.note("import", batch, by=by, after=after)
    return stored, 0


def sure_pairs(lines, waiting, by):
    """[(line, donation)] of the new lines that are linked without a question to one of the donations `waiting`."""
    pairs = bank_matching.certain(lines, waiting) if lines else []
    return [(line, donation) for line, donation in pairs if not any(_obstacles(donation, line, by))]


def _obstacles(donation, line, by):
    """What stands against a link that nobody asks for, and against noting a pledge as received by it."""
    yield from rights.check(by, RIGHT, donation.office)
    if donation.state == Donation.State.PLEDGED:
        yield from rights.check(by, approvals.DONATION["receive"].permission)
        received_on, donation.received_on = donation.received_on, line.booked_on
        problems = list(donation_rules.check(donation))
        donation.received_on = received_on
        yield from problems


def _receive_many(pairs, by):
    """As donations.receive, for the pledges of a whole file."""
    pledges, before = [], []
    for line, donation in pairs:
        if donation.state == Donation.State.PLEDGED:
            before.append(audit.values(donation, donations.AUDITED))
            donation.state, donation.received_on = approvals.DONATION["receive"].target, line.booked_on
            donation.entered_by = by
            pledges.append(donation)
    bulk.update(pledges, ["state", "received_on", "entered_by", "updated_at"])
    told = [(each.pk, old, audit.values(each, donations.AUDITED)) for each, old in zip(pledges, before, strict=True)]
    audit.note_many("receive", Donation, told, by=by)


@transaction.atomic
def link(line, donation, amount_vnd=None, *, by):
    """Explain a line by a donation: all that is left of it, or `amount_vnd` đồng of it."""
    return link_many(line, [(donation, line.left_vnd if amount_vnd is None else amount_vnd)], by=by)


@transaction.atomic
def link_many(line, shares, *, by):
    """Explain a line by several donations, all or none; `shares` are (donation, đồng).

    A pledge whose whole amount lines of statements tell now is received, on the day of the last of them.
    """
    in_order = sorted(shares, key=lambda share: share[0].pk)
    shares = [(donations.locked(donation), amount_vnd) for donation, amount_vnd in in_order]
    line = _locked(line)
    insist(rights.check(by, RIGHT, line.office, *(donation.office for donation, _amount in shares)))
    insist(bank_matching.check_matches(line, shares))
    _match([(line, donation, amount_vnd) for donation, amount_vnd in shares], by)
    for donation, amount_vnd in shares:
        if donation.state == Donation.State.PLEDGED and donation.open_vnd == amount_vnd:
            last = BankLine.objects.filter(matches__donation=donation).aggregate(last=Max("booked_on"))["last"]
            donations.receive(donation, received_on=last, by=by)
    return BankLine.objects.get(pk=line.pk)


def _match(matches, by):
    """Store matches, (line, donation, đồng) each; the database moves the sums of both and the state of the line."""
    bulk.insert([BankMatch(line=line, donation=donation, amount_vnd=amount) for line, donation, amount in matches])
    told = [(line.pk, {}, {"donation": donation.pk, "amount_vnd": amount}) for line, donation, amount in matches]
    audit.note_many("link", BankLine, told, by=by)


@transaction.atomic
def explain(line, donation, *, by):
    """Record a new donation from a line and link them; returns the donation, as donations.record does."""
    stored = donations.record(donation, by=by)
    if stored is donation:
        link(line, donation, donation.amount_vnd, by=by)
    return stored


@transaction.atomic
def set_aside(line, *, reason, by):
    """What is left of the line is no donation (interest, a transfer between own accounts): out of the way, why."""
    line = _locked(line)
    insist(rights.check(by, RIGHT, line.office), bank_matching.check_open(line))
    return _settle("set_aside", line, by, BankLine.State.ASIDE, reason)


@transaction.atomic
def unlink(line, *, chosen=(), by):
    """Take back that the rest of a line was put aside; else its matches with `chosen` donations, or all that may be.

    A pledge that the line brought forward stays received until it is corrected.
    """
    # Held before their line, always, and by number.
    held = Donation.objects.select_for_update(of=("self",)).filter(bank_matches__line=line.pk).order_by("pk")
    held = [donation.pk for donation in held]
    line = _locked(line)
    insist(rights.check(by, RIGHT, line.office), bank_matching.check_unlink(line, chosen))
    if line.state == BankLine.State.ASIDE:
        return _settle("unlink", line, by, BankLine.State.UNEXPLAINED, "")
    loose = chosen or bank_matching.may_be_unlinked(line).filter(pk__in=held)
    donations.unmatch(line.matches.filter(donation__in=loose), by=by)
    return BankLine.objects.get(pk=line.pk)


def _settle(verb, line, by, state, reason):
    before = audit.values(line, ("state",))
    line.state, line.reason = state, reason
    line.save(update_fields=["state", "reason", "updated_at"])
    audit.note(verb, line, by=by, before=before, after=audit.values(line, ("state",)), reason=reason)
    return line
