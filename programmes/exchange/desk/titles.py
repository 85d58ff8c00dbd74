"""What the titles of the sheets say of their rows, held against what the officer has told once for the whole file."""

from django.utils.translation import gettext_lazy as _

from programmes.exchange.columns.offers import offers
from programmes.exchange.file_problem import FileProblem
from programmes.standards.money import format_number


class Titles:
    """The titles of all `headers` of a file, and `columns` with what the officer has told of them in `default`.

    `own` are the columns of which one sheet says what another does not: there each sheet is as its own title says, and
    what was told for the whole file is of the sheets that say nothing. What all say alike is but proposed.
    """

    def __init__(self, headers, columns, memos, task, findings):
        self.columns, self.memos, self.task, self.findings = columns, memos, task, findings
        self.own = {column.name for column in columns if _differs(column, headers)}

    def said_above(self, header):
        """What title rows say of every row below, column -> (value, Said).

        Of a column that the sheet has, or that the officer has told, only where each row must say something: then it
        stands for empty cells.
        """
        found = {}
        for column, memo in zip(self.columns, self.memos, strict=True):
            is_own = column.name in self.own and column.name not in header.titles
            said = _title_of(column, header) if is_own else header.said.get(column.name)
            is_told = column.name in header.titles or (column.default is not None and not is_own)
            if not said or (is_told and not column.required):
                continue
            if (value := memo.parsed(said.text)) is None:
                told = _("Không hiểu “%(text)s” ghi phía trên bảng nên không dùng; hãy chọn “%(heading)s” cho cả tệp.")
                told %= {"text": said.text[:80], "heading": column.heading}
                self.findings.warn(said.line, column.heading, "said_above_unknown", told)
            else:
                found[column.name] = value, said
        return found

    def tell_said(self, sheet, header, column, value, said, *, rows):
        """Tell that all rows of a sheet, or `rows` with an empty cell, are what its title or its name says.

        Raises FileProblem where the officer has told of the kind otherwise for the whole file.
        """
        has_column = column.name in header.titles
        if not rows and (has_column or column.is_of_kinds):
            return
        told = self._told(sheet, column, said)
        if column.default not in (None, value):
            if column.required:
                message = _(
                    "%(where)s: “%(heading)s” là “%(text)s”, %(basis)s, nhưng câu trả lời cho cả tệp là “%(answer)s”. "
                    "Hãy bỏ trống câu trả lời đó: nơi nào tên danh sách đã nói rõ thì không cần; tên danh sách sai thì "
                    "sửa trong tệp rồi tải lên lại."
                )
                raise FileProblem("said_otherwise", message % told, header.seen, header.proposed)
            message = _(
                "%(where)s: “%(heading)s” là “%(text)s”, %(basis)s; câu trả lời “%(answer)s” cho cả tệp chỉ dùng cho "
                "trang không ghi. Tên danh sách sai thì sửa trong tệp rồi tải lên lại."
            )
            self.findings.warn(said.line, column.heading, "answer_for_others", message % told)
        elif column.required or column.name in self.own:
            message = _("%(where)s: “%(heading)s” là “%(text)s”, %(basis)s%(rows)s.")
            told["rows"] = _(", cho %s dòng để trống ô này") % format_number(rows) if has_column else ""
            self.findings.warn(said.line or header.line, column.heading, "said_for_all", message % told)
        else:
            self.findings.repair(said.line, column.heading, "said_above", said.written, said.text)

    def tell_contradicted(self, sheet, header):
        """Warn of each answer for the whole file, and of the round chosen for it, that a title contradicts."""
        for column, memo in zip(self.columns, self.memos, strict=True):
            if column.name == "commune":
                continue  # the judge asks where titles and rows name other places
            is_open = column.name not in self.own and column.name not in header.titles
            said = _title_of(column, header) if is_open and not column.required else None
            if said and column.default is not None and memo.parsed(said.text) not in (None, column.default):
                self._warn(said.line, column, self._told(sheet, column, said))
            if column.look_up == "round" and column.name not in header.titles and "round" in header.proposed:
                self._hold_round(sheet, header, column)

    def _hold_round(self, sheet, header, column):
        lookups, titles = self.task.lookups, header.proposed["round"]
        chosen, named = column.default or self.task.round, lookups.named_in(titles.text, "round")
        if chosen and named and named != chosen.slug:
            told = self._told(sheet, column, titles._replace(text=lookups.round(named).name, written=titles.text))
            self._warn(header.line, column, told | {"answer": chosen.name})

    def _warn(self, line, column, told):
        message = _(
            "%(where)s: “%(heading)s” được ghi là “%(answer)s” theo câu trả lời, nhưng tên danh sách nói “%(text)s” "
            "(%(basis)s). Hãy xem bên nào đúng: trả lời nhầm thì chọn lại “%(heading)s” cho cả tệp."
        )
        self.findings.warn(line, column.heading, "answer_against_title", message % told)

    def _told(self, sheet, column, said):
        """The words of the sentences about a Said: where, of which column, what it says and what the answer is."""
        basis = _("theo dòng %(line)d “%(written)s”") if said.line else _("theo tên trang")
        line = {"line": said.line - sheet.before, "written": said.written[:80]}
        answer = self.task.options.common.get(column.name, "")
        return {
            "where": _("Trang “%s”") % sheet.name if sheet.name else _("Tệp"),
            "heading": column.heading,
            "text": said.text,
            "basis": basis % line if said.line else basis,
            "answer": dict(offers(column, self.task.lookups)).get(answer, answer) if answer else "",
        }


def _title_of(column, header):
    """The Said of a column that a title says or makes likely; None for none, and for what names a record."""
    return header.said.get(column.name) or (None if column.look_up else header.proposed.get(column.name))


def _differs(column, headers):
    """Whether the titles of sheets without such a column say different things of it."""
    said = [_title_of(column, header) for header in headers if column.name not in header.titles]
    is_open = column.is_common and not (column.required or column.look_up)
    return is_open and len({one and one.text for one in said}) > 1
