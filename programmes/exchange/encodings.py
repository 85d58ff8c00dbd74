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
CONTROL = {chr(n) for n in range(32)} - set("\t\n\r\x0b\x0c")


def decode(data):
    """Text of a CSV file: UTF-8, UTF-16 with its mark, or windows-1258, always in NFC."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return _strict(data, name)
    if b"\0" in data[:4096]:
        raise FileProblem("binary_file", _("Tệp không phải văn bản CSV. Hãy lưu lại dạng CSV UTF-8 hoặc XLSX."))
    try:
        return _nfc(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _windows(data)


def _strict(data, name):
    try:
        return _nfc(data.decode(name))
    except UnicodeDecodeError:
        raise FileProblem(
            "broken_encoding", _("Tệp bị hỏng mã chữ ở giữa chừng. Hãy mở lại và lưu dạng CSV UTF-8.")
        ) from None


def _windows(data):
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        raise FileProblem(
            "unknown_encoding", _("Không nhận ra mã chữ của tệp. Hãy lưu lại dạng CSV UTF-8 hoặc XLSX.")
        ) from None
    letters = [char for char in text[:20000] if ord(char) > 127]
    signs = sum(char in TCVN3_SIGNS for char in letters)
    marks = sum(unicodedata.combining(char) > 0 for char in letters)
    if letters and marks * 10 < len(letters) and signs * 2 > len(letters):
        raise FileProblem(
            "old_encoding", _("Tệp dùng phông chữ cũ (TCVN3/.VnTime). Hãy chuyển sang Unicode rồi gửi lại.")
        )
    return _nfc(text)


def _nfc(text):
    return text if text.isascii() else unicodedata.normalize("NFC", text)
