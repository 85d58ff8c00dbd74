"""Papers as Word documents, and what an office begins its own template with, where merge fields stand for values."""

from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from programmes.papers.parts import sheet
from programmes.papers.qr import qr_png
from programmes.papers.values import NUMBER, line_fields, merge_fields, sample_of

FONT = "Times New Roman"
LONG, SHORT = Mm(297), Mm(210)
MARGINS = {"top_margin": Mm(20), "bottom_margin": Mm(20), "left_margin": Mm(30), "right_margin": Mm(15)}
STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
CENTRE, RIGHT, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
SIGNED, OF_NUMBERS = Mm(10), Mm(11)
LEFT_HEAD, RIGHT_HEAD = Cm(6.8), Cm(9.7)


def word(sheets):
    """The bytes of one document (OOXML, ISO/IEC 29500) of these Sheets of one kind, each on a page of its own."""
    document = _blank(sheets[0].kind)
    for at, each in enumerate(sheets):
        if at:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _write(document, each, _Values())
    return _bytes_of(document)


def starting_template(kind):
    """With what an office begins a template of its own: the paper, all of it, with merge fields in place of values."""
    document = _blank(kind)
    _write(document, sheet(kind, sample_of(kind.values, is_full=True)), _Fields(kind.values))
    return _bytes_of(document)


class _Values:
    """Writes what the paper tells."""

    def head(self, paragraph, head, name, **look):
        _plain(paragraph, head[name], **look)

    def runs(self, paragraph, found, _lines=None, *, bold=False):
        for run in found:
            _plain(paragraph, run.text, bold=bold or run.is_bold)

    def number(self, paragraph, at):
        _plain(paragraph, at)

    def rows(self, rows):
        return rows


class _Fields:
    """Writes a merge field where the paper tells a value; of lines one, which Word's merge repeats."""

    def __init__(self, values):
        names = {None: merge_fields(values), **line_fields(values)}
        self.names = {lines: {name: field for field, name in told.items()} for lines, told in names.items()}

    def head(self, paragraph, _head, name, **look):
        if name == "written":
            _field(paragraph, self.names[None]["place"], **look)
            _plain(paragraph, ", ngày ", **look)
            name = "day"
        _field(paragraph, self.names[None][name], **look)

    def runs(self, paragraph, found, lines=None, *, bold=False):
        for run in found:
            if run.name:
                _field(paragraph, self.names[lines][run.name], bold=bold or run.is_bold)
            else:
                _plain(paragraph, run.text, bold=bold or run.is_bold)

    def number(self, paragraph, _at):
        _field(paragraph, NUMBER)

    def rows(self, rows):
        return rows[:1]


def _blank(kind):
    document = Document()
    section = document.sections[0]
    width, height = (LONG, SHORT) if kind.is_landscape else (SHORT, LONG)
    section.page_width, section.page_height = width, height
    section.orientation = WD_ORIENT.LANDSCAPE if kind.is_landscape else WD_ORIENT.PORTRAIT
    for name, size in MARGINS.items():
        setattr(section, name, size)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    _wrap(number.add_run("2"), "PAGE")
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(4)
    return document


def _bytes_of(document):
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _write(document, told, hand):
    _head(document, told, hand)
    for part in told.parts:
        PARTS[part["part"]](document, part, hand)


def _head(document, told, hand):
    table = _columns(document, LEFT_HEAD, RIGHT_HEAD)
    left, right = table.rows[0].cells
    hand.head(_first(left), told.head, "office_above", size=12, caps=True)
    hand.head(_line(left), told.head, "office", size=12, bold=True, caps=True)
    if told.head["number"]:
        number = _line(left)
        _plain(number, "Số: ", size=12)
        hand.head(number, told.head, "number", size=12)
    written = _first(right)
    if told.kind.with_state_title:
        _plain(written, STATE, bold=True, size=12)
        _plain(_line(right), MOTTO, bold=True)
        written = _line(right)
    hand.head(written, told.head, "written", italic=True)
    if told.head["note"]:
        hand.head(_centred(document), told.head, "note", bold=True)


