"""manage.py import_file LAYOUT FILE --by USERNAME [--round SLUG] [--account TEXT] [--answers F] [--dry-run] [--json]"""

import json
import sys
from pathlib import Path

from django.core.management.base import CommandError

from programmes.exchange.desk.answers import asked_of, in_words, read_answers
from programmes.exchange.desk.outcome import Outcome
from programmes.exchange.desk.reports import counts_of, errors_of, unread_columns
from programmes.exchange.desk.unattended import preview_unattended, store_unattended
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.reading.readers import JSON
from programmes.management.base import PortalCommand
from programmes.management.named import officer_named, round_named
from programmes.standards.money import format_number


class Command(PortalCommand):
    help = "Nhập một tệp CSV, XLSX, XLS, ODS hoặc JSON; thoát 0 khi đã ghi, 1 khi tệp hoặc dòng nào bị từ chối."

    def add_arguments(self, parser):
        parser.add_argument("layout", choices=sorted(LAYOUTS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, metavar="USERNAME", help="tên đăng nhập của cán bộ nhập")
        parser.add_argument("--round", metavar="SLUG", help="đợt của các dòng không ghi đợt")
        parser.add_argument("--account", default="", metavar="TEXT", help="tài khoản của sao kê, khi tệp không ghi")
        parser.add_argument("--answers", type=Path, metavar="FILE.json", help="câu trả lời, như “questions” của --json")
        parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *, layout, file, by, dry_run, **options):
        layout, act = LAYOUTS[layout], preview_unattended if dry_run else store_unattended
        answers = {}
        try:
            answers = read_answers(options["answers"]) if options["answers"] else {}
            officer, round_ = _named(file, by, options["round"])
            told = {"by": officer, "round_": round_, "account": options["account"], "answers": answers}
            outcome = act(file, layout, filename=file.name, **told)
        except FileProblem as problem:
            if not options["json"]:
                raise CommandError(str(problem)) from None
            outcome = Outcome.of_problem(problem)
        if options["json"]:
            self._write_json(outcome, answers)
        else:
            self._tell(outcome, file, asked_of(outcome, answers), layout, dry_run=dry_run)
        if outcome.findings.errors or outcome.problems:
            sys.exit(1)

    def _tell(self, outcome, file, asked, layout, *, dry_run):
        row = "bản ghi" if file.suffix.lower() == JSON else "dòng"
        for error in errors_of(outcome):
            self.stdout.write(_sentence(error, row))
        for warning in outcome.findings.warnings:
            self.stdout.write(f"Nên xem lại: {_sentence(warning, row)}")
        if unread := unread_columns(outcome):
            self.stdout.write(f"Cột không được đọc: {', '.join(f'“{title}”' for title in unread)}.")
        counts = counts_of(outcome)
        self.stdout.write(
            "{rows} dòng: {new} mới, {changed} thay đổi, {unchanged} không đổi, {rejected} bị từ chối.".format(**counts)
        )
        if counts["people"] or counts["donor_cost_vnd"]:
            people = f"{format_number(counts['people'])} người, " if counts["people"] else ""
            self.stdout.write(f"Cộng các dòng nhận được: {people}{format_number(counts['donor_cost_vnd'])} đồng.")
        if counts["repairs"]:
            self.stdout.write(f"Ô hệ thống tự sửa khi đọc: {format_number(counts['repairs'])}.")
        if (outcome.findings.errors or outcome.problems) and not dry_run:
            self.stdout.write("Chưa ghi dòng nào; sửa tệp rồi nhập lại.")
        if asked:
            self.stdout.write("Tệp còn hỏi; mỗi câu có các cách trả lời ghi bên dưới:")
            for line in in_words(asked, layout):
                self.stdout.write(line)
            self.stdout.write("Ghi các câu trả lời chung vào một tệp JSON rồi chạy lại với --answers TỆP.")

    def _write_json(self, outcome, answers):
        """One object on one line; a note after the other, of which there may be many."""
        unread = unread_columns(outcome)
        counts = {**counts_of(outcome), **({"unread_columns": unread} if unread else {})}
        self.stdout.write(json.dumps(counts, ensure_ascii=False)[:-1], ending="")
        for name, notes in (("errors", errors_of(outcome)), ("warnings", outcome.findings.warnings)):
            mark = f', "{name}": ['
            for note in notes:
                self.stdout.write(f"{mark}{json.dumps(note._asdict(), ensure_ascii=False)}", ending="")
                mark = ", "
            self.stdout.write("]" if mark == ", " else f"{mark}]", ending="")
        asked = json.dumps(asked_of(outcome, answers), ensure_ascii=False)
        self.stdout.write("}" if asked == "{}" else f", {asked[1:]}")


def _named(file, by, slug):
    """The officer and the round that the arguments name. Raises FileProblem where they name nothing."""
    officer = officer_named(by)
    if not file.is_file():
        raise FileProblem("file_missing", f"Không thấy tệp {file}.")
    return officer, round_named(slug)


def _sentence(note, row):
    """An error or a warning; one of the file as a whole names neither line nor column."""
    places = [f"{row} {note.line}"] if note.line else []
    places += [f"cột {note.column}"] if note.column else []
    return f"{', '.join(places) or 'cả tệp'}: {note.message} [{note.code}]"
