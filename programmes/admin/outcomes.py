"""The gifts of one event: what became of each, who came for it, how many of each kind."""

from functools import partial

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from programmes.access.people import as_seen
from programmes.access.scope import visible_to
from programmes.actions import handovers, visits
from programmes.admin.forms import ASKED_ONCE, ProxyFields, row_id
from programmes.admin.search import NUL, NUMBER_IN_ADDRESS, holds_number, led_on
from programmes.models import Gift, HandoverEvent, HandoverOutcome
from programmes.rules import handovers as rules
from programmes.rules import periods, trails
from programmes.standards.money import format_number
from programmes.standards.names import fold
from programmes.totals import outcomes

ON_A_PAGE = 25
RIGHT = "programmes.hand_over_handoverevent"
OPEN = "chua-ghi"
REFUSED = "khong-cap"
NEXT, BEFORE = "sau", "truoc"
ASKED = "da-hoi"  # in an address: the day in a closed period that the officer was asked about

holds_number_of_a_person = partial(holds_number, of_people=True)


class OutcomeForm(ProxyFields):
    """What became of one gift; left empty nothing is noted of it.

    What the page has shown is sent along: a colleague may have noted another outcome since, and stays right about all
    that nobody touched here.
    """

    outcome = forms.ChoiceField(
        label=_("Kết quả"), required=False, choices=Gift.Outcome.choices, widget=forms.RadioSelect
    )
    delivery = forms.ChoiceField(label=_("Hình thức giao"), choices=Gift.Delivery.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def outcome_shown(self):
        """As a field that is printed whole brings along; the choices of this one stand apart."""
        return self["outcome"].as_hidden(only_initial=True)


class Line:
    """One gift on the page or the sheet, as the officer may see it: who, what, its check code.

    `told` is what the closed event says of it: as it was closed, and after the last correction.
    """

    def __init__(self, gift, officer, form=None, told=()):
        self.gift, self.form, self.code = gift, form, trails.check_code(gift)
        self.told, self.corrected = (told[0], told[-1] if told[1:] else None) if told else (gift, None)
        person = gift.recipient and as_seen(officer, gift.recipient)
        self.name = person.full_name if person else gift.group_name
        self.number = person.masked_number if person else ""
        self.born = person.birth_date.year if person and person.birth_date else ""
        self.commune = person.commune if person else ""
        self.hamlet = person.address if person else ""
        self.issuance = None if person and gift.recipient.restricted_on else getattr(gift, "issuance", None)

    @property
    def what(self):
        """ "thẻ BHYT, 12 tháng", "gói quà Tết × 120"."""
        months = _(", %d tháng") % self.gift.months if self.gift.months else ""
        times = f" × {format_number(self.gift.quantity)}" if self.gift.quantity > 1 else ""
        return f"{self.gift.get_kind_display()}{months}{times}"


def _sent(request):
    """The ids of the gifts on the page that was sent."""
    names = [name[5:-9] for name in request.POST if name.startswith("suat-") and name.endswith("-delivery")]
    return [pk for pk in map(row_id, names[:ON_A_PAGE]) if pk]


def _looked_for(request):
    """(text, outcome) by which the page is narrowed, "" for either."""
    state = request.GET.get("tinh-trang", "")
    is_known = state in {OPEN, REFUSED, *Gift.Outcome.values}
    return request.GET.get("q", "").replace(NUL, "").strip()[:80], state if is_known else ""


class OutcomePages:
    """Admin mixin of hand-over events: the address `ket-qua/` below the page of an event."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/ket-qua/", wrap(self.outcomes_view), name="programmes_handoverevent_outcomes"),
            *super().get_urls(),
        ]

    def outcomes_url(self, record):
        return reverse("admin:programmes_handoverevent_outcomes", args=[record.pk])

    def may_see_gifts(self, request):
        return request.user.has_perm("programmes.view_gift") and request.user.has_perm("programmes.view_recipient")

    def _event(self, request, pk):
        event = self.record_at(request, pk)
        if not self.may_see_gifts(request):
            raise PermissionDenied
        return event

    def _gifts(self, request, event):
        """The gifts of the event that this officer may see, in the order of their lists."""
        gifts = visible_to(request.user, outcomes.gifts_of(event)).select_related(
            "recipient", "gift_list__round", "gift_list__province", "issuance"
        )
        return gifts.order_by("gift_list__code", "pk")

    def _found(self, event, gifts, asked, state):
        """Those whose check code is `asked` or whose name holds it; with `state`, those of this outcome."""
        if state == REFUSED:
            gifts = gifts.refused()
        elif state and event.state == HandoverEvent.State.DONE:
            gifts = gifts.filter(pk__in=outcomes.told_of(event).filter(outcome=state).values("gift"))
        elif state:
            gifts = gifts.filter(outcome="" if state == OPEN else state)
        if not asked:
            return gifts
        letters = trails.typed(asked)
        coded = [pk for pk in gifts.values_list("pk", flat=True) if trails.check_code_of(pk) == letters]
        named = gifts.filter(recipient__search_key__contains=fold(asked))
        grouped = gifts.filter(group_name__icontains=asked)
        return gifts.filter(pk__in=coded) if coded else named | grouped

    def outcomes_view(self, request, pk):
        event = self._event(request, pk)
        if "q" in request.POST:
            return led_on(request, self.outcomes_url(event), holds_number_of_a_person)
        if request.method == "POST":
            if not request.user.has_perm(RIGHT):
                raise PermissionDenied
            return self._note(request, event)
        return self._outcomes(request, event)

    def _note(self, request, event):
        """Store what was chosen on the sheet, then what one of the buttons says of all that are left.

        Before the first of it is stored in a closed period it is asked, as by every form; the answer stays in the
        address.
        """
        if self._late(event) and request.GET.get(ASKED) != f"{event.held_on}":
            self.message_user(request, ASKED_ONCE, "WARNING")
            return self._outcomes(request, event, asked_of=f"{event.held_on}")
        try:
            noted = handovers.note_sheet(event, *self._changed(request, event), by=request.user)
            if "rest" in request.POST:
                noted += handovers.note_the_rest(event, by=request.user)
            elif "refused" in request.POST:
                noted += handovers.note_refused(event, by=request.user)
        except ValidationError as refusal:
            for message in refusal.messages:
                self.message_user(request, message, "ERROR")
            return self._outcomes(request, event)
        self.message_user(request, _("Đã ghi kết quả của %s suất quà.") % format_number(noted))
        address = request.GET.copy()
        if request.POST.get("den-trang") in {NEXT, BEFORE}:
            address["trang"] = self._page_beside(request, event, is_next=request.POST["den-trang"] == NEXT)
        return redirect(f"{self.outcomes_url(event)}?{address.urlencode()}")

    def _page_beside(self, request, event, *, is_next):
        """The page on which those stand who come next to the ones that were shown.

        By number it may be another one than before: who was noted now may be gone from the part that is looked at.
        """
        gifts = self._gifts(request, event)
        shown = gifts.filter(pk__in=_sent(request))
        edge = shown.last() if is_next else shown.first()
        if edge is None:
            return 1
        code, pk = edge.gift_list.code, {"pk__lte" if is_next else "pk__lt": edge.pk}
        before = Q(gift_list__code__lt=code) | Q(gift_list__code=code, **pk)
        count = self._found(event, gifts, *_looked_for(request)).filter(before).count()
        return (count if is_next else max(count - 1, 0)) // ON_A_PAGE + 1

    def _changed(self, request, event):
        """({outcome: ids}, {delivery: ids}, {id: proxy}) of the rows that were sent and say something new."""
        chosen, delivered, proxies = {}, {}, {}
        for gift in self._gifts(request, event).filter(pk__in=_sent(request)):
            form = OutcomeForm(request.POST, prefix=f"suat-{gift.pk}")
            if not form.is_valid():
                raise ValidationError(_("Có kết quả không hợp lệ; tải lại trang rồi chọn lại."), code="outcome_row")
            said, touched = form.cleaned_data, {*form.changed_data}
            if "outcome" in touched and said["outcome"] not in {"", gift.outcome}:
                chosen.setdefault(said["outcome"], []).append(gift.pk)
            if "delivery" in touched and said["delivery"] != gift.delivery:
                delivered.setdefault(said["delivery"], []).append(gift.pk)
            proxy = said["proxy_name"], said["proxy_kin"]
            is_new = touched - {"delivery"} and proxy != (gift.proxy_name, gift.proxy_kin)
            if said["outcome"] == Gift.Outcome.BY_PROXY and is_new:
                proxies[gift.pk] = proxy
        return chosen, delivered, proxies

    @staticmethod
    def _late(event):
        """What is to be known before outcomes are noted: that the day lies in a closed period."""
        is_planned = not any(rules.check_is_planned(event))
        return [*periods.doubt_of("held_on", event.held_on, periods.closed())] if is_planned else []

    def _outcomes(self, request, event, asked_of=""):
        is_open = request.user.has_perm(RIGHT) and not any(rules.check_is_planned(event))
        asked, state = _looked_for(request)
        if holds_number_of_a_person(asked):
            self.message_user(request, NUMBER_IN_ADDRESS, "WARNING")
            return redirect(self.outcomes_url(event))
        gifts = self._gifts(request, event)
        page = Paginator(self._found(event, gifts, asked, state), ON_A_PAGE).get_page(request.GET.get("trang"))
        told = self._told(event, page)
        lines = [
            Line(gift, request.user, self._form(request, gift) if is_open else None, told.get(gift.pk, ()))
            for gift in page
        ]
        rows = outcomes.of_event(event)
        counted = outcomes.sum_of_rows(rows)
        refused = gifts.refused().order_by().aggregate(all=Count("pk"), open=Count("pk", filter=Q(outcome="")))
        visits.note_listed(Gift, [line.gift.pk for line in lines], by=request.user)
        return self.page(
            request,
            "admin/handovers/outcomes.html",
            _("Kết quả trao: %s") % event,
            record=event,
            record_url=self.record_url(event),
            rows=rows,
            all=counted,
            is_done=event.state == HandoverEvent.State.DONE,
            next_steps=self.steps_after_noting(request.user, event) if is_open and not counted.open else [],
            refused=refused["open"] if is_open else 0,
            lines=lines,
            page=page,
            asked=asked,
            state=state,
            states=[*self._states(counted, refused["all"], state)],
            may_correct=request.user.has_perm("programmes.add_correction"),
            more="&" + urlencode({"q": asked, "tinh-trang": state, ASKED: asked_of or request.GET.get(ASKED, "")}),
            is_open=is_open,
            late=self._late(event) if is_open else [],
            search_url=self.outcomes_url(event),
            sheet_url=self.sheet_url(event),
            marked_url=self.marked_url(event) if self.may_take_files(request) else "",
            import_url=reverse("admin:programmes_handoverevent_import") if is_open else "",
        )

    @staticmethod
    def _states(counted, refused, state):
        """(value, label, how many) of each part of the list that may be looked at alone: where somebody is in it."""
        parts = [(OPEN, _("chưa ghi"), counted.open)]
        parts += [(outcome.value, outcome.label, getattr(counted, outcome.value)) for outcome in Gift.Outcome]
        parts.append((REFUSED, _("không được cấp thẻ, sổ"), refused))
        yield "", _("tất cả"), counted.expected
        yield from (part for part in parts if part[2] or part[0] == state)

    @staticmethod
    def _told(event, page):
        """Gift -> what the closed event says of it, in the order in which it was noted."""
        found = {}
        if event.state == HandoverEvent.State.DONE:
            for one in HandoverOutcome.objects.filter(event=event, gift__in=[gift.pk for gift in page]).order_by("pk"):
                found.setdefault(one.gift_id, []).append(one)
        return found

    @staticmethod
    def _form(request, gift):
        """As it is stored; on a page that was refused as it was sent."""
        prefix = f"suat-{gift.pk}"
        sent = request.POST if f"{prefix}-delivery" in request.POST else None
        stored = {name: getattr(gift, name) for name in OutcomeForm.base_fields}
        return OutcomeForm(sent, prefix=prefix, initial=stored)
