"""How the museum makes its files: a gift list of one line or several, spoilt in one way each."""

import io
import struct
import zipfile
import zlib

import openpyxl

from tests import old_excel, sheets

SHEET = "xl/worksheets/sheet1.xml"


def line(number=1, **over):
    return sheets.a_line(number, **over)


def csv(*lines, encoding="utf-8-sig", delimiter=",", before="", change=lambda text: text):
    text = sheets.csv_text(sheets.table(list(lines) or [line()]), delimiter)
    return change(before + text).encode(encoding)


def table(*rows):
    """A CSV of rows of cells that bring their own header."""
    return sheets.csv_text([list(row) for row in rows]).encode("utf-8-sig")


def workbook(*tables, spoil=None):
    """A workbook with one sheet for each list of rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(tables, 1):
        sheet = made.create_sheet(f"Trang {number}")
        for row in rows:
            sheet.append(list(row))
    if spoil:
        spoil(made)
    return saved(made)


def book(*lines, spoil=None):
    """A workbook of lines; `spoil(openpyxl workbook)` before it is saved."""
    rows = sheets.table(list(lines) or [line()])
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    if spoil:
        spoil(made)
    return saved(made)


def saved(made):
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def cell(place, value, number_format=None):
    def spoil(made):
        made.active[place] = value
        if number_format:
            made.active[place].number_format = number_format

    return spoil


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return {member.filename: box.read(member) for member in box.infolist()}


def box(contents):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in contents.items():
            made.writestr(name, content)
    return out.getvalue()


def repacked(name=SHEET, change=lambda content: content, more=None):
    """A good workbook with one part changed, or with parts added."""
    contents = parts(book())
    if name:
        contents[name] = change(contents[name])
    return box({**contents, **(more or {})})


def replaced(old, new, name=SHEET):
    return repacked(name, lambda content: _replace(content, old, new))


def merged(*ranges):
    """A good workbook that says that ranges are merged."""
    cells = b"".join(b'<mergeCell ref="%s"/>' % place.encode() for place in ranges)
    return replaced(b"</sheetData>", b"</sheetData><mergeCells>" + cells + b"</mergeCells>")


def xls_merged(rows, *ranges):
    """An old workbook of rows with merged ranges, (first row, last row, first column, last column) from 0."""
    parts = [ranges[start : start + 1000] for start in range(0, len(ranges), 1000)]
    told = b"".join(
        old_excel.record(0x00E5, struct.pack("<H", len(part)) + b"".join(struct.pack("<HHHH", *at) for at in part))
        for part in parts
    )
    return old_excel.boxed(old_excel.workbook([rows], after=told))


def _replace(content, old, new):
    assert old in content, content[:300]
    return content.replace(old, new, 1)


def bomb(megabytes):
    """A sheet of spaces that packs a thousandfold."""
    contents = parts(book())
    head, tail = contents[SHEET].split(b"<sheetData>", 1)
    return box({**contents, SHEET: head + b" " * (megabytes << 20) + b"<sheetData>" + tail})


def lying(data, told=1000):
    """The container says in its directory that every part has `told` bytes."""
    data, place = bytearray(data), 0
    while (place := data.find(b"PK\x01\x02", place)) >= 0:
        struct.pack_into("<I", data, place + 24, told)
        place += 4
    return bytes(data)


def bad_checksum(data):
    data = bytearray(data)
    place = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 16, zlib.crc32(b"khac"))
    return bytes(data)


def protected():
    """The shell that Excel puts around a workbook with a password: an old container with a part of this name."""
    names = "EncryptionInfo".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names + b"\0" * 512
