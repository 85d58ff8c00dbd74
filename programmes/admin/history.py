"""The audit trail in the officer's words: verbs, names of fields, values as they are written."""

import re
from typing import NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.actions.audit import COMMAND_LINE, is_private
from programmes.actions.undo import REMOVALS
from programmes.admin.columns import EMPTY, IN_ADDRESS
from programmes.models import (
    PARTS,
    Attachment,
    Donation,
    Donor,
    Gift,
    GiftList,
    HandoverEvent,
    ImportBatch,
    Office,
    Officer,
    Programme,
    Province,
    Round,
)
from programmes.standards.dates import format_day_padded
from programmes.standards.lists import first_few
from programmes.standards.money import format_number
from programmes.standards.runs import size_of
from programmes.standards.sizes import format_size

RUNS_SHOWN = 20
AT_THE_SERVER = _("máy chủ, không qua tài khoản")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", re.ASCII)

VERBS = {
    "register": _("ghi mới"),
    "record": _("ghi mới"),
    "correct": _("sửa"),
    "receive": _("ghi nhận tiền"),
    "approve": _("duyệt"),
    "reverse": _("hủy khoản đã duyệt"),
    "move": _("điều chỉnh khoản ủng hộ"),
    "withdraw_move": _("rút đề nghị điều chỉnh"),
    "draw_up": _("lập danh sách"),
    "draw_up_next": _("lập danh sách tiếp theo từ thẻ sắp hết hạn"),
    "submit": _("trình"),
    "remind": _("nhắc duyệt"),
    "ask_papers": _("lập giấy tờ hàng loạt"),
    "keep_template": _("dùng mẫu giấy tờ"),
    "withdraw_template": _("thôi dùng mẫu giấy tờ"),
    "return": _("trả lại"),
    "recall": _("rút lại để sửa"),
    "open_decision": _("mở xem để duyệt"),
    "put_off": _("để sau"),
    "change_round": _("chuyển sang đợt khác"),
    "cancel": _("hủy danh sách"),
    "withdraw_record": _("xóa bản ghi lập nhầm"),
    "set_target": _("giao chỉ tiêu năm"),
    "write_note": _("viết ghi chú"),
    "attach": _("đính kèm giấy tờ"),
    "open_paper": _("mở giấy tờ đính kèm"),
    "open_source": _("mở tệp gốc của danh sách để duyệt"),
    "detach": _("bỏ giấy tờ đính kèm"),
    "issue": _("thêm suất quà"),
    "withdraw": _("rút suất quà"),
    "annul": _("hủy khoản chưa duyệt"),
    "refuse": _("không duyệt"),
    "thank": _("ghi việc cảm ơn"),
    "link": _("khớp với khoản ủng hộ"),
    "unlink": _("bỏ khớp"),
    "set_aside": _("để riêng"),
    "plan": _("lên kế hoạch buổi trao"),
    "add_list": _("thêm danh sách vào buổi trao"),
    "drop_list": _("bỏ danh sách khỏi buổi trao"),
    "hand_over": _("ghi nhận đã trao"),
    "note_outcomes": _("ghi kết quả trao"),
    "take_back": _("nhận lại suất quà"),
    "withdraw_event": _("hủy buổi trao"),
    "change_outcome": _("sửa kết quả trao"),
    "reopen": _("mở lại để trao tiếp"),
    "approve_first": _("duyệt lần một"),
    "allocate": _("phân bổ"),
    "release": _("rút phân bổ"),
    "open": _("mở mới"),
    "publish": _("công bố"),
    "drop_draft": _("bỏ bản nháp"),
    "issue_many": _("thêm suất quà từ tệp"),
    "appoint": _("lập tài khoản"),
    "change_account": _("sửa tài khoản"),
    "keep_view": _("lưu bộ lọc"),
    "rename_view": _("đổi tên bộ lọc"),
    "remove_view": _("xóa bộ lọc"),
    "choose_mail": _("chọn nhận hay thôi nhận thư việc hằng ngày"),
    "set_password": _("đặt mật khẩu"),
    "change_password": _("tự đổi mật khẩu"),
    "give_code": _("cấp mã đặt mật khẩu"),
    "enrol_factor": _("thiết lập xác thực hai bước"),
    "drop_factor": _("bỏ xác thực hai bước"),
    "use_recovery_code": _("đăng nhập bằng mã dự phòng"),
    "end_sessions": _("kết thúc phiên đăng nhập khác"),
    "upload": _("tải tệp lên"),
    "preview": _("xem trước tệp"),
    "confirm_import": _("xác nhận tệp"),
    "import": _("ghi tệp vào sổ"),
    "cancel_import": _("bỏ tệp đã tải"),
    "choose_reading": _("chọn cách đọc tệp"),
    "forget_upload": _("xóa tệp đã hết hạn giữ"),
    "retire": _("xóa những gì hết thời hạn lưu"),
    "undo_import": _("rút lại tệp đã ghi"),
    "renew_keys": _("mã hóa lại bằng khóa mới"),
    "value": _("tính giá"),
    "accept_difference": _("chấp nhận chênh lệch giá"),
    "take_values": _("áp dụng mức tính theo định mức"),
    "fill_shares": _("ghi phần ngân sách theo định mức"),
    "bring_in_step": _("cập nhật dữ liệu nền"),
    "export": _("xuất tệp"),
    "close_period": _("khóa sổ"),
    "seal": _("niêm phong"),
    "propose": _("đề nghị"),
    "decide": _("đồng ý tặng dù trùng thời gian"),
    "look_up": _("tra cứu “đã nhận chưa?”"),
    "erase": _("xóa danh tính theo yêu cầu"),
    "reveal": _("xem đủ số của một người"),
    "ask_burst": _("hỏi nhiều số định danh của cơ quan khác"),
    "same_person": _("kết luận là một người"),
    "other_person": _("kết luận là hai người"),
    "propose_verdict": _("đề nghị kết luận về người giống nhau"),
    "refuse_verdict": _("không đồng ý kết luận về người giống nhau"),
    "forget_verdict": _("rút kết luận về người giống nhau"),
    "join_donor": _("gộp với bản ghi khác"),
    "part_donor": _("tách khỏi bản ghi khác"),
    "withdraw_join": _("rút đề nghị gộp, tách"),
    "withdraw_correction": _("rút đề nghị đính chính"),
    "print_sheet": _("in danh sách ký nhận"),
    "print_list": _("in danh sách kèm theo quyết định"),
    "show_photo": _("sửa ảnh buổi trao"),
    "login": _("đăng nhập"),
    "login_failed": _("đăng nhập không được"),
    "logout": _("đăng xuất"),
    "proof_failed": _("nhập sai khi được hỏi lại mật khẩu"),
    "read": _("xem trang có người nhận"),
    "read_list": _("xem danh sách có người nhận"),
    "search_number": _("tìm người nhận theo số"),
    "receive_request": _("nhận yêu cầu của chủ thể dữ liệu"),
    "extend": _("gia hạn trả lời"),
    "answer_request": _("trả lời yêu cầu"),
    "refuse_request": _("từ chối yêu cầu"),
    "show_person": _("in phiếu dữ liệu của một người"),
    "receive_feedback": _("nhận phản ánh, câu hỏi"),
    "assign_feedback": _("giao cơ quan trả lời"),
    "answer_feedback": _("trả lời phản ánh, câu hỏi"),
    "correct_answer": _("sửa câu trả lời"),
    "set_feedback_aside": _("xếp vào số không xử lý"),
    "take_feedback_up": _("xử lý lại"),
    "reveal_contact": _("xem liên hệ của người gửi phản ánh"),
    "enter_breach": _("ghi vụ việc lộ dữ liệu"),
    "close_breach": _("kết thúc vụ việc lộ dữ liệu"),
    "restrict": _("hạn chế xử lý dữ liệu"),
    "lift_restriction": _("bỏ hạn chế xử lý dữ liệu"),
    "back_up": _("sao lưu toàn bộ sổ"),
    "put_back": _("khôi phục sổ từ bản sao lưu"),
    "who_was_seen": _("rà soát một tài khoản đã xem những ai"),
}

