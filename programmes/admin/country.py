"""The country at one glance, for headquarters: a year's money and gifts against targets, and where somebody is missed.

Each number leads to the rows that it counts; what is not in a sum is said beside it.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import sees_all
from programmes.admin.country_chart import months_chart
from programmes.admin.next_lists import may_draw_up
from programmes.admin.parts import bar_of
from programmes.admin.round_money import time_left
from programmes.admin.waiting import list_url
from programmes.models import (
    Donation,
    Gift,
    GiftList,
    HandoverEvent,
    Office,
    Programme,
    ProgrammeTarget,
    Round,
)
from programmes.rules import renewals
from programmes.rules.handovers import WAITS_FOR
from programmes.standards.dates import format_day, today_in_vietnam
from programmes.totals import balances, country

PERMISSION = "programmes.view_ledgerentry"
SILENT_DAYS = 30
ROUNDS = 20
AGES = ((0, 7), (8, 30), (31, 60), (61, None))  # days since approval, both included
NO_EVENT = "chua-co-buoi-trao"


class Line(NamedTuple):
    """A line of a table: what was received and handed over, the target if there is one, and where to see more."""

    name: str
    money: country.Money
    gifts: country.Gifts
    target_vnd: int | None
    target_gifts: int | None
    bar: object
    urls: dict
    told: str = ""
    is_late: bool = False
    days: int | None = None

    @property
    def is_empty(self):
        return not (self.money.received_vnd or self.gifts.quantity or self.target_vnd or self.target_gifts)

    @property
    def share(self):
        return _share(self.money.received_vnd, self.target_vnd)

    @property
    def gift_share(self):
        return _share(self.gifts.quantity, self.target_gifts)


def may_see(officer):
    """Headquarters, and whoever reads the books there; an officer of a province has the own numbers elsewhere."""
    return sees_all(officer) and officer.has_perm(PERMISSION)


class CountryPage:
    """Admin site mixin: the page and its address."""

    def country_urls(self):
        return [path("toan-quoc/", self.admin_view(self.country_view), name="country")]

    def country_view(self, request):
        if not may_see(request.user):
            raise PermissionDenied
        today = today_in_vietnam()
        form = _year_form(request.GET, today)
        year = int(form.cleaned_data["nam"] or today.year) if form.is_valid() else today.year
        title = _("Toàn quốc, năm %s") % year
        shown = {
            **numbers_of(year),
            **_missed(today),
            **_next(request.user),
            "year_form": form,
            "year": year,
            "as_of": timezone.now(),
        }
        return self.page(request, "admin/country.html", title, **shown)


def _next(officer):
    """Where whoever draws up lists goes on from the cards that end."""
    return {"next_url": reverse("admin:programmes_giftlist_next") if may_draw_up(officer) else ""}


def _year_form(asked, today):
    years = sorted({*country.years(), today.year}, reverse=True)

    class YearForm(forms.Form):
        nam = forms.ChoiceField(
            label=_("Năm"), choices=[(str(year), str(year)) for year in years], required=False, initial=str(today.year)
        )

    return YearForm(asked if "nam" in asked else {"nam": str(today.year)})


def _share(reached, target):
    return reached * 100 // target if target else None


def _url(model, **where):
    return f"{list_url(model)}?{urlencode(where)}"


def _of_year(year, **where):
    """Addresses of the donations received and of the events held in a year; `where` is by what field of which."""
    donations = {name: key for name, key in where.items() if name in {"programme", "office", "round"}}
    events = {("round__programme" if name == "programme" else name): key for name, key in where.items()}
    events.pop("office", None)
    ends = {"held_on__gte": f"{year}-01-01", "held_on__lt": f"{year + 1}-01-01"}
    return {
        "received": _url(Donation, state__exact="approved", nam=year, **_exactly(donations)),
        "given": _url(HandoverEvent, state__exact="done", **ends, **_exactly(events)),
    }


def _exactly(where):
    """A province is known by its code, all others by their number."""
    return {f"{name}__{'code' if name == 'province' else 'id'}__exact": key for name, key in where.items()}


def numbers_of(year):
    """What the template shows of one year."""
    money, gifts = country.money_of(year), country.gifts_of(year)
    wanted = ProgrammeTarget.objects.filter(year=year)
    targets = {one.programme_id: one for one in wanted.filter(province=None)}
    target_vnd = sum(one.target_vnd or 0 for one in targets.values()) or None
    target_gifts = sum(one.target_gifts or 0 for one in targets.values()) or None
    whole = _line(_("Cộng"), money.whole, gifts.whole, target_vnd, target_gifts, _of_year(year))
    of_places = wanted.exclude(province=None).order_by().values_list("province")
    of_places = {place: goals for place, *goals in of_places.annotate(Sum("target_vnd"), Sum("target_gifts"))}
    places, rounds = _places(year, money, gifts, of_places), _rounds(year)
    return {
        "whole": whole,
        "programmes": _programmes(year, money, gifts, targets),
        "places": places,
        "silent": [line for line in places if line.is_late],
        "empty": [line for line in places if line.is_empty],
        "chart": months_chart(year, money.by_month, gifts.by_month, target_vnd),
        "targets_url": list_url(ProgrammeTarget),
        "rounds": rounds[:ROUNDS],
        "has_more_rounds": len(rounds) > ROUNDS,
        "rounds_url": list_url(Round),
        "not_added": _not_added(),
    }


def _line(name, money, gifts, target_vnd, target_gifts, urls, *, most=None, **more):
    parts = (("given", money.given_vnd), ("waiting", money.set_aside_vnd), ("left", money.left_vnd))
    bar = bar_of(parts, target_vnd, most)
    return Line(name, money, gifts, target_vnd, target_gifts, bar, urls, **more)


def _programmes(year, money, gifts, targets):
    lines = []
    for programme in Programme.objects.order_by("position", "slug"):
        target = targets.get(programme.pk)
        goals = (target.target_vnd, target.target_gifts) if target else (None, None)
        urls = _of_year(year, programme=programme.pk)
        urls["name"] = reverse("admin:programmes_programme_change", args=[programme.pk])
        key = programme.pk
        lines.append(_line(programme.name, money.by_programme[key], gifts.by_programme[key], *goals, urls))
    return lines


def _places(year, money, gifts, targets):
    """Every office with what it received and what was handed over in its province, by name; headquarters first.

    `targets`: province -> (đồng, gifts), either None where nothing is wanted.
    """
    last, today = country.last_entries(), today_in_vietnam()
    wanted = (vnd or 0 for vnd, _gifts in targets.values())
    most = max((*wanted, *(one.received_vnd for one in money.by_place.values())), default=0)
    lines = []
    by_name = F("province__search_key").asc(nulls_first=True)
    for office in Office.objects.select_related("province").order_by(by_name):
        given = gifts.by_place[office.province_id] if office.province_id else country.Gifts()
        urls = _of_year(year, office=office.pk)
        urls["given"] = _of_year(year, province=office.province_id)["given"] if office.province_id else ""
        days = (today - timezone.localdate(last[office.pk])).days if office.pk in last else None
        lines.append(
            _line(
                office.province.name if office.province else _("Trung ương"),
                money.by_place[office.pk],
                given,
                *targets.get(office.province_id, (None, None)),
                {**urls, "name": _url(GiftList, office__id__exact=office.pk)},
                most=most,
                told=_days_ago(days),
                days=days,
                is_late=office.province_id is not None and (days is None or days > SILENT_DAYS),
            )
        )
    return lines


def _days_ago(days):
    if days is None:
        return _("chưa ghi gì")
    return _("%s ngày trước") % days if days > 0 else _("hôm nay")


def _rounds(year):
    """The rounds of a year with all that was ever received and handed over for them, the one due first in front."""
    rounds = Round.objects.filter(starts_on__lte=date(year, 12, 31), ends_on__gte=date(year, 1, 1))
    rounds = list(rounds.select_related("programme").order_by(Coalesce("due_on", "ends_on"), "slug")[: ROUNDS + 1])
    money, gifts = country.of_rounds(rounds)
    lines = []
    for round_ in rounds:
        done = round_.target_gifts and gifts[round_.pk].quantity >= round_.target_gifts
        told, is_late = time_left(round_, done)
        urls = {"name": reverse("admin:programmes_round_change", args=[round_.pk])}
        urls["received"] = _url(Donation, state__exact="approved", round__id__exact=round_.pk)
        urls["given"] = _url(HandoverEvent, state__exact="done", round__id__exact=round_.pk)
        numbers = (money[round_.pk], gifts[round_.pk], round_.target_vnd, round_.target_gifts)
        lines.append((round_, _line(round_.name, *numbers, urls, told=told, is_late=is_late)))
    return lines


def _not_added():
    """(what, donations, đồng, address) of what is promised or waits for approval, of whatever year."""
    found = balances.not_added(Donation.objects.all())
    labels = {
        Donation.State.PLEDGED: _("Đã đăng ký, chưa nhận"),
        Donation.State.RECEIVED: _("Đã nhận, chờ duyệt"),
    }
    return [(label, *found[state], _url(Donation, state__exact=state.value)) for state, label in labels.items()]


# What is missed today, whatever the year


def _missed(today):
    return {"ages": _ages(today), "cards": _cards(today), "silent_days": SILENT_DAYS, "card_days": renewals.DAYS}


def _ages(today):
    """Approved lists without a hand-over by days since their approval, with the sum of all."""
    spans = [(_days_before(today, until), _days_before(today, since - 1)) for since, until in AGES]
    waiting = GiftList.objects.filter(WAITS_FOR[NO_EVENT][1])
    counted = country.lists_by_age(waiting, [tuple(map(_begins, span)) for span in spans])
    most = max(n for n, _vnd in counted)
    rows = []
    for (since, until), (after, before), (n, vnd) in zip(AGES, spans, counted, strict=True):
        label = _("%(since)s đến %(until)s ngày") % {"since": since, "until": until}
        if until is None:
            label = _("trên %s ngày") % (since - 1)
        elif not since:
            label = _("đến %s ngày") % until
        where = {"approved_at__gte": after, "approved_at__lt": before}
        url = _url(GiftList, cho=NO_EVENT, **{name: day for name, day in where.items() if day})
        rows.append((label, n, vnd, url, bar_of([("waiting", n)], whole=most) if most else None, since > 30))
    total = [sum(numbers) for numbers in zip(*counted, strict=True)]
    return {"rows": rows, "lists": total[0], "vnd": total[1], "url": _url(GiftList, cho=NO_EVENT)}


def _days_before(today, days):
    return None if days is None else today - timedelta(days=days)


def _begins(day):
    """The moment at which a day begins in Vietnam; None of none."""
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _cards(today):
    """Cards that end within sixty days, by month: how many have a next card, how many have none."""
    months = renewals.months_ending(today)
    found = renewals.count_ending(months)
    most = max((sum(found[month]) for month in months), default=0)
    rows = []
    for month in months:
        have, lack = found[month]
        url = {"het-han": f"{month:%Y-%m}"}
        parts = (("given", lack), ("left", have))
        rows.append(
            {
                "label": _("Tháng %s") % f"{month.month}/{month.year}",
                "all": have + lack,
                "all_url": _url(Gift, **url),
                "have": have,
                "have_url": _url(Gift, **url, **{"the-tiep": "co"}),
                "lack": lack,
                "lack_url": _url(Gift, **url, **{"the-tiep": "chua"}),
                "bar": bar_of(parts, whole=most) if most else None,
            }
        )
    until = format_day(today + timedelta(days=renewals.DAYS))
    have, lack = (sum(pair[place] for pair in found.values()) for place in (0, 1))
    return {"rows": rows, "have": have, "lack": lack, "until": until}
