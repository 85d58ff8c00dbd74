"""Group rows of a sheet: what they say of the rows below them, such as the commune or the category."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.exchange.error_texts import ERROR_TEXT
from programmes.exchange.sheets.not_given import says_so
from programmes.exchange.sheets.vocabulary import PAPERS
from programmes.models import UNITS
from programmes.standards.lists import first_few
from programmes.standards.names import tidy

NUMBERED = r"(?:[IVXLC]+|[A-ZĐ])(?:\.\d{1,2})+"  # "I.1", a group within the group "I"
MARKER = re.compile(rf"(?:{NUMBERED}|[IVXLC]+|[A-ZĐ])[.)/:]?|[*•+–-]")
PREFIX = re.compile(rf"(?:{NUMBERED}\s*[.)/:–-]?|(?:[IVXLC]+|[A-ZĐ]|\d{{1,2}}(?:\.\d+)*)\s*[.)/:–-]|[*•+–-])\s*(?=\S)")
PART_OF_THE_FORM = re.compile(r"người|tiền lương", re.IGNORECASE)  # they stand below "Tăng" and below "Giảm"
OF_THE_FORM = re.compile(  # groups of the forms D03-TS and D05-TS, which say nothing of their people
    r"(?:tăng(?: mới)?|người (?:lao động|tham gia)(?: mới)?|đóng tiếp|gia hạn(?: thẻ)?|tham gia mới|điều chỉnh"
    r"|tiền lương(?:, ?(?:trợ cấp|mức đóng|phụ cấp).*)?)\W*",
    re.IGNORECASE,
)
HOUSEHOLD = re.compile(r"(?:chủ )?hộ(?: gia đình)?(?:\s*:| (?:ông|bà|anh|chị|số)\b)", re.IGNORECASE)
OFFICE = r"(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)"
LEAD = re.compile(
    rf"(?:{OFFICE}|đối tượng|địa bàn|đơn vị)(?:\s*[:–-]\s*|\s+)(?!.*\b(?:lập|đề nghị|duyệt)\b)", re.IGNORECASE
)
SECTION = re.compile(rf"(?P<office>{OFFICE} \S)|đợt \S", re.IGNORECASE)
COUNTED_IN = "|".join(map(re.escape, UNITS))
AMOUNT = re.compile(
    rf"\d[\d., ]*(?:đồng|đ|vnđ|{COUNTED_IN}|người|đối tượng|em|hộ|cháu|học sinh|tháng)?\W*"
    rf"|{ERROR_TEXT.pattern}",
    re.IGNORECASE,
)
FEW = re.compile(r"\d{1,3}", re.ASCII)
SUFFIX = re.compile(r"\s*(?:\([^)]*\)|:\s*(?:\d.*)?)$")
COMMUNE = re.compile(r"(?:(?:xã(?! (?:hội|đội|viên)\b)|phường|đặc khu|thị trấn) |(?:x|p|đk|tt)\. ?)\S", re.IGNORECASE)
HAMLET = re.compile(
    r"(?:thôn|xóm|ấp|bản|buôn|khóm|làng|sóc|phum|tổ|tổ dân phố|khu|khu phố|tiểu khu|khối|khối phố|cụm|cụm dân cư) \S"
    r"|(?:k|kp|t|tdp)\. ?\d",
    re.IGNORECASE,
)
BODY = re.compile(  # whose people stand below; the books keep none of it
    r"(?:khoa|phòng|lớp|khối lớp|trường|điểm trường|chi hội|chi đoàn|chi bộ|liên đội|phân hiệu|bệnh viện|trung tâm"
    r"|trạm y tế|phân xưởng|nhà máy|công ty|công đoàn|hợp tác xã|ngành|nhóm|buồng) \S",
    re.IGNORECASE,
)
PROVINCE = re.compile(r"(?:tỉnh|thành phố|tp\.?) ?\S", re.IGNORECASE)
LETTERS = re.compile(r"(?P<roman>[IVXL]+)\W*|[A-ZĐ]\W*")
SHOWN_BODIES = 5
PLACES = ("province", "commune", "address")  # each lies within the one before


class Title(NamedTuple):
    """What a row that may name a group says: where it is written, its sign ("II.", "*"), the text without that."""

    place: int
    sign: str
    written: str
    text: str


def _title(filled):
    """The title of a row that holds one text beside its sign and numbers; else None."""
    words = [(place, text) for place, text in filled if not is_number(text)]
    has_sign = len(words) == 2 and bool(MARKER.fullmatch(words[0][1]))
    if len(words) - has_sign != 1 or not any(map(str.isalpha, words[-1][1])):
        return None
    place, written = words[-1]
    prefix = PREFIX.match(written)
    sign, text = (prefix[0], written[prefix.end() :]) if prefix else ("", written)
    return Title(place, words[0][1] if has_sign else sign, written, SUFFIX.sub("", text))


class Group(NamedTuple):
    """A group that begins: the column of which its row tells the value, "" for none that is known, and that value."""

    name: str
    text: str
    is_office: bool


class GroupRows:
    """The group rows under one header; `said` is what they say of the row to come, column -> text.

    `carried` is what each of them says of the rows below it, (line, column -> text). `not_given` is the text of one
    that says of the people below it that they get nothing, "" where none does; `level` that of its sign.
    """

    def __init__(self, columns, header, memos, findings):
        self.columns, self.header, self.memos, self.findings = columns, header, memos, findings
        self.index = {column.name: place for place, column in enumerate(columns)}
        self.places = {*header.places.values()}
        self.said = {}
        self.carried = [(header.line, {})]
        self.not_given, self.level, self.bodies = "", "", []

    def keep(self, line, own, filled, *, is_complete, is_told):
        """The group that a row begins, None where it is none; what it says is kept for the rows below.

        It may hold their sum too. A person without papers has money as well, so such a row must say that it is a
        group by its sign or by the word that it begins with.
        """
        title = _title(filled) if "category" in self.index else None  # lists of people have groups, registers have none
        if title is None or self._tells_a_person(own, title.written):
            return None
        name, text = self._meaning_of(title)
        if (is_told or is_complete) and not self._may_be_summed(title, name, text):
            return None
        section = SECTION.match(title.text)
        is_not_given = not name and says_so(title.text) and (title.sign or self.stands_alone(title.place))
        may_begin, is_of_form = bool(section) or title.sign[:1].isalpha(), bool(OF_THE_FORM.fullmatch(text))
        if name:
            self._carry(line, name, title.written, text)
        elif is_not_given and (title.sign or not is_complete):
            self.not_given, self.level = title.text, _level(title.sign)
            self._begin_anew(line)
            return Group(name, text, is_office=False)
        elif self._is_body(title, is_complete=is_complete):
            self.bodies.append((line, title.written))  # what the groups above say holds for its people
        elif is_of_form or (may_begin and not is_complete and HOUSEHOLD.match(text)):
            pass  # what the groups above say holds for its people
        elif may_begin and not is_complete:
            self._carry_nothing(line, text)
        else:
            return None
        if _level(title.sign) == self.level and not PART_OF_THE_FORM.match(text):
            self.not_given = ""
        return Group(name, text, bool(section and section["office"]))

    def _tells_a_person(self, own, written):
        """Whether a row that may name a group holds papers, a sex or a kind, other than "2 người" or "2"."""
        for name in (*PAPERS, "sex", "kind"):
            text = tidy(own[self.index[name]]).strip("/ ")
            is_count = is_number(text) and (any(map(str.isalpha, text)) or FEW.fullmatch(text))
            is_title = name == "kind" and text == written
            if text and not (is_count or is_title):
                return True
        return False

    def _may_be_summed(self, title, name, text):
        """Whether a row with a sum says by its sign, or by its place and first word, that it is a group's."""
        place, sign = title.place, title.sign
        if place == self.header.positions.get("group_name"):
            return False
        stands_alone = self.stands_alone(place)
        is_named = name != "province" or bool(PROVINCE.match(text))  # "Hà Giang" may be a person
        return sign[:1].isalpha() or (stands_alone and (is_named or bool(sign)))

    def pass_over(self, line, text):
        """Take a row for the heading of a group, because the officer has said so; nothing above holds below it."""
        self.bodies.append((line, text))
        self._begin_anew(line)

    def stands_alone(self, place):
        """Whether a cell is one of names, or of nothing that is read."""
        return place == self.header.positions.get("full_name") or place not in self.places

    def _carry(self, line, name, written, text):
        """Remember what a group row says of the rows below it."""
        if name in PLACES:  # another commune has other hamlets
            within = PLACES[PLACES.index(name) + 1 :]
            self.said = {kept: said for kept, said in self.said.items() if kept not in within}
        names = list(self.said)
        if name in names:  # and what was said under the group before
            self.said = {kept: self.said[kept] for kept in names[: names.index(name)]}
        self.said[name] = text
        self.carried.append((line, dict(self.said)))
        self.findings.repair(line, self.columns[self.index[name]].heading, "group_carried", written, text)

    def _carry_nothing(self, line, text):
        """Below a group that nobody understands nothing of the groups above holds."""
        self._begin_anew(line)
        message = _(
            "Không hiểu dòng nhóm “%s”: người ở các dòng dưới vẫn được ghi như người khác trong tệp, theo ô của chính "
            "từng dòng. Nếu nhóm này không thuộc danh sách, hãy xóa các dòng đó rồi tải lên lại."
        )
        self.findings.warn(line, "", "group_unknown", message % text[:80])

    def _begin_anew(self, line):
        self.said = {}
        self.carried.append((line, {}))

    def _is_body(self, title, *, is_complete):
        """Whether a row names a school, a ward of a hospital and the like, and nothing that a person has."""
        return self.stands_alone(title.place) and not is_complete and bool(BODY.match(title.text))

    def tell_bodies(self):
        """Say which rows were passed over as headings of people who belong together."""
        if self.bodies:
            message = _("%(count)d dòng là tiêu đề nhóm, không phải người, đã bỏ qua: %(rows)s.")
            shown = [
                _("dòng %(line)s “%(text)s”") % {"line": self.findings.places.of(line), "text": text[:80]}
                for line, text in self.bodies
            ]
            told = {"count": len(shown), "rows": first_few(shown, SHOWN_BODIES)}
            self.findings.warn(self.bodies[0][0], "", "group_heading", message % told)

    def _meaning_of(self, title):
        """As _meaning_behind_lead; what looks like a sign may be short for a place: "K. 3", "X. Yên Thành"."""
        name, text = self._meaning_behind_lead(title.text)
        place = SUFFIX.sub("", title.written)
        is_name = all(word[0].isupper() or word[0].isdigit() for word in title.text.split())
        if not name and title.sign and is_name and (meant := self._meaning(place)) in PLACES[1:]:
            return meant, place
        return name, text

    def _meaning_behind_lead(self, text):
        """The column of which a group row tells the value, and that value: "UBND xã A" is the same as "Xã A"."""
        if name := self._meaning(text):
            return name, text
        lead = LEAD.match(text)
        if lead and (name := self._meaning(text[lead.end() :])):
            return name, text[lead.end()].upper() + text[lead.end() + 1 :]
        return "", text

    def _meaning(self, text):
        """The column of which a group row tells the value; "" when it is none."""
        if COMMUNE.match(text) and "commune" in self.index:
            return "commune"
        if HAMLET.match(text) and "address" in self.index:
            return "address"
        for name in ("category", "kind"):
            if name in self.index and _can_read(self.memos[self.index[name]], text):
                return name
        if "province" in self.index and (PROVINCE.match(text) or _can_read(self.memos[self.index["province"]], text)):
            return "province"
        return ""


def _level(sign):
    """How deep a group lies, by its sign: "II." beside "I.", "B" beside "A", "2." beside "1)", "-" beside "-"."""
    if letters := LETTERS.fullmatch(sign):
        return "roman" if letters["roman"] else "letter"
    return "figure" if sign[:1].isdigit() else sign[:1]


def is_number(text):
    """Whether a text is a number, an amount, a day: not the name of anything."""
    return bool(AMOUNT.fullmatch(text)) or (text[:1].isdigit() and not PREFIX.match(text))


def _can_read(memo, text):
    try:
        memo.parse(text)
    except ValidationError as error:
        return error.code == "other_office"
    return True
