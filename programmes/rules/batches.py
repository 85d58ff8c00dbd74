"""Who may decide on an uploaded file, and when: confirm it, choose how it is read, take it back."""

import hashlib
import json
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import BankMatch, Donation, GiftList, ImportBatch, PublishedFigure
from programmes.rules.gifts import ListKey, check_lists, drafts_for, drafts_of, has_open_list
from programmes.rules.problems import Problem
from programmes.rules.retention import KINDS
from programmes.standards.lists import first_few
from programmes.standards.money import format_number

PREVIEW_HOURS = 24  # what the books held yesterday is no ground for storing today
WAITING = (ImportBatch.State.UPLOADED, ImportBatch.State.PREVIEWED, ImportBatch.State.CONFIRMED)
OPEN_TO_CHOICE = (ImportBatch.State.PREVIEWED, ImportBatch.State.FAILED)
SHOWN_LISTS = 3
SHOWN_COLUMNS = 5
# A fault that is told of another column than the one that could be told for all rows.
LACKS = {"no_papers_needs_birth_and_commune": "commune", "value_missing": "category"}


def check_owner(batch, by):
    """Only who uploaded a file decides on it."""
    if batch.owner_id != by.pk:
        yield Problem("", "not_the_owner", _("Chỉ người tải tệp lên mới được quyết định về tệp này."))


def check_time(batch, at=None):
    """A file that has lain too long is sent again."""
    if (at or timezone.now()) - batch.created_at > timedelta(hours=PREVIEW_HOURS):
        yield Problem(
            "", "preview_expired", _("Tệp đã tải lên quá %d giờ; hãy tải lại tệp để xem trước lần nữa.") % PREVIEW_HOURS
        )


def check_is_source(batch, gift_list):
    """Problems of reading a file, as it came, to decide on a list."""
    if gift_list.state != GiftList.State.SUBMITTED:
        yield Problem("", "list_is_not_waiting", _("Tệp chỉ mở được trong lúc danh sách chờ duyệt."))
    elif not gift_list.gifts.filter(batch=batch).exists():
        yield Problem("", "file_of_another_list", _("Tệp này không đưa suất quà nào vào danh sách."))


def check_choice(batch, by, at=None):
    """Problems of reading the file of `batch` in another way."""
    yield from check_owner(batch, by)
    yield from check_time(batch, at)
    if batch.state not in OPEN_TO_CHOICE:
        yield Problem("", "choice_too_late", _("Tệp đang được xử lý hoặc đã xong; tải lại trang để xem tình trạng."))


def awaiting(officer, at=None):
    """Condition on the uploads of an officer that are worth opening: there is something to store, or to answer."""
    has_rows = Q(report__new__gt=0) | Q(report__changed__gt=0)
    may_mean = Q(report__values__0__isnull=False, report__rejected__gt=0)
    asks = Q(report__questions__0__isnull=False) | Q(report__costs__0__isnull=False) | may_mean
    oldest = (at or timezone.now()) - timedelta(hours=PREVIEW_HOURS)
    mine = Q(owner=officer, created_at__gte=oldest)
    lacks_answers = Q(state=ImportBatch.State.FAILED, report__lacks_answers=True)
    return mine & (Q(state=ImportBatch.State.PREVIEWED) & (has_rows | asks) | lacks_answers)


def forgettable():
    """Condition on the uploads whose file has served: nobody works on them, and its days are over."""
    at_work = Q(state__in=[ImportBatch.State.UPLOADED, ImportBatch.State.CONFIRMED])
    return Q(created_at__lt=KINDS["uploads"].until) & ~at_work & ~Q(file="")


def homes_of(report):
    """The homes of the new gifts that a preview tells of, ListKey -> lines."""
    return {ListKey(*home): lines for *home, lines in report.get("homes", ())}


def homes_to_ask(batch):
    """The homes that its officer is asked about: those of the new gifts; while its rows wait for other answers, that of
    rows which name neither round nor decision.
    """
    homes, report, office = homes_of(batch.report), batch.report, batch.office
    if homes or not (batch.layout == "gifts" and batch.round_id and office.province_id and waits_for_answers(report)):
        return homes
    if {"round", "decision_number"} & {*report.get("mapped", {}).values()}:
        return {}
    return {ListKey(batch.round_id, office.province_id, office.pk, ""): report.get("rejected", 0)}


