"""The forms in which papers are a file, as data."""

from typing import NamedTuple

from programmes.papers.forms.pdf import pdf
from programmes.papers.forms.word import word
from programmes.papers.own_templates import fill
from programmes.papers.parts import sheet


class FileForm(NamedTuple):
    """`write(kind, values, template)` gives the bytes of one file that tells each of `values` by the paper of `kind`.

    `template` are the bytes of the office's own template, None where it has none; a PDF has the layout of the portal.
    """

    label: str
    suffix: str
    content_type: str
    write: object
    takes_template: bool = False


def _pdf(kind, values, _template):
    return pdf([sheet(kind, each) for each in values])


def _word(kind, values, template):
    return fill(template, kind, values) if template else word([sheet(kind, each) for each in values])


FILE_FORMS = {
    "pdf": FileForm("PDF", "pdf", "application/pdf", _pdf),
    "word": FileForm(
        label="Word",
        suffix="docx",
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        write=_word,
        takes_template=True,
    ),
}
