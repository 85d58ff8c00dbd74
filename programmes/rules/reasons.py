"""What a reason may not say: the audit trail and the books keep it for ever, and other officers read it."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from programmes.rules.named import OF_MANY
from programmes.rules.problems import Problem
from programmes.standards.names import fold

# As they are written, and without marks as many type them; "bệnh viện" is a place and not an illness.
_SENSITIVE = (
    *("ung thư", "hiv", "aids", "bệnh(?! viện)", "tâm thần", "khuyết tật", "tàn tật", "tiểu đường", "lao phổi"),
    *("đột quỵ", "tai biến", "suy thận", "chạy thận", "trầm cảm", "tự kỷ", "nghiện", "mang thai", "dị tật", "bại liệt"),
    *("hộ nghèo", "cận nghèo", "dân tộc thiểu số", "mồ côi", "chất độc hóa học", "chất độc da cam", "bảo trợ xã hội"),
)
_PLAIN = tuple(word.replace("bệnh(?! viện)", "benh(?! vien)") if "(" in word else fold(word) for word in _SENSITIVE)
_WORDS = re.compile(rf"\b(?:{'|'.join((*_SENSITIVE, *_PLAIN))})\b")
# 9, 10 or 12 digits, also in groups: citizen numbers old and new, numbers of social insurance. Amounts end in đồng.
_NUMBER = re.compile(
    r"(?<![\w/.,-])(?:\d[ .-]?){8}\d(?:[ .-]?\d(?:[ .-]?\d[ .-]?\d)?)?(?![\w/]|[.,-]?\d)(?!\s*(?:đ\b|đồng|vnđ))",
    re.IGNORECASE,
)


def _names_by_number(text):
    return bool(_NUMBER.search(text))


def _told_of(text):
    """The first word that tells of somebody's health or hardship, "" without any."""
    found = _WORDS.search(text.casefold())
    return found[0] if found else ""


def check(text):
    """Problems of a reason: it names a person by a number, or tells of somebody's health or hardship."""
    text = unicodedata.normalize("NFC", text)
    if _names_by_number(text):
        yield Problem(
            "reason",
            "reason_has_number",
            _(
                "Lý do có dãy số giống số định danh, số CMND hoặc mã số BHXH của một người, mà lý do được lưu mãi "
                "trong nhật ký: hãy bỏ dãy số đó; nếu là số tiền thì ghi thêm chữ “đồng”."
            ),
        )
    elif word := _told_of(text):
        yield Problem(
            "reason",
            "reason_is_sensitive",
            _(
                "Lý do nói đến sức khỏe hoặc hoàn cảnh của người nhận (“%(word)s”), mà lý do được lưu mãi trong nhật "
                "ký: hãy ghi lại mà không nêu điều đó, ví dụ “sai đối tượng theo quyết định”."
            )
            % {"word": word},
        )


def check_note(text):
    """Problems of a note beside a record that is no person's: it stays, and all who see the record read it."""
    text = unicodedata.normalize("NFC", text)
    if _names_by_number(text):
        yield Problem(
            "text",
            "note_has_number",
            _(
                "Ghi chú có dãy số giống số định danh, số CMND hoặc mã số BHXH của một người: hãy bỏ dãy số đó, hoặc "
                "ghi ở trang của người đó; nếu là số tiền thì ghi thêm chữ “đồng”."
            ),
        )
    elif word := _told_of(text):
        yield Problem(
            "text",
            "note_is_sensitive",
            _(
                "Ghi chú nói đến sức khỏe hoặc hoàn cảnh của người nhận (“%(word)s”): hãy ghi ở trang của người đó, "
                "không ghi ở đây."
            )
            % {"word": word},
        )


def check_view_name(text):
    """Problems of the name of a view of a list, which colleagues read: a group may be named by it, never a number."""
    if _names_by_number(unicodedata.normalize("NFC", text)):
        yield Problem(
            "name",
            "view_has_number",
            _("Tên bộ lọc có dãy số giống số định danh, số CMND hoặc mã số BHXH của một người: hãy bỏ dãy số đó."),
        )


def check_names(names, record):
    """Problems of a reason in which stand these `names` of people whom the record is about.

    Whoever writes of one person writes it again; of a list or a file it is enough that the trail leaves them out.
    """
    if names and not isinstance(record, OF_MANY):
        yield Problem(
            "reason",
            "reason_names_person",
            _(
                "Lý do nêu tên của chính người mà bản ghi nói về, mà lý do được lưu mãi trong nhật ký: hãy ghi lại mà "
                "không nêu tên, ví dụ “trùng với bản ghi khác của người này”."
            ),
        )
