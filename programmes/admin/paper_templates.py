"""The office's own Word templates: which papers have one, its fields, its versions, and how it looks filled."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programmes.access.scope import visible_to
from programmes.actions import paper_templates
from programmes.models import PaperTemplate
from programmes.papers.catalogue import BY_SLUG, KINDS
from programmes.papers.forms.files import FILE_FORMS
from programmes.papers.forms.word import starting_template
from programmes.papers.own_templates import MOST_BYTES, fill, proved
from programmes.papers.values import described, sample_of

SEES, KEEPS = "programmes.view_papertemplate", "programmes.add_papertemplate"


class TemplateForm(forms.Form):
    file = forms.FileField(label=_("Tệp mẫu (.docx)"), widget=forms.FileInput(attrs={"accept": ".docx"}))

    def __init__(self, kind, *args):
        super().__init__(*args)
        self.kind, self.content, self.missing = kind, b"", []

    def clean_file(self):
        file = self.cleaned_data["file"]
        self.content = file.read(MOST_BYTES + 1)
        self.missing = proved(self.content, self.kind)
        return file


class PaperTemplatePages:
    """Site mixin: the addresses below `mau-giay-to/`."""

    def paper_template_urls(self):
        wrap = self.admin_view
        return [
            path("mau-giay-to/", wrap(self.paper_templates_view), name="paper_templates"),
            path("mau-giay-to/<slug:kind>/", wrap(self.paper_template_view), name="paper_template"),
            path("mau-giay-to/<slug:kind>/mau-goc/", wrap(self.starting_template_view), name="paper_template_start"),
            path("mau-giay-to/<slug:kind>/<int:pk>/", wrap(self.kept_template_view), name="paper_template_kept"),
            path("mau-giay-to/<slug:kind>/<int:pk>/xem-thu/", wrap(self.tried_view), name="paper_template_tried"),
        ]

    @method_decorator(require_safe)
    def paper_templates_view(self, request):
        _insist(request, SEES)
        rows = [(kind, PaperTemplate.objects.in_use(request.user.office, kind.key)) for kind in KINDS.values()]
        return self.page(request, "admin/papers/templates.html", _("Mẫu giấy tờ"), rows=rows)

    def paper_template_view(self, request, kind):
        """The fields and versions of one paper; a new version by POST, or the way back to the common template."""
        _insist(request, SEES)
        kind = _kind(kind)
        may_keep = request.user.has_perm(KEEPS) and request.user.office_id is not None
        form = TemplateForm(kind, *(request.POST, request.FILES) if request.method == "POST" else ())
        if request.method == "POST":
            if not may_keep:
                raise PermissionDenied
            if "withdraw" in request.POST:
                return self._withdraw(request, kind)
            if form.is_valid() and self._keep(request, kind, form):
                return redirect("admin:paper_template", kind.slug)
        kept = PaperTemplate.objects.filter(kind=kind.key).select_related("office", "entered_by").defer("content")
        return self.page(
            request,
            "admin/papers/template.html",
            _("Mẫu “%s”") % kind.label,
            kind=kind,
            form=form if may_keep else None,
            fields=described(kind.values),
            versions=visible_to(request.user, kept),
            in_use=PaperTemplate.objects.in_use(request.user.office, kind.key),
        )

    def _withdraw(self, request, kind):
        try:
            paper_templates.withdraw(kind.key, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("“%s” dùng lại mẫu chung; các mẫu cũ vẫn được giữ.") % kind.label)
        return redirect("admin:paper_template", kind.slug)

    def _keep(self, request, kind, form):
        try:
            kept = paper_templates.keep(
                form.content, kind=kind.key, filename=form.cleaned_data["file"].name, by=request.user
            )
        except ValidationError as refusal:
            form.add_error(None, [*refusal.messages])
            return False
        told = _("Từ nay “%(paper)s” bản Word theo mẫu “%(template)s”.") % {"paper": kind.label, "template": kept}
        messages.success(request, told)
        if form.missing:
            told = _("Mẫu không có các trường: %s. Nếu cần, hãy thêm vào mẫu rồi tải lại.")
            messages.warning(request, told % ", ".join(form.missing))
        return True

    @method_decorator(require_safe)
    def starting_template_view(self, request, kind):
        """The common template with its merge fields, to be changed in Word."""
        _insist(request, SEES)
        kind = _kind(kind)
        return _as_word(starting_template(kind), f"mau-{kind.slug}.docx")

    @method_decorator(require_safe)
    def kept_template_view(self, request, kind, pk):
        kept = _kept(request, kind, pk)
        return _as_word(bytes(kept.content), kept.filename)

    @method_decorator(require_safe)
    def tried_view(self, request, kind, pk):
        """A kept version filled with the sample of its paper."""
        kept, kind = _kept(request, kind, pk), _kind(kind)
        filled = fill(bytes(kept.content), kind, [sample_of(kind.values)])
        return _as_word(filled, f"xem-thu-{kind.slug}.docx")


def _insist(request, permission):
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _kind(name):
    if name not in BY_SLUG:
        raise Http404
    return BY_SLUG[name]


def _kept(request, kind, pk):
    _insist(request, SEES)
    kept = visible_to(request.user, PaperTemplate.objects.filter(kind=_kind(kind).key, pk=pk)).first()
    if kept is None:
        raise Http404
    return kept


def _as_word(content, filename):
    headers = {"Content-Disposition": content_disposition_header(True, filename), "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=FILE_FORMS["word"].content_type, headers=headers)


def templates_link(officer, kind):
    """Where the template of a paper is changed, as (label, address); of who may not see it none."""
    return [(_("Mẫu Word"), reverse("admin:paper_template", args=[kind.slug]))] if officer.has_perm(SEES) else []
