"""Delete uploaded files that have served."""

from programmes.exchange.desk.retention import forget_files
from programmes.management.base import PortalCommand
from programmes.rules.batches import KEEP_DAYS
from programmes.standards.money import format_number


class Command(PortalCommand):
    help = f"Xóa các tệp đã tải lên quá {KEEP_DAYS} ngày; số đếm và dấu vân tay của tệp vẫn giữ."

    def handle(self, **options):
        self.stdout.write(f"Đã xóa {format_number(forget_files())} tệp hết hạn giữ.")
