"""manage.py retire [--confirm] [--by USERNAME]: let go of what has been kept for its days."""

import sys

from django.core.management.base import CommandError
from django.utils import timezone

from programmes.actions import retention, rights
from programmes.management.base import PortalCommand
from programmes.models import Officer
from programmes.rules.retention import KINDS, Deed
from programmes.standards.dates import format_day_padded
from programmes.standards.money import format_number


class Command(PortalCommand):
    help = "Liệt kê những gì đã hết thời hạn lưu, rồi xóa khi có --confirm hoặc khi được trả lời “xóa”."

    def add_arguments(self, parser):
        parser.add_argument("--confirm", action="store_true", help="Xóa ngay sau khi liệt kê, không hỏi.")
        parser.add_argument(
            "--by", metavar="TÊN", help="Cán bộ có quyền xóa danh tính; thiếu thì danh tính người nhận được giữ lại."
        )

    def handle(self, *, confirm, by, **options):
        officer = _officer(by) if by else None
        listed = [key for key, kind in KINDS.items() if kind.deed != Deed.OUTSIDE and self._tell(key, kind)]
        if not listed:
            self.stdout.write("Không có gì hết thời hạn lưu.")
        elif confirm or (sys.stdin.isatty() and input("Gõ “xóa” để xóa những mục trên: ").strip() == "xóa"):
            self._retire(listed, officer)
        else:
            self.stdout.write("Chưa xóa gì; thêm --confirm để xóa.")

    def _tell(self, key, kind):
        found = retention.due(key)
        if count := found.records.count():
            day = format_day_padded(timezone.localdate(found.oldest))
            self.stdout.write(f"{kind.name}: {format_number(count)}, cũ nhất {day}; {kind.deed.label}.")
        return count

    def _retire(self, keys, officer):
        for key in keys:
            if KINDS[key].deed == Deed.EMPTY and officer is None:
                self.stdout.write(f"{KINDS[key].name}: giữ lại, cần --by của cán bộ có quyền xóa danh tính.")
            else:
                self.stdout.write(f"{KINDS[key].name}: đã xong {format_number(retention.retire(key, by=officer))}.")


def _officer(username):
    officer = Officer.objects.filter(username=username).first()
    if officer is None:
        raise CommandError(f"Không có cán bộ “{username}”.")
    if refusals := list(rights.check(officer, "erase_recipient")):
        raise CommandError(str(refusals[0].message))
    return officer
