"""Buttons that do the work of the office: a page that asks, then one action. Also for the rows ticked in a list."""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from programmes.rules.versions import check_as_seen, version_of
from programmes.standards.money import format_number

TELL_WHY = {
    "maker_is_checker",
    "closer_takes_back",
    "held_in_future",
    "linked_is_approved",
    "list_not_approved",
    "no_list",
    "outcomes_missing",
    "period_is_closed",
    "reversal_of_allocated",
    "still_used",
}

_SEEN = re.compile(r"(\d+):(\w+)", re.ASCII)


class Verb(NamedTuple):
    """`problems(record, by)` says why not (rules/); `act(record, by=..., **what the form asks)` does it (actions/).

    `question` is the head of the page that asks; what follows its question mark stands below the facts.
    `form` asks what is needed besides: a subclass of ConfirmForm; `wants_reason` is short for a ReasonForm. `done` is
    what the officer reads afterwards, or a function of what `act` returned.
    """

    slug: str
    label: str
    question: str
    done: str | Callable
    permission: str
    problems: Callable
    act: Callable
    wants_reason: bool = False
    list_label: str = ""
    form: type | None = None
    at_once: bool = False  # its button does it, without a page that asks

    def allowed_to(self, officer):
        return officer.has_perm(f"programmes.{self.permission}")


class ConfirmForm(forms.Form):
    """Nothing to fill in: sending it is the confirmation. `record` is what the verb is about to act on, `officer` who
    is asked.

    `seen` is the version that the officer has read; another one is refused by the action, which holds the record.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, record, seen="", officer=None):
        super().__init__(data, initial={"seen": seen or version_of(record)})
        self.record, self.officer = record, officer

    def show_again(self):
        """After a refusal the page shows the record as it is now: to send it again is to confirm that."""
        self.data = {**self.data.dict(), "seen": version_of(self.record)}


class ReasonForm(ConfirmForm):
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 250}),
        help_text=_("Lưu mãi trong nhật ký: ghi việc và số văn bản, không ghi tên, số hay hoàn cảnh của ai."),
    )


class VerbButtons:
    """Admin mixin: `verbs` become buttons on the record's page and, with a `list_label`, actions of the list."""

    verbs = ()

    def get_urls(self):
        view = self.admin_site.admin_view(self.verb_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        return [path("<int:pk>/viec/<slug:slug>/", view, name=name), *super().get_urls()]

    def verb_url(self, record, verb):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_verb", args=[record.pk, verb.slug])

    def record_url(self, record):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[record.pk])

    def _list_url(self):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def page(self, request, template, title, **context):
        """A page of this table beside Django's own."""
        return self.admin_site.page(request, template, title, opts=self.opts, **context)

    def opened_out(self, verb, queryset, officer):
        """What the page of a list action shows of the rows besides their sums, as context; nothing by default."""
        return {}

    def record_links(self, request, record):
        """Further pages of a record, as (label, address)."""
        return []

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and change:
            # Into `obj` a form that is shown again has written what was typed.
            record = self.get_object(request, str(obj.pk)) if request.method == "POST" else obj
            context |= self._buttons(request.user, record)
            context["record_links"] = self.record_links(request, record)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _buttons(self, officer, record):
        buttons, reasons, seen = [], [], version_of(record)
        for verb in self.verbs:
            if not verb.allowed_to(officer):
                continue
            problems = list(verb.problems(record, officer))
            if not problems and not verb.at_once:
                buttons.append((verb.label, f"{self.verb_url(record, verb)}?seen={seen}", verb.slug))
            elif {problem.code for problem in problems} <= TELL_WHY:
                reasons += [problem.message for problem in problems]
        return {"verb_buttons": buttons, "verb_reasons": dict.fromkeys(reasons)}

    def verb_view(self, request, pk, slug):
        record = self.get_object(request, str(pk))
        verb = next((verb for verb in self.verbs if verb.slug == slug), None)
        if record is None or verb is None:
            raise Http404
        if not verb.allowed_to(request.user):
            raise PermissionDenied
        asks = verb.form or (ReasonForm if verb.wants_reason else ConfirmForm)
        sent = request.POST if request.method == "POST" else None
        form = asks(sent, record=record, seen=request.GET.get("seen"), officer=request.user)
        if form.is_valid():
            record.seen = form.cleaned_data.pop("seen")
            try:
                outcome = verb.act(record, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, [*error.messages])
                form.show_again()
            else:
                done = verb.done(outcome) if callable(verb.done) else verb.done
                self.message_user(request, done % {"record": record}, messages.SUCCESS)
                return redirect(self.after(verb, outcome))
        return self._ask(request, verb, form, record)

    def after(self, verb, outcome):
        """Where a verb leads: to what it returned, else to the list."""
        return self.record_url(outcome) if outcome else self._list_url()

    def _ask(self, request, verb, form, record):
        question, _mark, rest = str(verb.question).partition("? ")
        return self.page(
            request,
            "admin/verb.html",
            (f"{question}?" if rest else question) % {"record": record},
            rest=rest % {"record": record},
            verb=verb,
            form=form,
            record=record,
            record_url=self.record_url(record),
            problems=[] if form.is_bound else self._problems(request, verb, record),
            summary=self.summary(self.get_queryset(request).filter(pk=record.pk)),
        )

    def _problems(self, request, verb, record):
        """Why the page asks nothing: the record's own page, where the button was, has shown another version."""
        return [*check_as_seen(record, request.GET.get("seen")), *verb.problems(record, request.user)]

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        if "_popup" not in request.GET:
            for verb in self.verbs:
                if verb.list_label and verb.allowed_to(request.user):
                    actions[verb.slug] = (partial(_run_in_list, verb), verb.slug, verb.list_label)
        return actions


def _run_in_list(verb, model_admin, request, queryset):
    """Ask once for all ticked rows; then each is its own transaction, and what was refused is told by name.

    What has come into the selection since the question was shown is left alone.
    """
    if "confirmed" not in request.POST:
        return _ask_for_list(verb, model_admin, request, queryset)
    seen, done = dict(_SEEN.findall(request.POST.get("seen", ""))), 0
    for record in queryset:
        record.seen = seen.get(str(record.pk), "")
        if seen and not record.seen:
            continue
        try:
            verb.act(record, by=request.user)
        except ValidationError as error:
            model_admin.message_user(request, f"{record}: {' '.join(error.messages)}", messages.ERROR)
        else:
            done += 1
    if done:
        what = {"verb": verb.label.lower(), "n": format_number(done), "what": model_admin.opts.verbose_name}
        model_admin.message_user(request, _("Đã %(verb)s %(n)s %(what)s.") % what)
    return None


def _ask_for_list(verb, model_admin, request, queryset):
    return model_admin.page(
        request,
        "admin/verb_list.html",
        verb.list_label,
        verb=verb,
        **{
            "label": verb.label,
            "summary": model_admin.summary(queryset),
            "seen": seen_of(queryset),
            **selection(request),
            **model_admin.opened_out(verb, queryset, request.user),
        },
    )


def selection(request):
    """What the page of a list action sends again: the rows that were ticked, and where to go back to."""
    return {
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "select_across": request.POST.get("select_across", "0"),
        "checkbox_name": ACTION_CHECKBOX_NAME,
        "back": request.get_full_path(),
    }


def seen_of(records):
    """The versions that the officer has read, as the page sends them back."""
    return " ".join(f"{record.pk}:{version_of(record)}" for record in records)
