"""What a file is, before anything is unpacked or parsed: its real kind, and a container that does not lie or burst."""

import re
import zipfile
import zlib

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.reading.ods_markup import OdsMarkup
from programmes.exchange.reading.sheet_facts import SheetFacts
from programmes.exchange.reading.xls_records import NAMES, xls_facts
from programmes.exchange.reading.xlsx_markup import FROM_1904, XlsxMarkup, formats_of, sheet_files
from programmes.standards.money import format_number

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK\x03\x04"
SEEN_OF_TEXT = 4096
TEXT = re.compile(rb"(?:\xff\xfe|\xfe\xff).*|(?![\s\xef\xbb\xbf]*[<%{])[^\0-\x08\x0e-\x1f]+", re.DOTALL)
SEPARATOR = re.compile(rb"[,;\t|]")
OTHER_KIND = _("Tệp không đúng dạng như phần mở rộng. Hãy mở bằng Excel và lưu lại dạng .xlsx.")
MAIN_FILE = {".xlsx": "xl/workbook.xml", ".ods": "content.xml"}
STYLES, MOST_STYLES = "xl/styles.xml", 4 * 2**20
RELATIONS = "xl/_rels/workbook.xml.rels"
MOST_MEMBERS = 200
MOST_RATIO = 100
RATIO_COUNTS_FROM = 20 * 2**20
PIECE = 1 << 18
DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
WIDE_DECLARATION = re.compile(rb"<\0!\0(D\0O\0C\0T\0Y\0P\0E|E\0N\0T\0I\0T\0Y)", re.IGNORECASE)
LONGEST_TAG = 512
FILLED = rb'["\'][^>/]*>\s*<(?!/)'  # the end of a cell that holds something: an empty one, however far, costs nothing
FAR_CELL = re.compile(rb'r=["\'](?:[A-Z]{1,3}(?:\d{7,}|[5-9]\d{5})|(?:[A-Z]{3}|[D-Z][A-Z]|C[W-Z])\d+)' + FILLED)
WIDE_CELL = re.compile(rb'r=["\'][A-Z]{2}\d+' + FILLED)
LAST_CELL = re.compile(rb'.*r=["\'][A-Z]{1,2}(\d+)' + FILLED, re.DOTALL)
FAR_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*r=["\'](?:\d{7,}|[5-9]\d{5})["\'][^>/]*>\s*<[^>/]*>\s*<(?!/)')
SPARSE_FROM, SPARSE = 10_000_000, 20
REPEATED = re.compile(
    rb'number-columns-repeated="\d{4,}"[^>/]*>\s*<text|number-rows-repeated="\d{5,}"[^>]*>'
    rb"(?:\s*<table:(?:covered-)?table-cell\b[^>]*/>)*\s*<table:table-cell(?:\s[^>]*[^/])?>"
)


def inspect(path, suffix):
    """Raise FileProblem where the workbook is not what its ending says, is broken, or would burst.

    Returns the SheetFacts of its sheets in their order.
    """
    with open(path, "rb") as file:
        start = file.read(SEEN_OF_TEXT)
    if start.startswith(OLD_EXCEL):
        return _inspect_old(path, suffix)
    if not start:
        raise _wrong_kind(_("Tệp rỗng, có lẽ chép hoặc tải về chưa xong. Hãy gửi lại tệp có dữ liệu."))
    if TEXT.fullmatch(start) and SEPARATOR.search(start):
        raise _wrong_kind(
            _(
                "Tệp này là văn bản (CSV), không phải bảng tính %s. "
                "Hãy đổi đuôi tệp thành .csv, hoặc mở bằng Excel rồi lưu lại dạng .xlsx."
            )
            % suffix
        )
    if suffix == ".xls" or not start.startswith(ZIP):
        raise _wrong_kind()
    return _inspect_zip(path, suffix)


def _wrong_kind(sentence=OTHER_KIND):
    return FileProblem("wrong_container", sentence)


def _broken():
    return FileProblem(
        "container_broken", _("Tệp bị hỏng hoặc tải lên thiếu. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại.")
    )


def _locked():
    return FileProblem("password", _("Tệp có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu rồi gửi lại."))


def _inspect_old(path, suffix):
    """An .xls, or the shell that Excel puts around a workbook with a password."""
    with open(path, "rb") as file:
        data = file.read()
    if ENCRYPTED in data:
        raise _locked()
    if suffix != ".xls" or not any(name in data for name in NAMES):
        raise _wrong_kind()
    try:
        return xls_facts(data)
    except ValueError:
        raise _broken() from None


