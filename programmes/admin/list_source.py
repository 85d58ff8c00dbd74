"""The file that brought the gifts of a list, as it came, for who decides on the list."""

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from programmes.actions import imports
from programmes.admin.forms import row_id
from programmes.exchange.desk import uploads
from programmes.exchange.file_problem import FileProblem
from programmes.models import ImportBatch


class SourceFile:
    """Admin mixin: the address of an upload under a list; its name is ours, since an officer's may say anything."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.source_view)
        return [path("<int:pk>/tep-goc/", view, name="programmes_giftlist_source"), *super().get_urls()]

    @method_decorator(require_POST)
    def source_view(self, request, pk):
        record = self.record_at(request, pk)
        if not request.user.has_perm("programmes.approve_giftlist"):
            raise PermissionDenied
        batch = ImportBatch.objects.exclude(file="").filter(pk=row_id(request.POST.get("batch", ""))).first()
        if told := self._why_not(batch, record, request.user):
            messages.error(request, told)
            return redirect(self.record_url(record))
        imports.note_source_opened(batch, record, by=request.user)
        name = f"{record.code}-{batch.pk}{Path(batch.filename).suffix.lower()}"
        return FileResponse(batch.file.open(), as_attachment=True, filename=name)

    @staticmethod
    def _why_not(batch, record, officer):
        """Why the file is not read, "" where it is: whose it is comes first, then whether it is whole."""
        if batch is None:
            return _("Tệp gốc không còn được giữ; xem các suất quà trong danh sách.")
        for problem in imports.check_source(batch, record, officer):
            return problem.message
        try:
            with uploads.as_received(batch):
                return ""
        except FileProblem as problem:
            return str(problem)
