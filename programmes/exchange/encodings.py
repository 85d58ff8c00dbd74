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
VIETNAMESE = set("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")  # those of its letters that Latin-1 has, too
HARMLESS = set("\u00a0«»°±²³·½×Ðð")  # Eth stands for Đ in many files
TONES = set("\u0300\u0301\u0303\u0309\u0323")
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


def refuse_old_fonts(text):
    """Refuse text typed for TCVN3 (.VnTime) or VNI fonts: letters such as ®, µ, ä that Vietnamese does not have.

    Such text decodes without an error, as windows-1258 or from a workbook; nothing but its letters gives it away.
    """
    foreign = [char for char in unicodedata.normalize("NFC", text) if not char.isascii()]
    odd = sum(_is_odd(char) for char in foreign)
    if odd * 10 > len(foreign):
        raise FileProblem(
            "old_encoding", _("Tệp dùng phông chữ cũ (TCVN3/.VnTime hoặc VNI). Hãy chuyển sang Unicode rồi gửi lại.")
        )


def _is_odd(char):
    if "\u00a1" <= char <= "\u00ff":
        return char not in VIETNAMESE and char not in HARMLESS
    return char in TONES  # a tone that no vowel before it takes
