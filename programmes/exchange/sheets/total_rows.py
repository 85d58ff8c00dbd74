"""Total rows of a sheet: what they say of people and money, in their columns or in words.

It is held against the rows. What is not surely a sum of the list is told and not compared.
"""

import re
from collections import Counter

from django.utils.translation import gettext_lazy as _

from programmes.exchange.sheets.vocabulary import NAMES, PAPERS
from programmes.models import UNITS
from programmes.standards.names import fold, tidy

SUMS = ("donor_cost_vnd", "total_vnd", "amount_vnd")
MONEY = (*SUMS, "state_support_vnd", "local_topup_vnd")
NOT_PEOPLE = (*MONEY, "months")
PEOPLE = ("người", "đối tượng", "suất", "em", "cháu", "học sinh")  # a person gets one package
ITEMS = tuple(unit for unit in UNITS if unit not in PEOPLE)  # a person may get several


def _any_of(words):
    return f"(?:{'|'.join(map(re.escape, words))})"


NUMBER_OF_PEOPLE = re.compile(rf"(\d[\d.]*)\s*{_any_of((*PEOPLE, *ITEMS, 'hộ'))}?", re.IGNORECASE)
IN_LABEL = re.compile(rf"(\d[\d.]*)\s*{_any_of(PEOPLE)}\b", re.IGNORECASE)
AFTER_LABEL = re.compile(
    rf"số {_any_of((*PEOPLE, *ITEMS))}\b[^:=;]*[:=]\s*(\d[\d.]*)(?!\s*(?:đồng|đ|vnđ|vnd|tr|triệu)\b|[\d.])",
    re.IGNORECASE,
)
GIFTS_IN_LABEL = re.compile(rf"(\d[\d.]*)\s*{_any_of(ITEMS)}\b", re.IGNORECASE)
BARE_TOTAL = re.compile(r"(?:tong|cong)(?: (?:tong|cong|so|trang))*\s*(?:\([^)]*\)\s*)?[:=]\s*(\d[\d.]*)\W*")
SMALLEST_SUM = 1000  # "Cộng: 02" counts people: no sum of money is below it
MONEY_IN_LABEL = re.compile(
    r"(?<![\w.,])(\d[\d.,]*(?: \d{3})*\s*(?:(?:nghìn|ngàn|triệu|tr|tỷ|tỉ)\s*)?(?:đồng|đ|vnđ|vnd))(?!\w)"
    r"|(?:tiền|kinh phí)\b[^:=;\d]*[:=]\s*(\d[\d.,]*\d)\W*$",
    re.IGNORECASE,
)
NO_SUM = re.compile(rf"\b(?:moi|muc|binh quan|nsnn|ngan sach|nha nuoc)\b|[x×*] ?\d|/ ?{_any_of(map(fold, UNITS))}\b")
COUNTS = re.compile(
    rf"\d[\d.]{{0,6}}(?: \d[\d.]{{0,6}}| {_any_of((*PEOPLE, *ITEMS))}(?: BHYT| BHXH| quà)?)?", re.IGNORECASE
)
MEN_AND_WOMEN = re.compile(r"(\d[\d.]*) (\d[\d.]*)")


