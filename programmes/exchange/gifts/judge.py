"""Judge the lines of a gift file: who is the person, is the gift new, changed or unchanged, may it be taken."""

from collections import Counter
from itertools import islice

from django.utils.translation import gettext_lazy as _

from programmes.actions.gift_files import GiftPlan
from programmes.exchange.decision import SHOWN_SAMPLES, Decision, Sum
from programmes.exchange.gifts.checks import LineChecks
from programmes.exchange.gifts.entries import Entry, told_by
from programmes.exchange.gifts.homes import ask_of_places
from programmes.exchange.gifts.in_books import InBooks
from programmes.exchange.sample_words import change_words, cost_words, gift_words
from programmes.models import INSURANCE_KINDS, PARTS, GiftList, keyed_hash
from programmes.rules.gifts import EACH_LIST, ListKey
from programmes.rules.identity import IDENTITY, check_papers, likeness, settled_identity
from programmes.rules.rights_requests import data_are_restricted
from programmes.standards.money import format_number
from programmes.standards.names import fold, spelling

FREE = "0 đồng"  # names the answer that leaves gifts of no cost out, in Options.left_out
HELD = "suất đã có trong đợt"  # the one that leaves out who has such a gift, said otherwise
BIRTH_DETAIL = {"": 0, "year": 1, "month": 2, "day": 3}


