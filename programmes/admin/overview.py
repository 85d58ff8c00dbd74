"""What is told of a record as a whole above its form."""

from django.utils.text import capfirst


class Overview:
    """Admin mixin: `overview(record, officer)` is what admin/overview.html shows, with its line of `facts`.

    Where a form comes back, it comes first with its problems.
    """

    overview = None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and change and request.method != "POST":
            context |= {"overview": self.overview(obj, request.user), "title": capfirst(self.opts.verbose_name)}
        return super().render_change_form(request, context, add, change, form_url, obj)