class TotalRows:
    """The total rows under one header; `sums` as in Layout.

    `totals` is the grand total that stands at the end so far, `subtotals` those above it. A grand total below which the
    list goes on was but that of a section: such are the `sections`, and `since` is what the lines below the last of
    them come to. `summed` is whether the row above is a total.
    """

    def __init__(self, columns, header, memos, findings, sums):
        self.columns, self.memos, self.findings, self.sums = columns, memos, findings, sums
        self.index = {column.name: place for place, column in enumerate(columns)}
        self.is_of_one_sum = len({*MONEY} & {*header.positions}) < 2
        self.totals, self.subtotals, self.told, self.summed = {}, [], {}, False
        self.sections, self.since, self.is_of_section = [], Counter(), False

    def keep(self, line, own, words):
        """Keep what a total row says; whether it is the grand one, with which the list ends."""
        found = self._sums_told(line, own, words, is_total=True)
        return self._hold(found, is_grand=any(fold(word).startswith(("tong", "toan")) for word in words))

    def keep_remark(self, line, own, words):
        """Keep what a remark under the list says, such as "Danh sách này gồm 02 người"."""
        if found := self._sums_told(line, own, words, is_total=False):
            self._hold(found, is_grand=False)

    def _hold(self, found, *, is_grand):
        """Below another total stands the grand one, or the rest of the same."""
        if self._completes_the_one_above(found):
            found = {**self.told, **found}
        is_grand = is_grand or self.summed
        if is_grand:
            self.totals = found or self.totals
            self.is_of_section = bool(self.sections) and self._is_of_a_section(self.totals)
        else:
            self.subtotals.append(found)
        self.told, self.summed = found, True
        return is_grand

    def _completes_the_one_above(self, found):
        """Whether a total tells what the one above leaves out: "Số tiền: 758.160 đồng" below "Cộng: 02 người"."""
        if not (self.summed and found and self.told.keys().isdisjoint(found)):
            return False
        return self.told is self.totals or len(self.subtotals) < 2

    def go_on(self, own):
        """A line of the list: the total above it is not that of the whole."""
        if self.totals:
            self.sections.append(self.totals)
            self.totals, self.subtotals, self.since = {}, [], Counter()
        self.summed = False
        if self.sections:
            for name, column in self.sums.items():
                of_line = self.memos[self.index[column]].parsed(own[self.index[column]])
                self.since[name] += of_line or (name == "people")

    def _is_of_a_section(self, total):
        """Whether a total below others is that of the lines since, and not that of all."""
        above = _sum(self.sections)
        if all(total[name] == self.since[name] for name in total):
            return True
        return any(total[name] < above.get(name, 0) for name in total)

    def _sums_told(self, line, own, words, *, is_total):
        """What a row says of the sums of the list, in its columns or in words; told where a figure is not clear."""
        if not self.sums:
            return {}
        labels = [word for word in words if any(map(str.isalpha, word))]
        place, found = self.index[self.sums["donor_cost_vnd"]], {}
        written, is_clear = ([own[place]], True) if own[place].strip() else self._money_in(labels)
        cost = self.memos[place].parsed(written[0]) if is_clear else None
        if "people" in self.sums:
            found["people"] = self._people(own, words, labels, beside_money=cost is not None)
        found["donor_cost_vnd"] = cost
        found = {name: told for name, told in found.items() if told is not None}
        is_cost_unclear = bool(written) and cost is None
        is_all_unclear = is_total and not found and any(map(has_digit, labels))
        if is_cost_unclear or is_all_unclear:
            message = _("Không đọc được số tổng của dòng này nên chưa đối chiếu; hãy ghi tổng vào mục đối chiếu.")
            self.findings.warn(line, self.columns[place].heading if written else "", "total_unreadable", message)
        return found

    def _money_in(self, labels):
        """The amounts that the words of a row name, and whether they are surely one sum of the one column of money."""
        amounts = {found[1] or found[2] for label in labels for found in MONEY_IN_LABEL.finditer(label)}
        is_sum = not any(NO_SUM.search(fold(label)) for label in labels)
        return list(amounts), len(amounts) == 1 and is_sum and self.is_of_one_sum

    def _people(self, own, words, labels, *, beside_money):
        """How many people a total row counts; men and women may stand beside each other."""
        counts = [text for text in papers(own, self.index) if COUNTS.fullmatch(text)]
        if counts and (by_sex := MEN_AND_WOMEN.fullmatch(counts[0])):
            return sum(map(_whole, by_sex.groups()))
        for text in (*self._in_columns_of_people(own), *counts, *self._first_words(own, words)):
            if number := NUMBER_OF_PEOPLE.fullmatch(text) or IN_LABEL.search(text) or AFTER_LABEL.search(text):
                return _whole(number[1])
        return _count_in(labels, beside_money=beside_money)

    def _in_columns_of_people(self, own):
        return [tidy(own[self.index[name]]) for name in ("quantity", *NAMES) if name in self.index]

    def _first_words(self, own, words):
        """The first two texts of a row that are no sum of money and no months."""
        sums = {tidy(own[self.index[name]]) for name in NOT_PEOPLE if name in self.index}
        return [word for word in words[:2] if word not in sums]

    def control(self, before):
        """What the total rows of the sheet say: the grand total, which stands below another total, else their sum.

        A grand total that counts people alone, such as "Tổng số thẻ: 02", leaves the money to those above, unless they
        count others. `before` is what the sheets above said: a grand total of all of them says no more of this one
        than the rest.
        """
        if self.totals and not self.is_of_section:
            of_this = _sum(self.subtotals)
            is_of_all = before and of_this and self.totals == _sum([before, of_this])
            if is_of_all:
                return of_this
            counts_alone = self.totals.keys() == {"people"}
            is_of_same = counts_alone and of_this.get("people", self.totals["people"]) == self.totals["people"]
            return {**of_this, **self.totals} if is_of_same else self.totals
        return _sum([*self.sections, *([self.totals] if self.totals else self.subtotals)])


def _count_in(labels, *, beside_money):
    """The one count that the words of a row name without saying of what, or of gifts; None where they do not."""
    bare = [_whole(found[1]) for label in labels if (found := BARE_TOTAL.fullmatch(fold(label)))]
    if bare and (beside_money or bare[0] < SMALLEST_SUM):
        return bare[0]
    gifts = [found for label in labels for found in GIFTS_IN_LABEL.findall(label)]
    return _whole(gifts[0]) if len(gifts) == 1 else None


def _sum(totals):
    """The sum of totals, of what each of them tells."""
    names = set.intersection(*map(set, totals)) if totals else ()
    return {name: sum(total[name] for total in totals) for name in sorted(names)}


def papers(own, index):
    """What a row holds in the columns of papers."""
    texts = (tidy(own[index[name]]).strip("/ ") for name in PAPERS if name in index)
    return [text for text in texts if text]


def has_digit(text):
    return any(char.isdigit() for char in text)


def _whole(number):
    return int(number.replace(".", ""))