def waits_for_answers(report):
    """Whether rows that cannot be taken as yet could be, once the page of the upload is answered."""
    words = any(not meaning for one in report.get("values", ()) for _text, _rows, meaning, *_more in one["texts"])
    costs = any(not one["told"] for one in report.get("costs", ()))
    return bool(report.get("lacks_answers") or words or costs or lacking_for_all(report))


def drafts_of_file(batch, lists):
    """The drafts among `lists`, a queryset, that could take the new gifts of a file; by age."""
    homes = homes_to_ask(batch)
    return list(drafts_of(homes, lists)) if homes else []


def lists_of(batch, drafts):
    """On which of `drafts`, as drafts_of_file, the gifts of each home go, for Options.lists; None for a new one."""
    homes = homes_of(batch.report)
    found = drafts_for(homes, drafts, batch.options)
    return [[*home, found[home].pk if home in found else None] for home in homes]


def preview_mark(batch, drafts):
    """Names what a preview said: the same file, choices, counts and lists have the same mark."""
    counts = [batch.report.get(name) for name in ("rows", "new", "changed", "unchanged", "rejected")]
    told = json.dumps([batch.sha256, batch.options, counts, lists_of(batch, drafts)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def check_confirm(batch, by, drafts, *, seen=None, at=None):
    """Problems of storing the file as it was previewed, its gifts on `drafts`, as drafts_of_file, or on new lists.

    `seen` is the mark of the preview that the officer read.
    """
    report, options = batch.report, batch.options
    yield from check_owner(batch, by)
    yield from check_time(batch, at)
    if seen and seen != preview_mark(batch, drafts):
        yield Problem("", "other_preview", _("Bản xem trước đã khác với bản bạn vừa đọc; xem lại rồi xác nhận."))
    if report.get("questions"):
        yield Problem("", "question_open", _("Còn câu hỏi chưa trả lời; chọn rồi bấm “Đọc lại tệp”."))
    if any(not meaning for one in report.get("values", ()) for _text, _rows, meaning, *_more in one["texts"]):
        if not options.get("take_good"):
            yield Problem(
                "",
                "words_unknown",
                _("Còn cách ghi chưa rõ nghĩa; chọn nghĩa rồi bấm “Đọc lại tệp”, hoặc chỉ ghi các dòng đúng."),
            )
    elif any(not one["told"] for one in report.get("costs", ())) and not options.get("take_good"):
        yield Problem(
            "",
            "costs_unknown",
            _("Còn dòng chưa có số tiền: ghi ở “Số tiền chưa tính được”, bấm “Đọc lại tệp”; hoặc chỉ ghi dòng đúng."),
        )
    elif report.get("rejected") and not options.get("take_good"):
        yield Problem("", "rows_refused", _rows_refused(lacking_for_all(report)))
    elif not report.get("new") and not report.get("changed"):
        yield Problem("", "nothing_to_store", _("Tệp không có gì mới để ghi."))
    yield from check_control(report, options)
    yield from check_lists(options, homes_of(report))
    if has_open_list(homes_of(report), drafts, options):
        told = _("Chưa rõ các dòng mới vào danh sách nào; chọn ở câu “Ghi vào danh sách nào?” rồi bấm “Đọc lại tệp”.")
        yield Problem("gift_list", "list_open", told)


def lacking_for_all(report):
    """Headings of the columns that refused rows lack, and that may be told once for all of them."""
    errors = report.get("errors", ())
    headings = {error["column"] for error in errors if "missing" in error["code"]}
    columns = {LACKS.get(error["code"]) for error in errors}
    return [
        one["heading"] for one in report.get("common", ()) if one["heading"] in headings or one["column"] in columns
    ]


def _rows_refused(headings):
    if not headings:
        return _("Còn dòng bị từ chối; sửa tệp theo danh sách lỗi rồi tải lên lại.")
    told = _(
        "Còn dòng bị từ chối vì thiếu %s: nếu mọi dòng như nhau, ghi ở “Điền chung cho cả tệp” rồi bấm “Đọc lại tệp”; "
        "nếu không, sửa tệp theo danh sách lỗi rồi tải lên lại."
    )
    return told % first_few([f"“{heading}”" for heading in headings], SHOWN_COLUMNS)


CONTROLS = {"people": _("số người"), "donor_cost_vnd": _("số đồng")}


class Control(NamedTuple):
    """A total that the rows must add up to: as it is expected, and as we count it.

    `refused` is the part of `counted` in refused rows, `unread` how many of those do not tell theirs.
    """

    name: str
    label: str
    expected: int
    counted: int
    refused: int
    unread: int

    @property
    def difference(self):
        return abs(self.expected - self.counted)


def controls(report, options):
    """The totals to hold against the rows: the officer's own figures, else the totals row of the file.

    Both speak of the whole list. So the refused rows are counted with the good ones, whether or not the good ones are
    to be stored without them: one bad row does not hide that the total is wrong. A refused row whose cells do not tell
    its people or đồng leaves a difference; the officer settles it by typing the total of the rows that can be read.
    """
    typed = {"people": options.get("control_people"), "donor_cost_vnd": options.get("control_vnd")}
    for name, label in CONTROLS.items():
        expected = report.get("control", {}).get(name) if typed[name] is None else typed[name]
        if expected is not None:
            refused, unread = report.get(f"refused_{name}", 0), report.get(f"unread_{name}", 0)
            yield Control(name, label, expected, report.get(name, 0) + refused, refused, unread)


def check_control(report, options):
    """What we count must be what the office counted: of the preview, and of the file that is about to be stored."""
    for control in controls(report, options):
        if control.difference:
            yield Problem(
                control.name,
                "control_differs",
                _(
                    "Không khớp %(label)s: tổng ghi %(expected)s, đếm được %(counted)s, lệch %(difference)s. Tìm dòng "
                    "sai, hoặc sửa số tổng."
                )
                % {
                    "label": control.label,
                    "expected": format_number(control.expected),
                    "counted": format_number(control.counted) + _of_refused(control),
                    "difference": format_number(control.difference),
                }
                + _of_unread(report.get("unknown", ())),
            )


def _of_unread(columns):
    """A total may be that of a column that is not read."""
    if not columns:
        return ""
    shown = first_few([f"“{title}”" for title in columns], SHOWN_COLUMNS)
    return _(" Tệp còn cột không được đọc: %s; xem số tổng có phải của cột đó không.") % shown


def _of_refused(control):
    """What an officer who adds up again must know of the refused rows."""
    told = _(", trong đó %s ở dòng bị từ chối") % format_number(control.refused) if control.refused else ""
    if control.unread:
        told += _(", chưa kể %s dòng bị từ chối không đọc được") % format_number(control.unread)
    return str(told)


def check_undo(batch, by):
    """Problems of taking a stored file back out of the books."""
    yield from check_owner(batch, by)
    if batch.state != ImportBatch.State.STORED:
        yield Problem("state", "not_stored", _("Chỉ rút lại được tệp đã ghi; tải lại trang để xem tình trạng."))
        return
    if not _is_remembered(batch):
        message = _("Tệp %s chỉ sửa được từng dòng; sai dòng nào thì mở bản ghi của dòng đó.")
        yield Problem("", "file_not_remembered", message % batch.get_layout_display())
    elif not batch.report.get("new"):
        yield Problem("", "nothing_to_undo", _("Tệp này không thêm bản ghi nào; dòng đã sửa thì sửa lại trong sổ."))
    elif BankMatch.objects.filter(line__batch=batch).exists():
        yield Problem("", "line_was_linked", _("Đã có dòng sao kê khớp với khoản ủng hộ; bỏ khớp các dòng đó trước."))
    elif Donation.objects.filter(batch=batch, state=Donation.State.APPROVED).exists():
        yield Problem(
            "", "donation_was_approved", _("Đã có khoản được duyệt; hãy mở từng khoản và bấm “Hủy khoản đã duyệt”.")
        )
    elif PublishedFigure.objects.published().filter(batch=batch).exists():
        yield Problem(
            "",
            "figure_was_published",
            _("Đã có số liệu được công bố; lập phiên bản mới hoặc bỏ từng bản nháp còn lại."),
        )
    else:
        yield from _check_lists_are_drafts(batch)


def _is_remembered(batch):
    """Whether the records of such a file know the file that added them."""
    return ImportBatch.TABLES[batch.layout] in {model._meta.model_name for model in ImportBatch.remembered_by()}


def _check_lists_are_drafts(batch):
    closed = GiftList.objects.filter(gifts__batch=batch).exclude(state=GiftList.State.DRAFT).distinct()
    codes = list(closed.order_by("code").values_list("code", flat=True)[: SHOWN_LISTS + 1])
    if codes:
        yield Problem(
            "",
            "list_left_draft",
            _("Danh sách %s đã trình hoặc đã duyệt; trả lại về đang lập trước khi rút.")
            % first_few(codes, SHOWN_LISTS),
        )
