"""manage.py export_file LAYOUT OUT.csv|OUT.xlsx [--round SLUG] [--year Y]"""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from programmes.actions import exports
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
        if not out.parent.is_dir():
            raise CommandError(f"Không có thư mục {out.parent}.")
        slug = options["round"]
        round_ = Round.objects.filter(slug=slug).first() if slug else None
        if slug and round_ is None:
            raise CommandError(f"Không có đợt nào tên “{slug}”.")
        layout = LAYOUTS[layout]
        records = layout.model.objects.all()
        exports.note(layout.key, layout.records(records, round_, year).count(), by=None)
        count = export_file(out, layout, records, round_=round_, year=year)
        self.stdout.write(f"Đã xuất {count} bản ghi ra {out}.")
