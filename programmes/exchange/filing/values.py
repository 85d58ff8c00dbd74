"""What stands in the columns of the forms: each value once, by its name, for the official form and the sheet alike.

A value is a function of a Line (lines.py) and of Filed, with what its list is filed; the cell is text or a number.
"""

from datetime import date
from typing import NamedTuple

from programmes.exchange.filing.lines import BY_HOUSEHOLD, insurance_of
from programmes.models import Category, Filing, FilingUnit, GiftList, Insurance, Recipient
from programmes.standards.dates import format_day_padded

NEAR_POOR_BETTER_SINCE = date(2026, 1, 1)  # Nghị quyết 261/2025/QH15: level 3 -> 2
SEXES = {Recipient.Sex.MALE: ("Nam", 1), Recipient.Sex.FEMALE: ("Nữ", 0)}
ADDRESS_UNKNOWN = "."


class Filed(NamedTuple):
    """With what a list is filed; `facility_province` is the name of the province where the facility lies."""

    gift_list: GiftList
    unit: FilingUnit
    filing: Filing
    facility_province: str


def _day(value):
    return format_day_padded(value) if value else ""


def _birth(line, _filed):
    written = _day(line.birth_date)
    return written[{"month": 3, "year": 6}.get(line.birth_precision, 0) :]


def _plan(line, filed):
    """As told for the list; whoever has no number yet is new to social insurance.

    Of whom another office keeps, nobody here knows whether there is one.
    """
    if line.is_withheld:
        return ""
    is_card = insurance_of(line) is Insurance.HEALTH
    if not line.si_number:
        return Filing.CardPlan.NEW if is_card else Filing.BookPlan.NEW
    return filed.filing.card_plan if is_card else filed.filing.book_plan


def _level(line, _filed):
    """The level of benefit, of the objects of which it is known."""
    if line.category == Category.NEAR_POOR:
        return 2 if line.starts_on >= NEAR_POOR_BETTER_SINCE else 3
    return 4 if line.worked.object is BY_HOUSEHOLD else ""


def _residence(line, _filed):
    """Hamlet, commune and province as one text."""
    return ", ".join(filter(None, (line.address, line.commune, line.province)))


def _of_citizens(text):
    """What is known of whoever has a citizen number, which only citizens have."""
    return lambda line, _filed: text if line.citizen_number else ""


VALUES = {
    "": lambda line, filed: "",
    "full_name": lambda line, filed: line.full_name,
    "si_number": lambda line, filed: line.si_number,
    "citizen_number": lambda line, filed: line.citizen_number,
    "birth": _birth,
    "sex": lambda line, filed: SEXES.get(line.sex, ("", ""))[0],
    "sex_figure": lambda line, filed: SEXES.get(line.sex, ("", ""))[1],
    "residence": _residence,
    "province": lambda line, filed: line.province,
    "province_code": lambda line, filed: line.province_code,
    "commune": lambda line, filed: line.commune,
    "commune_code": lambda line, filed: line.commune_code,
    "address": lambda line, filed: line.address or ADDRESS_UNKNOWN,
    "phone": lambda line, filed: line.phone,
    "nationality": _of_citizens("Việt Nam"),
    "nationality_code": _of_citizens("VN"),
    "household_order": lambda line, filed: line.household_order,
    "declaration": lambda line, filed: 1,
    "plan": _plan,
    "needs_tk1": lambda line, filed: "" if line.si_number or line.is_withheld else "x",
    "facility": lambda line, filed: filed.filing.facility_name,
    "facility_province": lambda line, filed: filed.facility_province,
    "facility_province_code": lambda line, filed: filed.filing.facility_code[:2],
    "facility_code": lambda line, filed: filed.filing.facility_code[2:],
    "receipt_number": lambda line, filed: filed.filing.receipt_number,
    "receipt_day": lambda line, filed: _day(filed.filing.receipt_on),
    "collector": lambda line, filed: filed.unit.collector,
    "contribution_base": lambda line, filed: line.worked.contribution_base_vnd,
    "paid_by_software": lambda line, filed: 0,
    "level": _level,
    "income": lambda line, filed: line.worked.income_vnd,
    "coefficient": lambda line, filed: line.worked.coefficient,
    "method": lambda line, filed: line.worked.method,
    "rate": lambda line, filed: line.worked.rate,
    "state_rate": lambda line, filed: line.worked.state_rate,
    "local_rate": lambda line, filed: line.worked.local_rate or "",
    "other_rate": lambda line, filed: line.worked.other_rate,
    "total_vnd": lambda line, filed: line.worked.total_vnd,
    "state_vnd": lambda line, filed: line.state_support_vnd,
    "local_vnd": lambda line, filed: line.local_topup_vnd,
    "other_vnd": lambda line, filed: line.donor_cost_vnd,
    "own_vnd": lambda line, filed: (
        line.worked.total_vnd - line.state_support_vnd - line.local_topup_vnd - line.donor_cost_vnd
    ),
    "months": lambda line, filed: line.months,
    "first_month": lambda line, filed: _day(line.starts_on)[3:],
    "first_day": lambda line, filed: _day(line.starts_on),
    "note": lambda line, filed: line.note,
}
