"""What is masked of a person, shown once to who says why: a page of its own, never kept, noted in the trail."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from programmes.access.scope import visible_to
from programmes.actions import recipients
from programmes.admin.verbs import ReasonForm
from programmes.models import Gift
from programmes.models.recipients import NUMBERS

RIGHT = "programmes.view_citizen_number"
LABEL = _("Xem đủ số")


class RevealPage:
    """Admin mixin of the recipients: the address `xem-du/` below the page of a person."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.reveal_view)
        return [path("<int:pk>/xem-du/", view, name="programmes_recipient_reveal"), *super().get_urls()]

    def record_links(self, request, record):
        links = super().record_links(request, record)
        if not request.user.has_perm(RIGHT):
            return links
        return [*links, (LABEL, reverse("admin:programmes_recipient_reveal", args=[record.pk]))]

    @method_decorator(sensitive_variables())
    def reveal_view(self, request, pk):
        record = self.record_at(request, pk)
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        form, shown = ReasonForm(request.POST if request.method == "POST" else None, record=record), []
        if form.is_valid():
            try:
                recipients.reveal(record, reason=form.cleaned_data["reason"], by=request.user)
            except ValidationError as refusal:
                form.add_error(None, [*refusal.messages])
            else:
                shown = _whole(record, request.user)
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


def _whole(person, officer):
    """(label, value) of all that is masked elsewhere, and why the gifts that this officer sees were given."""
    told = [(person._meta.get_field(name).verbose_name, getattr(person, name)) for name in NUMBERS]
    gifts = visible_to(officer, Gift.objects.filter(recipient=person)).order_by("pk")
    needs = {
        "category": [str(gift.get_category_display()) for gift in gifts],
        "note": [gift.note for gift in gifts],
    }
    return told + [
        (Gift._meta.get_field(name).verbose_name, ", ".join(filter(None, dict.fromkeys(texts))))
        for name, texts in needs.items()
    ]
