"""A batch of papers: how far the worker is, and the file, for whoever asked for it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programmes.actions import exports
from programmes.models import PaperBatch
from programmes.papers.batches import FORMS, KINDS
from programmes.rules.retention import KINDS as KEPT
from programmes.standards.money import format_number

State = PaperBatch.State


class PaperBatchPages:
    """Site mixin: the addresses below `lap-giay-to/`; nobody sees a batch of somebody else."""

    def paper_batch_urls(self):
        wrap = self.admin_view
        return [
            path("lap-giay-to/<int:pk>/", wrap(self.paper_batch_view), name="paper_batch"),
            path("lap-giay-to/<int:pk>/tien-do/", wrap(self.paper_progress_view), name="paper_batch_progress"),
            path("lap-giay-to/<int:pk>/tep/", wrap(self.paper_file_view), name="paper_batch_file"),
        ]

    @method_decorator(require_safe)
    def paper_batch_view(self, request, pk):
        batch = _own(request, pk)
        title = _("%(paper)s: %(count)s tờ") % {
            "paper": KINDS[batch.kind].paper.label,
            "count": format_number(batch.papers),
        }
        told = {"batch": batch, "form": FORMS[batch.form].label, "days": KEPT["batches"].days}
        return self.page(request, "admin/papers/batch.html", title, **told, progress=_progress(batch))

    @method_decorator(require_safe)
    def paper_progress_view(self, request, pk):
        return JsonResponse(_progress(_own(request, pk)))

    @method_decorator(require_safe)
    def paper_file_view(self, request, pk):
        batch = _own(request, pk)
        if batch.state != State.DONE:
            raise Http404
        if any(exports.check(KINDS[batch.kind].layout, request.user)):
            raise PermissionDenied
        name = f"{KINDS[batch.kind].paper.slug}-{batch.pk}.zip"
        try:
            return FileResponse(batch.file.open(), as_attachment=True, filename=name)
        except FileNotFoundError:
            messages.error(request, _("Máy chủ không còn tệp này; hãy lập lại."))
            return redirect("admin:paper_batch", pk)


def _own(request, pk):
    batch = PaperBatch.objects.filter(pk=pk, entered_by=request.user).first()
    if batch is None:
        raise Http404
    return batch


def _progress(batch):
    told = {"done": format_number(batch.papers_done), "all": format_number(batch.papers)}
    return {
        "working": batch.state == State.WAITING,
        "percent": batch.papers_done * 100 // batch.papers,
        "text": str(_("Đã lập %(done)s trên %(all)s tờ") % told),
    }
