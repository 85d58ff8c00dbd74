"""One uploaded file in the admin: its preview, its errors, and the buttons to store it or put it aside."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from programmes.actions import imports
from programmes.admin.base import ReadOnlyAdmin
from programmes.admin.columns import state_column
from programmes.admin.filters import ScopedFilter, TaskFilter
from programmes.admin.site import site
from programmes.exchange.intake import check_right
from programmes.exchange.jobs import store_batch
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.writers import csv_chunks
from programmes.models import ImportBatch
from programmes.rules import batches
from programmes.rules.problems import insist

SHOWN_ERRORS = 200
WORKING = (ImportBatch.State.UPLOADED, ImportBatch.State.CONFIRMED)
RECORDS = {"donors": "donor", "donations": "donation", "gifts": "giftlist", "published_figures": "publishedfigure"}


@admin.register(ImportBatch, site=site)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = ("filename", "layout", "state_badge", "owner", "office", "created_at", "finished_at")
    list_filter = (TaskFilter, "layout", "state", ("office", ScopedFilter))
    list_select_related = ("owner", "office")
    search_fields = ("filename__icontains", "owner__username__icontains")
    search_help_text = _("Tìm theo tên tệp hoặc tên đăng nhập.")
    state_badge = state_column(_("trạng thái"))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/ghi/", wrap(self.confirm_view), name="programmes_importbatch_confirm"),
            path("<int:pk>/bo/", wrap(self.cancel_view), name="programmes_importbatch_cancel"),
            path("<int:pk>/loi.csv", wrap(self.errors_view), name="programmes_importbatch_errors"),
            *super().get_urls(),
        ]

    def _batch(self, request, pk):
        batch = self.get_queryset(request).select_related("owner", "round").filter(pk=pk).first()
        if batch is None or not self.has_view_permission(request, batch):
            raise Http404
        return batch

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The preview before the file is stored, the result after it."""
        if not object_id.isdecimal():
            raise Http404
        batch = self._batch(request, int(object_id))
        errors = batch.report.get("errors", [])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": batch.filename,
            "batch": batch,
            "report": batch.report,
            "errors": errors[:SHOWN_ERRORS],
            "is_working": batch.state in WORKING,
            "is_waiting": batch.state == ImportBatch.State.PREVIEWED,
            "is_mine": batch.owner_id == request.user.pk,
            "obstacles": list(batches.check_confirm(batch, request.user)),
            "records_url": reverse(f"admin:programmes_{RECORDS[batch.layout]}_changelist"),
            "import_url": reverse(f"admin:programmes_{RECORDS[batch.layout]}_import"),
        }
        return TemplateResponse(request, "admin/exchange/batch.html", context)

    @method_decorator(require_POST)
    def confirm_view(self, request, pk):
        batch = self._batch(request, pk)
        try:
            insist(check_right(LAYOUTS[batch.layout], request.user))
            if imports.confirm(batch, by=request.user):
                store_batch.enqueue(batch.pk)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect("admin:programmes_importbatch_change", pk)

    @method_decorator(require_POST)
    def cancel_view(self, request, pk):
        batch = self._batch(request, pk)
        try:
            imports.cancel(batch, by=request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect("admin:programmes_importbatch_change", pk)

    def errors_view(self, request, pk):
        """The refused rows as a file: line, column, what is wrong and the cure."""
        batch = self._batch(request, pk)
        heading = [str(_("Dòng")), str(_("Cột")), str(_("Lỗi cần sửa"))]
        rows = ([error["line"], error["column"], error["message"]] for error in batch.report.get("errors", []))
        response = StreamingHttpResponse(csv_chunks([heading, *rows]), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="loi-{batch.pk}.csv"'
        return response
