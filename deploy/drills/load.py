"""An office, and who is at work there while servers fail: officers with forms and files, visitors."""

import http.cookiejar
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

LOGIN = ("drill", "mat khau cua buoi dien tap 2026")
PATIENCE_SECONDS = 180
ROWS = 300
BOUNDARY = "a-boundary-of-the-drill"
HEADINGS = (
    *("Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Tỉnh/TP", "Xã/Phường", "Đối tượng", "Loại quà", "Số tháng"),
    *("Từ tháng", "Số tiền (đồng)", "NSNN hỗ trợ"),
)
PAGES = ("/", "/nam/", "/tinh/nghe-an/")


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

    def ask(self, address, sent=None, kind="application/x-www-form-urlencoded"):
        """(status, page); status 0 where nobody answers. `sent` are the fields of a form, or bytes of that kind."""
        data = urllib.parse.urlencode(sent).encode() if isinstance(sent, dict) else sent
        headers = {"Referer": self.base + address, "Content-Type": kind}
        request = urllib.request.Request(self.base + address, data, headers)
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

    def send_file(self, address, name, content):
        """A file sent by the form of a page: (status, page) of the answer."""
        _status, page = self.ask(address)
        parts = [(f'name="{field}"', value.encode()) for field, value in Fields(page).values.items()]
        parts.append((f'name="file"; filename="{name}"', content))
        body = b"".join(
            f"--{BOUNDARY}\r\nContent-Disposition: form-data; {what}\r\n\r\n".encode() + told + b"\r\n"
            for what, told in parts
        )
        return self.ask(address, body + f"--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}")

    def log_in(self):
        username, password = LOGIN
        return self.send("/quan-tri/login/", username=username, password=password) == 302


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *told):
        return None


class Forms(threading.Thread):
    """An officer who enters one donor after the other; `done` are the names that were answered as stored."""

    def __init__(self, number, port, is_away, ended):
        super().__init__()
        self.number, self.visitor, self.is_away, self.ended = number, Visitor(port), is_away, ended
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
            elif status == 500 or (status == 503 and not self.is_away()):
                self.faults.append(status)
            elif status == 403:
                is_in = False
            elif not status:
                time.sleep(0.2)


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


def of_people(number, rows=ROWS):
    """A file of gifts to invented people whom no other file of so many rows names."""
    given = 'Lò Văn Diễn Tập,01/02/1956,nam,{},Nghệ An,Xã Minh Họa,hộ cận nghèo,thẻ BHYT,12,12/2025,"379.080","884.520"'
    rows = [given.format(f"040056{number * rows + row + 1:06}") for row in range(rows)]
    return "\r\n".join(["\ufeff" + ",".join(HEADINGS), *rows]).encode()


class Readers(threading.Thread):
    """A visitor who reads public pages over the server in front; `faults` are answers that are no page."""

    def __init__(self, front, ended):
        super().__init__()
        self.front, self.ended, self.statuses, self.faults = front, ended, Counter(), []

    def run(self):
        for number in range(1_000_000):
            if self.ended.is_set():
                return
            page = PAGES[number % len(PAGES)]
            try:
                status = self.front.ask(page)[0]
            except OSError:
                status = 0  # the server in front itself was killed
            self.statuses[status] += 1
            if status not in {0, 200}:
                self.faults.append(f"{page} answered {status}")
            time.sleep(0.02)
