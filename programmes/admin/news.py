"""What others have done since yesterday with the records of an officer's office: decided, matched, sent back."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import sees_all, visible_to
from programmes.admin.waiting import list_url
from programmes.models import (
    AuditEvent,
    BankLine,
    Conflict,
    Correction,
    Donation,
    DonationMove,
    DonorJoin,
    GiftList,
    HandoverEvent,
    ImportBatch,
)
from programmes.models.donor_joins import join_name
from programmes.models.gift_lists import NAME_FROM, list_name
from programmes.standards.dates import start_of_day

EVENTS = 200  # of which the newest are told
LINES = 10
BY_NAME = 3  # acts of one kind that stand each by itself

APPROVED, GIVEN, RETURNED = "approved", "given", "returned"  # words for the style sheet
# (table, verb) -> (what is said, its shape).
NEWS = {
    (Donation, "approve"): (_("Đã duyệt khoản ủng hộ"), APPROVED),
    (Donation, "refuse"): (_("Không duyệt khoản ủng hộ"), RETURNED),
    (Donation, "reverse"): (_("Đã đề nghị hủy khoản ủng hộ đã duyệt"), RETURNED),
    (GiftList, "approve"): (_("Đã duyệt danh sách"), APPROVED),
    (GiftList, "approve_first"): (_("Đã duyệt lần một danh sách"), APPROVED),
    (GiftList, "return"): (_("Trả lại danh sách"), RETURNED),
    (BankLine, "link"): (_("Đã khớp dòng sao kê"), GIVEN),
    (Conflict, "decide"): (_("Đã quyết định trường hợp trùng thời gian"), APPROVED),
    (Correction, "approve"): (_("Đã duyệt đính chính"), APPROVED),
    (Correction, "refuse"): (_("Không đồng ý đính chính"), RETURNED),
    (DonationMove, "approve"): (_("Đã duyệt điều chỉnh khoản ủng hộ"), APPROVED),
    (DonationMove, "refuse"): (_("Không đồng ý điều chỉnh khoản ủng hộ"), RETURNED),
    (DonorJoin, "approve"): (_("Đã duyệt gộp, tách nhà hảo tâm"), APPROVED),
    (DonorJoin, "refuse"): (_("Không đồng ý gộp, tách nhà hảo tâm"), RETURNED),
    (HandoverEvent, "hand_over"): (_("Đã ghi nhận buổi trao"), GIVEN),
    (ImportBatch, "import"): (_("Có kết quả cấp thẻ, sổ"), GIVEN),
}
KEYS = {(model._meta.model_name, verb): (model, verb) for model, verb in NEWS}
# What stands by its name: table -> the texts that it is made of, and how. A donation has it in the act itself.
NAMED = {
    GiftList: (NAME_FROM, list_name),
    HandoverEvent: (("title",), str),
    DonationMove: (("donation__code",), str),
    DonorJoin: (
        (Case(When(is_apart=True, then=Value("1")), default=Value("")), Cast("pk", CharField())),
        join_name,
    ),
}
PARTS = max(len(parts) for parts, _name in NAMED.values())


class News(NamedTuple):
    """One line: when it was last done, what was done, `count` times, to what, why."""

    at: object
    said: str
    shape: str
    count: int
    name: str = ""
    url: str = ""
    reason: str = ""


def since_yesterday():
    return start_of_day(timezone.localtime()) - timedelta(days=1)


def news_of(officer):
    """The News of this officer, the newest first: one statement, and one more for the names."""
    found = {}
    for event in _events(officer):
        found.setdefault(KEYS[event.target_type, event.verb], []).append(event)
    names = _names(officer, found)
    lines = [line for key, told in found.items() for line in _lines(key, told, names)]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:LINES]


def _names(officer, found):
    """{(table, id as text): name} of the rows of NAMED."""
    asked, tables = [], {model._meta.model_name: model for model in NAMED}
    for table, model in tables.items():
        ids = [
            event.target_id for key, told in found.items() if key[0] is model and len(told) <= BY_NAME for event in told
        ]
        if ids:
            parts, _name = NAMED[model]
            rows = visible_to(officer, model.objects.order_by().filter(pk__in=ids))
            asked.append(rows.values_list(Value(table), "pk", *parts, *[Value("")] * (PARTS - len(parts))))
    names = {}
    for table, pk, *told in asked[0].union(*asked[1:], all=True) if asked else ():
        parts, name = NAMED[tables[table]]
        names[tables[table], str(pk)] = name(*told[: len(parts)])
    return names


def _events(officer):
    """Acts of others, the newest first, on records that this officer sees."""
    asked = Q(pk__in=[])
    for model in {model for model, _verb in NEWS}:
        name = model._meta.model_name
        if officer.has_perm(f"programmes.view_{name}"):
            verbs = [verb for table, verb in NEWS if table is model]
            asked |= Q(target_type=name, verb__in=verbs) & _own(officer, model)
    recent = AuditEvent.objects.filter(asked, at__gte=since_yesterday()).exclude(actor=officer.username)
    return recent.order_by("-pk")[:EVENTS]


def _own(officer, model):
    """A condition over acts: on a row of this table that the officer sees; a file is told of for its numbers alone."""
    rows = model.objects.order_by()
    rows = rows.filter(layout=ImportBatch.Layout.ISSUED) if model is ImportBatch else rows
    if sees_all(officer) and model is not ImportBatch:
        return Q()
    keys = visible_to(officer, rows).annotate(key=Cast("pk", CharField())).values("key")
    own = Q(target_id__in=keys)
    return own | Q(verb="refuse", before__office=officer.office_id) if model is Donation else own


def _lines(key, told, names):
    (model, _verb), (said, shape) = key, NEWS[key]
    if len(told) > BY_NAME:
        return [News(told[0].at, said, shape, len(told), url=list_url(model))]
    return [News(each.at, said, shape, 1, _name(model, each, names), _url(key, each), each.reason) for each in told]


def _name(model, event, names):
    code = (event.after or event.before).get("code", "") if model is Donation else ""
    return code or names.get((model, event.target_id), "")


def _url(key, event):
    """Where the record is opened; a donation that was refused is gone."""
    model, verb = key
    if (model, verb) == (Donation, "refuse"):
        return ""
    return reverse(f"admin:programmes_{model._meta.model_name}_change", args=[event.target_id])
