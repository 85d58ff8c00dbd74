"""Units of money that a sheet names: whole đồng are read; thousands of them and foreign money are never guessed at.

"379.080" under "nghìn đồng" may be 379 thousand written out, or 379 million: only the office can say.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.exchange.file_problem import FileProblem
from programmes.standards.names import tidy

UNITS = {
    "nghìn đồng": r"(?:nghìn|nghin|ngàn|ngan|ngh|ng|1[.,]?000(?![.,]?\d))",
    "triệu đồng": r"(?:triệu|trieu|tr|1[.,]?000[.,]?000)",
    "tỷ đồng": r"(?:tỷ|tỉ|ty)",
}
HOME = re.compile(r"(?<!\w)(?:đồng|vnđ|vnd)(?!\w)", re.IGNORECASE)
DONG = r"(?:đồng|dong|vnđ|vnd|đ|d)(?!\w)"
LABEL = r"(?:đvt|dvt|đơn vị(?: tính| tiền)?|don vi(?: tinh| tien)?|tính (?:bằng|theo|ra))\s*[:.]?\s*"


CURRENCIES = {
    "đô la Mỹ (USD)": r"usd|us\$|\$|đô la(?: mỹ)?|do la(?: my)?",
    "euro (EUR)": r"eur|euro|€",
    "yên Nhật (JPY)": r"jpy|yên|yen|¥",
    "bảng Anh (GBP)": r"gbp|bảng anh|£",
    "nhân dân tệ (CNY)": r"cny|rmb|nhân dân tệ",
    "won Hàn Quốc (KRW)": r"krw|won|₩",
    "đô la Úc (AUD)": r"aud",
    "đô la Singapore (SGD)": r"sgd",
    "đô la Canada (CAD)": r"cad",
    "franc Thụy Sĩ (CHF)": r"chf",
    "baht Thái (THB)": r"thb|baht",
    "đô la Đài Loan (TWD)": r"twd|ntd",
    "đô la Hồng Kông (HKD)": r"hkd",
}
OF_CURRENCY = r"(?:loại tiền(?: tệ)?|loai tien(?: te)?|tiền tệ|đồng tiền|ngoại tệ|currency|ccy)"


def _foreign(currency):
    """In the heading of a column of money; in the rows above the table, behind its label."""
    in_heading = rf"(?<!\w)(?:{currency})(?!\w)"
    above = rf"(?:{LABEL}|{OF_CURRENCY}(?:\s*/\s*\w+)*\s*[:.]?\s+)(?:{currency})(?!\w)|^[(\[]?(?:{currency})[)\]]?$"
    above += rf"|(?:tài khoản|tai khoan|account)\b.*[(\[](?:{currency})[)\]]"
    return re.compile(in_heading, re.IGNORECASE), re.compile(above, re.IGNORECASE | re.MULTILINE)


def _patterns(unit):
    """In the heading of a column; in the rows above the table, where only the unit itself or its label counts."""
    scale = rf"(?:x ?|1 )?{unit}\s*[./]?\s*"
    ends = rf"(?:{DONG}|(?=$|[)\],.;]))"
    in_heading = rf"(?<![\w.,])(?<!\d ){scale}{DONG}|(?:{LABEL}|[(\[]\s*|– ){scale}{ends}"
    above = rf"{LABEL}{scale}{ends}|^[(\[]?{scale}{DONG}[)\]]?$"
    return re.compile(in_heading, re.IGNORECASE), re.compile(above, re.IGNORECASE | re.MULTILINE)


PATTERNS = {name: _patterns(unit) for name, unit in UNITS.items()}
FOREIGN = {name: _foreign(currency) for name, currency in CURRENCIES.items()}
BESIDE_AMOUNT = r"^\W*(?:{0})\W*\d|\d\W*(?:{0})\W*$"
IN_CELLS = {name: re.compile(BESIDE_AMOUNT.format(currency), re.IGNORECASE) for name, currency in CURRENCIES.items()}


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
    _insist_home_money(headings, texts if headings else ())


def _insist_home_money(headings, texts):
    for currency, (in_heading, above) in FOREIGN.items():
        for title in headings:
            if in_heading.search(title) and not HOME.search(title):
                raise foreign_money(_("Cột “%s”") % title, currency)
        for text in texts:
            if found := above.search(text):
                raise foreign_money(_("Phần trên bảng (“%s”)") % tidy(found[0]), currency)


def currency_named(text):
    """The foreign currency that a text is the name of, as the officer calls it; "" for none."""
    return next((name for name, (whole, _above) in FOREIGN.items() if whole.fullmatch(text.strip())), "")


def in_home_money(parse):
    """A parser of amounts that names the currency as the fault where a cell has one: "500 USD"."""

    def read(text):
        try:
            return parse(text)
        except ValidationError:
            currency = next((name for name, within in IN_CELLS.items() if within.search(text)), "")
            if not currency:
                raise
            problem = foreign_money(_("Ô này (“%s”)") % text[:80], currency)
            raise ValidationError(problem.message, code=problem.code) from None

    return read


def foreign_money(where, currency):
    """Why money that is no đồng is not taken."""
    message = _("%(where)s ghi bằng %(currency)s, không phải đồng; hãy ghi số đồng đã quy đổi rồi tải lại.")
    return FileProblem("money_foreign", message % {"where": where, "currency": currency})


def _refused(sentence, where, unit):
    cure = _("hãy đổi các số tiền ra đồng, ghi lại đơn vị là “đồng” rồi tải lại.")
    return FileProblem("money_unit", f"{sentence % {'where': where, 'unit': unit}}; {cure}")
