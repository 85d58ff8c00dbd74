"""Units of money that a sheet names: whole đồng are read, thousands or millions of them are never guessed at.

"379.080" under "nghìn đồng" may be 379 thousand written out, or 379 million: only the office can say.
"""

import re

from django.utils.translation import gettext_lazy as _

from programmes.exchange.file_problem import FileProblem
from programmes.standards.names import tidy

UNITS = {
    "nghìn đồng": r"(?:nghìn|nghin|ngàn|ngan|ngh|ng|1[.,]?000(?![.,]?\d))",
    "triệu đồng": r"(?:triệu|trieu|tr|1[.,]?000[.,]?000)",
    "tỷ đồng": r"(?:tỷ|tỉ|ty)",
}
DONG = r"(?:đồng|dong|vnđ|vnd|đ|d)(?!\w)"
LABEL = r"(?:đvt|dvt|đơn vị(?: tính| tiền)?|don vi(?: tinh| tien)?|tính (?:bằng|theo|ra))\s*[:.]?\s*"


def _patterns(unit):
    """In the heading of a column; in the rows above the table, where only the unit itself or its label counts."""
    scale = rf"(?:x ?|1 )?{unit}\s*[./]?\s*"
    ends = rf"(?:{DONG}|(?=$|[)\],.;]))"
    in_heading = rf"(?<![\w.,])(?<!\d ){scale}{DONG}|(?:{LABEL}|[(\[]\s*|– ){scale}{ends}"
    above = rf"{LABEL}{scale}{ends}|^[(\[]?{scale}{DONG}[)\]]?$"
    return re.compile(in_heading, re.IGNORECASE), re.compile(above, re.IGNORECASE | re.MULTILINE)


PATTERNS = {name: _patterns(unit) for name, unit in UNITS.items()}


def insist_dong(titles, rows_above):
    """Raises FileProblem where money is not in đồng. `titles` as in Header, `rows_above` stand above the header."""
    headings = [title for name, title in titles.items() if name.endswith("_vnd")]
    texts = ["\n".join(filled) for row in rows_above if (filled := [tidy(cell) for cell in row.cells if tidy(cell)])]
    for unit, (in_heading, above) in PATTERNS.items():
        for title in headings:
            if in_heading.search(title):
                raise _refused(_("Cột “%(where)s” ghi theo %(unit)s"), title, unit)
        for text in texts if headings else ():
            if found := above.search(text):
                raise _refused(_("Phía trên bảng ghi “%(where)s”, tức là theo %(unit)s"), tidy(found[0]), unit)


def _refused(sentence, where, unit):
    cure = _("hãy đổi các số tiền ra đồng, ghi lại đơn vị là “đồng” rồi tải lại.")
    return FileProblem("money_unit", f"{sentence % {'where': where, 'unit': unit}}; {cure}")
