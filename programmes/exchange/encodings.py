"""Bytes to text. The encoding is proved, never guessed silently; what cannot be proved is refused with the cure."""

import codecs
import unicodedata

from django.utils.translation import gettext_lazy as _

from programmes.exchange.results import FileProblem

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters of TCVN3 (ABC) read as windows-1258, and pairs of VNI; both are common in Vietnamese and never in the other.
TCVN3_SIGNS = set("¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô­øõö÷ùýúûüþ")
CHUNK_CHARACTERS = 1 << 20


def prove_encoding(path):
    """Name of the encoding of a CSV file: UTF-8, UTF-16 with its mark, or windows-1258. The whole file is read.

    windows-1258 writes tones as letters of their own: cells are composed again by `standards.names.tidy`.
    """
    with open(path, "rb") as file:
        head = file.read(4096)
    for mark, name in MARKS:
        if head.startswith(mark):
            _insist(
                path, name, "broken_encoding", _("Tệp bị hỏng mã chữ ở giữa chừng. Hãy mở lại và lưu dạng CSV UTF-8.")
            )
            return name
    if b"\0" in head:
        raise FileProblem("binary_file", _("Tệp không phải văn bản CSV. Hãy lưu lại dạng CSV UTF-8 hoặc XLSX."))
    if _is_readable(path, "utf-8"):
        return "utf-8"
    _insist(
        path, "cp1258", "unknown_encoding", _("Không nhận ra mã chữ của tệp. Hãy lưu lại dạng CSV UTF-8 hoặc XLSX.")
    )
    _refuse_tcvn3(path)
    return "cp1258"


def _is_readable(path, encoding):
    try:
        with open(path, encoding=encoding, newline="") as file:
            while file.read(CHUNK_CHARACTERS):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _insist(path, encoding, code, message):
    if not _is_readable(path, encoding):
        raise FileProblem(code, message)


def _refuse_tcvn3(path):
    with open(path, encoding="cp1258", newline="") as file:
        letters = [char for char in file.read(CHUNK_CHARACTERS) if ord(char) > 127]
    signs = sum(char in TCVN3_SIGNS for char in letters)
    marks = sum(unicodedata.combining(char) > 0 for char in letters)
    if letters and marks * 10 < len(letters) and signs * 2 > len(letters):
        raise FileProblem(
            "old_encoding", _("Tệp dùng phông chữ cũ (TCVN3/.VnTime). Hãy chuyển sang Unicode rồi gửi lại.")
        )
