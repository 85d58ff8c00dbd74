"""A box by which records are found by a full number. POST only: the number must not stand in an address or a log."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables


class FindPage:
    """Admin mixin: the address `tim/` of a list; its page is that of the record, of several the list of them.

    `holding(text)` of the admin is the Q of the records that have this number, ValidationError where it is none.
    """

    nobody_found = ""

    def get_urls(self):
        view = self.admin_site.admin_view(self.find_view)
        return [path("tim/", view, name=f"programmes_{self.opts.model_name}_find"), *super().get_urls()]

    def note_found(self, request, found):
        """Told of every search; most tables keep no note of it."""

    @method_decorator([sensitive_post_parameters("number"), sensitive_variables()])
    def find_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        changelist = reverse(f"admin:programmes_{self.opts.model_name}_changelist")
        try:
            wanted = self.holding(request.POST.get("number", ""))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(changelist)
        found = list(self.get_queryset(request).filter(wanted))
        self.note_found(request, found)
        if not found:
            self.message_user(request, self.nobody_found, messages.WARNING)
            return HttpResponseRedirect(changelist)
        if len(found) == 1:
            return HttpResponseRedirect(self.record_url(found[0]))
        ids = ",".join(str(record.pk) for record in found)
        self.message_user(request, _("Có %d bản ghi mang số này.") % len(found))
        return HttpResponseRedirect(f"{changelist}?id__in={ids}")
