"""What became of a list, a donation or a person's gifts: day and hour, in words, with links.

Read from the trail and from the facts in a fixed number of statements, however many gifts there are.
"""

from collections import defaultdict
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.admin.history import VERBS, actor_words
from programmes.models import (
    AuditEvent,
    Donation,
    Gift,
    GiftList,
    HandoverEvent,
    HandoverOutcome,
    ImportBatch,
    Issuance,
    LedgerEntry,
    Officer,
)
from programmes.standards.dates import format_day
from programmes.standards.lists import first_few
from programmes.standards.money import format_number

MOST = 200  # events that are read, the newest
NOT_RECEIVED = (Gift.Outcome.ABSENT, Gift.Outcome.RETURNED)
BACK, DONE, WAITS = "back", "done", "waits"
OF_LIST = (
    *("draw_up", "correct", "submit", "recall", "open_decision", "put_off", "return", "approve_first", "approve"),
    *("value", "accept_difference", "take_values", "fill_shares", "change_round", "allocate", "release", "export"),
    *("remind", "draw_up_next", "reopen", "attach", "detach", "open_source"),
)
OF_FILE = ("upload", "import")
OF_EVENT = ("plan", "print_sheet", "note_outcomes", "hand_over")
OF_DONATION = (
    *("record", "correct", "receive", "approve", "refuse", "annul", "reverse", "thank", "link", "unlink", "move"),
    *("attach", "detach"),
)
OF_PERSON = (
    *("register", "correct", "restrict", "lift_restriction", "reveal"),
    *("propose_verdict", "refuse_verdict", "same_person", "other_person", "forget_verdict"),
    *("attach", "detach"),
)
MARKS = {
    "return": BACK,
    "recall": BACK,
    "release": BACK,
    "reverse": BACK,
    "move": BACK,
    "hand_over": DONE,
    "thank": DONE,
}


class Moment(NamedTuple):
    """`links` are (label, address) that follow the words; without an address only the label stands.

    What is planned has no moment yet.
    """

    at: datetime | None
    words: str
    links: tuple = ()
    reason: str = ""
    who: str = ""
    mark: str = ""


def of_list(gift_list, officer):
    """The Moments of a gift list, the oldest first; nine statements."""
    batches = ImportBatch.objects.filter(gift__gift_list=gift_list).distinct().in_bulk()
    answers = _answers(gift_list)
    events = HandoverEvent.objects.filter(lines__gift_list=gift_list).in_bulk()
    outcomes = HandoverOutcome.objects.filter(gift__gift_list=gift_list)
    became = _became(outcomes)
    found = AuditEvent.objects.filter(
        Q(target_type="giftlist", target_id=str(gift_list.pk), verb__in=OF_LIST)
        | Q(target_type="importbatch", target_id__in=map(str, {*batches, *answers}), verb__in=OF_FILE)
        | Q(target_type="handoverevent", target_id__in=map(str, events), verb__in=OF_EVENT)
    )
    trail = _newest(found)
    names = _names(trail)
    donations = _donations([one for one in trail if one.verb in ("allocate", "release")], officer)
    moments = []
    for _key, together in groupby(trail, key=_together):
        run = list(together)
        moment = _of_list(run, batches, answers, events, became, donations, officer)
        moments.append(moment._replace(who=names(run)))
    moments = sorted([*moments, *_corrected(outcomes, events)], key=lambda moment: moment.at)
    return [*moments, *_ahead(events.values())]


def _newest(events):
    """The newest of these events, in the order of time."""
    return list(events.order_by("-pk")[:MOST])[::-1]


def _became(outcomes):
    """What became of the gifts of a list when its events were closed: {event: {outcome: how many}}."""
    found = defaultdict(dict)
    rows = outcomes.filter(at_closing=True).order_by().values_list("event", "outcome")
    for event, outcome, quantity in rows.annotate(sum=Sum("gift__quantity")):
        found[event][outcome] = quantity
    return found


def _corrected(outcomes, events):
    """What was put right since at events that were closed, a gift at a time."""
    for row in outcomes.filter(at_closing=False, event__in=events).order_by("-pk")[:MOST]:
        told = {"outcome": row.get_outcome_display()}
        words = _("Sửa kết quả của một suất thành “%(outcome)s” ở buổi trao") % told
        yield Moment(row.noted_at, words, _to_event(events[row.event_id]), mark=BACK)


