"""Kill web servers, workers and the database under load: nothing that was answered with "done" is lost or doubled.

    .venv/bin/python deploy/drills/kills.py [--kills 12] [--seed 1]

A throw-away PostgreSQL, two web services and a second worker. Officers enter donors by the form and confirm files all
the while; one process after another is killed at a random moment and started again, as systemd would. In the end every
donor whose form was answered is there once, every file that was confirmed is stored once, and no answer was 500 but
while the database was away (503). Ends with 1 where it is not so.
"""

import argparse
import http.cookiejar
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import runtests  # noqa: E402  the folder of the portal is known only now

DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on")
LOGIN = ("drill", "mat khau cua buoi dien tap 2026")
SECONDS_BETWEEN, SECONDS_AWAY, PATIENCE_SECONDS = (1.0, 4.0), (1.0, 5.0), 180
SECONDS_TO_COME_BACK = 10
ROWS = 300
HEADINGS = (
    *("Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Tỉnh/TP", "Xã/Phường", "Đối tượng", "Loại quà", "Số tháng"),
    *("Từ tháng", "Số tiền (đồng)", "NSNN hỗ trợ"),
)


class Fields(HTMLParser):
    """The fields of the form of a page, with what they hold."""

    def __init__(self, page):
        super().__init__()
        self.values, self.select = {}, ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "select":
            self.select = told.get("name", "")
        elif tag == "option" and self.select and "selected" in told:
            self.values[self.select] = told.get("value", "")
        elif tag == "input" and told.get("name") and told.get("type") not in {"submit", "checkbox", "radio", "file"}:
            self.values.setdefault(told["name"], told.get("value") or "")


class Visitor:
    """An officer at a browser; follows no redirect, so that an answer is what the server said first."""

    def __init__(self, port):
        self.base, self.statuses = f"http://127.0.0.1:{port}", Counter()
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.open = urllib.request.build_opener(jar, NoRedirect).open

    def ask(self, address, sent=None):
        """(status, page); status 0 where nobody answers."""
        data = urllib.parse.urlencode(sent).encode() if sent is not None else None
        request = urllib.request.Request(self.base + address, data, {"Referer": self.base + address})
        try:
            with self.open(request, timeout=60) as answer:
                status, page = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            status, page = error.code, error.read().decode(errors="replace")
        except OSError:
            status, page = 0, ""
        self.statuses[status] += 1
        return status, page

    def send(self, address, **values):
        """A form of a page filled in and sent: the status of the answer."""
        status, page = self.ask(address)
        return self.ask(address, {**Fields(page).values, **values})[0] if status == 200 else status

    def log_in(self):
        username, password = LOGIN
        return self.send("/quan-tri/login/", username=username, password=password) == 302


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *told):
        return None


class Process:
    """A process that is started again when it has ended, as by systemd."""

    def __init__(self, name, command, environment, log):
        self.name, self.command, self.environment, self.log = name, command, environment, log
        self.ended = threading.Event()
        self.running = None
        self.watch = threading.Thread(target=self._watch)
        self.watch.start()

    def _watch(self):
        while not self.ended.is_set():
            self.running = subprocess.Popen(
                self.command, env=self.environment, stdout=self.log, stderr=self.log, start_new_session=True
            )
            while self.running.poll() is None and not self.ended.is_set():
                time.sleep(0.05)
            if not self.ended.is_set():
                time.sleep(0.5)

    def kill(self):
        """The whole of it, or one of its children."""
        children = subprocess.run(["pgrep", "-P", str(self.running.pid)], capture_output=True, text=True, check=False)
        target = random.choice([self.running.pid, *map(int, children.stdout.split())])
        if target == self.running.pid:
            os.killpg(target, signal.SIGKILL)
        else:
            os.kill(target, signal.SIGKILL)

    def end(self):
        self.ended.set()
        self.watch.join()
        os.killpg(self.running.pid, signal.SIGTERM)
        self.running.wait(60)


