"""The forms in which a paper is a file, as data."""

from typing import NamedTuple

from programmes.papers.forms.pdf import pdf
from programmes.papers.forms.word import word


class FileForm(NamedTuple):
    """`write(sheets)` gives the bytes of one file of several Sheets of one kind."""

    label: str
    suffix: str
    content_type: str
    write: object


FILE_FORMS = {
    "pdf": FileForm("PDF", "pdf", "application/pdf", pdf),
    "word": FileForm("Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", word),
}