def _together(event):
    """Outcomes noted by one officer on a day, and money set aside in one act, are one moment."""
    if event.verb == "note_outcomes":
        return event.verb, event.target_id, event.actor, localdate(event.at)
    if event.verb == "allocate":
        return event.verb, event.actor, event.at.replace(second=0, microsecond=0)
    return event.pk


def _names(trail):
    """A function of a run of events: by whom it was, by the name that officers read."""
    found = dict(Officer.objects.filter(username__in={one.actor for one in trail}).values_list("username", "full_name"))
    return lambda run: found.get(run[0].actor) or actor_words(run[0].actor)


def _donations(trail, officer):
    """Of the donations of these events: (code, address as far as the officer may open it) by id."""
    ids = {(one.after or one.before).get("donation") for one in trail} - {None}
    named = dict(Donation.objects.filter(pk__in=ids).values_list("pk", "code"))
    seen = set(visible_to(officer, Donation.objects.filter(pk__in=ids)).values_list("pk", flat=True))
    return {pk: (code, _url("donation", pk) if pk in seen else "") for pk, code in named.items()}


def _answers(gift_list):
    """What social insurance answered: {batch: (numbers, refusals)}."""
    rows = Issuance.objects.filter(gift__gift_list=gift_list).order_by().values_list("batch")
    counts = rows.annotate(issued=Count("pk", filter=~Q(number="")), refused=Count("pk", filter=Q(number="")))
    return {batch: (issued, refused) for batch, issued, refused in counts}


def _url(table, pk):
    return reverse(f"admin:programmes_{table}_change", args=[pk])


def _of_list(run, batches, answers, events, became, donations, officer):
    event = run[0]
    pk = int(event.target_id)
    moment = Moment(event.at, str(VERBS[event.verb]).capitalize(), reason=event.reason, mark=MARKS.get(event.verb, ""))
    if event.target_type == "importbatch":
        return _of_file(moment, event, batches.get(pk), answers.get(pk), officer)
    if event.target_type == "handoverevent":
        return _of_event(moment, run, events[pk], became[pk])
    if event.verb in ("allocate", "release"):
        said = [one.after or one.before for one in run]
        amount = format_number(sum(one["amount_vnd"] for one in said))
        words = _("Phân bổ %s đồng từ") if event.verb == "allocate" else _("Rút phân bổ %s đồng về")
        links = tuple(donations.get(one["donation"], (str(one["donation"]), "")) for one in said)
        return moment._replace(words=words % amount, links=links)
    if event.verb == "export":
        told = {"files": first_few(event.after.get("files", []), 3, ", "), "people": _number(event.after, "records")}
        return moment._replace(words=_("Xuất hồ sơ cấp thẻ, sổ của %(people)s người: %(files)s") % told)
    return moment


def _number(told, name):
    return format_number(told.get(name) or 0)


def _of_file(moment, event, batch, answer, officer):
    """What a file brought: gifts, or the answers of social insurance."""
    link = ()
    if batch and officer.has_perm("programmes.view_importbatch"):
        link = ((batch.filename, _url("importbatch", batch.pk)),)
    if event.verb == "upload":
        return moment._replace(words=_("Tải tệp lên"), links=link)
    if answer:
        told = {"issued": format_number(answer[0]), "refused": format_number(answer[1])}
        return moment._replace(words=_("Có kết quả cấp: %(issued)s số thẻ, sổ; %(refused)s suất không cấp") % told)
    report = batch.report if batch else {}
    told = {"rows": _number(report, "rows"), "new": _number(event.after, "new")}
    words = _("Ghi tệp vào sổ: %(rows)s dòng, %(new)s suất mới") % told
    for name, more in (("rejected", _("%s dòng bị từ chối")), ("repair_count", _("%s ô hệ thống tự sửa"))):
        if report.get(name):
            words = f"{words}, {more % _number(report, name)}"
    return moment._replace(words=words, links=link)


def _to_event(event):
    return ((event.title, _url("handoverevent", event.pk)),)


def _of_event(moment, run, event, became):
    given = sum(quantity for outcome, quantity in became.items() if outcome in Gift.RECEIVED)
    told = {"day": format_day(event.held_on), "given": format_number(given), "times": len(run)}
    told["others"] = "".join(
        f", {format_number(became[outcome])} {outcome.label}" for outcome in NOT_RECEIVED if outcome in became
    )
    words = {
        "plan": _("Lên kế hoạch buổi trao ngày %(day)s:"),
        "print_sheet": _("In danh sách ký nhận của buổi trao"),
        "note_outcomes": _("Ghi kết quả từng suất (%(times)d lần) ở buổi trao"),
        "hand_over": _("Ghi nhận đã trao %(given)s suất của danh sách này%(others)s tại buổi trao"),
    }
    return moment._replace(words=words[run[0].verb] % told, links=_to_event(event))


