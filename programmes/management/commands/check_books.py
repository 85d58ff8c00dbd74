"""Look at every invariant of the books and keep the results for the check page."""

import sys

from programmes.management.base import PortalCommand
from programmes.standards.money import format_number
from programmes.totals import checks


class Command(PortalCommand):
    help = "Kiểm tra mọi đẳng thức của sổ, mỗi phép một dòng, ghi kết quả cho trang /kiem-tra/; mã thoát 1 nếu có sai."

    def add_arguments(self, parser):
        parser.add_argument("--if-due", action="store_true", help="Chỉ chạy khi lần trước đã quá 24 giờ.")

    def handle(self, *, if_due, **options):
        if if_due and not checks.are_due():
            return
        results = checks.run_all()
        for result in results:
            verdict = "đạt" if result.is_good else f"SAI {format_number(result.found.failures)}"
            rows = format_number(result.found.rows)
            self.stdout.write(f"{verdict:<8} {result.check.code:<16} {result.check.title} ({rows} dòng)")
        if not all(result.is_good for result in results):
            sys.exit(1)
