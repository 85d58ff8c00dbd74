"""Eight faults of a machine, one after the other: each is told plainly, nothing is lost, and the work goes on.

    .venv/bin/python deploy/drills/faults.py [--log FILE]

As root, for a small disk is mounted, and with `faketime` (apt install faketime). A throw-away PostgreSQL, a web service
and its worker; an officer uploads files and enters donations. Ends with 1 where it is not so.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from load import PATIENCE_SECONDS, Visitor, of_people, prepare  # noqa: E402  the folder is known only now
from servers import DURABLE, Database, Process, free_port, until  # noqa: E402

import runtests  # noqa: E402

UPLOAD, DONATION = "/quan-tri/programmes/giftlist/import/", "/quan-tri/programmes/donation/add/"
FULL, HEAVY = "hết chỗ trên đĩa", "cần quá nhiều bộ nhớ hoặc thời gian"
MANY = 100_000  # rows of a file that asks for too much
LITTLE_MEMORY, LITTLE_TIME = 170 * 2**20, 2  # bytes and seconds of processor with which it cannot be read
AWAY_SECONDS = 40
LAST_MOMENT = "2026-12-31 23:58:45"  # of a year in Vietnam; the portal starts, and then it strikes


class Office:
    """The portal with its disk, and an officer who uses it."""

    def __init__(self, database, disk, log):
        self.database, self.disk, self.log = database, disk, log
        self.port, self.visitor, self.files = free_port(), None, 0

    @contextmanager
    def open(self, *clock, **variables):
        """Serve with other variables, or under another clock, and log in."""
        command = [*clock, sys.executable, ROOT / "manage.py", "serve", "--port", self.port, "--workers", "1"]
        portal = Process("portal", [*command, "--verbosity", "0"], self.log, {**os.environ, **variables})
        try:
            self.until_ready()
            self.visitor = Visitor(self.port)
            until(self.visitor.log_in, PATIENCE_SECONDS)
            yield
        finally:
            portal.end()

    def until_ready(self):
        until(lambda: Visitor(self.port).ask("/readyz")[0] == 200, PATIENCE_SECONDS)

    def upload(self, rows=300):
        """(status, page) of the answer to a file of invented people."""
        self.files += 1
        return self.visitor.send_file(UPLOAD, f"{self.files}.csv", of_people(self.files, rows))

    def becomes(self, *states):
        """The newest upload, once it is in one of these states."""
        from programmes.models import ImportBatch

        until(lambda: ImportBatch.objects.latest("pk").state in states, PATIENCE_SECONDS)
        return ImportBatch.objects.latest("pk")

    def takes(self, received_on):
        """Whether a donation of that day is taken."""
        from programmes.models import Donor, Programme

        told = {"donor": Donor.objects.earliest("pk").pk, "programme": Programme.objects.earliest("pk").pk}
        told |= {"form": "cash", "amount_vnd": "1.000.000", "route": "via_bhxh", "state": "received"}
        return self.visitor.send(DONATION, **told, received_on=received_on) == 302


def a_full_disk(office):
    with office.open():
        filler = office.disk / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:  # now it is full
                pass
        yield from _refused(office)
        filler.unlink()
        yield from _goes_on(office)


def a_disk_that_lets_nothing_be_written(office):
    with office.open():
        subprocess.run(["mount", "-o", "remount,ro", office.disk], check=True)
        yield from _refused(office)
        subprocess.run(["mount", "-o", "remount,rw", office.disk], check=True)
        yield from _goes_on(office)


def _refused(office):
    status, page = office.upload()
    if status != 503 or FULL not in page:
        yield f"an upload to a disk that takes nothing was answered {status}, without the word of the disk"


def _goes_on(office):
    status, _page = office.upload()
    if status != 302:
        yield f"an upload after it was answered {status}"
    elif office.becomes("previewed", "failed").state == "failed":
        yield "an upload after it was not read"


def a_database_that_is_gone(office):
    with office.open():
        office.database.end()
        status, _page = office.visitor.ask(UPLOAD)
        if status != 503:
            yield f"a page without the database was answered {status}"
        time.sleep(AWAY_SECONDS)
        office.database.start()
        from django.db import connection

        connection.close()
        office.until_ready()
        yield from _goes_on(office)


def a_file_that_ends_its_worker(office):
    with office.open(WORKER_CPU_SECONDS=str(LITTLE_TIME)):
        yield from _is_too_heavy(office)


def a_worker_without_memory(office):
    with office.open(WORKER_MEMORY_BYTES=str(LITTLE_MEMORY)):
        yield from _is_too_heavy(office)


def _is_too_heavy(office):
    office.upload(MANY)
    batch = office.becomes("previewed", "failed")
    if batch.state != "failed" or HEAVY not in f"{batch.message} {batch.report}":
        yield f"a file that asks for too much was told {batch.state}: {batch.message}"


def a_clock_that_is_ahead(office):
    with office.open("faketime", "-f", "+3d"):
        yield from _goes_on(office)


def a_clock_that_was_set_back(office):
    with office.open("faketime", "-f", "-3d"):
        yield from _goes_on(office)


def the_last_midnight_of_a_year(office):
    with office.open("faketime", "-f", f"@{LAST_MOMENT}", TZ="Asia/Ho_Chi_Minh"):
        if office.takes("01/01/2027"):
            yield "a donation of the new year was taken before it began"
        until(lambda: office.takes("01/01/2027"), PATIENCE_SECONDS)
        if not office.takes("31/12/2026"):
            yield "a donation of the last day was refused on the next"


OF_A_DISK = (a_full_disk, a_disk_that_lets_nothing_be_written)
FAULTS = (
    *(*OF_A_DISK, a_database_that_is_gone, a_file_that_ends_its_worker, a_worker_without_memory),
    *(a_clock_that_is_ahead, a_clock_that_was_set_back, the_last_midnight_of_a_year),
)
MOUNT = ("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs")


def can_mount():
    """Whether this machine lets a small disk be mounted; in many containers root may not."""
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run([*MOUNT, folder], capture_output=True, check=False)
        return told.returncode == 0 and subprocess.run(["umount", folder], check=True).returncode == 0


@contextmanager
def small_disk():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*MOUNT, folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--log", default=os.devnull, help="where the lines of the portal go")
    asked = parser.parse_args()
    mounts = can_mount()
    disk_here = small_disk() if mounts else tempfile.TemporaryDirectory()
    with runtests.cluster(runtests.system_binaries()[0], DURABLE) as url, disk_here as disk:
        folder = Path(url.partition("host=")[2])
        os.environ.update(DATABASE_URL=url, DATA_DIR=str(disk), PRODUCTION="")
        os.environ["DJANGO_SETTINGS_MODULE"] = "bhxh_portal.settings"
        prepare()
        from programmes.actions import donors
        from programmes.models import Donor, Officer

        donors.register(Donor(name="Công ty Diễn Tập", kind=Donor.Kind.ENTERPRISE), by=Officer.objects.get())
        faulty = False
        with Path(asked.log).open("w") as log:
            office = Office(Database("database", folder, folder / "data"), Path(disk), log)
            for fault in FAULTS:
                if fault in OF_A_DISK and not mounts:
                    print(f"{fault.__name__}: NOT TRIED, no disk may be mounted here", flush=True)
                    continue
                found = list(fault(office))
                faulty |= bool(found)
                print(f"{fault.__name__}: {'; '.join(found) or 'told, nothing lost'}", flush=True)
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
