"""A paper in the admin: on the screen and to print, or as a file. One address has all its forms, by `?dang=`."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from programmes.papers.forms.files import FILE_FORMS
from programmes.papers.heads import head_of
from programmes.papers.parts import sheet
from programmes.standards.names import slug

FORM = "dang"


def head(request, office):
    """The head of a paper that this officer makes today in the name of an office."""
    return head_of(office, day=timezone.localdate(), is_sample=request.user.in_sample)


def answer(site, request, kind, values, back, back_to, *, form=None, file_links=True):
    """The papers of one kind that tell each of `values`, in the form that the address asks for, or in `form`."""
    sheets = [sheet(kind, each) for each in values]
    form = FILE_FORMS.get(form or request.GET.get(FORM))
    if form is None or not sheets:
        links = [(each.label, f"?{FORM}={key}") for key, each in FILE_FORMS.items()] if file_links else []
        return site.paper(
            request, "admin/papers/sheets.html", back, back_to, sheets=sheets, heading=kind.label, files=links
        )
    headers = {
        "Content-Disposition": content_disposition_header(True, _filename(kind, form)),
        "Cache-Control": "no-store",
    }
    return HttpResponse(form.write(sheets), content_type=form.content_type, headers=headers)


def _filename(kind, form):
    return f"{slug(kind.label)}.{form.suffix}"
