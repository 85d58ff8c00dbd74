"""manage.py import RESOURCE FILE --by USERNAME: the command of django-import-export, by the rules of import_file."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import CommandError
from import_export.results import RowResult

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.reading.readers import KINDS
from programmes.exchange.resources import resource_named
from programmes.management.base import PortalCommand
from programmes.management.named import officer_named, round_named

STDIN = "-"
TOLD = ("NEW", "UPDATE", "SKIP", "INVALID")


class Command(PortalCommand):
    help = "Như import_file, theo cách gọi của django-import-export; thoát 0 khi đã ghi, 1 khi có gì bị từ chối."

    def add_arguments(self, parser):
        parser.add_argument("resource", help="loại tệp (gifts), bảng (programmes.Gift) hoặc lớp Resource của cổng này")
        parser.add_argument("import_file_name", help="tệp; “-” là đọc từ đầu vào chuẩn, kèm --format")
        parser.add_argument("--by", metavar="USERNAME", help="tên đăng nhập của cán bộ nhập")
        parser.add_argument("--round", metavar="SLUG", help="đợt của các dòng không ghi đợt")
        parser.add_argument("--account", default="", metavar="TEXT", help="tài khoản của sao kê, khi tệp không ghi")
        parser.add_argument("-n", "--dry-run", action="store_true", help="chỉ kiểm tra, không ghi")
        parser.add_argument("--format", default="", help="dạng tệp, khi tên tệp không nói: CSV, XLSX, XLS, ODS, JSON")
        parser.add_argument("--raise-errors", action="store_true", help="dừng ở lỗi đầu bằng một ngoại lệ")
        parser.add_argument(
            "--noinput", "--no-input", action="store_false", dest="interactive", help="không hỏi trước khi ghi"
        )
        parser.add_argument("--encoding", help="không nhận: cổng tự xác định mã chữ của tệp")

    def handle(self, *, resource, import_file_name, by, dry_run, interactive, **options):
        if options["encoding"]:
            raise CommandError("Cổng tự xác định mã chữ của tệp; bỏ --encoding.")
        try:
            resource_class = resource_named(resource)
            if not by:
                raise CommandError(
                    f"Chưa biết cán bộ nào nhập: thêm --by TÊN, hoặc dùng import_file {resource_class.layout.key} "
                    f"{import_file_name} --by TÊN."
                )
            resource = resource_class(officer_named(by), round_named(options["round"]), options["account"])
        except FileProblem as problem:
            raise CommandError(str(problem)) from None
        if interactive and not dry_run and input("Ghi tệp này vào sổ? [yes/no]: ") != "yes":
            raise CommandError("Đã thôi, chưa ghi gì.")
        with TemporaryDirectory() as folder:
            path, name = _file_of(import_file_name, options["format"].lower(), folder)
            result = resource.import_file(path, name, dry_run=dry_run, raise_errors=options["raise_errors"])
        self._tell(result)
        if result.has_errors() or result.has_validation_errors():
            sys.exit(1)

    def _tell(self, result):
        for error in result.base_errors:
            self.stdout.write(f"cả tệp: {_sentence(error.error)}")
        for row in result.invalid_rows:
            for heading, sentences in row.field_specific_errors.items():
                self.stdout.write(f"dòng {row.number}, cột {heading}: {' '.join(sentences)}")
            for sentence in row.non_field_specific_errors:
                self.stdout.write(f"dòng {row.number}: {sentence}")
        counts = {name: result.totals[getattr(RowResult, f"IMPORT_TYPE_{name}")] for name in TOLD}
        self.stdout.write(
            "{rows} dòng: {NEW} mới, {UPDATE} thay đổi, {SKIP} không đổi, {INVALID} bị từ chối.".format(
                rows=result.total_rows, **counts
            )
        )


def _sentence(error):
    return " ".join(getattr(error, "messages", [str(error)]))


def _file_of(name, kind, folder):
    """Path of the file to read, and its name with the ending that says its kind."""
    path = Path(name)
    shown = path.with_suffix(f".{kind}") if kind else path
    if name == STDIN:
        path = Path(folder, "stdin")
        shown = path.with_suffix(f".{kind}")
    if shown.suffix.lower() not in KINDS:
        raise CommandError("Chỉ nhận dạng CSV, TSV, XLSX, XLS, ODS hoặc JSON; ghi đúng đuôi tệp, hoặc thêm --format.")
    if name == STDIN:
        path.write_bytes(sys.stdin.buffer.read(settings.IMPORT_MAX_BYTES + 1))
    elif not path.is_file():
        raise CommandError(f"Không thấy tệp {path}.")
    return path, shown.name
