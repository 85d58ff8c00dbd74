"""A line of a gift file: the values of its cells, and what they become when it is stored."""

from datetime import date
from typing import NamedTuple

from programmes.models import INSURANCE_KINDS, encrypt
from programmes.rules.identity import likeness
from programmes.rules.valuation import Case
from programmes.standards.names import fold

NO_BIRTH = (None, "", None)
MARK = "\x1f"  # between the values of an entry in one text; no cell of a file holds it


class Line(NamedTuple):
    """A row of the file as values, None where the cell is empty; the order of layouts.gifts.COLUMNS.

    `birth` is (ISO day, precision, year); `starts_on` an ISO day.
    """

    full_name: str | None
    birth: tuple | None
    sex: str | None
    citizen_number: str | None
    province: object
    commune: str | None
    address: str | None
    phone: str | None
    si_number: str | None
    without_papers: str | None
    category: str | None
    kind: str
    group_name: str | None
    quantity: int | None
    months: int | None
    starts_on: str | None
    household_order: int | None
    donor_cost_vnd: int | None
    total_vnd: int | None
    state_support_vnd: int | None
    local_topup_vnd: int | None
    round: object
    decision_number: str | None
    note: str | None

    def case_in(self, province):
        """What the worth of the card or book of this line depends on, on a list of this province (its code)."""
        start = date.fromisoformat(self.starts_on) if self.starts_on else None
        return Case(self.kind, self.category or "", self.months, start, self.household_order, province)


class Entry(NamedTuple):
    """A line that is sound in itself, with its keys; `key` is None for a group."""

    number: int
    row: Line
    key: bytes | None
    home: tuple

    @property
    def round_id(self):
        return self.home[0]

    @property
    def province_id(self):
        return self.home[1]

    @property
    def office_id(self):
        return self.home[2]

    @property
    def case(self):
        """As Line.case_in; None where there is nothing to compute."""
        return self.row.case_in(self.home[1]) if self.row.kind in INSURANCE_KINDS else None

    @property
    def group_key(self):
        return self.round_id, self.province_id, self.row.kind, self.row.group_name

    @property
    def person_values(self):
        row = self.row
        birth, precision, _year = row.birth or (None, None, None)
        return {
            "full_name": row.full_name,
            "birth_date": birth,
            "birth_precision": precision,
            "sex": row.sex,
            "commune": row.commune,
            "address": row.address,
            "phone": row.phone,
            "si_number": row.si_number,
            "without_papers": row.without_papers,
        }

    @property
    def gift_values(self):
        row = self.row
        return {
            "quantity": row.quantity,
            "category": row.category,
            "months": row.months,
            "starts_on": row.starts_on,
            "household_order": row.household_order,
            "donor_cost_vnd": row.donor_cost_vnd,
            "state_support_vnd": row.state_support_vnd,
            "local_topup_vnd": row.local_topup_vnd,
            "note": row.note,
        }

    def as_stored(self):
        """The text of known.STORED where the books hold what this line would enter, and nothing else."""
        row, (round_id, province_id, office_id, _decision) = self.row, self.home
        day, precision, _year = row.birth or NO_BIRTH
        person = (
            f"{office_id}{MARK}{row.full_name}{MARK}{day or ''}{MARK}{precision}{MARK}{row.sex or ''}{MARK}"
            f"{row.commune or ''}{MARK}{row.address or ''}{MARK}{row.phone or ''}{MARK}{row.si_number or ''}{MARK}"
            f"{row.without_papers or ''}"
        )
        gift = (
            f"{round_id}{MARK}{row.kind}{MARK}{row.quantity or 1}{MARK}{row.category or ''}{MARK}{row.months or ''}"
            f"{MARK}{row.starts_on or ''}{MARK}{row.household_order or ''}{MARK}{row.donor_cost_vnd}"
            f"{MARK}{row.state_support_vnd or 0}{MARK}{row.local_topup_vnd or 0}{MARK}{row.note or ''}"
        )
        return f"{person}{MARK}{gift}{MARK}{office_id}{MARK}{province_id}"

    def new_person(self):
        """The recipient to register, in the order of gift_files.PERSON_FIELDS."""
        row, home = self.row, self.home
        number, birth, search_key = row.citizen_number, row.birth or NO_BIRTH, fold(row.full_name)
        return (
            self.key if number else None,
            likeness(search_key, birth[0], home[1], row.commune or "") if number else self.key,
            encrypt(number) if number else b"",
            home[2],
            row.full_name,
            search_key,
            birth[0],
            birth[1],
            row.sex or "",
            home[1],
            row.commune or "",
            row.address or "",
            row.phone or "",
            row.si_number or "",
            row.without_papers or "",
        )

    def new_gift(self):
        """The gift to issue, in the order of gift_files.GIFT_FIELDS."""
        row = self.row
        return (
            row.kind,
            "" if self.key else row.group_name,
            row.quantity or 1,
            row.category or "",
            row.months,
            row.starts_on,
            row.household_order,
            row.donor_cost_vnd,
            row.state_support_vnd or 0,
            row.local_topup_vnd or 0,
            row.note or "",
        )
