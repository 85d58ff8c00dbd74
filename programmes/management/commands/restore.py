"""manage.py restore FROM: put a copy into an empty database and folder, and look whether everything holds."""

import sys
from datetime import datetime
from pathlib import Path

from django.core.management import CommandError, call_command
from django.db import DatabaseError

from programmes.actions import copies, keys
from programmes.management.base import PortalCommand
from programmes.management.copies import cause, manifest, putting_back
from programmes.management.heads import FILE_NAME
from programmes.management.numbering import is_behind


class Command(PortalCommand):
    makes_tables = True
    help = "Khôi phục bản sao của backup vào cơ sở dữ liệu và DATA_DIR còn trống rồi kiểm tra; mã thoát 1 nếu có sai."

    def add_arguments(self, parser):
        parser.add_argument("source", metavar="FROM", type=Path, help="thư mục của bản sao")

    def handle(self, *, source, **options):
        told = manifest.read(source)
        putting_back.insist_fits(source, told)
        try:
            putting_back.put_back(source, told)
        except (OSError, DatabaseError) as error:
            raise CommandError(f"Chưa khôi phục được: {cause(error)}. Không để lại gì.") from None
        made_at = datetime.fromisoformat(told["made_at"])
        self.stdout.write(f"Đã khôi phục bản sao lúc {made_at:%H:%M %d/%m/%Y}, bước {told['version']}.")
        checks = list(_checks(source))
        if is_behind():
            then = ", ".join(f"manage.py {' '.join(check)}" for check in (("migrate",), *checks))
            self.stdout.write(f"Bản sao do một bản trước của cổng làm, chưa kiểm tra được. Hãy chạy lần lượt: {then}.")
            return
        results = [self._holds_rows(told), *(self._holds(check) for check in checks)]
        keys.accept()
        copies.note_put_back(
            told["rows"]["recipient"],
            made_at=told["made_at"],
            sha256=manifest.said_of(source / manifest.NAME)["sha256"],
        )
        if not all(results):
            sys.exit(1)

    def _holds_rows(self, told):
        differing = manifest.differing_rows(told)
        return self._tell(f"số dòng {', '.join(map(str, differing))}".strip(), is_good=not differing)

    def _holds(self, check):
        """What a command of the portal says of the books that were put back."""
        try:
            call_command(*check, stdout=self.stdout)
        except SystemExit:
            is_good = False
        except CommandError as error:
            self.stdout.write(str(error))
            is_good = False
        else:
            is_good = True
        return self._tell(" ".join(check), is_good=is_good)

    def _tell(self, what, *, is_good):
        self.stdout.write(f"{'ĐẠT' if is_good else 'SAI'}: {what}")
        return is_good


def _checks(source):
    """What must hold after a restore, as commands with their arguments."""
    head = source / FILE_NAME
    yield from (("check",), ("rebuild_totals", "--check"), ("check_books",))
    yield ("verify_audit", "--against", str(head)) if head.exists() else ("verify_audit",)
