"""What one officer proposes and another decides on, in the admin: a list, a page that tells what it is about."""

from django.contrib import admin
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.admin.base import ReadOnlyAdmin
from programmes.admin.columns import facts_of, plain_column, state_column
from programmes.admin.filters import TaskFilter


class ProposalAdmin(ReadOnlyAdmin):
    """`particulars(proposal, officer)` are (label, value) of what whoever decides has to know.

    `heading(proposal)` stands above its page: its own where one table holds proposals of two things.
    """

    list_filter = (TaskFilter, "state")
    fields = readonly_fields = (
        *("details", "state_badge", "reason", "proposed_name", "proposed_at"),
        *("decided_name", "decided_at"),
    )
    state_badge = state_column(_("trạng thái"))
    proposed_name = plain_column("proposed_by", _("người đề nghị"))
    decided_name = plain_column("decided_by", _("người quyết định"))

    def heading(self, proposal):
        return capfirst(self.opts.verbose_name)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["title"] = self.heading(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("chi tiết"))
    def details(self, proposal):
        return facts_of(self.particulars(proposal, proposal.reader))

    def _ask(self, request, verb, form, record):
        """Who decides reads what is to be done, why, and who wants it."""
        response = super()._ask(request, verb, form, record)
        why = [(_("Lý do"), record.reason), (_("Người đề nghị"), record.proposed_by)]
        response.context_data["facts"] = facts_of([*self.particulars(record, request.user), *why])
        return response


def waiting_links(officer, waiting, label):
    """Where the proposal that waits, of these, is read and decided on: the links of the page of its record."""
    model = waiting.model._meta.model_name
    found = waiting.first() if officer.has_perm(f"programmes.view_{model}") else None
    return [(label, reverse(f"admin:programmes_{model}_change", args=[found.pk]))] if found else []