def _inspect_zip(path, suffix):
    try:
        with zipfile.ZipFile(path) as box:
            members = box.infolist()
            _inspect_names(members, suffix)
            markups = _inspect_contents(box, members, path.stat().st_size)
            return _in_order(box, markups) if suffix == ".xlsx" else markups[MAIN_FILE[suffix]].sheets
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, ValueError):
        raise _broken() from None


def _inspect_names(members, suffix):
    names = [member.filename for member in members]
    if len(names) > MOST_MEMBERS:
        raise _too_large()
    if any(member.flag_bits & 1 for member in members):
        raise _locked()
    if len(set(names)) < len(names) or any(_leads_out(name) for name in names):
        raise _wrong_kind()
    if MAIN_FILE[suffix] not in names:
        raise _wrong_kind()


def _leads_out(name):
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def _too_large():
    return FileProblem("container_too_large", _("Tệp bung ra quá lớn. Hãy bỏ hình ảnh, định dạng thừa rồi lưu lại."))


def _inspect_contents(box, members, packed):
    """The markup of the sheets by their files. Unpack to nowhere, counting: what the container says proves nothing."""
    most = settings.IMPORT_MAX_UNPACKED_BYTES
    if sum(member.file_size for member in members) > most:
        raise _too_large()
    size, markups, formats = 0, {}, _formats(box)
    for member in members:
        look = _Look(member.filename, formats)
        for piece in _pieces(box, member):
            size += len(piece)
            if size > most or (size > RATIO_COUNTS_FROM and size > packed * MOST_RATIO):
                raise _too_large()
            look.feed(piece)
        if look.markup:
            look.markup.close()
            markups[member.filename] = look.markup
    return markups


def _formats(box):
    """Those of the cells of an XLSX that show more than the value; none of styles beyond measure."""
    if STYLES not in box.namelist():
        return {}
    with box.open(STYLES) as stream:
        return formats_of(stream.read(MOST_STYLES).decode("utf-8", "replace"))


def _in_order(box, markups):
    """The SheetFacts of an XLSX as its workbook lists the sheets."""
    if RELATIONS not in box.namelist():
        return []
    book, relations = (box.read(name).decode("utf-8", "replace") for name in (MAIN_FILE[".xlsx"], RELATIONS))
    sheets = [markups[file].facts if file in markups else SheetFacts() for file in sheet_files(book, relations)]
    for sheet in sheets:
        sheet.is_from_1904 = bool(FROM_1904.search(book))
    return sheets


def _pieces(box, member):
    with box.open(member) as stream:
        while piece := stream.read(PIECE):
            yield piece


class _Look:
    """What a file of the container may not hold, seen as it flows by."""

    def __init__(self, name, formats):
        name = name.lower()
        self.is_markup = name.endswith((".xml", ".rels"))
        self.is_sheet = name.startswith("xl/worksheets/")
        self.before, self.cells, self.rows, self.width = b"", 0, 0, 26
        self.markup = XlsxMarkup(formats) if self.is_sheet else None
        if name == MAIN_FILE[".ods"]:
            self.markup = OdsMarkup()

    def feed(self, piece):
        if not self.is_markup:
            return
        if self.markup:
            self.markup.feed(piece)
        seen = self.before + piece
        self.before = seen[-LONGEST_TAG:]
        if (b"<!" in seen and DECLARATION.search(seen)) or (b"<\0!" in seen and WIDE_DECLARATION.search(seen)):
            raise FileProblem(
                "container_markup",
                _("Tệp chứa khai báo lạ (DOCTYPE) không có ở tệp Excel. Hãy mở bằng Excel và lưu lại."),
            )
        if (FAR_CELL if self.is_sheet else REPEATED).search(seen) or (self.is_sheet and self._is_far(seen)):
            raise FileProblem(
                "far_cell",
                _(
                    "Có ô ghi chữ ở quá xa bảng; một tệp có tối đa %(rows)s dòng, %(columns)s cột. "
                    "Hãy xóa các cột và dòng trống bên phải, bên dưới bảng rồi lưu lại."
                )
                % {
                    "rows": format_number(settings.IMPORT_MAX_ROWS),
                    "columns": format_number(settings.IMPORT_MAX_COLUMNS),
                },
            )

    def _is_far(self, seen):
        return FAR_ROW.search(seen) or self._is_sparse(seen)

    def _is_sparse(self, seen):
        """A reader makes room for the whole rectangle up to the last cell, mostly for nothing."""
        self.cells += seen.count(b"<c ")
        if WIDE_CELL.search(seen):
            self.width = settings.IMPORT_MAX_COLUMNS
        if last := LAST_CELL.match(seen):
            self.rows = max(self.rows, int(last[1]))
        area = self.rows * self.width
        return area > SPARSE_FROM and area > self.cells * SPARSE
