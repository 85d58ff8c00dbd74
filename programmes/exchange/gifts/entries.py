"""A line of a gift file: the values of its cells, and what they become when it is stored."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from programmes.models import INSURANCE_KINDS, encrypt
from programmes.rules.identity import likeness
from programmes.rules.valuation import Case
from programmes.standards.names import fold, fold_tidy

MONEY = {"donor_cost_vnd", "total_vnd", "state_support_vnd", "local_topup_vnd"}
NO_BIRTH = (None, "", None)


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
        return _case(self.kind, self.category or "", self.months, self.starts_on, self.household_order, province)


@lru_cache(maxsize=10_000)
def _case(kind, category, months, starts_on, household_order, province):
    start = date.fromisoformat(starts_on) if starts_on else None
    return Case(kind, category, months, start, household_order, province)


def told_by(row, unread=frozenset()):
    """(people, đồng) that a refused line stands for in the total of its file; None where its cells do not tell."""
    is_group = row.group_name and not row.full_name
    people = None if "quantity" in unread or (is_group and not row.quantity) else row.quantity or 1
    if row.donor_cost_vnd is not None:
        return people, row.donor_cost_vnd
    if row.total_vnd is None or not unread.isdisjoint(MONEY):
        return people, None
    return people, row.total_vnd - (row.state_support_vnd or 0) - (row.local_topup_vnd or 0)


def group_key(round_id, province_id, kind, name):
    """What tells a gift to a group from others, in the file and in the books; case and signs of the name do not."""
    return round_id, province_id, kind, fold(name)


class Entry(NamedTuple):
    """A line that is sound in itself, with its keys.

    `key` is the citizen hash; of a person without papers the likeness and the spelling of the name; None for a group.
    """

    number: int
    row: Line
    key: bytes | tuple | None
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
        return group_key(self.round_id, self.province_id, self.row.kind, self.row.group_name)

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

    def new_person(self):
        """The recipient to register, in the order of gift_files.PERSON_FIELDS."""
        row, home = self.row, self.home
        number, birth, search_key = row.citizen_number, row.birth or NO_BIRTH, fold_tidy(row.full_name)
        return (
            self.key if number else None,
            likeness(search_key, birth[0], home[1], row.commune or "") if number else self.key[0],
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


def as_stored(entries):
    """The columns of in_books.STORED where the books hold what these lines would enter, and nothing else."""
    if not entries:
        return []
    line = Line._make(zip(*[entry.row for entry in entries], strict=True))
    rounds, provinces, _offices, _decisions = zip(*[entry.home for entry in entries], strict=True)
    days, precisions, _years = zip(*[birth or NO_BIRTH for birth in line.birth], strict=True)
    texts = line.sex, line.commune, line.address, line.phone, line.si_number, line.without_papers
    person = line.full_name, days, precisions, *(_filled(column, "") for column in texts)
    gift = rounds, provinces, line.kind, _filled(line.quantity, 1), _filled(line.category, ""), line.months
    paid = line.donor_cost_vnd, _filled(line.state_support_vnd, 0), _filled(line.local_topup_vnd, 0)
    return [*person, *gift, line.starts_on, line.household_order, *paid, _filled(line.note, "")]


def _filled(column, absent):
    return [absent if value is None else value for value in column] if None in column else column
