"""The sheet of an event as a file for a commune to mark, and the list of events as the place where it comes back."""

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from programmes.actions import exports
from programmes.admin.imports import ListExportMixin
from programmes.exchange.layouts import LAYOUTS
from programmes.standards.names import slug

KEY = "outcomes"


class OutcomeFiles(ListExportMixin):
    """Admin mixin of hand-over events: their list leaves as it is, files of outcomes leave and come."""

    where_files_come_from = _(
        "Mở buổi trao, trang “Kết quả và danh sách ký nhận”, bấm “Lấy tệp Excel để đánh dấu”: tệp đó có sẵn "
        "mã đối chiếu."
    )

    @property
    def files(self):
        return LAYOUTS[KEY]

    def has_import_permission(self, request):
        return super(ListExportMixin, self).has_import_permission(request)

    def get_urls(self):
        view = self.admin_site.admin_view(self.marked_view)
        return [path("<int:pk>/ket-qua.xlsx", view, name="programmes_handoverevent_marked"), *super().get_urls()]

    def marked_url(self, record):
        return reverse("admin:programmes_handoverevent_marked", args=[record.pk])

    def may_take_files(self, request):
        return not any(exports.check(KEY, request.user))

    @method_decorator(require_POST)
    def marked_view(self, request, pk):
        """The gifts of the event, one a row with its check code, numbers as the sheet shows them: none."""
        event = self._event(request, pk)
        if not self.may_take_files(request):
            raise PermissionDenied
        gifts = self._gifts(request, event)
        return self._download(
            gifts,
            "xlsx",
            f"ket-qua-{slug(event.title)}"[:80],
            layout=self.files,
            written=lambda count: exports.note(KEY, count, by=request.user, records=gifts, is_masked=True),
            masked=True,
            officer=request.user,
        )
