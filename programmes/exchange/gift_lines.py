"""Judge the lines of a gift file: who is the person, is the gift new, changed or known, may it be taken."""

from collections import Counter
from functools import cached_property
from itertools import islice

from django.utils.translation import gettext_lazy as _

from programmes.actions.gift_files import GiftPlan
from programmes.exchange.gift_entries import Entry, Line
from programmes.exchange.known import Known
from programmes.exchange.results import SHOWN_SAMPLES
from programmes.exchange.sample_words import change_words, gift_words
from programmes.models import INSURANCE_KINDS, MAX_GIFT_VND, PARTS, GiftList, keyed_hash
from programmes.rules.gifts import check_insurance
from programmes.rules.identity import (
    IDENTITY,
    check_one_or_other,
    check_papers,
    check_without_papers,
    doubts,
    likeness,
    prefix_is_known,
    settled_identity,
)
from programmes.rules.rates import Rates
from programmes.rules.valuation import Worths, fill, missing_value
from programmes.standards.identity import contradictions
from programmes.standards.money import format_number
from programmes.standards.names import fold

ALL_READ = frozenset()
MONEY = {"donor_cost_vnd", "total_vnd", "state_support_vnd", "local_topup_vnd"}
BASIS = {"category", "kind", "months", "starts_on", "household_order", "province"}  # of a computed value
WHO = {"full_name", "group_name"}
PAPERS = {"citizen_number", "birth", "commune"}
BIRTH_DETAIL = {"": 0, "year": 1, "month": 2, "day": 3}


