"""The judge of bank statements: what came in, held against what the statement itself says of its account and sums."""

from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.actions import bank_lines
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts.register import RegisterJudge
from programmes.exchange.sheets.statement_facts import facts_of
from programmes.models import BankLine
from programmes.rules import bank_matching
from programmes.rules.problems import Problem, RuleViolation
from programmes.standards.lists import first_few
from programmes.standards.money import with_unit

SHOWN_LINES = 5
CREDIT_COLUMNS = ("amount_vnd", "moved_vnd")
TOLD = {
    "credits": _("tổng ghi có"),
    "debits": _("tổng ghi nợ"),
    "closing": _("số dư cuối kỳ"),
}


class Moved(NamedTuple):
    """What a line moved, in đồng: `credit` is negative where the bank takes one back."""

    line: int
    credit: int
    debit: int
    balance: int | None


class Undoing(NamedTuple):
    """A line by which the bank takes back a credit of so many đồng."""

    line: int
    amount: int
    values: dict
    is_debit: bool


class Table:
    """The lines of one table, with what stands around it."""

    def __init__(self, body):
        self.body, self.lines = body, []
        self.has_debits = not {"debit_vnd", "moved_vnd"}.isdisjoint(body.header.titles)


class StatementJudge(RegisterJudge):
    """As any register, without the lines of money that went out or that the bank took back: those are told.

    Nothing is stored of a statement that contradicts itself, or the account that the officer typed.
    """

    def __init__(self, columns, findings, task):
        self.task, self.books, today = task, Books(task), timezone.localdate()
        super().__init__(
            columns,
            findings,
            key=self._place,
            find=self._find,
            blank=lambda: BankLine(office=task.office),
            settle=self._settle,
            check=lambda line, stored: bank_matching.check_line(line, today),
            money="amount_vnd",
            numbers=("reference", BankLine.objects.filter(office=task.office)),
        )
        self.names = [column.name for column in columns]
        self.tables, self.undoings, self.is_partial, self.account = [], [], False, ""
        self.signs, self.unsigned = False, []

    # Read

    def begin(self, body):
        """Raises FileProblem where no column tells what came in, or where the account is not the one typed."""
        header, typed = body.header, self.task.options.common.get("account", "")
        if header.titles.keys().isdisjoint(CREDIT_COLUMNS):
            raise FileProblem(
                "credit_heading_missing",
                _("Sao kê thiếu cột tiền vào (“Ghi có”, “Credit”). Hãy chọn cột này, hoặc thêm vào tệp."),
                header.seen,
            )
        found = facts_of(header.above).account
        self._insist_account(found, typed, header)
        self.account = typed or found
        self.tables.append(Table(body))

    def _insist_account(self, found, typed, header):
        if found and typed and not bank_matching.same_account(found, typed):
            raise FileProblem(
                "account_differs",
                _("Sao kê của tài khoản %(found)s, nhưng bạn ghi tài khoản %(typed)s. Chọn đúng tệp, hoặc sửa ô này.")
                % {"found": found, "typed": typed},
                header.seen,
            )

    def judge(self, rows):
        """Sort the lines into what came in, what went out and what was taken back.

        Raises FileProblem where a line is of another account than the one typed.
        """
        typed = self.task.options.common.get("account", "")
        for line, cells in rows:
            values = {name: cell for name, cell in zip(self.names, cells, strict=True) if cell is not None}
            self._insist_account(values.get("account"), typed, self.tables[-1].body.header)
            credit, debit = self._moved(line, values)
            self.tables[-1].lines.append(Moved(line, credit, debit, values.pop("balance_vnd", None)))
            if self.account:
                values.setdefault("account", self.account)
            if credit < 0:
                self.amounts[line] = credit
                self.undoings.append(Undoing(line, -credit, values, is_debit=False))
            elif debit and not credit:
                self._keep_debit(line, debit, values)
            else:
                self.amounts[line] = values["amount_vnd"] = credit
                self.rows.append((line, values))

    def judge_unread(self, rows):
        """A line that cannot be read leaves the sums open."""
        rows = list(rows)
        self.is_partial = self.is_partial or bool(rows)
        super().judge_unread(rows)

    def _moved(self, line, values):
        """(credit, debit) of a line; one column may hold both, with its sign."""
        credit, debit = values.pop("amount_vnd", 0), values.pop("debit_vnd", 0)
        signed, way = values.pop("moved_vnd", None), values.pop("way", 0)
        if signed and way:
            signed = signed._replace(amount=abs(signed.amount) * way, is_signed=True)
        if signed and not (credit or debit):
            self.signs = self.signs or signed.is_signed
            if not signed.is_signed:
                self.unsigned.append(line)
            return (signed.amount, 0) if signed.amount > 0 else (0, -signed.amount)
        return credit, debit

    def _keep_debit(self, line, debit, values):
        if bank_matching.says_reversal(values.get("description", "")):
            self.undoings.append(Undoing(line, debit, values, is_debit=True))
        else:
            self._skip_debit(line, values)

    def _skip_debit(self, line, values):
        self.decision.count("unchanged", line, values["reference"], shown_as="left_alone")
        message = _("Dòng tiền ra, không phải tiền ủng hộ nên không nhập.")
        column = "debit_vnd" if "debit_vnd" in self.tables[-1].body.header.titles else "moved_vnd"
        self.findings.warn(line, self.headings[column], "debit_skipped", message)

    # Ask

    def ask(self):
        """As any register; and what a statement leaves open: lines wholly alike, amounts without a sign, gaps."""
        yield from super().ask()
        if self.unsigned and not self.signs:
            told = _(
                "Cột “%s” không có dấu + hay −, cũng không có cột tiền vào, tiền ra. Có phải mọi dòng đều là tiền vào?"
            )
            yield "unsigned", told % self.headings["moved_vnd"], [("1", _("Đúng, mọi dòng đều là tiền vào"))]
        balances = {moved.line: moved.balance for table in self.tables for moved in table.lines}
        alike = defaultdict(list)
        for line, values in self.rows:
            alike[(*sorted(values.items()), balances[line])].append(line)
        twice = [lines for lines in alike.values() if len(lines) > 1]
        if twice:
            told = _(
                "Dòng %s giống nhau cả số tham chiếu, ngày, số tiền và nội dung. Nếu tệp chép lặp thì sửa tệp rồi tải "
                "lại; nếu ngân hàng ghi từng khoản riêng thì nhập đủ."
            )
            shown = first_few([", ".join(map(self.findings.places.of, lines)) for lines in twice], SHOWN_LINES, "; ")
            yield "alike", told % shown, [("1", _("Đều là tiền thật, nhập đủ các dòng"))]
        if gaps := [gap for table in self.tables for gap in _gaps(table.lines)]:
            line, missing = gaps[0]
            told = _(
                "Số dư không nối tiếp ở %(count)d chỗ; chỗ đầu là dòng %(line)s, lệch %(missing)s: tệp có thể thiếu "
                "dòng, thừa dòng hoặc sai số tiền. Hãy đối chiếu với ngân hàng."
            )
            told %= {"count": len(gaps), "line": self.findings.places.of(line), "missing": with_unit(missing)}
            yield "balance", told, [("1", _("Đã đối chiếu, vẫn nhập các dòng này"))]

    # Decide

    def decide(self):
        """Raises FileProblem where the statement contradicts itself."""
        if not self.is_partial:
            for table in self.tables:
                _insist_sums(table)
        self._undo_credits()
        self._name_apart()
        decision = super().decide()
        self._tell_matches()
        return decision

    def _place(self, values):
        """Account and reference, the account as the office has always written it."""
        values["account"] = self.books.spelling(values.get("account", ""))
        return values["account"], values["reference"]

    def _find(self, values):
        account, reference = self._place(values)
        return self.books.lines(account).get(reference)

    def _settle(self, values, stored):
        """What the bank says once it says for ever: a line that is there already has nothing to change."""
        amount = values.get("amount_vnd")
        if not amount:
            message = _(
                "Dòng không có số tiền vào cũng không có số tiền ra; xem lại cột “Ghi có” và “Ghi nợ” của sao kê."
            )
            raise RuleViolation([Problem("amount_vnd", "credit_missing", message)])
        if not values.get("account"):
            message = _(
                "Chưa biết tài khoản nào; ghi ở “Điền chung cho cả tệp” (lệnh: --account), hoặc thêm cột “Tài khoản”."
            )
            raise RuleViolation([Problem("account", "account_missing", message)])
        if stored is None:
            return {name: value for name, value in values.items() if name != "currency"}
        same = {"amount_vnd": amount, "booked_on": values["booked_on"], "office_id": self.task.office.pk}
        if problems := list(bank_matching.check_same(stored, **same)):
            raise RuleViolation(problems)
        return {}

    def _name_apart(self):
        """Give the credits of one reference, as of transfers in a batch, a number each that a later file gives again.

        Whatever the order of the file, so that its lines are found in the books.
        """
        count = Counter(self._place(values) for _line, values in self.rows)
        several = {place for place, times in count.items() if times > 1}
        groups = defaultdict(list)
        for line, values in self.rows:
            if (place := self._place(values)) in several or place in self.books.numbered(place[0]):
                groups[place].append((line, values))
        for (account, reference), rows in groups.items():
            rows.sort(key=lambda row: (row[1]["booked_on"], row[1]["amount_vnd"], row[1].get("description", "")))
            stored, taken = self.books.lines(account), set()
            open_rows = [row for row in rows if not self._take_stored(row[1], reference, stored, taken)]
            for line, values in open_rows:
                values["reference"] = next(name for name in _numbered(reference) if name not in taken)
                taken.add(values["reference"])
                self._tell_apart(line, reference, values["reference"], rows)

    def _take_stored(self, values, reference, stored, taken):
        """Whether the books hold a line already: of this reference, day and amount, and that for no other."""
        for name in _numbered(reference):
            if name not in stored:
                return False
            found = stored[name]
            if name not in taken and (found.amount_vnd, found.booked_on) == (values["amount_vnd"], values["booked_on"]):
                taken.add(name)
                values["reference"] = name
                return True
        return False

    def _tell_apart(self, line, reference, name, rows):
        if name != reference:
            lines = first_few([self.findings.places.of(other) for other in sorted(dict(rows))], SHOWN_LINES)
            message = _("Số tham chiếu %(reference)s đứng ở các dòng %(lines)s; nhập đủ, dòng này ghi số “%(name)s”.")
            told = {"reference": reference, "lines": lines, "name": name}
            self.findings.warn(line, self.headings["reference"], "reference_numbered", message % told)

    def _undo_credits(self):
        """Tie what the bank took back to the credit that it undoes."""
        by_amount, undone = defaultdict(list), set()
        for line, values in self.rows if self.undoings else ():
            by_amount[values["amount_vnd"]].append((line, values))
        for undoing in self.undoings:
            self._place(undoing.values)
            found = self._undone_by(undoing, [row for row in by_amount[undoing.amount] if row[0] not in undone])
            if found:
                undone.add(found)
        self.rows = [row for row in self.rows if row[0] not in undone]

    def _undone_by(self, undoing, rows):
        """The line of the file that is undone; 0 where it is one of the books, or not known, which is told."""
        values, account = undoing.values, undoing.values["account"]
        rows = [row for row in rows if self._place(row[1])[0] == account and row[1]["booked_on"] <= values["booked_on"]]
        in_file = {row["reference"]: line for line, row in rows}
        stored = [
            line
            for line in self.books.lines(account).values()
            if (line.amount_vnd, line.office_id) == (undoing.amount, self.task.office.pk)
            and line.booked_on <= values["booked_on"]
        ]
        found = bank_matching.undone({*in_file, *(line.reference for line in stored)}, values.get("description", ""))
        if len(found) == 1:
            (reference,) = found
            is_stored = any(line.reference == reference for line in stored)
            return self._tell_undone(undoing, in_file.get(reference, 0), reference, is_stored=is_stored)
        if undoing.is_debit:
            self._skip_debit(undoing.line, values)
        else:
            self._refuse(undoing.line, [_untied(undoing, found)])
        return 0

    def _tell_undone(self, undoing, line, reference, *, is_stored):
        at = self.findings.places.of(line) if line else ""
        told = {"amount": with_unit(undoing.amount), "reference": reference, "line": at}
        if is_stored:
            message = _(
                "Ngân hàng đã trừ lại %(amount)s của dòng sao kê %(reference)s nhập trước đây. Mở dòng đó ở “Sao kê "
                "ngân hàng”: bỏ khớp nếu đã khớp, rồi “Để riêng” với lý do ngân hàng trừ lại."
            )
        else:
            message = _(
                "Ngân hàng trừ lại %(amount)s đã ghi có ở dòng %(line)s (%(reference)s) của sao kê này, nên cả hai "
                "dòng không được nhập. Khoản ủng hộ đã ghi theo %(reference)s, nếu có, thì xóa hoặc đính chính."
            )
            back = _("Dòng %s của sao kê trừ lại số tiền này nên dòng này không được nhập.")
            back %= self.findings.places.of(undoing.line)
            self.decision.count("unchanged", line, reference, shown_as="left_alone")
            self.findings.warn(line, self.headings["amount_vnd"], "credit_undone", back)
        self.decision.count("unchanged", undoing.line, undoing.values["reference"], shown_as="left_alone")
        self.findings.warn(undoing.line, self.headings["amount_vnd"], "credit_taken_back", message % told)
        return 0 if is_stored else line

    def _tell_matches(self):
        """Say in so many words which lines explain which donations without a question."""
        lines = dict(zip(map(id, self.plan.new), self.decision.lines["new"], strict=True))
        waiting = bank_matching.of_amounts(self.plan.new, self.task.office)
        for line, donation in bank_lines.sure_pairs(self.plan.new, waiting, self.task.officer):
            message = _("Tự khớp với khoản %(code)s của %(donor)s, %(amount)s, vì nội dung ghi số này và đúng số tiền.")
            told = {"code": donation.code, "donor": donation.donor.name, "amount": with_unit(donation.amount_vnd)}
            self.findings.warn(lines[id(line)], self.headings["description"], "matched_by_itself", message % told)


