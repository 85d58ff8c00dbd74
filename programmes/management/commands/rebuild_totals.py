"""Compare the totals with the facts, or count them again."""

import sys

from programmes.management.base import PortalCommand
from programmes.totals import rebuild


class Command(PortalCommand):
    help = "Tính lại số tổng hợp từ bản ghi gốc; với --check chỉ so sánh, im lặng nếu khớp, mã thoát 1 nếu lệch."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Chỉ so sánh, không ghi.")

    def handle(self, *, check, **options):
        found = [*(rebuild.differences() if check else rebuild.rebuild()), *rebuild.untold_differences()]
        for difference in found:
            cell = ", ".join(f"{name}={value}" for name, value in difference.cell.items())
            stored, counted = _measures(difference.stored), _measures(difference.counted)
            self.stdout.write(f"{difference.table} [{cell}]: đang ghi {stored}; tính lại {counted}")
        if check and found:
            sys.exit(1)


def _measures(measures):
    return ", ".join(f"{name}={value}" for name, value in measures.items()) if measures else "(không có)"