# Keys of `before` and `after` that are no field of the record.
OTHER_LABELS = {
    **{removal.key: removal.model._meta.verbose_name for removal in REMOVALS},
    **{name: Gift._meta.get_field(name).verbose_name for name in PARTS},
    "slug": IN_ADDRESS,
    "reverses": _("bút toán đảo của khoản"),
    "note_id": _("ghi chú số"),
    "paper": Attachment._meta.get_field("kind").verbose_name,
    "sha256": Attachment._meta.get_field("sha256").verbose_name,
    "size_bytes": Attachment._meta.get_field("size_bytes").verbose_name,
    "filename": Attachment._meta.get_field("filename").verbose_name,
    "gift_list": _("danh sách"),
    "alike": _("nhà hảo tâm giống, vẫn ghi"),
    "gift_lists": _("các danh sách"),
    "fields": _("các ô đã sửa"),
    "files": _("các tệp"),
    "texts": _("số chỗ ghi đã bỏ tên"),
    "records": _("số bản ghi"),
    "roles": _("vai trò"),
    "left": _("mã dự phòng còn lại"),
    "sessions": _("số phiên"),
    "linked": _("đã khớp"),
    "kept": _("giữ lại"),
    "revalued": _("suất có mức tính mới"),
    "differing": _("suất chi khác mức tính"),
    "unvalued": _("suất không tính được"),
    "numbers": _("số định danh đã hỏi"),
    "unanswered": _("số định danh hỏi quá hạn mức, không trả lời"),
    "rows": _("số dòng"),
    "known": _("người đã có trong sổ"),
    "given_elsewhere": _("dòng bị từ chối vì đã tặng ở tỉnh khác"),
    "record": _("hồ sơ còn lại"),
    "donation": _("khoản ủng hộ"),
    "donor": _("nhà hảo tâm"),
    "amount_vnd": _("số tiền (đồng)"),
    "value_vnd": _("giá trị (đồng)"),
    "paid_vnd": _("đã trao (đồng)"),
    "outcome": _("kết quả trao"),
    "delivery": _("hình thức giao"),
    "proxies": _("số suất đã ghi người nhận thay"),
    "people": _("người nhận"),
    "address": _("địa chỉ mạng"),
    "name_known": _("tên đăng nhập có thật"),
    "masked": _("che số định danh"),
    "filters": _("lọc theo"),
    "columns": _("các cột"),
    "found": _("tìm thấy"),
    "from": _("từ ngày"),
    "to": _("đến ngày"),
    "copied_at": _("bản sao lúc"),
}