class Books:
    """What the books hold of the accounts of an office, asked once for each account."""

    def __init__(self, task):
        spellings = {}

        @cache
        def spelling(account):
            key = bank_matching.account_key(account)
            return spellings.setdefault(key, bank_matching.known_spelling(account, task.office))

        @cache
        def lines(account):
            return {line.reference: line for line in BankLine.objects.filter(account=account)}

        @cache
        def numbered(account):
            return {(account, name[:-4]) for name in lines(account) if name.endswith(" (2)")}

        self.spelling, self.lines, self.numbered = spelling, lines, numbered


def _numbered(reference):
    """The reference, and what further credits of it are called: "FT9", "FT9 (2)", …"""
    yield reference
    number = 2
    while True:
        yield f"{reference} ({number})"
        number += 1


def _untied(undoing, found):
    told = {"amount": with_unit(undoing.amount), "lines": first_few(sorted(found), SHOWN_LINES)}
    if found:
        message = _(
            "Số tiền âm: ngân hàng trừ lại %(amount)s đã ghi có, có thể là của dòng %(lines)s. Hỏi ngân hàng, rồi ghi "
            "số tham chiếu của dòng bị trừ lại vào nội dung dòng này."
        )
        return Problem("amount_vnd", "reversal_of_several", message % told)
    message = _(
        "Số tiền âm: ngân hàng trừ lại %(amount)s đã ghi có, nhưng không thấy dòng ghi có nào như vậy trong tệp hay "
        "trong sao kê đã nhập. Nhập sao kê có dòng đó trước, hoặc hỏi ngân hàng."
    )
    return Problem("amount_vnd", "reversal_untied", message % told)