class GiftJudge:
    """Judges one file for one officer: `judge` needs no more than the rates, `decide` compares with the books.

    `line` is the class of its lines (entries.line_class), `headings` those of their columns. `told` are the keys of the
    citizen numbers of which the officer may be told what other offices hold; None where of all.
    """

    def __init__(self, task, findings, line, headings):
        self.task, self.findings, self.checks = task, findings, LineChecks(task, findings, headings)
        self.line, self.plan = line, GiftPlan(line.person.names, line.gift.names)
        self.decision = Decision(self.plan)
        self.entries, self.firsts, self.numbered, self.homes = [], {}, {}, {}
        self.told_by_refused, self.told, self.tables = [], None, []
        self.several, self.described, self.likenesses, self.has_groups = set(), set(), {}, False
        self.in_books, self.leaves_free_out = None, bool(task.options.left_out.get(FREE))
        self.leaves_held_out = bool(task.options.left_out.get(HELD))

    def begin(self, body):
        """What was told for its rows; its title rows may name the day of its decision, and what the state pays."""
        self.checks.told = body.told
        share = body.header.proposed.get("state_support_vnd")
        self.checks.state_share = share and int(share.text)
        self.tables.append((body.header, len(self.entries)))
        if number := body.header.proposed.get("decision_number"):
            self.plan.decided_on[number.text] = body.header.dated

    def ask(self):
        """Whether its people live where its titles say; people without a category are told of."""
        lacking = [entry.number for entry in self.entries if entry.row.full_name and not entry.row.category]
        if lacking:
            told = _(
                "%s dòng chưa có đối tượng: hãy chọn “Đối tượng” ở mục “Điền chung cho cả tệp”, hoặc điền vào cột “Đối "
                "tượng” trong tệp rồi tải lên lại."
            )
            heading = self.checks.headings["category"]
            self.findings.warn(lacking[0], heading, "category_empty", told % format_number(len(lacking)))
        ends = [*(first for _header, first in self.tables[1:]), len(self.entries)]
        asked = {}
        for (header, first), end in zip(self.tables, ends, strict=True):
            asked |= {one[0]: one for one in ask_of_places(header, self.entries[first:end], self.task.lookups)}
        return asked.values()

    def judge(self, rows):
        """Say what can be said of rows of (line number, values) by themselves."""
        plain, make, keep = self.checks.is_plain, self.line._make, self.entries.append
        for number, values in rows:
            row = written = make(values)
            if not plain(row):
                row = self.checks.checked(number, row)
            if row and row.donor_cost_vnd == 0 and self.leaves_free_out:
                told = _("Quà 0 đồng không ghi, theo câu trả lời; hãy bỏ dòng này, hoặc ghi số tiền chương trình chi.")
                self.checks.refuse(number, "donor_cost_vnd", "free_left_out", told)
                row = None
            if row and (entry := self._entry(number, row)) and self._is_first(entry):
                keep(entry)
            else:
                self.told_by_refused.append(told_by(row or written))

    def judge_unread(self, rows):
        """Tell what else is amiss in refused rows, (line number, values, columns that cannot be read)."""
        for number, values, unread in rows:
            row = self.line._make(values)
            self.checks.check_unread(number, row, unread)
            self.told_by_refused.append(told_by(row, unread))

    def decide(self):
        """The Decision: what the lines judged good would change in the books. Inside a transaction."""
        self.in_books = InBooks(
            self.line,
            self.numbered,
            self.several,
            {key: office for key, (_line, _name, office) in self.likenesses.items()},
            self.homes.values(),
            groups=self.has_groups,
            hold=self.task.to_store,
        )
        unchanged = self.in_books.unchanged
        if len(unchanged) < len(self.entries):
            for entry in self.entries:
                if entry.key not in unchanged:
                    self._decide(entry)
        self._pass_over(unchanged)
        self._sum_up()
        return self.decision

    @property
    def costs(self):
        """Line -> (what the programme pays, what all pay together), of the lines judged good."""
        rows = ((entry.number, entry.row) for entry in self.entries)
        return {number: (row.donor_cost_vnd, sum(getattr(row, part) or 0 for part in PARTS)) for number, row in rows}

    def _sum_up(self):
        """Whom the books know, the lists of the new gifts; people and money of the lines, the refused ones apart.

        The last two are held against the control totals.
        """
        known = sum(
            1 for key, person in self.in_books.people.items() if person is None or self._may_be_told(key, person)
        )
        self.decision.in_books = known + len(self.in_books.unchanged)
        self.decision.homes = Counter(entry.home for _person, entry in self.plan.gifts)
        refused = self.findings.refused_lines
        rows = [entry.row for entry in self.entries if entry.number not in refused]
        late = [told_by(entry.row) for entry in self.entries if entry.number in refused] if refused else []
        of_refused = [*self.told_by_refused, *late]
        people, costs = [row.quantity or 1 for row in rows], [row.donor_cost_vnd for row in rows]
        self.decision.people = self._sum(people, [people for people, _cost in of_refused])
        self.decision.donor_cost_vnd = self._sum(costs, [cost for _people, cost in of_refused])

    def _sum(self, taken, refused):
        """The Sum of what the lines tell, the refused ones apart: None for one that does not tell."""
        told = [amount for amount in refused if amount is not None]
        return Sum(sum(taken), sum(told), self.findings.rejected - len(told))

    def _place(self, number):
        return self.findings.places.of(number)

    def _entry(self, number, row):
        home = self._home(row.round or self.task.round, row.province or self.task.office.province, row.decision_number)
        key = None
        if row.citizen_number:
            key = keyed_hash(row.citizen_number)
        elif row.full_name:
            alike = likeness(fold(row.full_name), row.birth[0], home.province_id, row.commune)
            key = alike, spelling(row.full_name)
            self.likenesses.setdefault(alike, (number, row.full_name, home.office_id))
        else:
            self.has_groups = True
        return Entry(number, row, key, home)

    def _home(self, round_, province, decision_number):
        """The ListKey of a line; one tuple for all the lines of a list."""
        what = id(round_), id(province), decision_number
        if what not in self.homes:
            office = self.task.lookups.office_of_province[province.pk]
            self.homes[what] = ListKey(round_.pk, province.pk, office.pk, decision_number or "")
        return self.homes[what]

    def _is_first(self, entry):
        """Whether no earlier line gives the same to the same, or the number to somebody else."""
        number, row, key, home = entry
        what = (key, home.round_id, row.kind) if key else entry.group_key
        first = self.firsts.setdefault(what, number)
        if first != number:
            told = (
                _("Trùng người và loại quà với dòng %s của tệp; giữ lại một dòng.")
                if key
                else _(
                    "Trùng tên nhóm và loại quà với dòng %s của tệp; nếu là nhóm khác thì ghi thêm xã, thôn, trường "
                    "vào tên nhóm, nếu là một nhóm thì giữ lại một dòng."
                )
            )
            name = "citizen_number" if key else "group_name"
            self.checks.refuse(number, name, "repeated_in_file", told % self._place(first))
            return False
        if not row.citizen_number or (same := self.numbered.setdefault(key, entry)) is entry:
            return True
        self.several.add(key)
        return self._agrees_with_first(entry, same.row, same.number)

    def _agrees_with_first(self, entry, first, first_number):
        """A number that stands twice in a file must be the same person both times."""
        row = entry.row
        same_birth = first.birth == row.birth or not (first.birth and row.birth)
        if same_birth and fold(first.full_name) == fold(row.full_name):
            if spelling(first.full_name) != spelling(row.full_name):
                told = _("Tên viết khác dấu với “%(name)s” ở dòng %(line)s, cùng số định danh; hồ sơ ghi theo dòng đó.")
                self._tell_spelling(entry, told, first_number, first.full_name)
            return True
        self.checks.refuse(
            entry.number,
            "citizen_number",
            "number_of_two_people",
            _("Số định danh này đã ghi cho người khác ở dòng %s; đối chiếu giấy tờ.") % self._place(first_number),
        )
        return False

    def _pass_over(self, unchanged):
        """Count the people whose line is as stored, and show the first."""
        passed = (entry for entry in self.entries if entry.key in unchanged)
        for entry in islice(passed, SHOWN_SAMPLES):
            if shown := self.decision.count("unchanged", entry.number, entry.row.full_name):
                shown.append(gift_words(entry.row))
        others = [entry.number for entry in passed]
        self.decision.unchanged += len(others)
        self.decision.lines["unchanged"].extend(others)

    def _decide(self, entry):
        if entry.key is None:
            self._decide_gift(entry, None, self.in_books.group_gifts.get(entry.group_key))
            return
        people = self.in_books.people
        person = people.get(entry.key)
        if person is None:
            if people and entry.key in people:
                self.checks.refuse(
                    entry.number,
                    "full_name",
                    "several_like_this",
                    _("Có nhiều người không giấy tờ trùng tên, ngày sinh và xã; ghi số định danh để phân biệt."),
                )
                return
            if not entry.row.citizen_number and entry.key not in self.plan.positions:
                self._tell_those_alike(entry)
            self._decide_gift(entry, self.plan.person(entry.key, entry), None)
            return
        gift = self.in_books.gifts.get((person.id, entry.round_id, entry.row.kind))
        if self._is_withheld(entry, person, gift):  # it looks as one whom nobody knows
            self._decide_gift(entry, self.plan.person(entry.key, entry), None)
            return
        changes = self._person_changes(entry, person)
        if changes is None:
            return
        if person.restricted_on and (gift is None or changes or self._gift_changes(entry, gift)):
            self.checks.refuse(entry.number, "full_name", *data_are_restricted())
        else:
            self._decide_gift(entry, person.id, gift, person, changes)

    def _may_be_told(self, key, person):
        """Whether the officer may be told what the record holds: of the own office, or a number that was counted."""
        return self.told is None or person.office_id == self.task.officer.office_id or key in self.told

    def _is_withheld(self, entry, person, gift):
        """Whether a row does not fit what another office holds of its number, and this is not told; both counted."""
        if self.told is None or not entry.row.citizen_number or person.office_id == entry.office_id:
            return False
        given = gift and self.in_books.lists[gift.gift_list_id].office_id != entry.office_id
        if not given and _is_same_person(entry.person_values, person):
            return False
        is_told = self._may_be_told(entry.key, person)
        self.decision.elsewhere += 1
        self.decision.withheld += not is_told
        return not is_told

    def _tell_those_alike(self, entry):
        """A new person without papers whose name differs from another's in its signs alone is perhaps that other."""
        alike, _spelled = entry.key
        number, name, _office = self.likenesses[alike]
        if stored := self.in_books.spellings.get(alike):
            told = _(
                "Trong sổ có “%(name)s”, cùng ngày sinh và xã, chỉ khác dấu. Dòng này được ghi là người khác; "
                "nếu là một người, hãy sửa tên cho giống."
            )
            self._tell_spelling(entry, told, number, stored)
        elif number != entry.number and spelling(name) != spelling(entry.row.full_name):
            told = _(
                "Chỉ khác dấu với “%(name)s” ở dòng %(line)s, cùng ngày sinh và xã. Dòng này được ghi là người khác; "
                "nếu là một người, hãy sửa tên cho giống."
            )
            self._tell_spelling(entry, told, number, name)

    def _tell_spelling(self, entry, told, number, name):
        message = told % {"name": name, "line": self._place(number)}
        self.findings.warn(entry.number, self.checks.headings["full_name"], "name_spelled_otherwise", message)

    def _person_changes(self, entry, person):
        """What the line says otherwise than the record: {} for nothing, None when it cannot be the same person."""
        said = entry.person_values
        if not _is_same_person(said, person):
            self.checks.refuse(
                entry.number,
                "citizen_number",
                "person_differs",
                _("Số định danh này đã ghi cho người có họ tên hoặc năm sinh khác; đối chiếu giấy tờ."),
            )
            return None
        is_own = person.office_id == entry.office_id
        if not is_own or person.id in self.described:
            return {}  # a person on several lines is described by the first
        self.described.add(person.id)
        changes = _differing(_without_less(said, person), person)
        is_settled = person.id in self.in_books.settled
        if is_settled and spelling(said["full_name"]) == spelling(person.full_name):
            changes.pop("full_name", None)  # in other letters, capitals say nothing of who it is
        if is_settled and IDENTITY & changes.keys():
            self.checks.refuse(entry.number, "full_name", *settled_identity())
            return None
        return changes

    def _decide_gift(self, entry, person_id, gift, person=None, person_changes=None):
        changes = {}
        if gift is None and self._lacks_papers(entry, person):
            return
        self.checks.warn_of(entry.number, self._doubts_of(entry))
        if gift is None:
            self.plan.issue(entry, person_id)
            if entry.row.donor_cost_vnd == 0:
                self.decision.free[cost_words(entry.row)] += 1
            outcome = "new"
        else:
            changes = self._gift_changes(entry, gift)
            gift_list = self.in_books.lists[gift.gift_list_id]
            if self._is_closed(entry, gift_list, changes) or self._is_second(entry, gift_list, changes):
                return
            if changes:
                self.plan.changed_gifts.append((gift, changes))
            outcome = "changed" if changes or person_changes else "unchanged"
            self.plan.changed_lines += outcome == "changed"
        if person_changes:
            self.plan.changed_people[person.id] = (person, person_changes)
        if shown := self.decision.count(outcome, entry.number, entry.row.full_name or entry.row.group_name):
            told = [change_words(person, person_changes), change_words(gift, changes)]
            shown.append("; ".join(filter(None, told)) or gift_words(entry.row))

    def _lacks_papers(self, entry, person):
        """Whether a new gift asks for a number or a declared reason that neither line nor record has; refuses it."""
        row = entry.row
        if row.kind not in INSURANCE_KINDS or row.citizen_number:
            return False
        problems = list(check_papers("", row.without_papers or (person and person.without_papers)))
        self.checks.refuse_for(entry.number, problems)
        return bool(problems)

    def _gift_changes(self, entry, gift):
        """What the line says otherwise than the books; of a value that it leaves to us, what the books hold stays."""
        said = entry.gift_values
        if entry.number in self.checks.computed:
            said = {name: value for name, value in said.items() if name not in PARTS}
        return _differing(said, gift)

    def _doubts_of(self, entry):
        row, doubts = entry.row, self.task.lookups.doubts
        return doubts.of(row.kind, row.category, row.months, row.starts_on, row.birth and row.birth[0])

    def _is_closed(self, entry, gift_list, changes):
        """Whether the gift is one that this line may not touch; refuses the line if so."""
        if gift_list.office_id != entry.office_id or gift_list.province_id != entry.province_id:
            self.checks.refuse(
                entry.number,
                "kind",
                "given_elsewhere",
                _("Người này đã có loại quà này trong đợt, ở danh sách của tỉnh khác."),
            )
            return True
        if changes and gift_list.state != GiftList.State.DRAFT:
            self.checks.refuse(
                entry.number,
                "kind",
                "given_already",
                _("Đã có loại quà này, nội dung khác, trong danh sách %(list)s (%(state)s); không sửa được nữa.")
                % {"list": gift_list, "state": gift_list.get_state_display()},
            )
            return True
        return False

    def _is_second(self, entry, gift_list, changes):
        """Whether the line tells of a second gift, as its officer says, and not of the one on this list; refuses it.

        It plainly tells of that one where it names the list and leaves the first month as it is.
        """
        if not changes:
            return False
        chosen, decision_number = self.task.options.gift_list, gift_list.decision_number
        names_list = chosen == gift_list.code
        if chosen in {"", EACH_LIST}:
            names_list = entry.home.decision_number == decision_number
        is_doubtful = not names_list or "starts_on" in changes
        if is_doubtful and self.leaves_held_out:
            told = _(
                "Đã có loại quà này trong đợt, ở danh sách %s; theo câu trả lời, dòng này là suất thứ hai. Mỗi đợt chỉ "
                "một suất mỗi loại: nhập dòng này vào đợt khác, hoặc bỏ dòng này."
            )
            self.checks.refuse(entry.number, "kind", "held_in_round", told % gift_list)
            return True
        which = gift_list.pk, str(gift_list), decision_number
        self.decision.corrected[which] += 1
        self.decision.doubtful[which] += is_doubtful
        return False


