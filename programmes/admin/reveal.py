"""What is masked of a person or donor, shown once to who says why: a page of its own, never kept, but noted."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from programmes.admin.verbs import ReasonForm

RIGHT = "programmes.view_citizen_number"
LABEL = _("Xem đủ số")


class RevealPage:
    """Admin mixin: the address `xem-du/` below the page of a record.

    `reveal(record, reason=..., by=...)` is the action that notes it; `whole(record, officer)` is all that is masked
    elsewhere, as [(label, value), ...].
    """

    reveal = None

    def get_urls(self):
        view = self.admin_site.admin_view(self.reveal_view)
        return [path("<int:pk>/xem-du/", view, name=self._reveal_name()), *super().get_urls()]

    def _reveal_name(self):
        return f"programmes_{self.opts.model_name}_reveal"

    def record_links(self, request, record):
        links = super().record_links(request, record)
        if not request.user.has_perm(RIGHT):
            return links
        return [*links, (LABEL, reverse(f"admin:{self._reveal_name()}", args=[record.pk]))]

    @method_decorator(sensitive_variables())
    def reveal_view(self, request, pk):
        record = self.record_at(request, pk)
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        form, shown = ReasonForm(request.POST if request.method == "POST" else None, record=record), []
        if form.is_valid():
            try:
                self.reveal(record, reason=form.cleaned_data["reason"], by=request.user)
            except ValidationError as refusal:
                form.add_error(None, [*refusal.messages])
            else:
                shown = self.whole(record, request.user)
        return self.page(
            request,
            "admin/reveal.html",
            _("Xem đủ số: %s") % record,
            verb={"label": LABEL},
            record=record,
            record_url=self.record_url(record),
            form=form,
            shown=shown,
        )
