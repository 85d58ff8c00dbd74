"""How long each kind of record is kept, from which day, why, and what is done then: the one home of these periods.

What is kept for ever (donations, gifts, ledger, the audit trail) is not on the list.
"""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

UNCONFIRMED = _("quy định nội bộ, cần pháp chế xác nhận")
YEAR = 365


class Deed(StrEnum):
    """What is done when the days are over."""

    FILE = "file"
    DELETE = "delete"
    EMPTY = "empty"
    BLANK = "blank"
    OUTSIDE = "outside"

    @property
    def label(self):
        return DEEDS[self]


DEEDS = {
    Deed.FILE: _("hủy tệp, giữ số đếm"),
    Deed.DELETE: _("xóa"),
    Deed.EMPTY: _("xóa danh tính, giữ suất quà"),
    Deed.BLANK: _("xóa nội dung, giữ số đếm"),
    Deed.OUTSIDE: _("người vận hành máy chủ xóa"),
}


class Kind(NamedTuple):
    """`is_daily`: the worker does it by itself; else only `manage.py retire` does."""

    name: str
    days: int
    since: str
    deed: Deed
    source: str
    is_daily: bool = False

    @property
    def until(self):
        """What dates from before this moment has served."""
        return timezone.now() - timedelta(days=self.days)

    @property
    def period(self):
        if not self.days:
            return _("không lưu thêm")
        years, days = divmod(self.days, YEAR)
        return _("%d ngày") % self.days if days or not years else _("%d năm") % years


NEEDED = _("Luật 91/2025/QH15 Điều 3; số ngày là quy định nội bộ, cần pháp chế xác nhận")
KINDS = {
    "uploads": Kind(_("tệp đã tải lên, lỗi của từng dòng"), 7, _("tải lên"), Deed.FILE, NEEDED, is_daily=True),
    "sessions": Kind(_("phiên đăng nhập"), 0, _("hết hạn phiên"), Deed.DELETE, UNCONFIRMED, is_daily=True),
    # The worker comes back every few minutes, and each turn leaves a row.
    "turns": Kind(_("lượt chạy của tiến trình nền"), 14, _("chạy xong"), Deed.DELETE, UNCONFIRMED, is_daily=True),
    # Half a year: whoever was answered has 90 days to complain of the answer (Luật 02/2011/QH13 Điều 9), and is heard.
    "feedback": Kind(
        _("nội dung, liên hệ, câu trả lời của phản ánh"), 180, _("trả lời"), Deed.BLANK, NEEDED, is_daily=True
    ),
    "people": Kind(_("người nhận"), 10 * YEAR, _("ghi hoặc trao suất quà mới nhất"), Deed.EMPTY, NEEDED),
    "papers": Kind(
        _("giấy tờ đính kèm"),
        10 * YEAR,
        _("đính kèm"),
        Deed.DELETE,
        _("Luật 88/2015/QH13 Điều 41 (chứng từ kế toán); cần pháp chế xác nhận"),
    ),
    "batches": Kind(_("giấy tờ lập hàng loạt"), 7, _("lập xong"), Deed.FILE, NEEDED, is_daily=True),
    "strays": Kind(_("giấy tờ của bản ghi đã rút"), 0, _("rút bản ghi"), Deed.DELETE, UNCONFIRMED, is_daily=True),
    "logs": Kind(_("nhật ký của máy chủ"), YEAR, _("ngày ghi"), Deed.OUTSIDE, UNCONFIRMED),
    "copies": Kind(_("bản sao lưu"), 90, _("ngày sao"), Deed.OUTSIDE, UNCONFIRMED),
}
