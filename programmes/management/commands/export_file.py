"""manage.py export_file LAYOUT OUT.csv|OUT.xlsx|OUT.json [--round SLUG] [--year Y]"""

from pathlib import Path

from django.core.management.base import CommandError

from programmes.actions import exports
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.writing.export import FORMATS, export_file
from programmes.management.base import PortalCommand
from programmes.management.named import round_named


class Command(PortalCommand):
    help = "Xuất bản ghi ra tệp .csv, .xlsx hoặc .json mà import_file đọc lại được."

    def add_arguments(self, parser):
        parser.add_argument("layout", choices=sorted(LAYOUTS))
        parser.add_argument("out", type=Path)
        parser.add_argument("--round", metavar="SLUG", help="chỉ của đợt này")
        parser.add_argument("--year", type=int, help="chỉ của năm này (năm nhận tiền, năm trao quà, kỳ số liệu)")

    def handle(self, *, layout, out, year, **options):
        if out.suffix.lower().removeprefix(".") not in FORMATS:
            raise CommandError("Tên tệp phải có đuôi .csv, .xlsx hoặc .json.")
        if not out.parent.is_dir():
            raise CommandError(f"Không có thư mục {out.parent}.")
        try:
            round_ = round_named(options["round"])
        except FileProblem as problem:
            raise CommandError(str(problem)) from None
        layout = LAYOUTS[layout]
        try:
            count = export_file(out, layout, layout.model.objects.all(), round_=round_, year=year)
        except FileProblem as problem:
            out.unlink(missing_ok=True)
            raise CommandError(str(problem)) from None
        chosen = [f"{name}: {value}" for name, value in (("round", options["round"]), ("year", year)) if value]
        exports.note(
            layout.key, count, by=None, records=layout.records(layout.model.objects.all(), round_, year), chosen=chosen
        )
        self.stdout.write(f"Đã xuất {count} bản ghi ra {out}.")
