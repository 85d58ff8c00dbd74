"""The queue of records that look like one person: the officer says one person or two, and why, and may take it back."""

from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from programmes.access.people import in_lists
from programmes.access.scope import may_work_for, sees_all
from programmes.actions import same_person, visits
from programmes.admin.forms import row_id, written_birth
from programmes.models import Recipient
from programmes.rules.same_person import count_pairs, latest_verdicts, undecided_pairs, waiting_verdicts

PERMISSION = "programmes.add_samepersonverdict"
SHOWN = 20


class PairForm(forms.Form):
    """Two records, and why something is said of them: `act(by)` says it, `done` tells that it was said."""

    first = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
    second = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
    reason = forms.CharField(max_length=250, error_messages={"required": _("Hãy ghi căn cứ của kết luận.")})

    def pair(self):
        return {self.cleaned_data["first"], self.cleaned_data["second"]}


class VerdictForm(PairForm):
    """What was found about two records."""

    is_same = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")
    concluded = _("Đã ghi kết luận; cặp này không hỏi lại nữa. Ghi nhầm thì rút kết luận ở cuối trang này.")
    proposed = _("Đã ghi đề nghị; hai hồ sơ của hai cơ quan nên chờ cơ quan kia hoặc BHXH Việt Nam quyết định.")

    def act(self, by):
        said = self.cleaned_data
        verdict = same_person.conclude(self.pair(), is_same=said["is_same"], reason=said["reason"], by=by)
        self.done = self.proposed if verdict.state == verdict.State.PROPOSED else self.concluded


class TakeBackForm(PairForm):
    """That what was found about two records is forgotten."""

    done = _("Đã rút kết luận; hai hồ sơ lại là hai người, và nếu còn giống nhau thì chờ kết luận lại.")

    def act(self, by):
        same_person.take_back(self.pair(), reason=self.cleaned_data["reason"], by=by)


class ConfirmForm(PairForm):
    """That what another office proposed stands."""

    reason = None
    is_same = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")
    done = _("Đã đồng ý; kết luận có hiệu lực.")

    def act(self, by):
        same_person.confirm(self.pair(), is_same=self.cleaned_data["is_same"], by=by)


class RefuseForm(PairForm):
    """That what another office proposed does not stand."""

    done = _("Đã ghi: không đồng ý; cặp này lại chờ kết luận.")

    def act(self, by):
        same_person.refuse(self.pair(), reason=self.cleaned_data["reason"], by=by)


# The form behind each button, by its name.
FORMS = {"take_back": TakeBackForm, "confirm": ConfirmForm, "refuse": RefuseForm}


class Side(NamedTuple):
    """One of two records as this officer may see it; without `lines` it is another office's."""

    lines: list
    has_number: bool


def _side(recipient, officer):
    if not may_work_for(officer, recipient.office):
        return Side([], bool(recipient.citizen_hash))
    written = written_birth(recipient.birth_date, recipient.birth_precision)
    page = reverse("admin:programmes_recipient_change", args=[recipient.pk])
    name = format_html('<a href="{}">{}</a>', page, recipient.full_name)
    parts = (name, written, recipient.commune, recipient.address, recipient.masked_number)
    return Side([part for part in (*parts, recipient.without_papers) if part], bool(recipient.citizen_hash))


def _grounds(verdict, officer):
    """Why it was concluded; what an officer of another office wrote may tell of the record that is kept there."""
    office = verdict.decided_by.office
    return verdict.reason if may_work_for(officer, office) else _("căn cứ do %s ghi") % (office or verdict.decided_by)


def _may_decide(verdict, people, officer):
    pair = [people[verdict.first_id], people[verdict.second_id]]
    return not any(same_person.check_confirmation(verdict, pair, officer))


def queue_office(officer):
    """The office whose pairs an officer sees, None for all."""
    return None if sees_all(officer) else officer.office_id or 0


class SamePersonPage:
    """Admin mixin of the recipients: the page and its address."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.same_person_view)
        return [path("giong-nhau/", view, name="programmes_recipient_same_person"), *super().get_urls()]

    def same_person_view(self, request):
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        if request.method == "POST":
            asked = next((form for name, form in FORMS.items() if name in request.POST), VerdictForm)
            self._act(request, asked(request.POST))
            return redirect("admin:programmes_recipient_same_person")
        office, person = queue_office(request.user), row_id(request.GET.get("nguoi", ""))
        pairs, verdicts = undecided_pairs(office, SHOWN), list(latest_verdicts(office, SHOWN, person))
        waiting = list(waiting_verdicts(office)[:SHOWN])
        decided = [(verdict.first_id, verdict.second_id) for verdict in (*verdicts, *waiting)]
        people = Recipient.objects.select_related("office").in_bulk({pk for pair in (*pairs, *decided) for pk in pair})
        visits.note_listed(Recipient, people, by=request.user)
        return self.page(
            request,
            "admin/same_person.html",
            _("Người nhận giống nhau"),
            pairs=[(pair, [_side(people[pk], request.user) for pk in pair]) for pair in pairs],
            verdicts=[self._told(verdict, people, request.user) for verdict in verdicts],
            waiting=[
                (*self._told(verdict, people, request.user), _may_decide(verdict, people, request.user))
                for verdict in waiting
            ],
            of_person=person is not None,
            count=count_pairs(office),
        )

    @staticmethod
    def _told(verdict, people, officer):
        """What is concluded or proposed, its two sides, its grounds: as this officer may see them."""
        sides = [_side(in_lists(people[pk]), officer) for pk in (verdict.first_id, verdict.second_id)]
        return verdict, sides, _grounds(verdict, officer)

    def _act(self, request, form):
        if not form.is_valid():
            self.message_user(request, " ".join(sum(form.errors.values(), [])), messages.ERROR)
            return
        try:
            form.act(by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, form.done, messages.SUCCESS)
