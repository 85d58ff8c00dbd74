"""“Đã nhận chưa?”: one number or a pasted list, asked across all offices. POST only: no number is in an address."""

import re

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from programmes.actions import look_ups
from programmes.rules.look_ups import NUMBERS_A_DAY, NUMBERS_AT_ONCE, asked_today
from programmes.standards.identity import check_citizen_number, mask

PERMISSION = "programmes.look_up_recipient"
MAX_TEXT = 40 * NUMBERS_AT_ONCE


class LookUpForm(forms.Form):
    """A pasted column; each entry is a checked number or the sentence that refuses it."""

    numbers = forms.CharField(
        label=_("Số định danh"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Mỗi dòng một số; dán được cả cột từ bảng tính."),
    )

    def clean_numbers(self):
        return [_read(text) for text in re.split(r"[\n,;\t]+", self.cleaned_data["numbers"]) if text.strip()]


def _read(text):
    """(number, "") or ("", why it is none)."""
    try:
        return check_citizen_number(text), ""
    except ValidationError as error:
        return "", error.messages[0]


class LookUpPage:
    """Admin mixin of the recipients: the page and its address."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.look_up_view)
        return [path("da-nhan-chua/", view, name="programmes_recipient_look_up"), *super().get_urls()]

    @method_decorator([sensitive_post_parameters("numbers"), sensitive_variables()])
    def look_up_view(self, request):
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        form, answers = LookUpForm(request.POST if request.method == "POST" else None), []
        if form.is_valid():
            try:
                answers = _answers(form.cleaned_data["numbers"], request.user)
            except ValidationError as error:
                form.add_error("numbers", [*error.messages])
            else:
                form = LookUpForm()  # what was asked is not shown again
        return self.page(
            request,
            "admin/look_up.html",
            _("Đã nhận chưa?"),
            form=form,
            answers=answers,
            at_once=NUMBERS_AT_ONCE,
            a_day=NUMBERS_A_DAY,
            left=max(NUMBERS_A_DAY - asked_today(request.user), 0),
        )


@sensitive_variables()
def _answers(entries, officer):
    """A row of the table for each entry: its place, the masked number, what was received, why it was not asked."""
    asked = [number for number, _fault in entries if number]
    found = look_ups.ask(asked, by=officer) if asked else {}
    return [(place, mask(number), found.get(number), fault) for place, (number, fault) in enumerate(entries, 1)]
