"""manage.py who_was_seen USERNAME FROM TO [--csv FILE]: whose data an account has seen between two days."""

from datetime import date
from pathlib import Path

from django.core.management.base import CommandError

from programmes.actions.drills import who_was_seen
from programmes.exchange.writing.seen import rows_of_seen
from programmes.exchange.writing.writers import write_csv
from programmes.management.base import PortalCommand
from programmes.rules.problems import RuleViolation
from programmes.standards.dates import format_day_padded
from programmes.standards.money import format_number


class Command(PortalCommand):
    help = "Tài khoản này đã xem dữ liệu của những ai trong các ngày ấy, theo nhật ký; tên chỉ ghi chữ đầu."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("first", metavar="FROM", help="ngày đầu, 2026-11-01")
        parser.add_argument("last", metavar="TO", help="ngày cuối, 2026-11-30")
        parser.add_argument("--csv", type=Path, metavar="TỆP", help="Ghi danh sách vào tệp .csv.")

    def handle(self, *, username, first, last, csv, **options):
        try:
            days = [date.fromisoformat(day) for day in (first, last)]
        except ValueError:
            raise CommandError(f"Ngày ghi dạng 2026-11-30; không đọc được “{first}” hoặc “{last}”.") from None
        try:
            found = who_was_seen(username, *days, by=None)
        except RuleViolation as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        told = " đến ".join(map(format_day_padded, days))
        self.stdout.write(f"{username}, {told}: {format_number(len(found))} người.")
        head, *rows = rows_of_seen(found)
        if csv:
            write_csv(csv, [head, *rows])
            self.stdout.write(f"Đã ghi danh sách vào {csv}.")
        else:
            self.stdout.writelines(" · ".join(map(str, row)) for row in rows)
