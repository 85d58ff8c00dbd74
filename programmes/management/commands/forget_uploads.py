"""Delete uploaded files that have served."""

from programmes.actions import retention
from programmes.management.base import PortalCommand
from programmes.rules.retention import KINDS
from programmes.standards.money import format_number


class Command(PortalCommand):
    help = f"Xóa các tệp đã tải lên quá {KINDS['uploads'].period}; số đếm và dấu vân tay của tệp vẫn giữ."

    def handle(self, **options):
        self.stdout.write(f"Đã xóa {format_number(retention.retire('uploads'))} tệp hết hạn giữ.")
