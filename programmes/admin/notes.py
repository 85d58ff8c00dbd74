"""Notes and papers beside a record: the block of its page, a page of their own, and the addresses of a paper."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programmes.access.scope import may_work_for
from programmes.actions import notes
from programmes.admin.columns import plain_column
from programmes.admin.verbs import ReasonForm
from programmes.exchange.reading import papers
from programmes.models import Attachment, Note
from programmes.models.notes import TABLES
from programmes.rules.notes import LONGEST_NOTE, check_target

OWN_NOTE = _("ghi chú khi lập")
SHOWN = 5  # of the newest notes, and of papers, beside a record; its own page has all
WRITES, ATTACHES = "programmes.write_note", "programmes.add_attachment"


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Ghi chú mới"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_NOTE}),
        help_text=_("Lưu mãi, không sửa, không xóa; ai xem được bản ghi thì đọc được."),
    )


class PaperForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại giấy tờ"), choices=Attachment.Kind.choices)
    file = forms.FileField(
        label=_("Tệp"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
        help_text=_("PDF, JPEG hoặc PNG."),
    )

    def clean_file(self):
        return papers.proved(self.cleaned_data["file"])


class Beside:
    """Admin mixin: the block `beside` of a record's page, and the address `ghi-chu/` that takes its forms.

    A record with a note of its own has `own_note` in its `closed_as`.
    """

    def get_urls(self):
        view = self.admin_site.admin_view(self.notes_view)
        return [path("<int:pk>/ghi-chu/", view, name=f"programmes_{self.opts.model_name}_notes"), *super().get_urls()]

    own_note = plain_column("note", OWN_NOTE)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """What was noted as the record was drawn up is told from the notes beside it."""
        if db_field.name == "note":
            kwargs.setdefault("label", capfirst(OWN_NOTE))
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def beside(self, request, record, *, shown=SHOWN, note_form=None, paper_form=None):
        """What the block shows of a record: newest first, and forms for who may write; two statements."""
        written = list(Note.objects.of(record).select_related("entered_by")[: shown + 1])
        attached = list(Attachment.objects.of(record).select_related("entered_by", "office")[: shown + 1])
        url = reverse(f"admin:programmes_{self.opts.model_name}_notes", args=[record.pk])
        is_open = may_work_for(request.user, getattr(record, "office", None)) and not any(check_target(record))
        return {
            "notes": written[:shown],
            "papers": [(paper, _detach_url(paper, request.user)) for paper in attached[:shown]],
            "has_more": len(written) > shown or len(attached) > shown,
            "url": url,
            "note_form": (note_form or NoteForm(prefix="note")) if is_open and request.user.has_perm(WRITES) else None,
            "paper_form": (paper_form or PaperForm(prefix="paper"))
            if is_open and request.user.has_perm(ATTACHES)
            else None,
        }

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and change:
            context["beside"] = self.beside(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def notes_view(self, request, pk):
        record = self.record_at(request, pk)
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        forms_ = {}
        if request.method == "POST":
            if not (request.user.has_perm(WRITES) or request.user.has_perm(ATTACHES)):
                raise PermissionDenied
            name, form, done = self._sent(request, record)
            if done:
                self.message_user(request, done, messages.SUCCESS)
                return redirect(self.record_url(record))
            forms_[name] = form
        beside = self.beside(request, record, shown=500, **forms_)
        title = _("Ghi chú và giấy tờ: %s") % record
        url = self.record_url(record)
        return self.page(request, "admin/notes.html", title, beside=beside, record=record, record_url=url)

    def _sent(self, request, record):
        """(which form, the form as it was sent, what the officer reads where it was done)."""
        by = request.user
        if "attach" in request.POST:
            form = PaperForm(request.POST, request.FILES, prefix="paper")
            if form.is_valid():
                paper = form.cleaned_data["file"]
                act = _tried(form, notes.attach, record, **paper._asdict(), kind=form.cleaned_data["kind"], by=by)
                return "paper_form", form, act and _("Đã đính kèm “%s”.") % paper.filename
            return "paper_form", form, ""
        form = NoteForm(request.POST, prefix="note")
        done = form.is_valid() and _tried(form, notes.note, record, form.cleaned_data["text"], by=by)
        return "note_form", form, _("Đã lưu ghi chú.") if done else ""


def _tried(form, act, *args, **kwargs):
    """What the act returns; what it refuses stands on the form."""
    try:
        return act(*args, **kwargs)
    except ValidationError as refusal:
        form.add_error(None, [*refusal.messages])
        return None


def _detach_url(paper, officer):
    """Where a paper is taken away, "" for who may not."""
    return "" if notes.check_detaching(paper, officer) else reverse("admin:paper_detach", args=[paper.pk])


class PaperPages:
    """Site mixin: the addresses of a paper; who may not see its record learns nothing of it."""

    def paper_urls(self):
        return [
            path("giay-to/<int:pk>/", self.admin_view(self.paper_view), name="paper"),
            path("giay-to/<int:pk>/bo/", self.admin_view(self.detach_view), name="paper_detach"),
        ]

    def _paper_at(self, request, pk):
        """(table of the admin, record, paper) of an address; 404 where the officer does not see the record."""
        paper = Attachment.objects.select_related("office").filter(pk=pk).first()
        if paper is None:
            raise Http404
        table = self._registry[TABLES[paper.target_type]]
        if not table.has_view_permission(request):
            raise Http404
        return table, table.record_at(request, paper.target_id), paper

    @method_decorator(require_safe)
    def paper_view(self, request, pk):
        """The file, to be saved and never shown within our pages."""
        table, record, paper = self._paper_at(request, pk)
        content = paper.read()
        if content is None:
            told = _("Máy chủ không còn tệp “%s”, hoặc tệp không còn như lúc đính kèm; hãy báo người vận hành máy chủ.")
            table.message_user(request, told % paper, messages.ERROR)
            return redirect(table.record_url(record))
        notes.note_opened(record, paper, by=request.user)
        response = HttpResponse(content, content_type=paper.media)
        response["Content-Disposition"] = content_disposition_header(True, paper.filename)
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = "private, no-store"
        return response

    def detach_view(self, request, pk):
        table, record, paper = self._paper_at(request, pk)
        if not request.user.has_perm("programmes.detach_attachment"):
            raise PermissionDenied
        form = ReasonForm(request.POST if request.method == "POST" else None, record=record)
        if form.is_valid():
            try:
                notes.detach(paper, reason=form.cleaned_data["reason"], by=request.user)
            except ValidationError as refusal:
                form.add_error(None, [*refusal.messages])
            else:
                table.message_user(request, _("Đã bỏ giấy tờ “%s”; nhật ký còn giữ lý do.") % paper, messages.SUCCESS)
                return redirect(table.record_url(record))
        return table.page(
            request,
            "admin/verb.html",
            _("Bỏ giấy tờ “%(paper)s” của “%(record)s”?") % {"paper": paper, "record": record},
            verb={"label": _("Bỏ giấy tờ")},
            form=form,
            record=record,
            record_url=table.record_url(record),
            problems=[] if form.is_bound else notes.check_detaching(paper, request.user),
        )
