"""manage.py benchmark import|preview|export [--rows N], pages|scale [--gifts N,N]; [--database ADDRESS] [--json]"""

import argparse
import json
import subprocess
import sys

from django.conf import settings
from django.core.management import BaseCommand

from programmes.management.benchmark import MEASURES
from programmes.management.benchmark.pages import measure_pages
from programmes.management.benchmark.scale import measure_scale
from programmes.management.benchmark.scratch import scratch_database

A_YEAR, A_REGISTER = 185_055, 3_000_000
PAGES, SCALE = "pages", "scale"


def _sizes(text):
    sizes = [int(part) for part in text.split(",")]
    if min(sizes) < 1 or len(set(sizes)) < len(sizes):
        raise argparse.ArgumentTypeError("ghi các số suất quà khác nhau, cách nhau bằng dấu phẩy, ví dụ 185055,3000000")
    return sizes


class Command(BaseCommand):
    help = "Đo tốc độ so với sàn của chính cơ sở dữ liệu hay máy chủ web, trong một cơ sở dữ liệu tạm."
    requires_system_checks = ()  # the configured database, whose keys may be others, is not touched

    def add_arguments(self, parser):
        parser.add_argument("work", choices=sorted([*MEASURES, PAGES, SCALE]))
        parser.add_argument("--rows", type=int, default=A_YEAR, help="số dòng của tệp thử")
        parser.add_argument(
            "--gifts", type=_sizes, default=[A_YEAR, A_REGISTER], help="số suất quà đã trao, mỗi số một lần"
        )
        parser.add_argument("--seconds", type=float, default=1.0, help="mỗi lượt tải một trang dài bao nhiêu giây")
        parser.add_argument("--database", default="", metavar="ADDRESS", help="thay cho DATABASE_URL")
        parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")

    def handle(self, *, work, rows, gifts, seconds, database, **options):
        if database:
            sizes = ",".join(map(str, gifts))
            size = (f"--gifts={sizes}", f"--seconds={seconds}") if work in {PAGES, SCALE} else (f"--rows={rows}",)
            sys.exit(_elsewhere(database, work, *size, *(["--json"] if options["json"] else [])))
        if work == PAGES:
            measured = measure_pages(gifts, seconds)
        elif work == SCALE:
            measured = measure_scale(gifts, self.stderr.write)
        else:
            with scratch_database() as officer:
                measured = MEASURES[work](rows, officer).as_json()
        self.stdout.write(json.dumps(measured) if options["json"] else "\n".join(_lines(measured)))


def _lines(measured):
    """A line for each figure, and for each page."""
    pages = measured.pop(PAGES, [])
    yield from (f"{name:16} {value}" for name, value in measured.items())
    for page in pages:
        yield "  ".join(f"{name} {value}" for name, value in page.items())


def _elsewhere(address, *arguments):
    """The same on another database, in a process that has it as DATABASE_URL."""
    command = [sys.executable, settings.BASE_DIR / "manage.py", "benchmark", *arguments]
    return subprocess.run(["env", f"DATABASE_URL={address}", *command], check=False).returncode