# How values of such keys are written that no field of the record tells.
WRITTEN = {
    "paper": lambda kind: str(dict(Attachment.Kind.choices).get(kind, kind)),
    "size_bytes": format_size,
}

# Tables whose rows may be named; persons who receive never are.
NAMED_BY = {"gift_list": GiftList, "gift_lists": GiftList, "alike": Donor, "donor": Donor, "entered_by": Officer}
NAMED = (Office, Programme, Round, Province, Donor, Donation, GiftList, HandoverEvent, ImportBatch, Officer)


class Change(NamedTuple):
    label: str
    before: str
    after: str


class Entry(NamedTuple):
    """One event as the page shows it."""

    event: models.Model
    verb: str
    target: str
    changes: list
    actor: str
    name: str = ""  # of the record, and where it is opened, as far as the reader may
    url: str = ""


def entries(events, officer):
    """The events in words; at most one query for each table whose rows are named."""
    events = list(events)
    names = _names(events, officer)
    return [
        Entry(
            event,
            VERBS.get(event.verb, event.verb),
            target_label(event.target_type),
            _changes(event, names),
            actor_words(event.actor),
            names.get((_model(event.target_type), event.target_id), ""),
            _url(event, officer),
        )
        for event in events
    ]


def actor_words(actor):
    """Whose account it was; what a command or the worker did is of no account."""
    return str(AT_THE_SERVER) if actor == COMMAND_LINE else actor


def _url(event, officer):
    """Where the record of an event is opened, "" where this officer may not or there is no such page."""
    if not event.target_id or not officer.has_perm(f"programmes.view_{event.target_type}"):
        return ""
    try:
        return reverse(f"admin:programmes_{event.target_type}_change", args=[event.target_id])
    except NoReverseMatch:
        return ""


