"""Scans of papers in: proved by what they hold, pictures written anew, a PDF looked through for what is no page."""

import hashlib
import re
import zlib
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.exchange.reading import photos
from programmes.standards.names import tidy

PDF, JPEG = "application/pdf", "image/jpeg"
PAGE_SIDE = 2480  # px of the longer side of a picture that is kept: a page of A4 at some 210 dpi
MAX_UNPACKED = 64 * 2**20  # bytes of all object streams of a PDF
LONGEST_FILENAME = 150

_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
_STREAM = re.compile(rb"<<(?P<dictionary>.{0,4000}?)>>\s*stream\r?\n", re.DOTALL)
# Scripts, files within the file, programs that are started, forms of scripts, films and sound.
_NO_PAGE = re.compile(
    rb"/(?:JavaScript|JS|EmbeddedFiles?|Launch|RichMedia|XFA|SubmitForm|ImportData|Movie|Sound|Rendition|GoToE)\b"
)


class Paper(NamedTuple):
    """Bytes to keep, of which media, under which name they came, and their SHA-256."""

    content: bytes
    media: str
    filename: str
    sha256: str


def proved(upload):
    """The Paper of an upload; ValidationError, with the cure, for whatever is no sound PDF, JPEG or PNG."""
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        raise ValidationError(
            _("Tệp lớn hơn %d MB; hãy quét ở độ phân giải thấp hơn (200 dpi là đủ) rồi tải lại.")
            % (settings.ATTACHMENT_MAX_BYTES // 2**20),
            code="paper_too_large",
        )
    upload.seek(0)
    head = upload.read(1024)
    upload.seek(0)
    if head.lstrip().startswith(b"%PDF-"):
        content, media, ending = _sound_pdf(upload.read()), PDF, "pdf"
    elif head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        content = photos.re_encoded(upload, longest_side=PAGE_SIDE, max_bytes=settings.ATTACHMENT_MAX_BYTES)
        media, ending = JPEG, "jpg"
    else:
        raise ValidationError(
            _("Tệp không phải là PDF, JPEG hay PNG, dù tên tệp ghi gì; hãy quét hoặc lưu lại ở một trong ba dạng đó."),
            code="paper_of_other_kind",
        )
    stem = tidy(re.sub(r'[\x00-\x1f\\/:*?"<>|]+', " ", upload.name or ""))
    stem = re.sub(r"\.\w{1,5}$", "", stem)[:LONGEST_FILENAME].strip(" .") or "giay-to"
    return Paper(content, media, f"{stem}.{ending}", hashlib.sha256(content).hexdigest())


def _sound_pdf(content):
    """The bytes as they are; a simple look, not a parser: what hides better is still only downloaded, never shown."""
    if b"%%EOF" not in content[-2048:]:
        raise ValidationError(_("Tệp PDF bị cụt hoặc hỏng; hãy quét hoặc lưu lại rồi tải lên."), code="pdf_is_broken")
    told = _names_of(content)
    if b"/Encrypt" in told:
        raise ValidationError(
            _("Tệp PDF đặt mật khẩu hoặc khóa quyền; hãy lưu lại bản không khóa rồi tải lên."), code="pdf_is_locked"
        )
    if _NO_PAGE.search(told):
        raise ValidationError(
            _("Tệp PDF có mã lệnh, biểu mẫu động hoặc tệp lồng bên trong; hãy in ra PDF lại hoặc quét bản giấy."),
            code="pdf_is_not_only_pages",
        )
    return content


def _names_of(content):
    """All of a PDF in which names of objects stand: outside of streams, and in the streams that hold objects."""
    parts, at, left = [], 0, MAX_UNPACKED
    for found in _STREAM.finditer(content):
        if found.start() < at:
            continue
        end = content.find(b"endstream", found.end())
        end = len(content) if end < 0 else end
        parts.append(content[at : found.end()])
        at = end
        if b"/ObjStm" in _plain(found["dictionary"]):
            unpacked = _unpacked(content[found.end() : end], found["dictionary"], left)
            left -= len(unpacked)
            parts.append(unpacked)
    parts.append(content[at:])
    return _plain(b"\n".join(parts))


def _unpacked(stream, dictionary, left):
    """The objects of an object stream; one that is packed otherwise than all writers do cannot be looked through."""
    filters = re.findall(rb"/(\w+Decode|\w+Decrypt|Crypt)\b", _plain(dictionary))
    if not filters:
        return stream
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(stream, left) if filters == [b"FlateDecode"] and left > 0 else None
    except zlib.error:
        unpacked = None
    if unpacked is None or unpacker.unconsumed_tail:
        raise ValidationError(
            _("Không xem được bên trong tệp PDF; hãy in ra PDF lại hoặc quét bản giấy."), code="pdf_is_opaque"
        )
    return unpacked


def _plain(names):
    """A name may be written with codes in it, "/J#53" for "/JS"."""
    return _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), names)
