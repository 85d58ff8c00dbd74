"""The words by which a row that is no line of the list is known: sums, balances, remarks, signatures, mere numbers."""

import re

from programmes.standards.names import fold

END = re.compile(
    r"\(?(?:(?:số|thành) tiền )?(?:viết )?bằng chữ|(?:cán bộ |người )?lập\b|kế toán|thủ trưởng|(?:phó )?giám đốc"
    r"|trưởng (?:phòng|ban|thôn|bản|xóm|khu)|chủ tịch|đại diện|kiểm soát|(?:phê )?duyệt\b|\(?ký[ ,)]|xác nhận|nơi nhận"
    r"|tm\.|kt\.|.*\bngày\b.*\btháng\b.*\bnăm\b|.{0,30}\bngày \d{1,2}[/.-]\d{1,2}[/.-]\d{4}$",
    re.IGNORECASE,
)
SURE_TOTAL = re.compile(
    r"(?:tieu |t ?[./] ?)?(?:tong|cong|toan|\btc?)(?: (?:tong|cong|so|trang|tinh|nganh|tang|giam))*\W*(?:\(.*\)\W*)?"
    r"(?:\d.*)?|tong so (?:the|so|suat|nguoi|doi tuong|em|chau|hoc sinh)\b.*"
)
BALANCE = re.compile(r"(?:(?:so )?du (?:dau|cuoi)|(?:opening|beginning|closing|ending) balance)\b.*")
CLOSING = re.compile(
    r"\W*(?:(?:an dinh )?danh sach (?:nay|tren|gom|co|an dinh)\b|an dinh\b|(?P<note>ghi chu|luu y|trong do)\b)"
    r"|(?P<foot>\(\*+\))"
)
CARRIED_OVER = re.compile(
    r"(?:(?:so|tong|tong so|tong cong|cong) )?"
    r"(?:(?:mang|chuyen) (?:sang|qua)(?: trang(?: (?:sau|truoc))?)?|chuyen trang(?: (?:sau|truoc))?"
    r"|(?:tu )?trang truoc (?:mang|chuyen) sang|luy ke(?! \d).*?|toan (?:xa|phuong|dac khu|huyen))"
    r"\W*(?:\(.*\)\W*)?(?:\d.*)?"
)
NUMBERING = re.compile(r"\(?\d{1,6}\s*[.):]?", re.ASCII)


def is_carried_over(label):
    """Whether a row sums up what other pages, lists or days hold."""
    plain = fold(label)
    return bool(CARRIED_OVER.fullmatch(plain) or BALANCE.match(plain))
