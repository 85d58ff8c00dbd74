"""Texts that say what they mean in another way than the books write it: each is mended, and listed for the officer.

A mender takes the tidy text of a cell and returns None, or (code, before, text to read instead, after as shown); the
text to read is "" where the cell says nothing.
"""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from programmes.exchange.columns.choices import category_of_several
from programmes.exchange.columns.donors import NEW_PERSON
from programmes.rules.donor_names import name_of_person
from programmes.standards.dates import excel_serial_day, format_day_padded, in_figures, parse_birth, parse_day
from programmes.standards.identity import compact
from programmes.standards.money import format_number, parse_dong
from programmes.standards.months import read_span
from programmes.standards.names import capitals_of_name, fold, tidy, without_capitals, without_title
from programmes.standards.phones import with_words
from programmes.standards.places import place_key

LABELS = {  # code of a repair, wherever it is made -> what was amiss
    "letters_composed": _("dấu tách rời chữ"),
    "eth_to_d": _("chữ Đ gõ bằng ký tự khác"),
    "full_width": _("ký tự khổ rộng"),
    "invisible_signs": _("ký tự ẩn"),
    "old_alphabet": _("phông chữ cũ"),
    "excel_serial": _("ngày lưu dạng số của Excel"),
    "year_of_two_digits": _("năm ghi hai chữ số"),
    "marks_of_date": _("dấu ngăn trong ngày"),
    "day_in_words": _("ngày viết bằng chữ, viết liền, kèm giờ hoặc năm trước"),
    "day_month_exchanged": _("đổi lại ngày và tháng theo câu trả lời"),
    "sex_code_exchanged": _("đổi lại mã giới tính theo câu trả lời"),
    "start_of_span": _("tháng đầu của thời hạn"),
    "months_of_span": _("số tháng tính từ thời hạn"),
    "day_unknown": _("ngày sinh không đủ"),
    "citizen_zero": _("mất số 0 ở đầu"),
    "si_zero": _("mất số 0 ở đầu"),
    "phone_zero": _("mất số 0 ở đầu"),
    "phone_label": _("chữ trước số điện thoại"),
    "phone_words": _("lời kèm số điện thoại, chuyển sang ghi chú"),
    "number_without_signs": _("dấu xen trong số, chữ kèm số"),
    "money_in_words": _("số tiền có chữ"),
    "old_province": _("tên tỉnh trước sáp nhập"),
    "province_code": _("mã tỉnh"),
    "title_of_name": _("cách gọi hoặc số thứ tự trước họ tên"),
    "name_capitals": _("họ tên viết toàn chữ hoa"),
    "name_small_letters": _("họ tên viết toàn chữ thường"),
    "donor_unnamed": _("lời xin không nêu tên, đã đánh dấu “Không nêu tên”"),
    "name_without_signs": _("tên viết không dấu"),
    "like_above": _("“như trên”"),
    "group_carried": _("theo dòng nhóm"),
    "said_above": _("ghi phía trên bảng, cho mọi dòng"),
    "commune_written": _("cách viết tên xã, phường"),
    "no_number": _("ghi chữ thay số định danh"),
    "group_with_commune": _("tên nhóm kèm tên xã"),
    "category_of_several": _("nhiều đối tượng, lấy đối tượng định mức đóng"),
    "end_mark": _("dấu thừa ở cuối"),
    "nothing_said": _("dấu hoặc chữ thay ô trống"),
    "unit_price_times": _("đơn giá × số lượng"),
    "narration_joined": _("nội dung xuống dòng được nối lại"),
    "value_computed": _("tính theo mức đóng"),
    "state_share_said": _("tính theo tỷ lệ NSNN ghi phía trên bảng"),
    "value_told": _("theo câu trả lời"),
}
KIND_OF_COMMUNE = re.compile(r"(?:(xã|phường|đặc khu|thị trấn) |(x|p|đk|tt)\. ?)(?=\S)", re.IGNORECASE)
COMMUNES_IN_SHORT = {"x": "Xã", "p": "Phường", "đk": "Đặc khu", "tt": "Thị trấn"}
MONTHS = 12
FIGURES_OF_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})((?: +\d{1,2}:\d{2}.*)?)", re.ASCII)
SEX_CODES = {"0", "1"}
SERIAL = re.compile(r"(?!(?:18[5-9]|19|20|21[0-4])\d*$)[1-9]\d{3}|[1-7]\d{4}", re.ASCII)  # and no year
OTHER_MARKS = re.compile(r"\d{1,2}([.-])\d{1,2}\1(?:\d{4}|\d{2})", re.ASCII)
SHORT_YEAR = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2}", re.ASCII)
PART_UNKNOWN = re.compile(r"[ 0?xX*_]*[/.-](?:[ 0?xX*_-]*[/.-])?((?:\d{1,2}[/.-])?\d{4})", re.ASCII)
WORDS_OF_MONEY = re.compile(r"\d\s*(?:ngh|ng|k|tr|t[yỷỉ])|^vn[dđ]|chẵn$", re.IGNORECASE)
MOBILE = re.compile(r"[35789]\d{8}", re.ASCII)
# Their full stop may belong to them.
WORDS_OF_THE_OFFICE = {"", "booking", "category", "commune", "sex", "place", "donor"}
MAY_SAY_NOTHING = {"birth", "day", "month", "phone", "si_number", "account", "number", "months", "insured"}
NOTHING_SAID = re.compile(r"(?:khong|ko|k|chua)(?: (?:co|ro|biet|nho|cap))*|n/?a|null|none|trong")
DASHES = re.compile(r"[-–—−_./…]+")
END_MARKS = re.compile(rf"(?:\s*(?:[.,;:…]|\./\.|\.-))+$|^{DASHES.pattern}$")
PAPER = (
    r"(?:(?:số|mã|thẻ)[ .:]*)*(?:cccd|cmnd|cmt(?:nd)?|đdcn|msđd|mđd|cc|căn cước(?: công dân)?|định danh(?: cá nhân)?)"
    r"(?: số)?"
)
LABEL_OF_NUMBER = re.compile(rf"(?:{PAPER}|số)[ .:]*(?=\d)|(?<=\d)[ /-]*\(?{PAPER}\)?$", re.IGNORECASE)
NO_NUMBER = re.compile(
    r"(?:khong|ko|k|chua)(?: (?:co|cap|duoc cap|lam))?"
    r"(?: (?:so|giay to|can cuoc(?: cong dan)?|cccd|cmnd|(?:so )?dinh danh))*"
)
HIDDEN = re.compile(
    "[\u00ad\u00a0\u034f\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202f\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
WIDE = re.compile("[\uff01-\uff5e\u3000]")


def letters_repair(text):
    """Code of what `tidy` put right in a text; "" for nothing but spaces."""
    if not unicodedata.is_normalized("NFC", text):
        return "letters_composed"
    if "Ð" in text or "ð" in text:
        return "eth_to_d"
    if WIDE.search(text):
        return "full_width"
    return "invisible_signs" if HIDDEN.search(text) else ""


def reads_alike(before, after):
    """Whether a reader of both texts sees one: letters in pieces, hidden signs and spaces are for the machine alone."""
    return before != after and tidy(before) == tidy(after) and not WIDE.search(before)


def shown_number(text):
    """A citizen number, as it was written or mended, for a list of repairs: its ends alone can be read.

    One that lost its first zero keeps two digits in front, so that it can be told from the mended one. Words stay.
    """
    if not any(map(str.isdigit, text)):
        return text
    if len(text) < 11:
        return "•" * len(text)
    start = min(3, len(text) - 9)
    return f"{text[:start]}{'•' * (len(text) - start - 4)}{text[-4:]}"


def mender(column, task, calendar):
    """The mender of a column; `calendar` as in Source."""
    mend = _mender_of_content(column, task, calendar)
    if task.options.exchanged.get(column.name):
        mend = _sexes_exchanged(column.parse) if column.content == "sex" else _day_and_month_exchanged(mend)
    if column.content in WORDS_OF_THE_OFFICE:
        return lambda text: ("nothing_said", text, "", "") if DASHES.fullmatch(text) else mend(text)
    return _of_what_is_said(mend, may_say_nothing=column.content in MAY_SAY_NOTHING)


def _of_what_is_said(mend, *, may_say_nothing):
    """A mender that first takes off the marks at the end, and words such as "chưa có" altogether."""

    def mend_all(text):
        if text[-1] in "./,;:…-–—" and (end := END_MARKS.search(text)):
            kept = text[: end.start()]
            mended = mend(kept) if kept else ("nothing_said", text, "", "")
            return (mended[0], text, *mended[2:]) if mended else ("end_mark", text, kept, kept)
        if may_say_nothing and text[0].isalpha() and NOTHING_SAID.fullmatch(fold(text)):
            return "nothing_said", text, "", ""
        return mend(text)

    return mend_all


def _mender_of_content(column, task, calendar):
    days = _days(lambda text: (parse_day(text), ""), calendar)
    return {
        "": _nothing,
        "name": _name,
        "birth": _days(parse_birth, calendar),
        "day": days,
        "booking": _nothing,
        "month": _months(days),
        "citizen": _citizen_numbers(task.options.zeros),
        "si_number": _si_numbers(task.options.zeros),
        "phone": _phone,
        "account": _nothing,
        "place": lambda text: _place(text, task.lookups),
        "donor": lambda text: _donor(text, task.lookups),
        "money": _money,
        "number": _nothing,
        "months": _number_of_months,
        "sex": _nothing,
        "insured": _nothing,
        "category": _category,
        "commune": lambda text: _commune(text, task.lookups),
    }[column.content]


def _nothing(text):
    return None


def _day_and_month_exchanged(mend):
    """A mender that first exchanges the day and the month of a cell, where both may be either."""

    def mend_all(text):
        if (found := FIGURES_OF_DAY.fullmatch(text)) and int(found[1]) <= MONTHS:
            exchanged = f"{int(found[2]):02}/{int(found[1]):02}/{found[3]}{found[4]}"
            return "day_month_exchanged", text, exchanged, exchanged
        return mend(text)

    return mend_all


def _sexes_exchanged(parse):
    """A mender that takes each code of a sex for that of the other one."""
    sexes = [*map(parse, sorted(SEX_CODES))]
    others = dict(zip(sexes, reversed(sexes), strict=True))
    labels = dict(parse.choices.choices)

    def mend(text):
        if text not in SEX_CODES:
            return None
        other = str(labels[others[parse(text)]])
        return "sex_code_exchanged", text, other, other

    return mend


def _commune(text, lookups):
    """A commune as names are written: "xã Yên Thành", "X. YÊN THÀNH", and "Yên Thành" where only one is called so."""
    found = KIND_OF_COMMUNE.match(text)
    if not found:
        plain = lookups.full_commune(text)
        return ("commune_written", text, plain, plain) if plain else None
    called, name = found[1] or COMMUNES_IN_SHORT[found[2].casefold()], text[found.end() :]
    plain = f"{called} {name}".upper() if name.isupper() else f"{called.capitalize()} {name}"
    plain = without_capitals(plain)
    return ("commune_written", text, plain, plain) if plain != text else None


def _category(text):
    label = category_of_several(text)
    return ("category_of_several", text, label, label) if label else None


def _name(text):
    name = without_title(text)
    return ("title_of_name", text, name, name) if name not in ("", text) else None


def _days(parse, calendar):
    def mend(text):
        if parse is parse_birth and text[:1] in "0/.-?xX*_" and (rest := PART_UNKNOWN.fullmatch(text)):
            return "day_unknown", text, rest[1], rest[1]
        if len(text) == 10 and text[2] == "/" == text[5]:
            return None
        if calendar and SERIAL.fullmatch(text):
            day = format_day_padded(excel_serial_day(int(text), calendar))
            return "excel_serial", text, day, day
        figures = in_figures(text)
        is_short = SHORT_YEAR.fullmatch(figures or text)
        if figures and not is_short and (parse is parse_birth or figures.count("/") == 2):
            return "day_in_words", text, figures, figures
        if not is_short and not OTHER_MARKS.fullmatch(text):
            return None
        day = format_day_padded(parse(text)[0])
        return "year_of_two_digits" if is_short else "marks_of_date", text, day, day

    return mend


def _months(days):
    def mend(text):
        if not (span := read_span(text)):
            return days(text)
        start = format_day_padded(span.start)
        return "start_of_span", text, start, start.removeprefix("01/")

    return mend


def _number_of_months(text):
    if not (span := read_span(text)) or not span.months:
        return None
    return "months_of_span", text, str(span.months), str(span.months)


def _citizen_numbers(put_zero_back):
    def mend(text):
        if len(text) == 12 and text.isascii() and text.isdigit():
            return None
        if NO_NUMBER.fullmatch(fold(text)):
            return "no_number", text, "", ""
        number = compact(LABEL_OF_NUMBER.sub("", text, count=1))
        if not (number.isascii() and number.isdigit()):
            return None
        if len(number) == 11 and put_zero_back:
            return "citizen_zero", number, "0" + number, "0" + number
        if len(number) == 12 or number != compact(text):
            return "number_without_signs", text, number, number
        return None

    return mend


def _si_numbers(put_zero_back):
    def mend(text):
        if len(text) == 10 and text.isdigit():
            return None
        number = compact(text)
        if not (number.isascii() and number.isdigit()):
            return None
        if len(number) == 9 and put_zero_back:
            return "si_zero", text, "0" + number, "0" + number
        return ("number_without_signs", text, number, number) if len(number) == 10 else None

    return mend


def _phone(text):
    if MOBILE.fullmatch(text):
        return "phone_zero", text, "0" + text, "0" + text
    number, words = with_words(text)
    if number == text:
        return None
    if not (number or words):
        return "nothing_said", text, "", ""
    number = "0" + number if MOBILE.fullmatch(number) else number
    shown = _("%(number)s; ghi chú: %(words)s") % {"number": number, "words": words} if words else number
    return "phone_words" if words else "phone_label", text, number, str(shown)


def _money(text):
    if text.isdigit() or not WORDS_OF_MONEY.search(text):
        return None
    amount = parse_dong(text)
    return "money_in_words", text, str(amount), format_number(amount)


def _place(text, lookups):
    province = lookups.renamed(text)
    if not province:
        return None
    is_again = place_key(text) == place_key(province.name)
    shown = _("%s (từ 1/7/2025)") % province.name if is_again else province.name
    return "province_code" if text[-1].isdigit() else "old_province", text, province.name, str(shown)


def _donor(text, lookups):
    told, mark, name = text.rpartition("\n")
    if told == NEW_PERSON and (plain := name_of_person(name)) != name:
        code = capitals_of_name(name) if fold(plain) == fold(name) else "title_of_name"
        return code, name, f"{told}{mark}{plain}", plain
    name = lookups.with_accents(text)
    return ("name_without_signs", text, name, name) if name else None
