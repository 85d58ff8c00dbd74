"""The gifts of one event: what became of each, how many of each kind, and the sheet they sign on."""

from functools import partial

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from programmes.access.people import as_seen
from programmes.access.scope import visible_to
from programmes.actions import handovers, visits
from programmes.admin.forms import row_id
from programmes.admin.search import NUL, NUMBER_IN_ADDRESS, holds_number, led_on
from programmes.models import Gift
from programmes.rules import handovers as rules
from programmes.rules import periods, trails
from programmes.rules.legal_bases import ground_words
from programmes.standards.money import format_number
from programmes.standards.names import fold
from programmes.totals import outcomes

ON_A_PAGE = 100
RIGHT = "programmes.hand_over_handoverevent"
OPEN = "chua-ghi"
REFUSED = "khong-cap"

holds_number_of_a_person = partial(holds_number, of_people=True)


class OutcomeForm(forms.Form):
    """What became of one gift; left empty nothing is noted of it."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"), required=False, choices=[("", _("chưa ghi")), *Gift.Outcome.choices]
    )
    delivery = forms.ChoiceField(label=_("Hình thức giao"), choices=Gift.Delivery.choices)


class Line:
    """One gift on the page or the sheet, as the officer may see it: who, what, its check code."""

    def __init__(self, gift, officer, form=None):
        self.gift, self.form, self.code = gift, form, trails.check_code(gift)
        person = gift.recipient and as_seen(officer, gift.recipient)
        self.name = person.full_name if person else gift.group_name
        self.number = person.masked_number if person else ""
        self.born = person.birth_date.year if person and person.birth_date else ""
        self.commune = person.commune if person else ""
        self.issuance = None if person and gift.recipient.restricted_on else getattr(gift, "issuance", None)


class OutcomePages:
    """Admin mixin of hand-over events: the addresses `ket-qua/` and `ky-nhan/` below the page of an event."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/ket-qua/", wrap(self.outcomes_view), name="programmes_handoverevent_outcomes"),
            path("<int:pk>/ky-nhan/", wrap(self.sheet_view), name="programmes_handoverevent_sheet"),
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

    def _found(self, gifts, asked, state):
        """Those whose check code is `asked` or whose name holds it; with `state`, those of this outcome."""
        if state == REFUSED:
            gifts = gifts.refused()
        elif state:
            gifts = gifts.filter(outcome="" if state == OPEN else state)
        if not asked:
            return gifts
        letters = trails.typed(asked)
        coded = [pk for pk in gifts.values_list("pk", flat=True) if trails.check_code(Gift(pk=pk)) == letters]
        named = gifts.filter(recipient__search_key__contains=fold(asked))
        grouped = gifts.filter(group_name__icontains=asked)
        return gifts.filter(pk__in=coded) if coded else named | grouped

    def outcomes_view(self, request, pk):
        event = self._event(request, pk)
        is_open = request.user.has_perm(RIGHT) and not any(rules.check_is_planned(event))
        if "q" in request.POST:
            return led_on(request, self.outcomes_url(event), holds_number_of_a_person)
        if request.method == "POST":
            if not request.user.has_perm(RIGHT):
                raise PermissionDenied
            return self._note(request, event)
        return self._outcomes(request, event, is_open)

    def _note(self, request, event):
        """Store what was chosen on the sheet, or one of the buttons for all that are left."""
        try:
            if "rest" in request.POST:
                noted = handovers.note_the_rest(event, by=request.user)
            elif "refused" in request.POST:
                noted = handovers.note_refused(event, by=request.user)
            else:
                noted = handovers.note_sheet(event, *self._changed(request, event), by=request.user)
        except ValidationError as refusal:
            for message in refusal.messages:
                self.message_user(request, message, "ERROR")
        else:
            self.message_user(request, _("Đã ghi kết quả của %s suất quà.") % format_number(noted))
        return redirect(f"{self.outcomes_url(event)}?{request.GET.urlencode()}")

    def _changed(self, request, event):
        """({outcome: ids}, {delivery: ids}) of the rows that were sent and say something new."""
        sent = [name[5:-8] for name in request.POST if name.startswith("suat-") and name.endswith("-outcome")]
        ids = filter(None, map(row_id, sent[:ON_A_PAGE]))
        chosen, delivered = {}, {}
        for gift in self._gifts(request, event).filter(pk__in=ids):
            form = OutcomeForm(request.POST, prefix=f"suat-{gift.pk}")
            if not form.is_valid():
                raise ValidationError(_("Có kết quả không hợp lệ; tải lại trang rồi chọn lại."), code="outcome_row")
            if form.cleaned_data["outcome"] not in {"", gift.outcome}:
                chosen.setdefault(form.cleaned_data["outcome"], []).append(gift.pk)
            if form.cleaned_data["delivery"] != gift.delivery:
                delivered.setdefault(form.cleaned_data["delivery"], []).append(gift.pk)
        return chosen, delivered

    def _outcomes(self, request, event, is_open):
        asked, state = request.GET.get("q", "").replace(NUL, "").strip()[:80], request.GET.get("tinh-trang", "")
        if holds_number_of_a_person(asked):
            self.message_user(request, NUMBER_IN_ADDRESS, "WARNING")
            return redirect(self.outcomes_url(event))
        if state not in {OPEN, REFUSED, *Gift.Outcome.values}:
            state = ""
        page = Paginator(self._found(self._gifts(request, event), asked, state), ON_A_PAGE).get_page(
            request.GET.get("trang")
        )
        lines = [Line(gift, request.user, self._form(gift) if is_open else None) for gift in page]
        visits.note_listed(Gift, [line.gift.pk for line in lines], by=request.user)
        return self.page(
            request,
            "admin/handovers/outcomes.html",
            _("Kết quả trao: %s") % event,
            record=event,
            record_url=self.record_url(event),
            rows=outcomes.of_event(event),
            refused=self._gifts(request, event).refused().filter(outcome="").count() if is_open else 0,
            lines=lines,
            page=page,
            asked=asked,
            state=state,
            states=[(OPEN, _("chưa ghi")), *Gift.Outcome.choices, (REFUSED, _("không được cấp thẻ, sổ"))],
            more="&" + urlencode({"q": asked, "tinh-trang": state}),
            is_open=is_open,
            late=[*periods.doubt_of("held_on", event.held_on, periods.closed())] if is_open else [],
            search_url=self.outcomes_url(event),
            sheet_url=reverse("admin:programmes_handoverevent_sheet", args=[event.pk]),
        )

    @staticmethod
    def _form(gift):
        return OutcomeForm(prefix=f"suat-{gift.pk}", initial={"outcome": gift.outcome, "delivery": gift.delivery})

    @method_decorator(require_POST)
    def sheet_view(self, request, pk):
        """The printable sheet. POST, since it leaves a mark in the audit trail; admin pages are never stored."""
        event = self._event(request, pk)
        lines = [Line(gift, request.user) for gift in self._gifts(request, event)]
        handovers.note_printed(event, len(lines), by=request.user)
        context = {**self.admin_site.each_context(request), "event": event, "lines": lines}
        context["ground"] = ground_words(event.round.programme)
        return TemplateResponse(request, "admin/handovers/sheet.html", context)
