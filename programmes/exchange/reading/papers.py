"""Scans of papers in: proved by what they hold, pictures written anew, a PDF looked through for what is no page."""

import hashlib
import re
import zlib
from contextlib import suppress
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.exchange.reading import photos
from programmes.models import Attachment
from programmes.standards.names import tidy

Media = Attachment.Media
PAGE_SIDE = 2480  # px of the longer side of a picture that is kept: a page of A4 at some 210 dpi
MAX_UNPACKED = 64 * 2**20  # bytes of all object streams of a PDF
LONGEST_FILENAME = 150

MOST_STREAMS = 20_000  # of a PDF
LONGEST_DICTIONARY = 4096  # bytes before a stream in which its dictionary is looked for

_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
_STREAM = re.compile(rb">>\s*stream\r?\n")
_FILTER = re.compile(rb"/(\w+Decode|Crypt)\b")
# Scripts, files within the file, programs that are started, forms of scripts, films and sound.
_NO_PAGE = re.compile(
    rb"/(?:JavaScript|EmbeddedFiles?|Launch|RichMedia|XFA|SubmitForm|ImportData|Movie|Sound|Rendition|GoToE)\b"
)


class Paper(NamedTuple):
    """Bytes to keep, of which media, under which name they came, and their SHA-256."""

    content: bytes
    media: Media
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
        content, media = _sound_pdf(upload.read()), Media.PDF
    elif head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        content = photos.re_encoded(upload, longest_side=PAGE_SIDE, max_bytes=settings.ATTACHMENT_MAX_BYTES)
        media = Media.JPEG
    else:
        raise ValidationError(
            _("Tệp không phải là PDF, JPEG hay PNG, dù tên tệp ghi gì; hãy quét hoặc lưu lại ở một trong ba dạng đó."),
            code="paper_of_other_kind",
        )
    stem = tidy(re.sub(r'[\x00-\x1f\\/:*?"<>|]+', " ", upload.name or ""))
    stem = re.sub(r"\.\w{1,5}$", "", stem)[:LONGEST_FILENAME].strip(" .") or "giay-to"
    return Paper(content, media, f"{stem}.{media.ending}", hashlib.sha256(content).hexdigest())


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
    """All of a PDF in which names of objects may stand: the whole file, and what its object streams hold unpacked."""
    parts, at, left = [content], 0, MAX_UNPACKED
    for count, found in enumerate(_STREAM.finditer(content)):
        if count == MOST_STREAMS:
            raise _opaque()
        if found.start() < at:
            continue  # within an object stream
        head = content[max(found.start() - LONGEST_DICTIONARY, 0) : found.start()]
        dictionary = _plain(head[head.rfind(b"obj") + 1 :])
        if b"/ObjStm" in dictionary:
            at = content.find(b"endstream", found.end())
            at = at if at >= 0 else len(content)
            parts.append(_unpacked(content[found.end() : at], dictionary, left))
            left -= len(parts[-1])
    return _plain(b"\n".join(parts))


def _unpacked(stream, dictionary, left):
    """The objects of an object stream; one that is packed otherwise than all writers do cannot be looked through."""
    filters, unpacked = _FILTER.findall(dictionary), None
    if not filters:
        return b""  # it stands in the file as it is
    unpacker = zlib.decompressobj()
    if filters == [b"FlateDecode"] and b"/Predictor" not in dictionary and left > 0:
        with suppress(zlib.error):
            unpacked = unpacker.decompress(stream, left)
    if unpacked is None or unpacker.unconsumed_tail:
        raise _opaque()
    return unpacked


def _opaque():
    return ValidationError(
        _("Không xem được bên trong tệp PDF; hãy in ra PDF lại hoặc quét bản giấy."), code="pdf_is_opaque"
    )


def _plain(names):
    """A name may be written with codes in it, "/J#53" for "/JS"."""
    return _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), names)
