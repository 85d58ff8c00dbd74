"""manage.py backup TO: the database and its files as they are at one moment, without the keys."""

from pathlib import Path

from django.core.management.base import CommandError
from django.db import DatabaseError

from programmes.management.base import PortalCommand
from programmes.management.copies import cause
from programmes.management.copies.taking import take
from programmes.standards.lists import first_few
from programmes.standards.money import format_number
from programmes.standards.sizes import format_size

SHOWN = 5


class Command(PortalCommand):
    help = "Sao lưu cơ sở dữ liệu và các tệp vào một thư mục mới, chạy được khi cổng đang chạy; không sao khóa."

    def add_arguments(self, parser):
        parser.add_argument("to", metavar="TO", type=Path, help="thư mục của bản sao, lệnh tự lập")

    def handle(self, *, to, **options):
        target = to.absolute()
        if target.exists() and not (target.is_dir() and not any(target.iterdir())):
            raise CommandError(f"{target} đã có, không sao đè lên: hãy ghi một thư mục chưa có.")
        if not target.parent.is_dir():
            raise CommandError(f"Không có thư mục {target.parent}: hãy gắn đĩa hoặc lập thư mục đó trước.")
        try:
            told, sha256 = take(target)
        except (OSError, DatabaseError) as error:
            raise CommandError(f"Chưa sao lưu được vào {target}: {cause(error)}. Không để lại gì ở đó.") from None
        size = sum(said["size"] for said in told["files"].values())
        if told["lacking"]:
            self.stdout.write(
                f"Sổ nhắc tới {format_number(len(told['lacking']))} tệp mà máy chủ không còn: "
                f"{first_few(told['lacking'], SHOWN)}"
            )
        self.stdout.write(
            f"Đã sao lưu vào {target}: {format_number(len(told['files']))} tệp, {format_size(size)}, bước "
            f"{told['version']}.\nSHA-256 của manifest.json, cũng ghi trong nhật ký: {sha256}\n"
            "Bản sao có dữ liệu của mọi người nhận và không có khóa: hãy mã hóa khi mang đi, và giữ khóa ở nơi khác."
        )
