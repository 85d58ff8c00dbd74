"""Ticked donations: approved with open eyes, thanked together, and their letters printed in one run."""

from collections import defaultdict

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.actions import donations, exports, paper_batches
from programmes.admin import papers
from programmes.admin.batches import repairs_to_show
from programmes.admin.verbs import seen_of, selection
from programmes.models import Donation, ImportBatch, PaperBatch
from programmes.papers.batches import FORMS, THANKS, make_papers
from programmes.papers.letters import TELLS, THANK_YOU, by_donor, letters_of
from programmes.rules import approvals, thanks
from programmes.standards.money import format_number, with_unit

MOST = 1000  # on one page, and in one transaction
MOST_LETTERS = 20_000  # in one batch
MAY_THANK = "programmes.change_donation"
TOO_MANY = _("Mỗi lần tối đa %(most)s khoản, bạn đã chọn %(count)s; hãy lọc bớt rồi chọn lại.")


class ThanksFields(forms.Form):
    thanked_on = forms.DateField(label=_("Ngày cảm ơn"), initial=timezone.localdate)
    thanked_how = forms.ChoiceField(label=_("Hình thức"), choices=Donation.Thanks.choices)


class DonationLists:
    """Admin mixin of donations: what the pages of its list actions show, and thanks for many."""

    def opened_out(self, verb, queryset, officer):
        """Each donation to be approved by name, amount, day, purpose and maker; and who may not be, with the reason."""
        if verb.slug != "duyet":
            return super().opened_out(verb, queryset, officer)
        found, told = _chosen(queryset, MOST)
        if told:
            return {"label": "", "too_many": told}
        good, left_out = _parted(approvals.check_donation_approvals(found, officer))
        label = _("Duyệt %(count)s khoản: %(sums)s") % {"count": format_number(len(good)), "sums": sums_in_words(good)}
        return {
            "label": label if good else "",
            "seen": seen_of(good),
            "chosen": {
                "template": "admin/donations/to_approve.html",
                "good": good,
                "left_out": left_out,
                "files": _files_of(good),
                "sums": sums_in_words(good),
            },
        }

    def get_actions(self, request):
        actions = super().get_actions(request)
        if request.user.has_perm(MAY_THANK) and "_popup" not in request.GET:
            label = _("Cảm ơn các khoản đã chọn: ghi ngày, in thư")
            actions["cam-on-nhieu"] = (thank_chosen, "cam-on-nhieu", label)
        if not any(exports.check(THANKS.layout, request.user)) and "_popup" not in request.GET:
            label = _("Lập thư cảm ơn hàng loạt: PDF hoặc Word, trong một tệp ZIP")
            actions["lap-thu"] = (ask_for_letters, "lap-thu", label)
        return actions


def _chosen(queryset, most):
    """The donations with all that their page tells of them, or a sentence where they are too many."""
    count = queryset.count()
    if count > most:
        return [], TOO_MANY % {"most": format_number(most), "count": format_number(count)}
    return list(queryset.select_related(*TELLS, "entered_by").order_by("donor__search_key", "received_on", "pk")), ""


def _parted(judged):
    """(those with no problem, (donation, why not) of the others)"""
    good, left_out = [], []
    for donation, problems in judged:
        if problems:
            left_out.append((donation, " ".join(str(problem.message) for problem in problems)))
        else:
            good.append(donation)
    return good, left_out


def _files_of(found):
    """(upload, its repairs by kind) of the files that brought these donations; one query for all."""
    brought = {donation.batch_id for donation in found if donation.batch_id}
    batches = ImportBatch.objects.filter(pk__in=brought).order_by("pk") if brought else ()
    return [(batch, repairs_to_show(batch.report)) for batch in batches]


def sums_in_words(found):
    """ "50.000.000 đồng; hiện vật trị giá 7.500.000 đồng": money and goods are never one sum."""
    sums = defaultdict(int)
    for donation in found:
        sums[donation.form] += donation.amount_vnd
    words = {Donation.Form.CASH: "%s", Donation.Form.IN_KIND: _("hiện vật trị giá %s")}
    return "; ".join(str(words[form]) % with_unit(sums[form]) for form in words if form in sums)


def thank_chosen(model_admin, request, queryset):
    """Ask day and how for all ticked donations; note it of those that may be thanked, or print their letters."""
    found, told = _chosen(queryset, MOST)
    if told:
        model_admin.message_user(request, told, messages.ERROR)
        return None
    good, left_out = _parted(thanks.judged(found))
    if shown := set(request.POST.get("shown", "").split()):  # what has come into the selection since is left alone
        good = [each for each in good if str(each.pk) in shown]
    if "letters" in request.POST:
        return _letters(model_admin, request, good)
    form = ThanksFields(request.POST if "confirmed" in request.POST else None)
    if form.is_valid():
        try:
            done = donations.thank_many([each.pk for each in good], by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            told = _("Đã ghi việc cảm ơn cho %s khoản.") % format_number(done)
            model_admin.message_user(request, told, messages.SUCCESS)
            return None
    return model_admin.page(
        request,
        "admin/donations/thank.html",
        _("Cảm ơn %s khoản ủng hộ") % format_number(len(good)),
        form=form,
        good=good,
        left_out=left_out,
        sums=sums_in_words(good),
        action="cam-on-nhieu",
        shown=" ".join(str(each.pk) for each in good),
        **selection(request),
    )


def _letters(model_admin, request, found):
    """A letter for each donor with all the donations chosen, one a page, in the form of the button that was pressed."""
    letters = letters_of(found, day=timezone.localdate(), is_sample=request.user.in_sample)
    back = request.get_full_path(), _("Về danh sách khoản ủng hộ")
    form = request.POST["letters"]
    return papers.answer(model_admin.admin_site, request, THANK_YOU, letters, *back, form=form, file_links=False)


class LettersForm(forms.Form):
    form = forms.ChoiceField(
        label=_("Dạng tệp trong ZIP"),
        choices=[(key, each.label) for key, each in FORMS.items()],
        widget=forms.RadioSelect,
    )


def ask_for_letters(model_admin, request, queryset):
    """Letters of the ticked donations that may be thanked, made by the worker; donors without address listed apart."""
    found, told = _chosen(queryset, MOST_LETTERS)
    if told:
        model_admin.message_user(request, told, messages.ERROR)
        return None
    good, left_out = _parted(thanks.judged(found, again=True))
    letters = by_donor(good)
    form = LettersForm(request.POST if "confirmed" in request.POST else None, initial={"form": "pdf"})
    if letters and form.is_valid():
        ids = [donation.pk for donation in good]
        batch = PaperBatch(kind=THANK_YOU.key, form=form.cleaned_data["form"], records=ids, papers=len(letters))
        records = Donation.objects.filter(pk__in=ids)
        try:
            paper_batches.ask(batch, records, layout=THANKS.layout, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            make_papers.enqueue(batch.pk)
            return redirect("admin:paper_batch", batch.pk)
    return model_admin.page(
        request,
        "admin/donations/letters.html",
        _("Lập %s thư cảm ơn") % format_number(len(letters)),
        form=form,
        letters=len(letters),
        without_address=[donor for donor, _office in letters if not donor.address],
        left_out=left_out,
        sums=sums_in_words(good),
        action="lap-thu",
        **selection(request),
    )
