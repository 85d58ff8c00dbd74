"""The face of a donor's record: donations by state, sums by year, what they became, papers and letters, look-alikes."""

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.admin import reversals
from programmes.admin.donor_papers import paper_links
from programmes.admin.look_alikes import told, told_of
from programmes.admin.parts import row_of
from programmes.models import Donation
from programmes.rules import same_donor
from programmes.standards.dates import format_day
from programmes.standards.money import format_number
from programmes.totals import giving

SHOWN = 20  # of the newest donations and of the hand-overs; the lists have all
COLUMNS = (_("Đăng ký"), _("Chờ duyệt"), _("Đã duyệt"), _("Đã trao"), _("Chờ trao"), _("Chưa phân bổ"))


def donor_page(donor, officer):
    """What the template shows of a donor with all records, of the donations that this officer sees."""
    records = list(same_donor.records_of([donor.pk]).exclude(pk=donor.pk).select_related("office"))
    known = [donor.pk, *(record.pk for record in records)]
    donations = visible_to(officer, Donation.objects.filter(donor__in=known))
    found = giving.with_parts(donations).select_related("programme", "round", "reversal")
    newest = list(found.order_by(F("received_on").desc(nulls_first=True), "-pk")[: SHOWN + 1])
    events = giving.events_of(donations)
    return {
        "facts": _facts(donor),
        "is_joined": donor.same_as_id is not None,
        "years": [_year(year) for year in giving.by_year(donations)],
        "columns": COLUMNS,
        "donations": [_donation(donation) for donation in newest[:SHOWN]],
        "has_more": len(newest) > SHOWN,
        "all_url": f"{reverse('admin:programmes_donation_changelist')}?donor__id__exact={donor.pk}",
        "events": [_event(*event) for event in events[:SHOWN]],
        "events_more": max(len(events) - SHOWN, 0),
        "records": [told(record, officer) for record in records],
        "joins": _joins(donor, officer),
        "waits": same_donor.waiting(donor).exists(),
        "alike": told_of(same_donor.alike(donor), officer),
    }


def _joins(donor, officer):
    """(name, state, address as far as the officer may open it) of the newest proposals to join or part the record."""
    may_open = officer.has_perm("programmes.view_donorjoin")
    return [
        (
            join,
            join.get_state_display(),
            reverse("admin:programmes_donorjoin_change", args=[join.pk]) if may_open else "",
        )
        for join in same_donor.joins_of(donor).order_by("-pk")[:SHOWN]
    ]


def _facts(donor):
    """The line of facts below the name."""
    parts = [donor.code, donor.get_kind_display(), donor.office]
    if donor.consented_on:
        parts.append(_("đồng ý nêu tên ngày %s") % format_day(donor.consented_on))
    if donor.restricted_on:
        parts.append(_("hạn chế xử lý từ ngày %s") % format_day(donor.restricted_on))
    if donor.erased_on:
        parts.append(_("đã xóa danh tính ngày %s") % format_day(donor.erased_on))
    return [str(part) for part in parts]


def _year(year):
    label = str(year.year) if year.form == Donation.Form.CASH else _("%s, hiện vật") % year.year
    return row_of(label, year[2:], COLUMNS)


def _donation(donation):
    """A donation as the page tells it; its receipt or slip, its letter."""
    return {
        "code": donation.code,
        "url": reverse("admin:programmes_donation_change", args=[donation.pk]),
        "day": format_day(donation.received_on or donation.pledged_on),
        "what": donation.round or donation.programme,
        "state": reversals.state_of(donation),
        "amount": format_number(donation.amount_vnd),
        "goods": donation.goods,
        "became": _became(donation),
        "links": paper_links(donation),
        "thanked": _thanked(donation),
    }


def _became(donation):
    if donation.reverses_id:
        return _("bút toán đảo")
    if donation.state != Donation.State.APPROVED:
        return ""
    parts = (
        (_("đã trao %s"), donation.given_vnd),
        (_("chờ trao %s"), donation.waiting_vnd),
        (_("chưa phân bổ %s"), donation.left_vnd),
    )
    told = [str(words % format_number(amount)) for words, amount in parts if amount]
    return ", ".join(told) or _("đã hủy bằng bút toán đảo")


def _thanked(donation):
    if not donation.thanked_on:
        return ""
    how = donation.get_thanked_how_display() or _("đã cảm ơn")
    return _("%(how)s ngày %(day)s") % {"how": how, "day": format_day(donation.thanked_on)}


def _event(place, day, gifts, amount):
    return {
        "place": place,
        "day": format_day(day),
        "gifts": format_number(gifts),
        "amount": format_number(amount),
    }
