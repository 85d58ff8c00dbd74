"""The body of a sheet: which of its rows are lines of the list, and what its group and total rows say of them.

A block of rows in which nothing is amiss is passed on as it is. Only a block with an empty cell where none should
be, with "như trên" or "Tổng cộng", or under a group row is looked at row by row.
"""

from django.utils.translation import gettext_lazy as _

from programmes.exchange.columns.column import AS_ABOVE, TOTAL
from programmes.exchange.error_texts import ERROR_TEXT, NOBODY_ABOVE, NOTHING_ABOVE, OTHER_ABOVE
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.sheets.cell_texts import CellTexts
from programmes.exchange.sheets.group_rows import MARKER, GroupRows, is_number
from programmes.exchange.sheets.header_levels import is_column_numbers
from programmes.exchange.sheets.not_given import LONE
from programmes.exchange.sheets.row_words import BALANCE, CLOSING, END, NUMBERING, SURE_TOTAL, is_carried_over
from programmes.exchange.sheets.total_rows import COUNTS, SUMS, TotalRows, has_digit, papers
from programmes.exchange.sheets.unit_prices import UnitPrices
from programmes.exchange.sheets.vocabulary import NAMES, PAPERS, SPANS
from programmes.standards.names import fold, tidy

NARRATION = ("description", "payer")
MOVEMENTS = ("amount_vnd", "debit_vnd", "moved_vnd")  # of a statement
OF_ONE_PERSON = {"full_name", "citizen_number", "si_number"}