def _columns(document, *widths, rows=1):
    """A table without lines whose columns keep their widths, in LibreOffice as well as in Word."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    return table


def _first(cell):
    paragraph = cell.paragraphs[0]
    paragraph.alignment = CENTRE
    return paragraph


def _line(cell):
    paragraph = cell.add_paragraph()
    paragraph.alignment = CENTRE
    return paragraph


def _centred(document):
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRE
    return paragraph


def _text(document, part, hand):
    style, found = part["style"], part["runs"]
    if style == "title":
        paragraph = _centred(document)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(12)
        hand.runs(paragraph, [run._replace(text=run.text.upper()) for run in found], bold=True)
    elif style in {"centre", "mark"}:
        hand.runs(_centred(document), found, bold=style == "mark")
    else:
        paragraph = document.add_paragraph()
        paragraph.alignment = JUSTIFIED
        paragraph.paragraph_format.first_line_indent = None if style else Cm(1)
        hand.runs(paragraph, found)


def _pairs(document, part, hand):
    table = _columns(document, Cm(4.5), Cm(12), rows=len(part["rows"]))
    for line, row in zip(table.rows, part["rows"], strict=True):
        label, value = line.cells
        _plain(label.paragraphs[0], str(row["label"]))
        hand.runs(value.paragraphs[0], row["runs"])


def _items(document, part, hand):
    texts = hand.rows(part["texts"])
    table = document.add_table(rows=len(texts), cols=1)  # a table, since Word's merge repeats rows
    for row, found in zip(table.rows, texts, strict=True):
        paragraph = row.cells[0].paragraphs[0]
        paragraph.alignment = JUSTIFIED
        _plain(paragraph, "- ")
        hand.runs(paragraph, found, part["lines"])


def _table(document, part, hand):
    """Made with all its rows at once: python-docx looks at every row of a table when another one comes."""
    columns, rows = part["columns"], hand.rows(part["rows"])
    table = _columns(document, *_widths(document, columns), rows=1 + len(rows) + bool(part["total"]))
    table.style = "Table Grid"
    head, *lines = table.rows
    for cell, heading in zip(head.cells, ("TT", *(column["heading"] for column in columns)), strict=True):
        _plain(_first(cell), heading, bold=True)
    _repeat_on_each_page(head)
    for at, (line, row) in enumerate(zip(lines, rows, strict=False), start=1):
        number, *cells = line.cells
        hand.number(number.paragraphs[0], at)
        _cells(cells, row, hand, part["lines"])
        line.height = SIGNED if part["is_signed"] else None
    if part["total"]:
        _cells(lines[-1].cells[1:], part["total"], hand, None, bold=True)
    document.add_paragraph()


def _widths(document, columns):
    """Of the column of numbers and of these, by their shares of the line."""
    section = document.sections[0]
    line = section.page_width - section.left_margin - section.right_margin - OF_NUMBERS
    whole = sum(column["width"] for column in columns)
    return OF_NUMBERS, *(int(line * column["width"] / whole) for column in columns)


def _cells(cells, row, hand, lines, *, bold=False):
    for cell, told in zip(cells, row, strict=False):
        paragraph = cell.paragraphs[0]
        if told["is_number"]:
            paragraph.alignment = RIGHT
        hand.runs(paragraph, told["runs"], lines, bold=bold)


def _repeat_on_each_page(row):
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  python-docx has no word for it


def _signatures(document, part, _hand):
    document.add_paragraph()
    table = document.add_table(rows=1, cols=len(part["who"]))
    for cell, each in zip(table.rows[0].cells, part["who"], strict=True):
        _plain(_first(cell), each["title"].upper(), bold=True)
        _plain(_line(cell), each["hint"])
        for _space in range(3):
            _line(cell)


def _code(document, part, hand):
    picture, beside = _columns(document, Cm(4), Cm(12.5)).rows[0].cells
    picture.paragraphs[0].add_run().add_picture(qr_png(part["address"]), width=Cm(3.4))
    for at, found in enumerate(part["beside"]):
        hand.runs(beside.paragraphs[0] if not at else beside.add_paragraph(), found)


PARTS = {
    "text": _text,
    "pairs": _pairs,
    "items": _items,
    "table": _table,
    "signatures": _signatures,
    "qr": _code,
}


def _plain(paragraph, text, *, bold=False, **look):
    run = paragraph.add_run(str(text))
    run.bold = bold
    _dress(run, **look)


def _field(paragraph, name, *, bold=False, **look):
    """A merge field, which Word shows as «name» until it is filled."""
    run = paragraph.add_run(f"«{name}»")
    run.bold = bold
    _dress(run, **look)
    _wrap(run, f"MERGEFIELD {name}")


def _dress(run, *, size=None, italic=None, caps=None):
    run.font.size = size and Pt(size)
    run.italic, run.font.all_caps = italic, caps


def _wrap(run, instruction):
    """Make a run what a field shows (ISO/IEC 29500-1, 17.16.19), for which python-docx has no word."""
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), f" {instruction} ")
    run._r.addprevious(simple)  # noqa: SLF001
    simple.append(run._r)  # noqa: SLF001
