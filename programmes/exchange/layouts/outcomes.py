"""The sheet of a hand-over as a file: it leaves with a check code in each row, and comes back marked.

A row is marked by an x in the column of its outcome, or by a word or code in the column "Kết quả". It means the gift
with its check code among those of the planned events of the office.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.actions import outcome_files as actions
from programmes.exchange.columns import choices
from programmes.exchange.columns.column import Column, as_text
from programmes.exchange.decision import Decision
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.writing import cells
from programmes.models import Gift, GiftKind, HandoverEvent, Kin
from programmes.models.recipients import RESTRICTED_NAME
from programmes.rules import eligibility, handovers, trails
from programmes.rules.problems import Problem, RuleViolation, insist
from programmes.standards.names import fold

Outcome = Gift.Outcome
PLANNED = HandoverEvent.State.PLANNED
outcome_word = choices.one_of(
    Outcome,
    {
        Outcome.HANDED_OVER: ("nhận", "đã trao", "có nhận", "N"),
        Outcome.BY_PROXY: ("người khác nhận thay", "nhận hộ", "T"),
        Outcome.ABSENT: ("vắng", "chưa nhận", "V"),
        Outcome.RETURNED: ("trả", "không nhận", "từ chối", "R"),
    },
)


def _mark(outcome):
    example = "x" if outcome == Outcome.HANDED_OVER else ""
    heading = str(outcome.label).capitalize()
    return Column(outcome.value, heading, cells.blank(), choices.yes_no, example=example, width=10)


def _codes(ids):
    return [*map(trails.check_code_of, ids)]


def _names(people, groups):
    return [person or group for person, group in zip(people, groups, strict=True)]


COLUMNS = (
    Column(
        "check_code",
        "Mã đối chiếu",
        cells.Cells(("pk",), _codes),
        as_text(12),
        example="5NHGR",
        required=True,
        synonyms=("Mã suất quà", "Mã trên danh sách ký nhận"),
    ),
    Column(
        "person",
        "Họ và tên",
        cells.Cells(("recipient__full_name", "group_name"), _names),
        as_text(150),
        content="name",
        example="Nguyễn Thị Minh Họa",
        width=28,
    ),
    Column("birth", "Ngày sinh", cells.birth("recipient__birth_date", "recipient__birth_precision"), as_text(20)),
    Column("address", "Thôn, tổ", cells.text("recipient__address"), as_text(150), width=20),
    Column("commune", "Xã/Phường", cells.text("recipient__commune"), as_text(80), width=20),
    Column("kind", "Loại quà", cells.label("kind", GiftKind), as_text(60)),
    Column(
        "value", "Giá trị (đồng)", cells.total("donor_cost_vnd", "state_support_vnd", "local_topup_vnd"), as_text(20)
    ),
    *map(_mark, Outcome),
    Column("outcome", "Kết quả", cells.label("outcome", Outcome), outcome_word, example="đã nhận", width=14),
    Column("proxy_name", "Người nhận thay", cells.text("proxy_name"), as_text(100), width=24),
    Column("proxy_kin", "Quan hệ", cells.label("proxy_kin", Kin), choices.one_of(Kin), width=14),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}


class Expected(NamedTuple):
    """A gift of a planned event, and what is noted of it."""

    gift: int
    event: int
    office: int
    name: str
    is_refused: bool
    outcome: str
    proxy: tuple


@dataclass
class OutcomesPlan:
    """What to note: event -> outcome -> ids of gifts, event -> id -> (name, Kin); and the offices it is about."""

    outcomes: dict = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    proxies: dict = field(default_factory=lambda: defaultdict(dict))
    offices: set = field(default_factory=set)


class OutcomesJudge:
    """Finds the gift of each row by its code and takes the mark, or refuses it."""

    def __init__(self, task, findings):
        self.task, self.findings = task, findings
        self.rows, self.told_on = [], {}
        self.plan = OutcomesPlan()
        self.decision = Decision(self.plan)

    def begin(self, body):
        """Nothing stands before the rows."""

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
        """The Decision: what is noted of which gift."""
        codes = {trails.typed(values["check_code"]) for _line, values in self.rows if "check_code" in values}
        self.of_code = self._expected(codes)
        for line, values in self.rows:
            try:
                self._decide(line, values)
            except RuleViolation as refusal:
                for name, code, message in refusal.problems:
                    self.findings.refuse(line, HEADINGS.get(name, ""), code, message)
        return self.decision

    def _expected(self, codes):
        """Code -> the gifts of planned events that have it; two statements, whatever the number of rows."""
        gifts = visible_to(self.task.officer, Gift.objects.not_received())
        gifts = gifts.filter(gift_list__handover_lines__event__state=PLANNED)
        refused = set(gifts.refused().values_list("pk", flat=True)) if codes else set()
        said = ("pk", "gift_list__handover_lines__event", "gift_list__office", "recipient__full_name", "group_name")
        noted = ("outcome", "proxy_name", "proxy_kin")
        found = defaultdict(list)
        for pk, event, office, person, group, outcome, *proxy in gifts.values_list(*said, *noted) if codes else ():
            if (code := trails.check_code_of(pk)) in codes:
                one = Expected(pk, event, office, person or group, pk in refused, outcome, tuple(proxy))
                found[code].append(one)
        return found

    def _decide(self, line, values):
        gift = self._gift_of(values)
        outcome = self._marked(values)
        if (first := self.told_on.setdefault(gift.gift, line)) != line:
            message = _("Mã này đã có ở dòng %s của tệp; giữ lại một dòng.")
            raise _refused("check_code", "outcome_told_twice", message % self.findings.places.of(first))
        proxy = values.get("proxy_name", ""), values.get("proxy_kin", "")
        if any(proxy) and outcome != Outcome.BY_PROXY:
            message = _("Dòng ghi người nhận thay nhưng kết quả không phải “nhận thay”; sửa một trong hai.")
            raise _refused("proxy_name", "proxy_without_mark", message)
        if outcome in Gift.RECEIVED:
            insist(handovers.check_issued(int(gift.is_refused)))
        if gift.outcome == Outcome.RETURNED != outcome:
            insist(eligibility.check_months_still_free([gift.gift]))
        self.plan.offices.add(gift.office)
        self.decision.events[gift.event] += 1
        if outcome == gift.outcome and proxy in {("", ""), gift.proxy}:
            self.decision.count("unchanged", line, gift.name)
            return
        if outcome != gift.outcome:
            self.plan.outcomes[gift.event][outcome].append(gift.gift)
        if any(proxy):
            self.plan.proxies[gift.event][gift.gift] = proxy
        if shown := self.decision.count("changed" if gift.outcome else "new", line, gift.name):
            label = str(Outcome(outcome).label)
            shown.append(f"{label}: {proxy[0]}" if proxy[0] else label)

    def _gift_of(self, values):
        """The gift with the code of the row. Raises RuleViolation."""
        if "check_code" not in values:
            raise _refused("check_code", "outcome_without_code", _("Ghi mã đối chiếu như trên danh sách ký nhận."))
        found = self.of_code.get(trails.typed(values["check_code"]), [])
        name = fold(values.get("person", ""))
        if len(found) > 1:
            found = [one for one in found if fold(one.name) == name]
        if len(found) != 1:
            message = _(
                "Không có suất nào mang mã này ở buổi trao dự kiến của cơ quan; xem lại mã, và buổi đã đóng chưa."
            )
            raise _refused("check_code", "outcome_code_unknown", message)
        if name and name not in {fold(found[0].name), fold(str(RESTRICTED_NAME))}:
            message = _("Trên danh sách, mã này là của người có họ tên khác; đối chiếu lại mã và tên.")
            raise _refused("person", "outcome_name_differs", message)
        return found[0]

    @staticmethod
    def _marked(values):
        """The one outcome that the row is marked with. Raises RuleViolation."""
        marks = {outcome.value for outcome in Outcome if values.get(outcome.value)}
        if "outcome" in values and not marks:
            return values["outcome"]
        if len(marks) > 1:
            message = _("Dòng đánh dấu nhiều kết quả; giữ lại một: đã nhận, nhận thay, vắng mặt hoặc trả lại.")
            raise _refused("outcome", "outcome_marked_twice", message)
        if not marks:
            message = _("Dòng chưa đánh dấu kết quả; ghi x vào một cột, hoặc bỏ dòng này khỏi tệp.")
            raise _refused("outcome", "outcome_not_marked", message)
        return marks.pop()


def _refused(name, code, message):
    return RuleViolation([Problem(name, code, message)])


def judge(task, findings):
    """Judge of the outcomes of planned events."""
    return OutcomesJudge(task, findings)


def records(queryset, round_, _year):
    """The gifts in the order of the sheet."""
    return (queryset.filter(round=round_) if round_ else queryset).order_by("gift_list__code", "pk")


OUTCOMES = Layout("outcomes", Gift, COLUMNS, judge, actions.note, records, {})
