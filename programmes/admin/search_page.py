"""One box over donors, donations, lists, people and events: by words, code, amount or a full number; POST only."""

from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from programmes.access.people import in_lists
from programmes.access.scope import visible_to
from programmes.actions import visits
from programmes.admin.find import FindPage
from programmes.admin.reversals import state_words
from programmes.admin.search import holds_number
from programmes.admin.waiting import list_url
from programmes.models import Donation, Donor, GiftList, HandoverEvent, Recipient
from programmes.standards.dates import format_day
from programmes.standards.money import parse_dong, with_unit
from programmes.standards.names import tidy

LONGEST = 120
SHOWN = 8  # of each table
COUNTED = 100  # beyond which it is only said that there are more
RELATED = {Donation: ("donor", "reversal"), GiftList: ("round", "province", "office"), HandoverEvent: ("province",)}


class Hit(NamedTuple):
    name: str
    told: str
    url: str


class Group(NamedTuple):
    """What was found in one table; `count` is at most COUNTED, then there are `more`."""

    label: str
    count: int
    more: bool
    hits: list
    url: str  # the whole list of what the words find, "" where they may not stand in an address


class SearchPage:
    """Part of the site: the box of the header and its page."""

    def search_urls(self):
        return [path("tim/", self.admin_view(self.search_view), name="search")]

    @method_decorator((sensitive_post_parameters("q"), never_cache, csrf_protect))
    @method_decorator(sensitive_variables())
    def search_view(self, request):
        """The page of what was found; of one record alone its own page."""
        text = tidy(request.POST.get("q", ""))[:LONGEST].replace("\0", "")
        groups = [found for model in TABLES if text and (found := self._group(request, model, text))]
        if len(groups) == 1 and groups[0].count == 1:
            return redirect(groups[0].hits[0].url)
        return self.page(request, "admin/search.html", _("Tìm kiếm"), searched=text, groups=groups)

    def _group(self, request, model, text):
        """The Group of one table, None where nothing is found or the officer may not see it; one statement or two."""
        admin = self._registry[model]
        if not admin.has_view_permission(request):
            return None
        rows = visible_to(request.user, model._default_manager.select_related(*RELATED.get(model, ())))
        by_words, _may_repeat = admin.get_search_results(request, rows, text)
        by_amount, by_number = _by_amount(model, text), _by_number(admin, text)
        if by_amount or by_number:
            rows = rows.filter(Q(pk__in=by_words.order_by().values("pk")) | by_amount | by_number)
        else:
            rows = by_words
        if model in (Donor, Recipient):
            rows = rows.filter(erased_on=None)
        found = list(rows[: COUNTED + 1])
        shown = found[:SHOWN]
        visits.note_listed(model, [record.pk for record in shown], by=request.user)
        if by_number:
            admin.note_found(request, shown)
        if not found:
            return None
        hits = [_hit(model, admin, record) for record in shown]
        is_plain = not holds_number(text, of_people=True) and not by_amount
        url = f"{list_url(model)}?{urlencode({SEARCH_VAR: text})}" if is_plain and len(found) > SHOWN else ""
        label = capfirst(model._meta.verbose_name_plural)
        return Group(label, min(len(found), COUNTED), len(found) > COUNTED, hits, url)


def _by_amount(model, text):
    """Rows of this amount, where the text is one: "5.000.000", "5 triệu"; else nothing is asked."""
    field = {Donation: "amount_vnd", GiftList: "value_vnd"}.get(model)
    if field:
        with suppress(ValidationError):
            return Q(**{field: parse_dong(text)})
    return Q()


def _by_number(admin, text):
    """Rows that hold this full number of a person or this telephone number."""
    if isinstance(admin, FindPage) and holds_number(text, of_people=True):
        with suppress(ValidationError):
            return admin.holding(text)
    return Q()


def _hit(model, admin, record):
    name, told = TABLES[model](admin, record)
    return Hit(str(name), " · ".join(str(part) for part in told if part), admin.record_url(record))


def _donor(admin, donor):
    joined = _("đã gộp vào bản ghi khác") if donor.same_as_id else ""
    return donor.name, (donor.code, donor.get_kind_display(), donor.office, joined)


def _donation(admin, donation):
    day = donation.received_on or donation.pledged_on
    told = (with_unit(donation.amount_vnd), donation.donor.name, state_words(donation), day and format_day(day))
    return donation.code, told


def _gift_list(admin, gift_list):
    value = with_unit(gift_list.value_vnd) if gift_list.value_vnd else ""
    return gift_list, (gift_list.get_state_display(), value, gift_list.office)


def _person(admin, person):
    """Persons of one name are told apart as where they are chosen; of one restricted nothing is told."""
    told = "" if person.restricted_on else admin.choice_label(person).partition(" · ")[2]
    return in_lists(person).full_name, (told,)


def _event(admin, event):
    return event.title, (format_day(event.held_on), event.place, event.province.name, event.get_state_display())


TABLES = {Donor: _donor, Donation: _donation, GiftList: _gift_list, Recipient: _person, HandoverEvent: _event}