class GiftJudge:
    """Judges one file for one officer: `take` needs no more than the rates, `decide` compares with the books."""

    def __init__(self, task, tally, headings):
        self.task, self.tally, self.headings = task, tally, headings
        self.plan = GiftPlan()
        self.entries, self.firsts, self.faces, self.homes = [], {}, {}, {}
        self.several, self.described, self.computed, self.likenesses = set(), set(), set(), set()
        self.prefixes, self.doubts = task.lookups.citizen_prefixes, task.lookups.doubts
        self.known, self.has_groups = None, False

    @cached_property
    def worths(self):
        """What insurance is worth by the rates, loaded where a line leaves its value to us."""
        return Worths(Rates.load())

    def refuse(self, line, name, code, message):
        self.tally.refuse(line, self.headings.get(name, ""), code, message)

    def take(self, rows):
        """Check what can be said of rows of (line number, values) by themselves."""
        plain, make, keep = self._is_plain, Line._make, self.entries.append
        for number, values in rows:
            row = make(values)
            if not plain(row):
                row = self._checked(number, row)
            if row and (entry := self._entry(number, row)) and self._is_first(entry):
                keep(entry)

    def look_over(self, rows):
        """Tell what else is amiss in refused rows, (line number, values, columns that cannot be read)."""
        for number, values, unread in rows:
            self._look_over(number, Line._make(values), unread)

    def decide(self):
        """The plan: what the lines taken would change in the books. Inside a transaction."""
        self.known = Known(self.faces, self.several, self.likenesses, self.homes.values(), self.has_groups)
        unchanged = self.known.unchanged
        if len(unchanged) < len(self.entries):
            for entry in self.entries:
                if entry.key not in unchanged:
                    self._decide(entry)
        self._pass_over(unchanged)
        self._sum_up()
        return self.plan

    def _sum_up(self):
        """Whom the books know, the lists of the new gifts; people and money of all lines that are not refused.

        The last two are held against the control totals.
        """
        self.tally.known = len(self.known.people) + len(self.known.unchanged)
        self.tally.homes = Counter(entry.home for _person, entry in self.plan.gifts)
        refused = self.tally.refused_lines
        rows = [entry.row for entry in self.entries if entry.number not in refused]
        self.tally.people = sum([row.quantity or 1 for row in rows])
        self.tally.donor_cost_vnd = sum([row.donor_cost_vnd for row in rows])

    def _is_plain(self, row):
        """Whether nothing can be amiss in the row itself: a person with papers, all there, no sum to check.

        Only spares the common row the checks below; a test holds the two against each other.
        """
        return (
            row.citizen_number
            and row.full_name
            and row.birth
            and row.sex
            and row.province
            and row.months
            and row.starts_on
            and row.donor_cost_vnd is not None
            and row.total_vnd is row.state_support_vnd is row.local_topup_vnd is row.group_name is row.quantity is None
            and row.without_papers is None
            and row.donor_cost_vnd <= MAX_GIFT_VND
            and (row.round or self.task.round)
            and not contradictions(row.citizen_number, birth_year=row.birth[2], sex=row.sex)
            and prefix_is_known(row.citizen_number, self.prefixes)
        )

    def _checked(self, number, row):
        """The row with what follows from its cells; None when it is refused."""
        faults = len(self.tally.errors)
        self._check_place(number, row)
        row = self._with_value(number, row)
        if row.group_name and not row.full_name:
            self._check_group(number, row)
        else:
            self._check_person(number, row)
        return row if len(self.tally.errors) == faults else None

    def _look_over(self, number, row, unread):
        """The same checks, without those that ask for a cell that cannot be read."""
        self._check_place(number, row, unread)
        if unread.isdisjoint(MONEY | (BASIS if row.donor_cost_vnd is row.total_vnd is None else ALL_READ)):
            self._with_value(number, row)
        if not unread.isdisjoint(WHO):
            return
        if row.group_name and not row.full_name:
            self._check_group(number, row, unread)
        else:
            self._check_person(number, row, unread)

    def _check_place(self, number, row, unread=ALL_READ):
        if not (row.round or self.task.round or "round" in unread):
            self.refuse(number, "round", "round_missing", _("Thiếu đợt; chọn đợt khi nhập, hoặc ghi vào cột “Đợt”."))
        if not (row.province or self.task.office.province or "province" in unread):
            self.refuse(number, "province", "province_missing", _("Thiếu tỉnh, thành phố; ghi tên tỉnh vào cột này."))

    def _with_value(self, number, row):
        """The three payers of a gift, completed from the total where one is missing."""
        total, donor = row.total_vnd, row.donor_cost_vnd
        if donor is None and total is None:
            return self._with_computed_value(number, row)
        others = (row.state_support_vnd or 0) + (row.local_topup_vnd or 0)
        if donor is None:
            donor = total - others
        if donor < 0 or (total is not None and total != donor + others):
            self.refuse(
                number,
                "total_vnd",
                "value_does_not_add_up",
                _("Tổng mức đóng không bằng các phần hỗ trợ cộng lại; kiểm tra các cột tiền của dòng này."),
            )
        elif max(donor, row.state_support_vnd or 0, row.local_topup_vnd or 0) > MAX_GIFT_VND:
            self.refuse(
                number, "donor_cost_vnd", "value_too_large", _("Số tiền quá lớn cho một suất quà; kiểm tra lại.")
            )
        return row if donor == row.donor_cost_vnd else row._replace(donor_cost_vnd=donor)

    def _with_computed_value(self, number, row):
        """The row with the value that follows from the rates, listed as a repair; refused where none follows."""
        province = row.province or self.task.office.province
        worth = self.worths[row.case_in(province.pk if province else "")]
        parts = fill({"state_support_vnd": row.state_support_vnd, "local_topup_vnd": row.local_topup_vnd}, worth)
        if parts is None:
            self._refuse_for(number, [missing_value(worth)])
            return row
        self.computed.add(number)
        shown = format_number(worth.donor_cost_vnd)
        self.tally.repair(number, self.headings["donor_cost_vnd"], "value_computed", "", shown)
        return row._replace(**parts)

    def _check_group(self, number, row, unread=ALL_READ):
        self._refuse_for(number, check_insurance(row, is_for_person=False), unread)
        if not (row.quantity or "quantity" in unread):
            self.refuse(
                number, "quantity", "quantity_missing", _("Thiếu số lượng của nhóm; ghi số người hoặc số suất.")
            )

    def _check_person(self, number, row, unread=ALL_READ):
        if not row.full_name:
            self.refuse(
                number, "full_name", "name_missing", _("Thiếu họ tên; điền họ tên, hoặc ghi tên nhóm và số lượng.")
            )
        if row.group_name:
            self.refuse(
                number, "group_name", "name_and_group", _("Vừa có họ tên vừa có tên nhóm; mỗi dòng chỉ ghi một.")
            )
        if row.quantity not in (None, 1):
            self.refuse(
                number,
                "quantity",
                "quantity_of_person",
                _("Mỗi dòng của một người chỉ có số lượng 1; tách thành nhiều dòng theo loại quà."),
            )
        self._refuse_for(number, check_insurance(row, is_for_person=True), unread)
        if not row.citizen_number and unread.isdisjoint(PAPERS):
            self._refuse_for(number, check_without_papers(row.birth, row.commune))
        self._refuse_for(number, check_one_or_other(row.citizen_number, row.without_papers), unread)
        if row.citizen_number:
            birth_year = row.birth and row.birth[2]
            self._warn_of(number, doubts(row.citizen_number, birth_year, row.sex, self.prefixes))

    def _refuse_for(self, number, problems, unread=ALL_READ):
        """Refuse a line for what the rules say of it, in the words of every other door."""
        for name, code, message in problems:
            if name not in unread:
                self.refuse(number, "full_name" if name == "recipient" else name, code, message)

    def _warn_of(self, number, problems):
        """Say of a line what the rules would have an officer look at; it is taken all the same."""
        for name, code, message in problems:
            self.tally.warn(number, self.headings["birth" if name == "birth_date" else name], code, message)

    def _entry(self, number, row):
        home = self._home(row.round or self.task.round, row.province or self.task.office.province, row.decision_number)
        key = None
        if row.citizen_number:
            key = keyed_hash(row.citizen_number)
        elif row.full_name:
            key = likeness(fold(row.full_name), row.birth[0], home[1], row.commune)
            self.likenesses.add(key)
        else:
            self.has_groups = True
        return Entry(number, row, key, home)

    def _home(self, round_, province, decision_number):
        """Round, province, office and decision number of the list; one tuple for all the lines of a list."""
        what = id(round_), id(province), decision_number
        if what not in self.homes:
            office = self.task.lookups.office_of_province[province.pk]
            self.homes[what] = round_.pk, province.pk, office.pk, decision_number or ""
        return self.homes[what]

    def _is_first(self, entry):
        """Whether no earlier line gives the same to the same, or gives the number another face."""
        number, row, key, home = entry
        what = (key, home[0], row.kind) if key else (fold(row.group_name), home[0], row.kind, home[1])
        first = self.firsts.setdefault(what, number)
        if first != number:
            self.refuse(
                number,
                "citizen_number" if key else "group_name",
                "repeated_in_file",
                _("Trùng người và loại quà với dòng %s của tệp; giữ lại một dòng.") % self.tally.at(first),
            )
            return False
        if not row.citizen_number or (same := self.faces.setdefault(key, entry)) is entry:
            return True
        self.several.add(key)
        return self._is_same_face(entry, same.row, same.number)

    def _is_same_face(self, entry, first, first_number):
        """A number that stands twice in a file must be the same person both times."""
        row = entry.row
        same_birth = first.birth == row.birth or not (first.birth and row.birth)
        if same_birth and fold(first.full_name) == fold(row.full_name):
            return True
        self.refuse(
            entry.number,
            "citizen_number",
            "number_of_two_people",
            _("Số định danh này đã ghi cho người khác ở dòng %s; đối chiếu giấy tờ.") % self.tally.at(first_number),
        )
        return False

    def _pass_over(self, unchanged):
        """Count the people whose line is as stored, and show the first."""
        passed = (entry for entry in self.entries if entry.key in unchanged)
        for entry in islice(passed, SHOWN_SAMPLES):
            if shown := self.tally.count("unchanged", entry.number, entry.row.full_name):
                shown.append(gift_words(entry.row))
        self.tally.unchanged += max(0, len(unchanged) - SHOWN_SAMPLES)

    def _decide(self, entry):
        if entry.key is None:
            self._decide_gift(entry, None, self.known.group_gifts.get(entry.group_key))
            return
        people = self.known.people
        person = people.get(entry.key)
        if person is None:
            if people and entry.key in people:
                self.refuse(
                    entry.number,
                    "full_name",
                    "several_like_this",
                    _("Có nhiều người không giấy tờ trùng tên, ngày sinh và xã; ghi số định danh để phân biệt."),
                )
                return
            self._decide_gift(entry, self.plan.person(entry.key, entry), None)
            return
        gift = self.known.gifts.get((person.id, entry.home[0], entry.row.kind))
        changes = self._person_changes(entry, person)
        if changes is not None:
            self._decide_gift(entry, person.id, gift, person, changes)

    def _person_changes(self, entry, person):
        """What the line says otherwise than the record: {} for nothing, None when it cannot be the same person."""
        said = entry.person_values
        same_name = fold(said["full_name"]) == fold(person.full_name)
        same_birth = not (said["birth_date"] and person.birth_date) or said["birth_date"][:4] == person.birth_date[:4]
        own = person.office_id == entry.office_id
        if not (same_name and same_birth):
            self.refuse(
                entry.number,
                "citizen_number",
                "person_differs",
                _("Số định danh này đã ghi cho người có họ tên hoặc năm sinh khác; đối chiếu giấy tờ."),
            )
            return None
        if not own or person.id in self.described:
            return {}  # a person on several lines is described by the first
        self.described.add(person.id)
        if same_birth and BIRTH_DETAIL[person.birth_precision] > BIRTH_DETAIL[said["birth_precision"] or ""]:
            said = {**said, "birth_date": None, "birth_precision": None}  # "1956" takes nothing from 25/12/1956
        changes = {name: value for name, value in said.items() if value is not None and value != getattr(person, name)}
        if person.id in self.known.settled and IDENTITY & changes.keys():
            self.refuse(entry.number, "full_name", *settled_identity())
            return None
        return changes

    def _decide_gift(self, entry, person_id, gift, person=None, person_changes=None):
        tally, plan, changes = self.tally, self.plan, {}
        if gift is None and entry.row.kind in INSURANCE_KINDS and not entry.row.citizen_number:
            declared = entry.row.without_papers or (person and person.without_papers)
            if problems := list(check_papers("", declared)):
                self._refuse_for(entry.number, problems)
                return
        self._warn_of(entry.number, self._doubts_of(entry))
        if gift is None:
            plan.issue(entry, person_id)
            outcome = "new"
        else:
            said = entry.gift_values
            if entry.number in self.computed:  # the file says nothing of the value: what the books hold stays
                said = {name: value for name, value in said.items() if name not in PARTS}
            changes = {n: v for n, v in said.items() if v is not None and v != getattr(gift, n)}
            if self._is_closed(entry, self.known.lists[gift.gift_list_id], changes):
                return
            if changes:
                plan.changed_gifts.append((gift, changes))
            outcome = "changed" if changes or person_changes else "unchanged"
            plan.changed_lines += outcome == "changed"
        if person_changes:
            plan.changed_people[person.id] = (person, person_changes)
        if shown := tally.count(outcome, entry.number, entry.row.full_name or entry.row.group_name):
            told = [change_words(person, person_changes), change_words(gift, changes)]
            shown.append("; ".join(filter(None, told)) or gift_words(entry.row))

    def _doubts_of(self, entry):
        row = entry.row
        return self.doubts.of(row.kind, row.category, row.months, row.starts_on, row.birth and row.birth[0])

    def _is_closed(self, entry, gift_list, changes):
        """Whether the gift is one that this line may not touch; refuses the line if so."""
        if gift_list.office_id != entry.office_id or gift_list.province_id != entry.province_id:
            self.refuse(
                entry.number,
                "kind",
                "given_elsewhere",
                _("Người này đã có loại quà này trong đợt, ở danh sách của tỉnh khác."),
            )
            return True
        if changes and gift_list.state != GiftList.State.DRAFT:
            self.refuse(
                entry.number,
                "kind",
                "given_already",
                _("Đã có loại quà này, nội dung khác, trong danh sách %(list)s (%(state)s); không sửa được nữa.")
                % {"list": gift_list.code, "state": gift_list.get_state_display()},
            )
            return True
        return False