class Database:
    """The throw-away cluster, whose server is killed and started again."""

    name = "database"

    def __init__(self, folder):
        self.folder, self.data = folder, folder / "data"
        self.as_user = runtests.unprivileged()
        self.control = runtests.system_binaries()[0] / "pg_ctl"
        self.away_until = 0.0

    def was_away(self):
        """Just now or until a moment ago: connections have to find their way back."""
        return time.monotonic() < self.away_until + SECONDS_TO_COME_BACK

    def kill(self):
        self.away_until = float("inf")
        runtests.run_quietly([self.control, "-D", self.data, "-m", "immediate", "stop"], self.as_user, self.folder)
        time.sleep(random.uniform(*SECONDS_AWAY))
        told = (f"unix_socket_directories={self.folder}", "listen_addresses=", *DURABLE)
        options = ["-l", self.folder / "server.log", "-o", " ".join(f"-c {one}" for one in told)]
        start = [self.control, "-D", self.data, "-w", "-t", "60", *options, "start"]
        runtests.run_quietly(start, self.as_user, self.folder)
        self.away_until = time.monotonic()


class Forms(threading.Thread):
    """An officer who enters one donor after the other; `done` are the names that were answered as stored."""

    def __init__(self, number, port, database, ended):
        super().__init__()
        self.number, self.visitor, self.database, self.ended = number, Visitor(port), database, ended
        self.done, self.faults = [], []

    def run(self):
        is_in = False
        for count in range(1_000_000):
            if self.ended.is_set():
                return
            is_in = is_in or self.visitor.log_in()
            if not is_in:
                time.sleep(0.5)
                continue
            name = f"Công ty Diễn Tập {self.number} {count}"
            status = self.visitor.send("/quan-tri/programmes/donor/add/", name=name, kind="enterprise")
            if status == 302:
                self.done.append(name)
            elif status == 500 or (status == 503 and not self.database.was_away()):
                self.faults.append(status)
            elif status == 403:
                is_in = False
            elif not status:
                time.sleep(0.2)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Files(threading.Thread):
    """An officer who confirms one file after the other, as the page does; `done` are the ids of the uploads."""

    def __init__(self, folder, ended):
        super().__init__()
        self.folder, self.ended, self.done = folder, ended, []

    def run(self):
        from django.db import DatabaseError, connection

        for number in range(1_000_000):
            if self.ended.is_set():
                return
            try:
                self._confirm(number)
            except DatabaseError:
                connection.close()
                time.sleep(0.5)
        connection.close()

    def _confirm(self, number):
        from programmes.actions import imports
        from programmes.exchange.desk import intake, jobs
        from programmes.exchange.layouts import LAYOUTS
        from programmes.models import ImportBatch, Officer, Round
        from programmes.rules.gifts import NEW_LIST

        path, officer = self.folder / f"{number}.csv", Officer.objects.get(username=LOGIN[0])
        path.write_bytes(of_people(number))
        with path.open("rb") as file:
            options = replace(intake.first_options(LAYOUTS["gifts"], officer), gift_list=NEW_LIST)
            how = {
                "layout": LAYOUTS["gifts"],
                "by": officer,
                "round_": Round.objects.get(slug="so-the-2025"),
                "options": options,
            }
            batch = intake.receive(file, filename=path.name, **how)
        jobs.enqueue(batch)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while batch.state == ImportBatch.State.UPLOADED and not self.ended.is_set():
            time.sleep(0.2)
            if time.monotonic() > deadline:
                raise RuntimeError(f"upload {batch.pk} was not read within {PATIENCE_SECONDS} seconds")
            batch.refresh_from_db()
        if batch.state == ImportBatch.State.PREVIEWED and imports.confirm(batch, by=officer):
            self.done.append(batch.pk)
            batch.refresh_from_db()
            jobs.enqueue(batch)


def of_people(number):
    """A file of gifts to invented people whom no other file names."""
    given = 'Lò Văn Diễn Tập,01/02/1956,nam,{},Nghệ An,Xã Minh Họa,hộ cận nghèo,thẻ BHYT,12,12/2025,"379.080","884.520"'
    rows = [given.format(f"040056{number * ROWS + row + 1:06}") for row in range(ROWS)]
    return "\r\n".join(["\ufeff" + ",".join(HEADINGS), *rows]).encode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    random.seed(asked.seed)
    binaries = runtests.system_binaries()[0]
    with runtests.cluster(binaries, DURABLE) as url, tempfile.TemporaryDirectory() as scratch:
        folder = Path(url.partition("host=")[2])
        os.environ.update(
            DATABASE_URL=url, DATA_DIR=scratch, DJANGO_SETTINGS_MODULE="bhxh_portal.settings", PRODUCTION=""
        )
        return play(asked.kills, Database(folder), Path(scratch))


