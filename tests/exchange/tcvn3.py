"""Text as fonts of TCVN3 (.VnTime) and windows-1258 encode it, to make files as old machines left them."""

import unicodedata

LETTERS = (
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
    "b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacbaecccecfd0d1aad2d3d4d5d6d7d8dcdddedfe1e2e3e4abe5e6e7e8e9aceaebecedee"
    "eff1f2f3f4adf5f6f7f8f9fafbfcfdfea1a2a3a4a5a6a7",
)
TCVN3 = dict(zip(LETTERS[0], bytes.fromhex(LETTERS[1]), strict=True))


def tcvn3(text):
    return bytes(TCVN3.get(char, ord(char)) for char in text)


def windows_1258(text):
    """Letters with a sign are composed, tones follow them: the way Windows has always written Vietnamese."""
    written = b""
    for char in unicodedata.normalize("NFC", text):
        try:
            written += char.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
            letter = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark != tone))
            written += letter.encode("cp1258") + tone.encode("cp1258")
    return written