def _is_same_person(said, person):
    """Whether name and year of birth are those of the record; where one of the years is missing the name is enough."""
    if fold(said["full_name"]) != fold(person.full_name):
        return False
    born, recorded = said["birth_date"], person.birth_date
    return not (born and recorded) or born[:4] == recorded[:4]


def _without_less(said, person):
    """What a line says of a person, without what says less than the record."""
    if BIRTH_DETAIL[person.birth_precision] > BIRTH_DETAIL[said["birth_precision"] or ""]:
        said = {**said, "birth_date": None, "birth_precision": None}  # "1956" takes nothing from 25/12/1956
    if (address := said["address"]) and fold(address).startswith(fold(_written_out(person))):
        said = {**said, "address": None}  # nor does "Bản Pà, Xã Mường Xén, Nghệ An", as forms write hamlet and commune
    if said["full_name"].isascii():
        said = {**said, "full_name": None}  # nor "Lo Thi An" from Lò Thị Ân
    return said


def _written_out(person):
    """Hamlet and commune of a record as one text."""
    return ", ".join(filter(None, (person.address, person.commune)))


def _differing(said, stored):
    """What is said otherwise than stored; what is not said changes nothing."""
    return {name: value for name, value in said.items() if value is not None and value != getattr(stored, name)}