def play(kills, database, scratch):
    prepare()
    ports, processes, ended = [free_port(), free_port()], [], threading.Event()
    with (scratch / "log.txt").open("w") as log:
        environment, manage = dict(os.environ), [sys.executable, str(ROOT / "manage.py")]
        for number, port in enumerate(ports):
            serve = [*manage, "serve", "--port", str(port), "--workers", "2", "--verbosity", "0"]
            processes.append(Process(f"web {number}", serve, environment, log))
        processes.append(Process("worker", [*manage, "work", "--verbosity", "0"], environment, log))
        load = [Forms(number, port, database, ended) for number, port in enumerate([*ports, *ports])]
        load.append(Files(scratch, ended))
        for each in load:
            each.start()
        until_all_answer(ports)
        killed = Counter()
        for _turn in range(kills):
            time.sleep(random.uniform(*SECONDS_BETWEEN))
            target = random.choice([database, *processes])
            killed[target.name] += 1
            target.kill()
        until_all_answer(ports)
        time.sleep(SECONDS_BETWEEN[1])
        ended.set()
        for each in load:
            each.join()
        faults = settle(load)
        for process in processes:
            process.end()
    statuses = sum((each.visitor.statuses for each in load[:-1]), Counter())
    forms, files = sum(len(each.done) for each in load[:-1]), len(load[-1].done)
    print(f"killed {dict(killed)}; answers {dict(statuses)}; {forms} donors and {files} files were acknowledged")
    if not (forms and files):
        faults.append("too little was acknowledged to tell anything")
    print("\n".join(faults) or "nothing was lost, nothing was doubled")
    return 1 if faults else 0


def until_all_answer(ports):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(Visitor(port).ask("/readyz")[0] != 200 for port in ports) and time.monotonic() < deadline:
        time.sleep(0.5)


def prepare():
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_reference", verbosity=0)
    from programmes.access.roles import PROVINCIAL_OFFICER
    from programmes.actions import officers
    from programmes.models import Office, Officer

    username, password = LOGIN
    officer = Officer(
        username=username,
        email="drill@example.vn",
        full_name="Cán bộ Diễn Tập",
        office=Office.objects.get(province="40"),
    )
    officers.appoint_for_sample(officer, [PROVINCIAL_OFFICER], password=password)


def settle(load):
    """What is wrong when all has come to rest: sentences."""
    from django.db import connection

    from programmes.models import Donor, Gift, ImportBatch
    from programmes.totals import rebuild

    connection.close()
    confirmed = load[-1].done
    deadline = time.monotonic() + PATIENCE_SECONDS
    while ImportBatch.objects.filter(pk__in=confirmed).exclude(state="stored").exists() and time.monotonic() < deadline:
        time.sleep(0.5)
    faults = [
        f"upload {batch.pk} is {batch.state}"
        for batch in ImportBatch.objects.filter(pk__in=confirmed)
        if batch.state != "stored"
    ]
    gifts = Counter(Gift.objects.filter(batch__in=confirmed).values_list("batch", flat=True))
    faults += [f"upload {pk} has {gifts[pk]} of {ROWS} gifts" for pk in confirmed if gifts[pk] != ROWS]
    names = Counter(Donor.objects.values_list("name", flat=True))
    for each in load[:-1]:
        faults += [
            f"{name} was acknowledged and is there {names[name]} times" for name in each.done if names[name] != 1
        ]
        faults += [f"an answer {status} while the database was there" for status in each.faults]
    faults += [f"{name} is there {count} times" for name, count in names.items() if count > 1]
    return faults + [f"a total is wrong: {one}" for one in rebuild.differences()]


if __name__ == "__main__":
    sys.exit(main())