def _ahead(events):
    """What is planned, after all that has been."""
    for event in sorted(events, key=lambda one: (one.held_on, one.pk)):
        if event.state == HandoverEvent.State.PLANNED:
            words = _("Dự kiến trao ngày %s tại buổi trao") % format_day(event.held_on)
            yield Moment(None, words, _to_event(event), mark=WAITS)


def of_donation(donation, officer):
    """The Moments of a donation, the oldest first: its own verbs, and where its đồng went; five statements.

    That a reversal was drawn up stands in the trail of its donation; that it was approved, in its own.
    """
    asked = Q(target_id=str(donation.pk), verb__in=OF_DONATION)
    if donation.reverses_id:
        asked |= Q(target_id=str(donation.reverses_id), verb="reverse", after__code=donation.code)
    elif reversal := getattr(donation, "reversal", None):
        asked |= Q(target_id=str(reversal.pk), verb="approve")
    moments = _plainly(_newest(AuditEvent.objects.filter(asked, target_type="donation")), donation)
    if officer.has_perm("programmes.view_ledgerentry"):
        moments += _of_entries(donation, officer)
    return sorted(moments, key=lambda moment: moment.at)


def of_person(recipient, officer):
    """The Moments of a person, the oldest first: what was done with the record, and each gift that the officer sees."""
    found = AuditEvent.objects.filter(target_type="recipient", target_id=str(recipient.pk), verb__in=OF_PERSON)
    moments = _plainly(_newest(found), recipient)
    gifts = visible_to(officer, Gift.objects.filter(recipient=recipient))
    listed = gifts.select_related("gift_list__round", "gift_list__province", "entered_by")
    for gift in listed.order_by("-pk")[:MOST]:
        link = ((str(gift.gift_list), _url("giftlist", gift.gift_list_id)),)
        words = _("Thêm %s vào danh sách") % gift.get_kind_display()
        moments.append(Moment(gift.created_at, words, link, who=str(gift.entered_by)))
    outcomes = HandoverOutcome.objects.filter(gift__in=gifts).select_related("event")
    for row in outcomes.order_by("-pk")[:MOST]:
        mark = DONE if row.outcome in Gift.RECEIVED else BACK
        words = _("Kết quả trao: %s ở buổi trao") % row.get_outcome_display()
        moments.append(Moment(row.noted_at, words, _to_event(row.event), mark=mark))
    return sorted(moments, key=lambda moment: moment.at)


def _plainly(trail, record):
    """Events of one record by their verbs; of its reversal, or of what it reverses, by other words."""
    names = _names(trail)
    return [Moment(one.at, _words(one, record), (), one.reason, names([one]), MARKS.get(one.verb, "")) for one in trail]


def _words(event, record):
    if event.target_id == str(record.pk):
        return str(VERBS[event.verb]).capitalize()
    return _("Lập bút toán đảo") if event.verb == "reverse" else _("Duyệt bút toán đảo")


ENTRIES = {
    LedgerEntry.Kind.ALLOCATED: (_("Phân bổ %s đồng cho danh sách"), ""),
    LedgerEntry.Kind.RELEASED: (_("Rút phân bổ %s đồng của danh sách"), BACK),
    LedgerEntry.Kind.SPENT: (_("Đã trao %s đồng qua danh sách"), DONE),
    LedgerEntry.Kind.RETURNED: (_("Nhận lại %s đồng từ danh sách"), BACK),
}


def _of_entries(donation, officer):
    entries = donation.entries.filter(kind__in=ENTRIES).select_related("gift_list__round", "gift_list__province")
    entries = entries.select_related("entered_by")
    lists = visible_to(officer, GiftList.objects.filter(entries__donation=donation))
    own = set(lists.values_list("pk", flat=True))
    for entry in entries.order_by("-pk")[:MOST]:
        words, mark = ENTRIES[entry.kind]
        url = _url("giftlist", entry.gift_list_id) if entry.gift_list_id in own else ""
        link = ((str(entry.gift_list), url),)
        words, by = words % format_number(entry.amount_vnd), str(entry.entered_by)
        yield Moment(entry.created_at, words, link, entry.reason, by, mark)
