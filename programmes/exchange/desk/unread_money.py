"""Columns of a gift file that hold money and are not read: what they add up to is held against what is recorded."""

import re

from django.utils.translation import gettext_lazy as _

from programmes.exchange.desk.parts_of_money import amount_of
from programmes.exchange.desk.questions import Question
from programmes.exchange.sheets.total_rows import MONEY, SMALLEST_SUM
from programmes.exchange.sheets.vocabulary import heading_key
from programmes.standards.money import format_number
from programmes.standards.names import fold, tidy

NAMED_MONEY = re.compile(r"\b(?:tien|muc|kinh phi|don gia|tri gia|gia tri|ho tro|so dong|vnd)\b")
OF_OTHER_THINGS = re.compile(r"\b(?:ma|luong|thu nhap|phu cap|chuan ngheo)\b")  # codes, and what people live on
GROUPED = re.compile(r"\d{1,3}(?:[., ]\d{3})+(?: ?(?:đ|đồng|vnđ|vnd))?", re.IGNORECASE)
NOT_COMPARED = _(
    "Cột “%(title)s” có vẻ là số tiền nhưng không được dùng, và chưa có dòng nào ghi được để so. Nếu cột này là số "
    "tiền chương trình chi, hãy chọn “Số tiền (đồng)” cho cột ở mục “Cột của tệp được hiểu thế nào”."
)
DIFFERS = _(
    "Cột “%(title)s” có vẻ là số tiền nhưng không được dùng. Cộng %(lines)s dòng: cột này %(column)s đồng, số sẽ ghi "
    "%(ours)s đồng, khác nhau ở %(rows)s dòng, lệch %(difference)s đồng. Nếu cột này là số tiền chương trình chi, hãy "
    "chọn “Số tiền (đồng)” cho cột ở mục “Cột của tệp được hiểu thế nào”."
)


class UnreadMoney:
    """`columns` holds the đồng of such columns: title -> line -> amount."""

    def __init__(self):
        self.columns = {}

    def watched(self, rows, header, head):
        """The same rows, noted while they pass; `head` are the first of them, by which such columns are known."""
        read = {header.number, *header.places.values()}
        titled = [(place, title) for place, title in enumerate(header.cells) if title and place not in read]
        found = [(place, title) for place, title in titled if _is_money(title, place, head)]
        return self._noted(rows, found) if found else rows

    def _noted(self, rows, found):
        noted = [(place, self.columns.setdefault(title, {})) for place, title in found]
        for row in rows:
            for place, amounts in noted:
                if place < len(row.cells) and (amount := amount_of(row.cells[place])):
                    amounts[row.line] = amount
            yield row

    def ask(self, costs, header, options, findings):
        """Ask of a column that differs from the costs, where the file writes no other; else tell what it comes to.

        `costs` are what the lines that are good record: line -> (what the programme pays, what all pay together).
        """
        said = set(map(heading_key, options.mapping))
        for title, amounts in self.columns.items():
            lines = amounts.keys() & costs.keys()
            paid, total = ([line for line in lines if amounts[line] != costs[line][of]] for of in (0, 1))
            told = _told(title, amounts, costs, lines, paid)
            if not lines:
                findings.warn(header.line, title, "money_unread", NOT_COMPARED % told)
                continue
            if not (paid and total):
                what = _("khớp với tổng mức đóng") if paid else _("khớp với số tiền chương trình chi")
                message = _("Cột “%(title)s” không được dùng; cộng %(lines)s dòng được %(column)s đồng, %(what)s.")
                findings.warn(header.line, title, "money_agrees", message % {**told, "what": what})
                continue
            message = DIFFERS % told
            if heading_key(title) in said or header.titles.keys() & {*MONEY}:
                findings.warn(header.line, title, "money_differs", message)
            else:
                yield Question("left_out", title, message, [("1", _("Không dùng cột “%s”, ghi số đã tính") % title)])


def _told(title, amounts, costs, lines, differing):
    column, ours = sum(amounts[line] for line in lines), sum(costs[line][0] for line in lines)
    sums = {"lines": len(lines), "column": column, "ours": ours, "rows": len(differing)}
    sums["difference"] = abs(column - ours)
    return {"title": title, **{name: format_number(number) for name, number in sums.items()}}


def _is_money(title, place, head):
    """Whether most cells hold amounts, and the title or the way in which they are written says that these are đồng."""
    texts = [text for row in head if place < len(row.cells) and (text := tidy(row.cells[place]))]
    amounts = [text for text in texts if (amount_of(text) or 0) >= SMALLEST_SUM and text[0] != "0"]
    is_named = NAMED_MONEY.search(fold(title)) or all(map(GROUPED.fullmatch, amounts))
    return 2 * len(amounts) > len(texts) and bool(is_named) and not OF_OTHER_THINGS.search(fold(title))
