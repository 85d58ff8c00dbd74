"""People of whom the file itself says that they get nothing: below "Giảm", or beside "Đã chết" or "Không đủ điều kiện".

Whether they are left out only the officer can tell; while nobody has, they are lines like any other.
"""

import re
from collections import Counter

from programmes.standards.names import tidy

BEFORE = (
    r"\W*(?:(?:danh sách|chi tiết|những|các|số|trường hợp|đối tượng|người|hộ|lao động|báo|lý do|phần|đề nghị|xin|đã"
    r"|bị|được|do|kết quả|trạng thái|ds|thẻ|tự|hồ sơ|này|tạm|cắt|(?:phần|mục) [ivx\d]+)\b\W*)*"
)
SAYS_SO = re.compile(
    BEFORE + r"(?:giảm(?! (?:nghèo|trừ|dần|còn|mức|đóng|sút|giá)\b| ?\d[\d.,]* ?(?:%|đ))"
    r"|(?:không|ko|k) (?:đủ|đạt|nhận|đồng ý|tham gia|hợp lệ|(?:phê )?duyệt|chấp|hưởng|xét|cấp|trao|tặng|phát|hỗ trợ"
    r"|cư trú|có nhu cầu|thuộc|đúng đối|còn (?:sống|ở|cư trú|thuộc|là)"
    r"|được (?:cấp|nhận|duyệt|tặng|trao|phát|hỗ trợ|hưởng|xét))"
    r"|chưa (?:đủ điều kiện|đủ tuổi|đạt)|hết (?:điều kiện|diện|đối tượng)|đã có (?:thẻ )?bhyt"
    r"|chết|tử vong|tử tuất|tử(?=\W*$)|qua đời|từ trần|vắng mặt|mất(?=\W*$|[ ,(]+(?:ngày|năm|tháng|từ|\d))"
    r"|từ chối|trả lại|trả về|thu hồi|huỷ|hủy|rút (?:tên|khỏi)|loại(?=\W*$| (?:khỏi|bỏ|tên|ra)\b)"
    r"|trùng(?=\W*$|[ ,(]+(?:thẻ|lặp|cấp|với|đối tượng|sổ|hồ sơ|danh sách|đợt)\b)"
    r"|chuyển (?:đi|khẩu|khỏi|tỉnh|địa bàn|nơi (?:ở|cư trú|khác))|rời khỏi|đi khỏi|bỏ địa phương"
    r"|(?:xóa|xoá|gạch|bỏ) (?:tên|khỏi)|dừng|ngừng|thôi (?:hưởng|nhận|tham gia|đóng))(?!\w)"
)
SAYS_SO_PLAINLY = re.compile(  # without accents, of which "giam" may be "giám đốc" and "trung" a name
    r"\W*(?:(?:da|bi|nguoi|doi tuong|truong hop|danh sach|ds) )*(?:giam\W*$|khong (?:du dieu kien|dat\b|nhan\b"
    r"|duoc cap|tham gia)|chet\b|tu vong|qua doi|tu choi|tra lai|thu hoi)"
)


LONE = "dòng một ô"  # the key by which Options.left_out knows rows that are but headings of groups


def says_so(text):
    """Whether a text says of people that they get nothing."""
    plain = tidy(text).casefold()
    return bool(SAYS_SO_PLAINLY.match(plain) if plain.isascii() else SAYS_SO.match(plain))


class NotGiven:
    """Such people of a file. `left_out` as in Options.

    `columns` holds by heading what it says of lines, line -> text, `groups` counts those below each group row that says
    so, and `grouped` are these lines. `lone` are the rows of one cell that may be headings of groups and no people,
    (line, text). `dropped` is how many lines were left out because the officer has said so, by the same keys as
    `left_out`; `dropped_vnd` is what they tell of the money of the list.
    """

    def __init__(self, left_out):
        self.left_out = left_out
        self.columns, self.groups, self.grouped, self.lone = {}, Counter(), set(), []
        self.dropped, self.dropped_vnd = Counter(), 0

    def told_by_columns(self):
        """(heading, what it says -> lines) of each column, without the lines below a group row that says so."""
        for heading, lines in self.columns.items():
            if words := Counter(tidy(text) for line, text in lines.items() if line not in self.grouped):
                yield heading, words

    def kept(self, block, headings, money_of):
        """The rows of a block without those that are left out.

        `headings` are those to look below, by place; `money_of` tells the đồng of a row.
        """
        gone = set()
        for place, heading in headings.items():
            texts = [row.cells[place] if place < len(row.cells) else "" for row in block]
            said = set(filter(says_so, filter(None, set(texts))))
            if not said:
                continue
            lines = [at for at, text in enumerate(texts) if text in said]
            self.columns.setdefault(heading, {}).update((block[at].line, texts[at]) for at in lines)
            if self.left_out.get(of_column(heading)):
                self.dropped[of_column(heading)] += len(lines)
                gone.update(lines)
        self.dropped_vnd += sum(money_of(block[at]) for at in gone)
        return [row for at, row in enumerate(block) if at not in gone] if gone else block

    def is_dropped(self, group, row, money_of):
        """Whether a row below this group row is left out; `money_of` as in kept()."""
        self.groups[group] += 1
        self.grouped.add(row.line)
        is_dropped = bool(self.left_out.get(of_group(group)))
        if is_dropped:
            self.dropped[of_group(group)] += 1
            self.dropped_vnd += money_of(row)
        return is_dropped


def of_column(heading):
    """The key by which Options.left_out knows the people of whom a column says so."""
    return f"cột {heading}"


def of_group(text):
    """That of the people below a group row."""
    return f"nhóm {text}"


def of_sheet(name):
    """That of a sheet."""
    return f"trang {name}"
