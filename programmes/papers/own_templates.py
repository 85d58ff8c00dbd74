"""The office's own Word template of a paper: proved when it is uploaded, then filled by its merge fields.

docx-mailmerge2 puts texts in the place of merge fields and knows nothing else, so nothing of an uploaded file is run
here. What Word itself would run or fetch when the paper is opened is refused: the paper goes to others.
"""

import re
import zipfile
import zlib
from io import BytesIO
from itertools import chain

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from docx.oxml.ns import qn
from lxml import etree
from mailmerge import MailMerge

from programmes.papers.values import NUMBER, line_fields, merge_fields, spoken

MOST_BYTES = 2 * 2**20
MOST_UNPACKED = 32 * 2**20
MOST_MEMBERS = 300
BODY, TYPES = "word/document.xml", "[Content_Types].xml"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RUNS = re.compile(r"vbaProject|activeX|embeddings/|afchunk|oleObject", re.IGNORECASE)
HARMLESS = {"MERGEFIELD", "PAGE", "NUMPAGES", "SECTIONPAGES", "HYPERLINK"}
CURE = _("Hãy mở bằng Word hoặc LibreOffice, lưu lại dạng .docx (không có macro) rồi tải lên.")


def proved(content, kind):
    """Prove the bytes of a template of this paper; returns the merge fields of the paper that it leaves out.

    ValidationError, with the cure, for what is no template of it.
    """
    if len(content) > MOST_BYTES:
        raise _refused("template_too_large", _("Tệp mẫu lớn hơn 2 MB; hãy bỏ bớt hình ảnh rồi tải lại."))
    try:
        with zipfile.ZipFile(BytesIO(content)) as box:
            trees = _trees(box)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, etree.XMLSyntaxError):
        raise _refused("template_broken", _("Tệp không phải mẫu Word, hoặc bị hỏng."), CURE) from None
    found = {name for tree in trees for name in _fields_of(tree)}
    known = names_of(kind)
    if unknown := sorted(found.difference(known, [NUMBER])):
        told = _("Mẫu có trường mà “%(paper)s” không có: %(fields)s. Xem tên đúng ở bảng các trường của mẫu này.")
        raise _refused("template_unknown_field", told % {"paper": kind.label, "fields": ", ".join(unknown)})
    if not found:
        told = _("Mẫu chưa có trường trộn thư nào, nên tờ nào cũng như nhau. Hãy bắt đầu từ mẫu gốc.")
        raise _refused("template_without_fields", told)
    return [name for name in known if name not in found]


def names_of(kind):
    """All merge fields of a paper, those of its lines too."""
    return [*merge_fields(kind.values), *chain.from_iterable(line_fields(kind.values).values())]


def fill(content, kind, values):
    """The bytes of one Word document that tells each of `values` by this template, each from a new page on."""
    with MailMerge(BytesIO(content)) as document:
        document.merge_templates([_texts(kind, each) for each in values], separator="page_break")
        filled = BytesIO()
        document.write(filled)
    return filled.getvalue()


def _texts(kind, values):
    """{merge field: text}; lines as a list of such under each field of theirs, of which Word's row has any."""
    told = {field: spoken(values, name) for field, name in merge_fields(kind.values).items()}
    for lines, fields in line_fields(kind.values).items():
        rows = [
            {NUMBER: str(at), **{field: spoken(line, name) for field, name in fields.items()}}
            for at, line in enumerate(getattr(values, lines), start=1)
        ]
        told |= dict.fromkeys(fields, rows)
    return told


def _refused(code, *sentences):
    return ValidationError(" ".join(str(sentence) for sentence in sentences), code=code)


def _trees(box):
    """The parsed parts of Word's that hold text; refuses what is no plain document."""
    members = box.infolist()
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS or len(names) < len(members) or BODY not in names or TYPES not in names:
        raise zipfile.BadZipFile
    if any(member.flag_bits & 1 for member in members):
        raise _refused("template_locked", _("Tệp mẫu có mật khẩu; hãy bỏ mật khẩu rồi tải lại."))
    parts = _unpacked(box, members)
    if DOCUMENT.encode() not in parts[TYPES] or any(RUNS.search(name) for name in names):
        raise _refused("template_runs", _("Tệp mẫu chứa macro hoặc tệp nhúng, không dùng được."), CURE)
    parsed = {name: _parsed(text) for name, text in parts.items() if name.endswith((".xml", ".rels"))}
    for name, tree in parsed.items():
        if name.endswith(".rels"):
            _insist_nothing_is_fetched(tree)
    return [tree for name, tree in parsed.items() if name.startswith("word/") and not name.endswith(".rels")]


def _unpacked(box, members):
    """{name: bytes}; what the container says of its size proves nothing, so it is counted."""
    size, parts = 0, {}
    for member in members:
        with box.open(member) as file:
            parts[member.filename] = file.read(MOST_UNPACKED + 1 - size)
        size += len(parts[member.filename])
        if size > MOST_UNPACKED:
            raise _refused("template_too_large", _("Tệp mẫu bung ra quá lớn; hãy bỏ bớt hình ảnh rồi tải lại."))
    return parts


def _parsed(text):
    tree = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    if tree.getroottree().docinfo.doctype:
        raise zipfile.BadZipFile
    return tree


def _insist_nothing_is_fetched(relations):
    for each in relations:
        is_link = each.get("Type", "").endswith("/hyperlink")
        if each.get("TargetMode") == "External" and not is_link:
            told = _("Tệp mẫu lấy nội dung từ nơi khác (mẫu gắn kèm, ảnh liên kết); hãy chèn hẳn nội dung vào tệp.")
            raise _refused("template_fetches", told)


def _fields_of(tree):
    """The names of the merge fields of a part; refuses fields by which Word itself would fetch or start something."""
    instructions = [each.get(qn("w:instr"), "") for each in tree.iter(qn("w:fldSimple"))]
    for paragraph in tree.iter(qn("w:p")):
        told = []
        for each in paragraph.iter(qn("w:instrText"), qn("w:fldChar")):
            if each.tag == qn("w:instrText"):
                told.append(each.text or "")
            elif each.get(qn("w:fldCharType")) == "begin":
                told.append("\n")
        instructions += "".join(told).split("\n")
    for instruction in filter(None, (each.split() for each in instructions)):
        kind = instruction[0].upper()
        if kind not in HARMLESS:
            told = _("Mẫu có trường %(field)s của Word; chỉ dùng trường trộn thư (MERGEFIELD) và số trang.")
            raise _refused("template_other_field", told % {"field": kind})
        if kind == "MERGEFIELD" and len(instruction) > 1:
            yield instruction[1].strip('"')