def _gaps(lines):
    """(line, đồng) where a running balance does not follow from the one before, oldest or newest first.

    One that nowhere follows is no running balance of these lines, but perhaps of more than the file holds.
    """
    steps = [(one, two) for one, two in pairwise(lines) if None not in (one.balance, two.balance)]
    down = [(two.line, two.balance - one.balance - two.credit + two.debit) for one, two in steps]
    up = [(one.line, one.balance - two.balance - one.credit + one.debit) for one, two in steps]
    gaps = min(([(line, abs(gap)) for line, gap in way if gap] for way in (down, up)), key=len)
    return gaps if len(gaps) < len(steps) else []


def _insist_sums(table):
    """Raises FileProblem where balances and sums around a table are not those of its lines."""
    facts = facts_of([*table.body.header.above, *table.body.balances])
    credits, debits = sum(moved.credit for moved in table.lines), sum(moved.debit for moved in table.lines)
    counted = {"credits": credits}
    if table.has_debits:
        counted["debits"] = debits
        if facts.opening is not None:
            counted["closing"] = facts.opening + credits - debits
    of_total_row = table.body.debits[0] if len(table.body.debits) == 1 else None
    for name, amount in counted.items():
        told = of_total_row if name == "debits" and facts.debits is None else getattr(facts, name)
        if told is not None and told != amount:
            message = _(
                "Sao kê ghi %(name)s %(told)s, các dòng cộng lại %(counted)s: lệch %(difference)s. Tải lại sao kê đủ "
                "dòng từ ngân hàng, hoặc tìm dòng sai."
            )
            amounts = {"told": told, "counted": amount, "difference": abs(told - amount)}
            shown = {key: with_unit(value) for key, value in amounts.items()}
            raise FileProblem("statement_sum_differs", message % {"name": TOLD[name], **shown})