class Body:
    """The rows under one header; `sums` as in Layout, `not_given` the NotGiven of the file.

    `told` is what stands for all gifts of the kinds that have it, column -> value, which is not read into every line.
    `balances` are the texts of rows that tell a balance, `debits` what total rows say went out. `rows` counts the lines
    of the list so far; `likened` is what "như trên" stood for in them, (line, column, text).
    """

    def __init__(self, columns, header, memos, findings, sums, untitled, not_given):
        self.told = {each.name: each.default for each in columns if each.is_of_kinds and each.default is not None}
        columns = [each._replace(default=None) if each.is_of_kinds else each for each in columns]
        for memo, column in zip(memos, columns, strict=True):
            memo.begin(column)
        self.columns, self.header, self.memos, self.findings, self.untitled = columns, header, memos, findings, untitled
        self.index = {column.name: place for place, column in enumerate(columns)}
        self.required = [place for place, column in enumerate(columns) if self._is_on_each_line(column)]
        self.names = [self.index[name] for name in NAMES if name in self.index]
        told = [column for column in columns if column.default and column.name not in header.titles]
        self.is_of_one_kind = any(column.required for column in told)
        of_papers = [self.index[name] for name in PAPERS if name in header.titles]
        self.anchors = self._anchors(of_papers)
        self.has_anchors = bool(of_papers) or not self.is_of_one_kind
        self.words = {word for title, _name in header.seen for word in (title, *title.split(SPANS))}
        self.groups = GroupRows(columns, header, memos, findings)
        self.totals = TotalRows(columns, header, memos, findings, sums)
        self.not_given, self.remarks = not_given, self._remarks() if "people" in sums else {}
        self.above, self.is_over = None, False
        self.rows, self.likened, self.balances, self.debits, self.is_above_new = 0, [], [], [], False
        self.places = {*header.places.values()}
        self.ticked = {place for values in header.ticked.values() for place in values}
        self.prices, self.numbered, self.carried_over = UnitPrices(self.index, memos, findings), [], []
        self.cells = CellTexts(columns, self.index, header, findings, untitled, self.prices)
        self.sentences = []
        self.cells.tell()

    def _is_on_each_line(self, column):
        """What stands for empty cells is no reason to take a group row for a line, where the list has the column."""
        return column.required and (column.default is None or column.name in self.header.titles)

    def _remarks(self):
        """The headings below which a row may say that its person gets nothing, by place: the note, those not read."""
        read = {self.header.number, *self.header.places.values()} - {self.header.positions.get("note")}
        titled = {place: title for place, title in enumerate(self.header.cells) if title and place not in read}
        return titled | {place: self.untitled.letter(place) for place in self.untitled.places if place not in titled}

    def _anchors(self, of_papers):
        """The columns in which every line of the list says something that can be read."""
        is_named = "full_name" in self.header.positions or "family_name" in self.header.pieces
        anchors = [*self.required]
        if is_named and "full_name" in self.index:
            anchors.append(self.index["full_name"])
        # Where all are of one kind, no cell of the kind tells a line from the name of a group.
        return [*anchors, *of_papers] if self.is_of_one_kind else anchors

    # Blocks

    def is_plain(self, texts):
        """Whether each row of the block is a line of the list, complete in itself."""
        if self.groups.said or self.groups.not_given or self.totals.sections or self.is_over or not self.has_anchors:
            return False  # what stands above has a say in each row
        return not (self._may_repeat_header(texts) or self._lacks_anchors(texts) or self._says_no_values(texts))

    def _may_repeat_header(self, texts):
        """Whether the header may stand in the block once more."""
        return bool(self.anchors) and not self.words.isdisjoint(texts[self.anchors[0]])

    def _lacks_anchors(self, texts):
        """Whether a row says nothing that can be read where every line says something."""
        lacking = ((self.memos[place].blanks | self.memos[place].faults, texts[place]) for place in self.anchors)
        return any(told and not told.isdisjoint(column) for told, column in lacking)

    def _says_no_values(self, texts):
        """Whether a cell says "như trên" or "Tổng cộng"."""
        columns = ((memo.no_values, column) for memo, column in zip(self.memos, texts, strict=True) if column)
        return any(told and not told.isdisjoint(column) for told, column in columns)

    def sort_out(self, block, texts):
        """(line numbers, texts by column) of the rows that are lines of the list, completed from those above them."""
        blank = ("",) * len(block)
        rows = zip(*(column if column is not None else blank for column in texts), strict=True)
        kept, self.is_above_new = [], False
        for row, own in zip(block, rows, strict=True):
            own = list(own)
            if self._is_line(row, own) and not self._is_dropped(row):
                self._complete(row.line, own)
                self.above, self.is_over, self.is_above_new = own, False, True
                self.totals.go_on(own)
                kept.append((row.line, own))
        columns = list(zip(*(own for _line, own in kept), strict=True)) or [()] * len(texts)
        absent = [column is None and not any(map(str.strip, columns[place])) for place, column in enumerate(texts)]
        return [line for line, _own in kept], [None if absent[place] else columns[place] for place in range(len(texts))]

    def _is_dropped(self, row):
        group = self.groups.not_given
        return bool(group) and self.not_given.is_dropped(group, row, self.money_of)

    def money_of(self, row):
        """The đồng that a row tells in the column of which the list has a sum; 0 where it tells none."""
        place = self.header.positions.get(self.totals.sums.get("donor_cost_vnd"))
        if place is None or place >= len(row.cells):
            return 0
        return self.memos[self.index[self.totals.sums["donor_cost_vnd"]]].parsed(row.cells[place]) or 0

    # Rows

    def _is_line(self, row, own):
        filled = [(place, text) for place, cell in enumerate(row.cells) if (text := tidy(cell))]
        words = [text for _place, text in filled]
        if is_column_numbers(row.cells) or self._is_header_again(row, words):
            return False
        label = self._label(own, filled)
        if self._is_carried(row.line, own, label, words):
            return False
        if self._is_total(own, label):
            told = [text for place, text in filled if not (place in self.ticked or self._is_unread(place, text))]
            self.is_over = self.totals.keep(row.line, own, told) or self.is_over
            self._keep_debits(own)
            return False
        if self._is_closing(row.line, own, words):
            return False
        if self._goes_on(row.line, own, filled) or self._is_no_movement(row.line, own, words):
            return False
        return self._is_line_or_group(row.line, own, filled)

    def _is_unread(self, place, text):
        """Whether a number stands in a column of which nobody knows what it counts."""
        is_titled = place < len(self.header.cells) and self.header.cells[place]
        return is_titled and place not in {self.header.number, *self.places} and is_number(text)

    def _label(self, own, filled):
        """The first words of a row; of a family name, with the given name that stands in the next column."""
        place, text = next(
            ((place, text) for place, text in filled if not MARKER.fullmatch(text) and not text[0].isdigit()),
            (None, ""),
        )
        return tidy(own[self.index["full_name"]]) if place in self.header.pieces.values() and self.names else text

    def _is_line_or_group(self, line, own, filled):
        """Whether a row that is neither header nor total is a line of the list; the name of a group is remembered.

        Signatures hold neither papers nor money, bear no number, and their words are no kind of gift: whatever a note
        or a decision of the row is like, such a row is a line.
        """
        is_end = any(END.match(text) for _place, text in filled)
        is_complete, is_told = self._is_complete(own), self._tells_papers_or_money(own)
        if not is_end and (group := self.groups.keep(line, own, filled, is_complete=is_complete, is_told=is_told)):
            self._begin(group, len(own))
            return False
        if self._is_numbered_only(line, filled):
            return False
        is_sure = is_told or self._is_numbered(filled) or (is_complete and self._is_readable(own))
        if not is_sure and (is_end or self.is_over):
            self.is_over = True  # what follows without a number is no line of the list
            return False
        is_lone = len(filled) == 1 and not is_complete
        if is_lone and "category" in self.index:
            if not self._is_heading(line, *filled[0]):
                self._refuse_lone(line, filled[0][0])
            return False
        return True

    def _tells_papers_or_money(self, own):
        told = (tidy(own[self.index[name]]) for name in (*PAPERS, *SUMS) if name in self.index)
        return any(has_digit(text) and not END.match(text) for text in told)

    def _begin(self, group, width):
        """Below a group row "như trên" means what it says, the list goes on, and the next total is of the group."""
        self.totals.summed = False
        if group.name:
            self.above = list(self.above or [""] * width)
            self.above[self.index[group.name]] = group.text
            self.is_over = self.is_over and group.is_office  # an office that signs is named like a group

    def _is_heading(self, line, place, text):
        """Whether a row of one cell is the heading of a group, by the answer of the officer, who is asked."""
        if not (self.groups.stands_alone(place) and any(map(str.isalpha, text))):
            return False
        self.not_given.lone.append((line, text))
        is_heading = bool(self.not_given.left_out.get(LONE))
        if is_heading:
            self.groups.pass_over(line, text)
        return is_heading

    def _refuse_lone(self, line, place):
        """Refuse a row of which one cell is filled: one sentence says more than all that is missing."""
        names = {at: name for name, at in self.header.positions.items()}
        heading = self.columns[self.index[names[place]]].heading if place in names else ""
        message = _(
            "Dòng này chỉ có một ô được điền: nếu không phải một dòng của danh sách thì xóa dòng này; nếu là phần tiếp "
            "của dòng trên thì ghép vào ô của dòng trên; còn không thì điền đủ các ô."
        )
        self.findings.refuse(line, heading, "only_one_cell", message)
        self.rows += 1

    def _is_header_again(self, row, words):
        """Whether the header stands there once more, at the top of a printed page.

        Raises FileProblem where its columns stand in another order: what is below would be read into wrong columns.
        """
        repeated = sum(word in self.words for word in words)
        if repeated < 2 or 2 * repeated <= len(words):
            return False
        if not self.header.stands_as_written([cell if tidy(cell) in self.words else "" for cell in row.cells]):
            raise FileProblem(
                "headings_moved",
                _(
                    "Dòng %(line)s là tiêu đề có các cột ở chỗ khác tiêu đề phía trên; hãy tách phần từ dòng này "
                    "thành tệp hoặc trang riêng rồi tải lại."
                )
                % {"line": self.findings.places.of(row.line)},
            )
        return repeated == len(words)

    def _is_closing(self, line, own, words):
        """Whether the row is a remark under the list; what it tells of people and money is held as a total is."""
        said = [word for word in words if not MARKER.fullmatch(word)]
        closing = CLOSING.match(fold(said[0])) if said and all(map(is_number, said[1:])) else None
        if closing and not (closing["note"] or closing["foot"]):
            self.totals.keep_remark(line, own, said)
        self.is_over = self.is_over or bool(closing)
        return bool(closing)

    def _is_numbered_only(self, line, filled):
        """Whether the row was numbered beforehand and never filled in."""
        if len(filled) != 1:
            return False
        place, text = filled[0]
        own_column = place == self.header.number or (self.header.number is None and place not in self.places)
        if not (own_column and (NUMBERING.fullmatch(text) or ERROR_TEXT.fullmatch(text))):
            return False
        self.numbered.append(line)
        return True

    def _is_numbered(self, filled):
        """Whether the row has its number in the list, and more."""
        return len(filled) > 1 and any(
            place == self.header.number and NUMBERING.fullmatch(text) for place, text in filled
        )

    def _is_readable(self, own):
        """Whether what every line must have, such as the kind of gift, can be read; nothing to read says nothing."""
        required = [place for place in self.required if own[place].strip()]
        return bool(required) and all(self.memos[place].parsed(own[place]) is not None for place in required)

    def _is_complete(self, own):
        if not all(own[place].strip() or self.columns[place].name in self.groups.said for place in self.required):
            return False
        if self.is_of_one_kind and not any(text.strip() for place, text in enumerate(own) if place not in self.names):
            return False
        return not self.names or any(own[place].strip() for place in self.names)

    def _is_carried(self, line, own, label, words):
        """Whether the row sums up what other pages, lists or days hold: it is no line and no control of this list."""
        if not self._sums_up(own, label, is_carried_over, is_sure=True):
            return False
        if BALANCE.match(fold(label)):
            self.balances.append(words)
        else:
            self.carried_over.append(line)
        return True

    def _goes_on(self, line, own, filled):
        """Whether a row is but the rest of the narration above it, which a bank has wrapped: put back behind it."""
        places = {self.header.positions.get(name): name for name in NARRATION}
        is_text = all(place in places and not END.match(text) for place, text in filled)
        if not (self.is_above_new and is_text):
            return False
        for at, rest in filled:
            place = self.index[places[at]]
            before = self.above[place]
            self.above[place] = f"{before} {rest}".strip()
            self.findings.repair(line, self.columns[place].heading, "narration_joined", rest, self.above[place])
        return True

    def _is_no_movement(self, line, own, words):
        """Whether a row of a statement is but a sentence of the bank: it names neither a day nor money."""
        if "booked_on" not in self.index or not any(" " in word and any(map(str.isalpha, word)) for word in words):
            return False
        day, reference = (tidy(own[self.index[name]]) for name in ("booked_on", "reference"))
        moves = any(own[self.index[name]].strip() for name in MOVEMENTS)
        is_booked = bool(day) and self.memos[self.index["booked_on"]].parsed(day) is not None
        if moves or is_booked or (reference and " " not in reference):
            return False
        self.sentences.append((line, words[0]))
        return True

    def _keep_debits(self, own):
        place = self.index.get("debit_vnd")
        if place is not None and own[place].strip():
            self.debits.append(self.memos[place].parsed(own[place]))

    def _is_total(self, own, label):
        return self._sums_up(own, label, TOTAL.match, is_sure=bool(SURE_TOTAL.fullmatch(fold(label))))

    def _sums_up(self, own, label, is_label, *, is_sure):
        """Whether a row of that label sums up others.

        "Tổng Thị Bình" has papers; "Tổng cộng", which surely is no name, has but counts in their columns.
        """
        if not is_label(label):
            return False
        if not all(is_sure and COUNTS.fullmatch(text) for text in papers(own, self.index)):
            return False
        if not self._is_complete(own) or any(is_label(tidy(own[place])) for place in self.names):
            return True
        return self._is_sum_of_gifts(own, is_label, is_sure)

    def _is_sum_of_gifts(self, own, is_label, is_sure):
        """Whether the label stands in place of a giver: a name like it has more beside it than money."""
        told = {place for place, text in enumerate(own) if text.strip() and self.columns[place].content != "money"}
        givers = {place for place in told if self.columns[place].content == "donor"}
        return any(is_label(tidy(own[place])) for place in givers) and (is_sure or told == givers)

    def _complete(self, line, own):
        """Fill in what "như trên" and the group rows stand for; a text that is a fault where it stands for nothing."""
        for place, text in enumerate(own):
            if text in self.memos[place].no_values and AS_ABOVE.fullmatch(tidy(text)):
                column = self.columns[place]
                if column.name in OF_ONE_PERSON:
                    own[place] = NOBODY_ABOVE
                elif column.name == "reference":
                    own[place] = OTHER_ABOVE
                elif self.above is None or self.above[place].strip() in ("", NOTHING_ABOVE):
                    own[place] = NOTHING_ABOVE
                else:
                    own[place] = self.above[place]
                    self.likened.append((line, column.name, tidy(own[place])))
                    self.findings.repair(line, column.heading, "like_above", tidy(text), column.shown(tidy(own[place])))
        for name, text in self.groups.said.items():
            if not own[self.index[name]].strip():
                own[self.index[name]] = text

    # What was passed over

    def tell_passed_over(self):
        """Say what was passed over: columns without a title, rows with nothing but a number, sums of other pages."""
        self.untitled.tell_columns()
        self.groups.tell_bodies()
        if self.numbered:
            message = _("%d dòng chỉ có số thứ tự đã bỏ qua; nếu là dòng của danh sách, hãy điền đủ rồi gửi lại.")
            self.findings.warn(self.numbered[0], "", "only_numbered", message % len(self.numbered))
        if self.sentences:
            message = _("%(count)d dòng chữ không có ngày và số tiền đã bỏ qua, như dòng %(line)s “%(text)s”.")
            line, text = self.sentences[0]
            told = {"count": len(self.sentences), "line": self.findings.places.of(line), "text": text[:80]}
            self.findings.warn(line, "", "sentence_skipped", message % told)
        if self.carried_over:
            message = _("%d dòng mang sang, chuyển trang, lũy kế đã bỏ qua: không phải người, không dùng để đối chiếu.")
            self.findings.warn(self.carried_over[0], "", "carried_over", message % len(self.carried_over))
