"""What only the officer can tell of a file: alphabet, lost zeros, decimal sign, sheets left out."""

import re
from collections import Counter
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.exchange.reading.old_alphabets import ALPHABET_NAMES
from programmes.exchange.sheets.vocabulary import SPANS, VOCABULARY, heading_key
from programmes.rules.identity import prefix_is_known
from programmes.rules.problems import Problem
from programmes.standards.identity import check_citizen_number, compact
from programmes.standards.lists import first_few
from programmes.standards.money import decide_separator, format_number, parse_dong

OWN_ANSWERS = {"repeats", "statement"}  # their answer says that it is meant so, and changes nothing
MUST_BE_ANSWERED = {"text", "decimal", "exchanged", "left_out", "parts", "statement"}
FEW_THOUSANDS = re.compile(r"[1-9]([.,])\d{3}", re.ASCII)  # of đồng; or of thousands, or millions with decimals
LEAST_LIKELY = 1_000
SHOWN_AMOUNTS = 5
OTHER_NUMBERS = {heading_key(word) for field in ("phone", "bank_account") for word in VOCABULARY[field]}


class Question(NamedTuple):
    """What only the officer can tell before the file is stored: `option` of Options, and the choices (value, label)."""

    option: str
    key: str
    message: str
    choices: list


def question_key(option, key):
    """Names a question among those of a file."""
    return f"{option}:{key}"


def alphabet_to_try(recognised, options):
    """The old alphabet that was recognised in a file, where the officer has not said how to read it; else ""."""
    return "" if options.text or "text:" in options.answered else recognised


def ask_alphabet(tried):
    """A file is read in an old alphabet for trial, which its officer must confirm."""
    if tried:
        told = _(
            "Tệp có vẻ dùng phông chữ cũ %s. Các dòng mẫu dưới đây đã được chuyển thử sang Unicode; "
            "hãy xem họ tên có đúng không rồi chọn."
        )
        yield _which_alphabet(told % ALPHABET_NAMES[tried])


def _which_alphabet(message):
    return Question(
        "text",
        "",
        message,
        [
            *((value, _("Đúng, chuyển từ %s sang Unicode") % name) for value, name in ALPHABET_NAMES.items()),
            ("none", _("Không phải phông chữ cũ, giữ nguyên chữ như trong tệp")),
        ],
    )


def _ask_of_cells(memos):
    """Some cells of a file in Unicode are typed for old fonts: the alphabet of most of them is named."""
    old = sum((memo.old for memo in memos), Counter())
    if old:
        told = _(
            "Có ô gõ bằng phông chữ cũ %s giữa các ô Unicode. Các ô này đã được chuyển thử sang Unicode và liệt kê "
            "trong phần sửa; hãy xem chữ có đúng không rồi chọn. Ô Unicode giữ nguyên."
        )
        yield _which_alphabet(told % ALPHABET_NAMES[old.most_common(1)[0][0]])


def check_answered(questions, options):
    """Problems of storing by a reading that the officer has not confirmed."""
    for question in questions:
        is_open = question_key(question.option, question.key) not in options.answered
        if question.option in MUST_BE_ANSWERED and is_open:
            yield Problem("", "answer_missing", _("Chưa ghi dòng nào, cần trả lời trước: %s") % question.message)


def ask_of_texts(memos, titles, options):
    """Questions that the texts of the columns raise, once the whole file is read."""
    yield from _ask_of_cells(memos)
    if not options.zeros and any(memo.lost_zeros for memo in memos):
        yield Question(
            "zeros",
            "",
            _(
                "Có số định danh chỉ còn 11 chữ số hoặc mã số BHXH chỉ còn 9 chữ số, có lẽ Excel đã bỏ số 0 ở đầu. "
                "Thêm lại số 0 cho các dòng này? "
                "Thêm xong, từng số được liệt kê để đối chiếu."
            ),
            [("1", _("Thêm lại số 0 ở đầu")), ("", _("Không, tôi sẽ sửa trong tệp"))],
        )
    for memo in memos:
        name = memo.column.name
        if not memo.used or name in options.decimal:
            continue
        signs = _signs_of_thousands(memo)
        if _contradicts(memo) or len(signs) > 1:
            yield _which_sign(name, titles[name])
        elif signs:
            yield _whether_dong(memo, titles[name], *signs)


def ask_of_numbers(header, head, prefixes, options, asked):
    """A list of people whose numbers stand in a column that is not read is not stored without them by oversight.

    `head` are the first rows under the header; `asked` are the Questions of other sheets.
    """
    if "citizen_number" in header.titles or "full_name" not in header.titles:
        return
    read = {header.number, *header.places.values()}
    said = {heading_key(title) for title in (*options.mapping, *(question.key for question in asked))}
    for place, title in enumerate(header.cells):
        if not title or place in read or heading_key(title) in OTHER_NUMBERS | said:
            continue
        texts = [text for row in head if place < len(row.cells) and (text := compact(row.cells[place]))]
        numbers = [text for text in texts if _is_citizen_number(text, prefixes)]
        if 2 * len(numbers) > len(texts):
            yield _whether_numbers(title)


