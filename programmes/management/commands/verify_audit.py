"""Prove the audit trail line by line, and hand its head to another machine or hold it against one from there."""

import sys
from pathlib import Path

from django.core.management.base import CommandError

from programmes.actions import seals as sealing
from programmes.management import heads
from programmes.management.base import PortalCommand
from programmes.standards.money import format_number
from programmes.totals import seals

SHOWN = 100


class Command(PortalCommand):
    help = "Kiểm tra nhật ký có bị sửa, xóa, chèn hay cắt bớt; lưu hoặc đối chiếu mốc nhật ký; mã thoát 1 nếu có sai."

    def add_arguments(self, parser):
        parser.add_argument(
            "--export-head", metavar="TỆP", type=Path, help="Ghi thêm mốc hôm nay vào tệp, hoặc vào thư mục."
        )
        parser.add_argument(
            "--against", metavar="TỆP", type=Path, help="Đối chiếu với mọi mốc đã lưu trong tệp hoặc thư mục này."
        )

    def handle(self, *, export_head, against, **options):
        try:
            kept = heads.read(against) if against else []
        except (OSError, ValueError) as error:
            raise CommandError(f"Không đọc được mốc nhật ký trong {against}: {error}") from None
        report = seals.verify(kept)
        sealing.catch_up(report)
        for fault in report.faults[:SHOWN]:
            self.stdout.write(f"SAI      {fault.message}")
        if len(report.faults) > SHOWN:
            self.stdout.write(f"SAI      … và {format_number(len(report.faults) - SHOWN)} chỗ khác.")
        head = seals.head()
        self._tell(report, kept, head)
        if export_head and head:
            try:
                self.stdout.write(f"Đã ghi mốc vào {heads.keep(head, export_head)}.")
            except OSError as error:
                raise CommandError(f"Không ghi được mốc nhật ký vào {export_head}: {error}") from None
        if report.faults:
            sys.exit(1)

    def _tell(self, report, kept, head):
        verdict = f"SAI {format_number(len(report.faults))} chỗ" if report.faults else "đạt"
        told = f"{verdict}: {format_number(report.events)} dòng, {format_number(report.seals)} niêm phong"
        self.stdout.write(f"{told}, {format_number(len(kept))} mốc đã đối chiếu." if kept else f"{told}.")
        if head:
            self.stdout.write(f"Mốc: {head.number} {head.total} {head.mark} {head.at.isoformat()}")
