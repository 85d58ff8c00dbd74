"""Files of what social insurance answered: which cards and books there are by now, and who was refused and why.

The answer has no form of its own. A line is found by the citizen number, or by the check code of the hand-over sheet,
among the approved lists of the office; it may tell of the card and of the book of a person.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.actions import filings as actions
from programmes.exchange.columns import choices
from programmes.exchange.columns.column import Column, as_text
from programmes.exchange.decision import Decision
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.layouts.register import Change
from programmes.exchange.writing import cells
from programmes.models import INSURANCE_KINDS, Gift, GiftKind, Insurance, Issuance, Recipient
from programmes.models.bulk import keys_table
from programmes.rules import trails
from programmes.rules.filings import SETTLED
from programmes.rules.identity import citizen_hash, si_key
from programmes.rules.problems import Problem, RuleViolation
from programmes.standards.dates import format_day_padded, parse_day
from programmes.standards.identity import check_citizen_number
from programmes.standards.insurance import check_issued_number, mask_insured
from programmes.standards.names import fold

TOLD = ("number", "valid_from", "valid_to", "refusal")
NUMBERS = {"number", "card_number", "book_number"}
SI_PART = slice(-10, None)  # the mã số BHXH of the person stands at the end of a card number
COLUMNS = (
    Column(
        "citizen_number",
        "Số định danh/CCCD",
        cells.encrypted("gift__recipient__citizen_number"),
        check_citizen_number,
        content="citizen",
        example="040156000001",
        width=20,
        synonyms=("citizen_id",),
    ),
    Column(
        "check_code",
        "Mã đối chiếu",
        cells.blank(),
        as_text(12),
        synonyms=("Mã suất quà", "Mã trên danh sách ký nhận"),
    ),
    Column(
        "person",
        "Họ và tên",
        cells.text("gift__recipient__full_name"),
        as_text(100),
        content="name",
        example="Nguyễn Thị Minh Họa",
        width=28,
        synonyms=("full_name",),
    ),
    Column(
        "kind",
        "Loại quà",
        cells.label("gift__kind", GiftKind),
        choices.gift_kind,
        content="category",
        example="thẻ BHYT",
        synonyms=("gift_kind", "Loại"),
        is_common=True,
    ),
    Column(
        "number",
        "Số thẻ, số sổ",
        cells.encrypted("number"),
        check_issued_number,
        content="insured",
        example="CN3404012345671",
        width=20,
        synonyms=("Số được cấp", "Số đã cấp", "Mã số được cấp", "Số thẻ/sổ", "Số thẻ/Số sổ"),
    ),
    Column(
        "card_number",
        "Số thẻ BHYT",
        cells.blank(),
        check_issued_number,
        content="insured",
        width=20,
        synonyms=("health_card_number", "SoTheBHYT", "MaThe", "Số thẻ BHYT được cấp"),
    ),
    Column(
        "book_number",
        "Mã số BHXH",
        cells.blank(),
        check_issued_number,
        content="insured",
        synonyms=("social_insurance_number", "MasoBHXH", "Số sổ BHXH", "Số sổ BHXH được cấp"),
    ),
    Column(
        "valid_from",
        "Giá trị từ ngày",
        cells.day("valid_from"),
        parse_day,
        content="day",
        example="01/12/2025",
        synonyms=("valid_from", "tuNgayTheCu", "Hiệu lực từ", "Hiệu lực từ ngày", "Giá trị từ"),
    ),
    Column(
        "valid_to",
        "Giá trị đến ngày",
        cells.day("valid_to"),
        parse_day,
        content="day",
        example="30/11/2026",
        synonyms=("valid_to", "denNgayTheCu", "Hiệu lực đến", "Hiệu lực đến ngày", "Giá trị đến", "Hết hạn"),
    ),
    Column(
        "refusal",
        "Lý do không cấp",
        cells.text("refusal"),
        as_text(250),
        width=40,
        synonyms=("Lý do từ chối", "Lý do chưa cấp", "Lý do trả lại", "Lý do lỗi", "Lỗi", "Nội dung lỗi"),
    ),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}


class Asked(NamedTuple):
    """A gift for which a card or book was asked, and what is stored of the answer; `issuance` None before any."""

    gift: int
    kind: str
    starts_on: object
    person: int
    first_record: int  # of the same person
    person_office: int
    name: str
    si_key: bytes | None
    key: bytes | None
    office: int
    is_received: bool
    issuance: Issuance | None


@dataclass
class IssuedPlan:
    """What to store: unsaved answers, changed ones, and the ids of the offices whose gifts they are about.

    `si_numbers`: id of a person who has none yet -> the mã số BHXH that the answer brings.
    """

    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    offices: set = field(default_factory=set)
    si_numbers: dict = field(default_factory=dict)


class IssuedJudge:
    """Finds the gifts of each line and sorts what it says of them into new, changed and unchanged, or refuses it."""

    def __init__(self, task, findings):
        self.task, self.findings = task, findings
        self.rows, self.has_cards = [], False
        self.plan = IssuedPlan()
        self.decision = Decision(self.plan)
        self.told_on, self.owner_of = {}, {}

    def begin(self, body):
        """A list of cards has a column for their numbers, beside that of the people."""
        self.has_cards = self.has_cards or "card_number" in body.header.titles

    def ask(self):
        """Nothing but what any table asks."""
        return ()

    def judge(self, rows):
        """Keep the rows."""
        for line, found in rows:
            values = {column.name: cell for column, cell in zip(COLUMNS, found, strict=True) if cell is not None}
            self.rows.append((line, values))

    def judge_unread(self, rows):
        """What cannot be read is refused by itself."""

    def decide(self):
        """The Decision: which gifts get which card, book or refusal."""
        self._look_up()
        for line, values in self.rows:
            try:
                self._decide(line, values)
            except RuleViolation as refusal:
                for name, code, message in refusal.problems:
                    self.findings.refuse(line, HEADINGS.get(name, ""), code, message)
        return self.decision

    # In the books

    def _look_up(self):
        """The gifts that the rows may mean, by citizen hash and by check code; few statements for all."""
        hashes = {citizen_hash(values["citizen_number"]) for _line, values in self.rows if "citizen_number" in values}
        asked = visible_to(self.task.officer, Gift.objects.all()).filter(
            kind__in=INSURANCE_KINDS, gift_list__state__in=SETTLED
        )
        self.of_person, self.of_code = defaultdict(list), defaultdict(list)
        if hashes:
            with keys_table(hashes):
                for found in _found(asked.filter(recipient__citizen_hash__in=RawSQL("SELECT key FROM wanted", ()))):
                    self.of_person[found.key].append(found)
        codes = {trails.typed(values["check_code"]) for _line, values in self.rows if "check_code" in values}
        if codes:
            code_of = {pk: trails.check_code_of(pk) for pk in asked.values_list("pk", flat=True)}
            wanted = [pk for pk, code in code_of.items() if code in codes]
            for found in _found(asked.filter(pk__range=(min(wanted), max(wanted)))) if wanted else ():
                if code_of[found.gift] in codes:
                    self.of_code[code_of[found.gift]].append(found)
        told = (values[name] for _line, values in self.rows for name in NUMBERS & values.keys())
        self.si_owners = _si_owners({number[SI_PART] for number in told})

    def _gifts_of(self, values):
        """The gifts of the person or code that the row names. Raises RuleViolation."""
        if "check_code" in values:
            name, found = "check_code", self.of_code.get(trails.typed(values["check_code"]), [])
        elif "citizen_number" in values:
            name, found = "citizen_number", self.of_person.get(citizen_hash(values["citizen_number"]), [])
        else:
            raise _refused("citizen_number", "issued_to_nobody", _("Ghi số định danh, hoặc mã đối chiếu của suất quà."))
        if not found:
            told = _("Không có suất thẻ, sổ nào của người này trong danh sách đã duyệt; xem lại số.")
            raise _refused(name, "issued_unasked", told)
        if "person" in values and fold(values["person"]) != fold(found[0].name):
            told = _("Trong sổ đây là suất của người có họ tên khác; đối chiếu lại số và tên.")
            raise _refused("person", "issued_name_differs", told)
        return found

    # One row

    def _decide(self, line, values):
        gifts = defaultdict(list)
        for found in self._gifts_of(values):
            if values.get("kind") in {None, found.kind}:
                gifts[GiftKind(found.kind).insurance].append(found)
        if not gifts:
            message = _("Người này không có suất loại này trong danh sách đã duyệt; xem lại loại quà.")
            raise _refused("kind", "issued_kind_unasked", message)
        numbers = self._numbers(values, gifts)
        start, end = values.get("valid_from"), values.get("valid_to")
        if start and end and end < start:
            raise _refused("valid_to", "issued_ends_before", _("Ngày hết giá trị trước ngày bắt đầu; đối chiếu lại."))
        told = [(_one(gifts[insurance], start), number) for insurance, number in numbers.items()]
        for asked, number in told:
            self._insist_told_once(line, asked, number)
        outcomes = {self._take(line, asked, {**values, "number": number}) for asked, number in told}
        outcome = next(one for one in ("new", "changed", "unchanged") if one in outcomes)
        name = next(iter(gifts.values()))[0].name
        if shown := self.decision.count(outcome, line, name):
            said = [f"{insurance.value}: {mask_insured(number)}" for insurance, number in numbers.items() if number]
            if any(asked.person in self.plan.si_numbers for asked, _number in told):
                said.append(str(_("ghi mã số BHXH cho người này")))
            shown.append("; ".join(said) or values["refusal"])

    def _numbers(self, values, gifts):
        """Insurance -> number of its card or book; "" where none was given out. Raises RuleViolation."""
        told = {name: values[name] for name in NUMBERS & values.keys()}
        if "refusal" in values:
            if told:
                message = _("Dòng vừa có số vừa có lý do không cấp; giữ lại một.")
                raise _refused("refusal", "issued_and_refused", message)
            if len(gifts) > 1:
                raise _which_insurance()
            return dict.fromkeys(gifts, "")
        if not told:
            message = _("Dòng không có số thẻ, số sổ, cũng không có lý do không cấp; ghi một trong hai.")
            raise _refused("number", "issued_nothing", message)
        if "number" in told and len(gifts) > 1:
            raise _which_insurance()
        found = self._by_insurance(told, gifts)
        if lost := found.keys() - gifts.keys():
            message = _("Trong danh sách đã duyệt người này không có suất %s.") % lost.pop().value
            raise _refused("kind", "issued_other_kind", message)
        if not found:
            message = _("Tệp có cột số thẻ nhưng ô này trống; ghi số thẻ hoặc lý do không cấp.")
            raise _refused("card_number", "issued_card_missing", message)
        return found

    def _by_insurance(self, told, gifts):
        """Insurance -> the number that stands for it; of a row with a single number that of the one insurance."""
        found = {insurance: told["number"] for insurance in gifts if "number" in told}
        if "card_number" in told:
            found[Insurance.HEALTH] = told["card_number"]
        if "book_number" in told and Insurance.SOCIAL in gifts:
            found[Insurance.SOCIAL] = told["book_number"]
        elif "book_number" in told and not self.has_cards:
            found[Insurance.HEALTH] = told["book_number"]  # since QĐ 1666 a card has the number of the person
        return found

    def _insist_told_once(self, line, asked, number):
        if (first := self.told_on.setdefault(asked.gift, line)) != line:
            message = _("Suất này đã có kết quả ở dòng %s của tệp; giữ lại một dòng.")
            raise _refused("citizen_number", "issued_twice", message % self.findings.places.of(first))
        owner, first = self.owner_of.setdefault(number, (asked.key or asked.gift, line))
        if number and owner != (asked.key or asked.gift):
            message = _("Số này đã ghi cho người khác ở dòng %s của tệp; đối chiếu lại.")
            raise _refused("number", "issued_number_of_another", message % self.findings.places.of(first))

    def _take(self, line, asked, values):
        """Put on the plan what the row says otherwise than the books; "new", "changed" or "unchanged"."""
        number = values["number"]
        self._warn(line, asked, number, values.get("valid_from"))
        if number:
            self._number_person(line, asked, number[SI_PART])
        stored = asked.issuance
        self.plan.offices.add(asked.office)
        said = {"number": number, "refusal": values.get("refusal", "")}
        said |= {name: values[name] for name in ("valid_from", "valid_to") if name in values}
        if stored is None:
            self.plan.new.append(Issuance(gift_id=asked.gift, **said))
            return "new"
        if not number:
            said |= {"valid_from": None, "valid_to": None}
        before = {name: getattr(stored, name) for name in TOLD if name in said and getattr(stored, name) != said[name]}
        if not before:
            return "unchanged"
        for name in before:
            setattr(stored, name, said[name])
        self.plan.changed.append(Change(stored, before))
        return "changed"

    def _warn(self, line, asked, number, start):
        """What the officer should look at: the answer is taken all the same."""
        if not number and asked.is_received:
            message = _("Suất này đã ghi là đã nhận; nếu thẻ, sổ không được cấp, sửa kết quả trao ở buổi trao.")
            self.findings.warn(line, HEADINGS["refusal"], "issued_refused_received", message)
        if start and start.replace(day=1) != asked.starts_on:
            message = _("Giá trị từ ngày %(day)s, danh sách ghi từ tháng %(month)s.")
            told = {"day": format_day_padded(start), "month": f"{asked.starts_on:%m/%Y}"}
            self.findings.warn(line, HEADINGS["valid_from"], "issued_other_month", message % told)

    def _number_person(self, line, asked, si_number):
        """The mã số BHXH is kept for a person of the office who has none; one that differs is told, and not kept.

        Of whom another office keeps, it says nothing.
        """
        if asked.person_office != asked.office:
            return
        told, key = self.plan.si_numbers.get(asked.person), si_key(si_number)
        known = si_key(told) if told else asked.si_key
        if known and known != key:
            message = _("Mười số cuối khác mã số BHXH đang ghi cho người này; sổ giữ mã số đang ghi, đối chiếu lại.")
            self.findings.warn(line, HEADINGS["number"], "issued_number_differs", message)
        elif not known and self.si_owners.get(key, asked.first_record) != asked.first_record:
            message = _("Sổ đang ghi mã số BHXH này cho một người khác nên không ghi cho người này; đối chiếu giấy tờ.")
            self.findings.warn(line, HEADINGS["number"], "issued_number_taken", message)
        elif not known:
            self.plan.si_numbers[asked.person] = si_number


def _si_owners(numbers):
    """Key of a mã số BHXH -> id of the first record of the person in the books, of whatever office, who has it."""
    if not numbers:
        return {}
    with keys_table(set(map(si_key, numbers))):
        found = Recipient.objects.filter(si_hash__in=RawSQL("SELECT key FROM wanted", ()))
        return {bytes(key): pk for key, pk in found.values_list("si_hash", Coalesce("same_as", "pk"))}


def _found(gifts):
    """Each gift as Asked."""
    first_record = Coalesce("recipient__same_as", "recipient")
    known = ("recipient__office", "recipient__full_name", "recipient__si_hash", "recipient__citizen_hash")
    person = ("recipient", first_record, *known, "gift_list__office", "outcome")
    answer = ("pk", *TOLD)
    rows = gifts.order_by("pk").values_list(
        "pk", "kind", "starts_on", *person, *(f"issuance__{name}" for name in answer)
    )
    for pk, kind, starts_on, *rest in rows.iterator():
        who, keys, (office, outcome), told = rest[:4], rest[4:6], rest[6:8], rest[8:]
        stored = Issuance(gift_id=pk, **dict(zip(answer, told, strict=True))) if told[0] else None
        yield Asked(
            pk, kind, starts_on, *who, *(key and bytes(key) for key in keys), office, outcome in Gift.RECEIVED, stored
        )


def _one(gifts, start):
    """The gift meant of several of an insurance: that of the month, else the only one without an answer."""
    if start and len(gifts) > 1:
        gifts = [one for one in gifts if one.starts_on == start.replace(day=1)] or gifts
    if len(gifts) > 1:
        gifts = [one for one in gifts if one.issuance is None] or gifts
    if len(gifts) > 1:
        message = _("Người này có nhiều suất cùng loại; ghi mã đối chiếu, hoặc đúng ngày bắt đầu, của suất được cấp.")
        raise _refused("valid_from", "issued_several", message)
    return gifts[0]


def _refused(name, code, message):
    return RuleViolation([Problem(name, code, message)])


def _which_insurance():
    message = _("Người này có cả thẻ BHYT và sổ BHXH; ghi dòng này là của loại nào.")
    return _refused("kind", "issued_kind_missing", message)


def judge(task, findings):
    """Judge of the answers to a list that was filed."""
    return IssuedJudge(task, findings)


def records(queryset, round_, year):
    """Answers for gifts of the round; of a year, cards and books that begin in it."""
    if round_:
        queryset = queryset.filter(gift__round=round_)
    if year:
        queryset = queryset.filter(valid_from__year=year)
    return queryset.order_by("pk")


ISSUED = Layout("issued", Issuance, COLUMNS, judge, actions.record_answers, records, {})
