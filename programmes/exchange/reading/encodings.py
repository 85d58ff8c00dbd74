"""Bytes to text. The encoding is proved, never guessed silently; what cannot be proved is refused with the cure."""

import codecs

from django.utils.translation import gettext_lazy as _

from programmes.exchange.file_problem import FileProblem

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHUNK_CHARACTERS = 1 << 20


def prove_encoding(path):
    """Name of the encoding of a CSV file: UTF-8, UTF-16 with its mark, or windows-1258. The whole file is read.

    windows-1258 writes tones as letters of their own: the reader composes them again.
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
        told = _("Tệp không phải văn bản CSV (có ký tự NUL ở dòng %d). Hãy lưu lại dạng CSV UTF-8 hoặc XLSX.")
        raise FileProblem("binary_file", told % (head[: head.index(b"\0")].count(b"\n") + 1))
    if _is_readable(path, "utf-8"):
        return "utf-8"
    _insist(
        path, "cp1258", "unknown_encoding", _("Không nhận ra mã chữ của tệp. Hãy lưu lại dạng CSV UTF-8 hoặc XLSX.")
    )
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