def _is_citizen_number(text, prefixes):
    if not (len(text) == 12 and text[0] == "0" and prefix_is_known(text, prefixes)):
        return False
    try:
        check_citizen_number(text)
    except ValidationError:
        return False
    return True


def _whether_numbers(title):
    told = _(
        "Cột “%s” có vẻ là số định danh nhưng chưa được dùng, nên mọi người sẽ được ghi mà không có số. Nếu đúng là số "
        "của người nhận, hãy chọn “Số định danh/CCCD” cho cột này ở mục “Cột của tệp được hiểu thế nào”, hoặc đổi tiêu "
        "đề cột thành “Số CCCD” rồi tải lên lại."
    )
    return Question("left_out", title, told % title, [("1", _("Không phải số của người nhận, bỏ qua cột này"))])


def _which_sign(name, title):
    return Question(
        "decimal",
        name,
        _("Cột “%s” vừa có số như 1.263 vừa có số có phần lẻ; dấu nào ngăn phần lẻ?") % title,
        [
            (",", _("Dấu phẩy: 1.263 là một nghìn hai trăm sáu mươi ba")),
            (".", _("Dấu chấm: 1,263 là một nghìn hai trăm sáu mươi ba")),
        ],
    )


def _whether_dong(memo, title, sign):
    """Thousands parted by `sign` make so little here that the number may be one of thousands or millions."""
    told = _(
        "Cột “%(title)s” chỉ có số dưới 10.000 như %(example)s. Có đúng là đồng không? Nếu là nghìn hay triệu đồng, "
        "hãy ghi đủ số đồng trong tệp rồi tải lên lại."
    )
    return Question(
        "decimal",
        memo.column.name,
        told % {"title": title, "example": max(_amounts(memo))},
        [("," if sign == "." else ".", _("Đúng, cột “%s” ghi bằng đồng") % title)],
    )


def _amounts(memo):
    """The texts of the lines that say something."""
    return [text for text in memo.used if memo.parsed(text)]


def _signs_of_thousands(memo):
    """The signs that part the thousands, where every amount of the column is like "1.263"."""
    found = [FEW_THOUSANDS.fullmatch(text.strip()) for text in _amounts(memo)]
    return {amount[1] for amount in found} if all(found) else set()


def _contradicts(memo):
    """Whether a text such as "1.263" stands beside others that part their thousands by the other sign."""
    texts = [text for text in memo.used if text and not text.isdigit()]
    thousands = {sign for text in texts if (sign := decide_separator([text]))}
    unsure = {sign for text in texts for sign in ".," if _may_be_thousands(text, sign)}
    return len(thousands) > 1 or bool(thousands and unsure - thousands)


def _may_be_thousands(text, sign):
    whole, _sign, rest = text.strip().partition(sign)
    return whole.isdigit() and rest[:3].isdigit() and not rest[3:4].isdigit() and decide_separator([text]) is None


def with_decimal(column, sign):
    """The parser of a money column whose decimal sign the officer has told."""

    def parse(text):
        minus, number = ("-", text[1:]) if text.startswith("-") else ("", text)
        return column.parse(f"{minus}{parse_dong(number, decimal=sign)}")

    return parse


def tell_remembered(columns, header, options, findings):
    """A column choice of an earlier file is never made again without a word."""
    names = {column.name: f"“{column.heading}”" for column in columns}
    kept = {heading_key(title) for title, name in options.remembered.items() if options.mapping.get(title) == name}
    used = [
        f"“{title}” → {names.get(name, _('không dùng'))}"
        for title, name in header.seen
        if not kept.isdisjoint(map(heading_key, (title, *title.split(SPANS))))
    ]
    if used:
        message = _(
            "Đang dùng cách ghép cột đã nhớ của cơ quan: %s; "
            "xem lại ở mục “Cột của tệp được hiểu thế nào” trước khi ghi."
        )
        findings.warn(header.line, "", "heading_remembered", message % ", ".join(used))


def warn_of_small_amounts(memos, header, findings):
    """No gift and no donation is of a few đồng; perhaps the file counts in thousands."""
    for memo in memos:
        least = 0 if memo.column.name == "donor_cost_vnd" else 1
        amounts = {memo.parsed(text) for text in memo.used} - {None}
        small = sorted(amount for amount in amounts if least <= amount < LEAST_LIKELY)
        if small:
            shown = first_few(list(map(format_number, small)), SHOWN_AMOUNTS, "; ")
            findings.warn(
                header.line,
                memo.column.heading,
                "amount_small",
                _("Có số tiền dưới 1.000 đồng (%s); hãy kiểm tra, tệp phải ghi bằng đồng.") % shown,
            )
