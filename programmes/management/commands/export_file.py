"""manage.py export_file LAYOUT OUT.csv|OUT.xlsx [--round SLUG] [--year Y]"""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from programmes.exchange.export import export_file
from programmes.exchange.layouts import LAYOUTS
from programmes.models import Round


class Command(BaseCommand):
    help = "Xuất bản ghi ra tệp .csv hoặc .xlsx mà import_file đọc lại được."

    def add_arguments(self, parser):
        parser.add_argument("layout", choices=sorted(LAYOUTS))
        parser.add_argument("out", type=Path)
        parser.add_argument("--round", metavar="SLUG", help="chỉ của đợt này")
        parser.add_argument("--year", type=int, help="chỉ của năm này (năm nhận tiền, năm trao quà, kỳ số liệu)")

    def handle(self, *, layout, out, year, **options):
        if out.suffix.lower() not in {".csv", ".xlsx"}:
            raise CommandError("Tên tệp phải có đuôi .csv hoặc .xlsx.")
        slug = options["round"]
        round_ = Round.objects.filter(slug=slug).first() if slug else None
        if slug and round_ is None:
            raise CommandError(f"Không có đợt nào tên “{slug}”.")
        layout = LAYOUTS[layout]
        count = export_file(out, layout, layout.model.objects.all(), round_=round_, year=year)
        self.stdout.write(f"Đã xuất {count} bản ghi ra {out}.")
