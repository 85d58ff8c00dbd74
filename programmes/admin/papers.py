"""A paper in the admin: on the screen and to print, or as a file. One address has all its forms, by `?dang=`."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from programmes.admin.paper_templates import templates_link
from programmes.models import PaperTemplate
from programmes.papers.forms.files import FILE_FORMS
from programmes.papers.heads import head_of
from programmes.papers.parts import sheet

FORM = "dang"


def head(request, office):
    """The head of a paper that this officer makes today in the name of an office."""
    return head_of(office, day=timezone.localdate(), is_sample=request.user.in_sample)


def answer(site, request, kind, values, back, back_to, *, form=None, file_links=True):
    """The papers of one kind that tell each of `values`, in the form that the address asks for, or in `form`.

    Word is written by the template of the officer's office, where it has one.
    """
    form = FILE_FORMS.get(form or request.GET.get(FORM))
    if form is None or not values:
        files = [*_file_links(request)] if file_links else []
        files += templates_link(request.user, kind)
        told = {"sheets": [sheet(kind, each) for each in values], "heading": kind.label, "files": files}
        return site.paper(request, "admin/papers/sheets.html", back, back_to, **told)
    template = PaperTemplate.objects.in_use(request.user.office, kind.key) if form.takes_template else None
    content = form.write(kind, values, template and bytes(template.content))
    as_file = content_disposition_header(True, f"{kind.slug}.{form.suffix}")
    headers = {"Content-Disposition": as_file, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=form.content_type, headers=headers)


def _file_links(request):
    """(label, address) of each form of the paper that is a file, with all else that its address asks for."""
    for_files = request.GET.copy()
    for key, each in FILE_FORMS.items():
        for_files[FORM] = key
        yield f"Tải {each.label}", f"?{for_files.urlencode()}"
