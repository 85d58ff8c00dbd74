"""manage.py benchmark import|preview|export [--rows N] [--database ADDRESS] [--json]"""

import json
import subprocess
import sys

from django.conf import settings
from django.core.management import BaseCommand

from programmes.management.benchmark import MEASURES
from programmes.management.benchmark.scratch import scratch_database

A_YEAR = 185_055


class Command(BaseCommand):
    help = "Đo tốc độ so với sàn của chính cơ sở dữ liệu, trong một cơ sở dữ liệu tạm."
    requires_system_checks = ()  # the configured database, whose keys may be others, is not touched

    def add_arguments(self, parser):
        parser.add_argument("work", choices=sorted(MEASURES))
        parser.add_argument("--rows", type=int, default=A_YEAR, help="số dòng của tệp thử")
        parser.add_argument("--database", default="", metavar="ADDRESS", help="thay cho DATABASE_URL")
        parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")

    def handle(self, *, work, rows, database, **options):
        if database:
            sys.exit(_elsewhere(database, work, f"--rows={rows}", *(["--json"] if options["json"] else [])))
        with scratch_database() as officer:
            measured = MEASURES[work](rows, officer).as_json()
        if options["json"]:
            self.stdout.write(json.dumps(measured))
            return
        for name, value in measured.items():
            self.stdout.write(f"{name:16} {value}")


def _elsewhere(address, *arguments):
    """The same on another database, in a process that has it as DATABASE_URL."""
    command = [sys.executable, settings.BASE_DIR / "manage.py", "benchmark", *arguments]
    return subprocess.run(["env", f"DATABASE_URL={address}", *command], check=False).returncode