def target_label(target_type):
    model = _model(target_type)
    return model._meta.verbose_name if model else target_type


def _model(target_type):
    return apps.all_models["programmes"].get(target_type)


def _field(event, name):
    model = _model(event.target_type)
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def _named_table(event, name):
    field = _field(event, name)
    model = field.remote_field.model if isinstance(field, models.ForeignKey) else None
    model = NAMED_BY.get(name, model)
    return model if model in NAMED else None


def _as_list(value):
    return value if isinstance(value, list) else [value]


def _may_be_key(table, key):
    """Whether a value of the trail may be the id of a record: a code of earlier times, or of a program, is none."""
    return not isinstance(table._meta.pk, models.IntegerField) or str(key).isdecimal()


def _names(events, officer):
    wanted = {}
    for event in events:
        if _model(event.target_type) in NAMED and event.target_id.isdecimal():
            wanted.setdefault(_model(event.target_type), set()).add(event.target_id)
        for values in (event.before, event.after):
            for name, value in values.items():
                table = _named_table(event, name)
                if table and value is not None:
                    wanted.setdefault(table, set()).update(_as_list(value))
    found = {}
    for table, keys in wanted.items():
        # Who did a thing is no secret from whoever may read that it was done.
        if table is Officer or officer.has_perm(f"programmes.view_{table._meta.model_name}"):
            rows = table.objects.filter(pk__in=[key for key in keys if _may_be_key(table, key)])
            rows = rows if table is Officer else visible_to(officer, rows)
            rows = rows.named() if hasattr(rows, "named") else rows
            found.update({(table, str(row.pk)): str(row) for row in rows})
    return found


def _changes(event, names):
    keys = [name for name in dict.fromkeys([*event.before, *event.after]) if name != "marks"]
    changes = []
    for name in keys:
        before, after = event.before.get(name), event.after.get(name)
        if event.before and event.after and before == after:
            continue
        changes.append(Change(_label(event, name), _word(event, name, before, names), _word(event, name, after, names)))
    return changes


def _label(event, name):
    field = _field(event, name)
    return OTHER_LABELS.get(name) or (field.verbose_name if hasattr(field, "verbose_name") else name)


def _word(event, name, value, names):
    if value is None or value == "":
        return EMPTY
    model = _model(event.target_type)
    if model and is_private(model, name):  # noted before such values stayed out of the trail
        return str(_("đã che"))
    if isinstance(value, list):
        words = _people(value) if name == "people" else ", ".join(_word(event, name, one, names) for one in value)
        return words or EMPTY
    if name == "fields":
        return str(_label(event, value))
    if name in WRITTEN:
        return WRITTEN[name](value)
    return _named(event, name, value, names) or _plain(_field(event, name), value)


def _named(event, name, value, names):
    table = _named_table(event, name)
    return table and names.get((table, str(value)), _("số %s") % value)


def _people(runs):
    """ "3 người: số 5–6, 9"; nobody is named."""
    told = first_few([str(first) if first == last else f"{first}–{last}" for first, last in runs], RUNS_SHOWN, ", ")
    return _("%(count)s người: số %(ids)s") % {"count": format_number(size_of(runs)), "ids": told}


def _plain(field, value):
    if isinstance(value, bool):
        return str(_("có") if value else _("không"))
    if isinstance(field, models.ForeignKey):
        return str(_("số %s") % value)
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, int):
        return str(value) if getattr(field, "name", "") == "year" else format_number(value)
    return _in_words_of_the_calendar(str(value))


def _in_words_of_the_calendar(text):
    """A day or a moment of the trail as offices write it; any other text as it is."""
    try:
        if moment := _MOMENT.fullmatch(text) and parse_datetime(text):
            moment = localtime(moment) if is_aware(moment) else moment
            return f"{format_day_padded(moment)} {moment:%H:%M}"
        day = _DAY.fullmatch(text) and parse_date(text)
    except ValueError:  # figures that are no day of the calendar
        return text
    return format_day_padded(day) if day else text
