"""manage.py export FORMAT RESOURCE --by USERNAME: the command of django-import-export, for what the officer may see."""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.core.management import CommandError

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.resources import resource_named
from programmes.exchange.writing.export import FORMATS
from programmes.management.base import PortalCommand
from programmes.management.named import officer_named, round_named


class Command(PortalCommand):
    help = "Xuất bản ghi mà một cán bộ được xem ra đầu ra chuẩn, theo cách gọi của django-import-export."

    def add_arguments(self, parser):
        parser.add_argument("format", help="CSV, XLSX hoặc JSON")
        parser.add_argument("resource", help="loại tệp (gifts), bảng (programmes.Gift) hoặc lớp Resource của cổng này")
        parser.add_argument("--by", metavar="USERNAME", help="tên đăng nhập của cán bộ xuất")
        parser.add_argument("--round", metavar="SLUG", help="chỉ của đợt này")
        parser.add_argument("--year", type=int, help="chỉ của năm này (năm nhận tiền, năm trao quà, kỳ số liệu)")
        parser.add_argument("--encoding", help="không nhận: tệp luôn là UTF-8")

    def handle(self, *, format, resource, by, year, **options):  # noqa: A002 the library's name of the argument
        suffix = format.lower()
        if suffix not in FORMATS or options["encoding"]:
            raise CommandError("Chỉ xuất được dạng CSV, XLSX hoặc JSON, mã UTF-8.")
        try:
            resource_class = resource_named(resource)
            if not by:
                raise CommandError("Chưa biết cán bộ nào xuất: thêm --by TÊN; người giữ máy chủ thì dùng export_file.")
            officer, round_ = officer_named(by), round_named(options["round"])
            with TemporaryDirectory() as folder:
                path = Path(folder, f"{resource_class.layout.key}.{suffix}")
                resource_class(officer).export_file(path, round_=round_, year=year)
                with path.open("rb") as file:
                    shutil.copyfileobj(file, sys.stdout.buffer)
        except FileProblem as problem:
            raise CommandError(str(problem)) from None
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        sys.stdout.buffer.flush()
