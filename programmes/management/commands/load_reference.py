"""Places, offices, rates, programmes, rounds and, in an officer's name, the published figures."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from programmes.management.base import PortalCommand
from programmes.management.reference import load_reference
from programmes.models import Officer
from programmes.rules.problems import RuleViolation


class Command(PortalCommand):
    help = "Nạp hoặc cập nhật địa danh, cơ quan, định mức, chương trình, đợt và số liệu công bố."

    def add_arguments(self, parser):
        parser.add_argument("--by", metavar="USERNAME", help="Cán bộ đứng tên công bố số liệu.")
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures", help="Thư mục dữ liệu.")

    def handle(self, *, by, folder, **options):
        officer = Officer.objects.filter(username=by).first()
        if by and not officer:
            raise CommandError(f"Không có cán bộ “{by}”; kiểm tra tên đăng nhập ở --by.")
        try:
            loaded = load_reference(folder, by=officer)
        except RuleViolation as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        for model, count in loaded.items():
            self.stdout.write(f"{model._meta.verbose_name}: {count} bản ghi mới hoặc thay đổi")
        if not officer:
            self.stdout.write("Chưa nạp số liệu công bố: cần tên một cán bộ ở --by.")
