"""What an officer answers in a file of answers, for an upload without a page: the same as on the page of a preview.

An object of options, as `import_file --json` prints the questions: {"values": {"category": {"Hộ CN": "hộ cận nghèo"}},
"common": {"kind": "thẻ BHYT"}, "costs": {"suất quà Tết": 500000}, "mapping": {"Người hưởng": "full_name"},
"zeros": "1", "gift_list": "new"}. A question that has a key is answered under it: {"left_out": {"trang Nháp": "1"}}.
"""

import json
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.exchange.desk.free_gifts import ask_of_books
from programmes.exchange.desk.questions import OWN_ANSWERS, question_key
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.options import NO_HEADER, NO_HEADER_LABEL
from programmes.standards.money import format_number, parse_dong
from programmes.standards.names import fold


def read_answers(path):
    """The object that a file of answers holds. Raises FileProblem."""
    try:
        answers = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise FileProblem("answers_missing", _("Không mở được tệp trả lời %s.") % path) from None
    except ValueError:
        answers = None
    if not isinstance(answers, dict):
        raise _misshapen(_("tệp phải là một đối tượng JSON"))
    return answers


def with_answers(options, answers, layout):
    """Options with what a file of answers says. Raises FileProblem where it names what cannot be answered."""
    made, answered = {}, dict(options.answered)
    for option, told in answers.items():
        keyed = told if isinstance(told, dict) else {"": told}
        if option in OWN_ANSWERS:
            answered |= {question_key(option, key): str(value) for key, value in keyed.items()}
        elif read := READERS.get(option):
            made[option] = read(option, keyed, getattr(options, option), {each.name: each for each in layout.columns})
            answered |= {question_key(option, key): str(value) for key, value in keyed.items()}
        else:
            raise _unknown(option)
    return replace(options, **made, answered=answered)


def _mapping(option, told, before, columns):
    _insist_known(option, set(told.values()) - {""}, columns)
    return {**before, **told}


def _by_column(option, told, before, columns):
    _insist_known(option, told.keys(), columns)
    return {**before, **{column: str(value) for column, value in told.items()}}


def _by_key(option, told, before, columns):
    return {**before, **{key: str(value) for key, value in told.items()}}


def _values(option, told, before, columns):
    _insist_known(option, told.keys(), columns)
    if not all(isinstance(meanings, dict) for meanings in told.values()):
        raise _misshapen(_("“values” ghi theo cột, rồi theo từng cách ghi"))
    by_key = {
        name: {columns[name].key(text): str(meaning) for text, meaning in meanings.items()}
        for name, meanings in told.items()
    }
    return {**before, **{name: {**before.get(name, {}), **meanings} for name, meanings in by_key.items()}}


def _costs(option, told, before, columns):
    try:
        for cost in told.values():
            parse_dong(str(cost))
    except ValidationError as error:
        raise _misshapen(f"costs: {error.messages[0]}") from None
    return {**before, **{fold(what): str(cost) for what, cost in told.items()}}


def _text(option, told, _before, _columns):
    return str(told.get("", ""))


def _flag(option, told, _before, _columns):
    return str(told.get("")).lower() in {"1", "true"}


def _line(option, told, before, columns):
    return NO_HEADER if told.get("") == NO_HEADER else _whole(option, told, before, columns)


def _whole(option, told, _before, _columns):
    if type(told.get("")) is not int or told[""] < 0:
        raise _misshapen(_("“%s” phải là số nguyên không âm") % option)
    return told[""]


READERS = {
    "mapping": _mapping,
    "common": _by_column,
    "decimal": _by_column,
    "exchanged": _by_column,
    "left_out": _by_key,
    "parts": _by_key,
    "values": _values,
    "costs": _costs,
    "text": _text,
    "gift_list": _text,
    "header_line": _line,
    "zeros": _flag,
    "take_good": _flag,
    "control_people": _whole,
    "control_vnd": _whole,
}


def _insist_known(option, names, columns):
    if lost := sorted(names - columns.keys()):
        raise _unknown(f"{option}: {lost[0]}")


def _misshapen(what):
    return FileProblem("answers_form", _("Tệp trả lời sai mẫu: %s; xem phần “questions” của --json.") % what)


def _unknown(name):
    return FileProblem(
        "answer_unknown",
        _("Tệp trả lời có mục “%s” không ứng với câu hỏi hay cột nào; xem phần “questions” của --json.") % name,
    )


def asked_of(outcome, answers):
    """What a file is asked beyond these answers: {"questions", "choices"}, {} where nothing is.

    The questions are keyed as a file of answers answers them. The choices are of the columns asked about, column ->
    text -> label. What may hold for the whole file is asked where rows or sheets are refused, or the file proposes it.
    """
    reading, asked = outcome.reading, {}
    for question in (*reading.questions, *ask_of_books(outcome.decision)):
        told = answers.get(question.option)
        if told is None or (isinstance(told, dict) and question.key not in told):
            choices = {value: str(label) for value, label in question.choices}
            asked.setdefault(question.option, {})[question.key] = {"asked": str(question.message), "choices": choices}
    values = [one for one in reading.values if any(not text.meaning for text in one.texts)]
    for one in values:
        texts = {text.text: _asked_text(text) for text in one.texts if not text.meaning}
        asked.setdefault("values", {})[one.column] = texts
    if reading.head:
        asked["header_line"] = {str(line): " | ".join(filter(None, cells)) for line, _place, cells in reading.head}
        asked["header_line"][str(NO_HEADER)] = str(NO_HEADER_LABEL)
    if reading.lettered:
        asked["mapping"] = {title: column._asdict() for title, column in reading.lettered.items()}
    is_short = outcome.findings.rejected or outcome.problems or not outcome.is_read
    common = [one for one in reading.common if not one.value and (is_short or one.proposed)]
    for one in common:
        asked.setdefault("common", {})[one.column] = {"rows": one.empty, "likely": one.proposed}
    if costs := {one.what: {"rows": one.rows, "why": one.why} for one in reading.costs if not one.told}:
        asked["costs"] = costs
    choices = {one.column: dict(one.choices) for one in (*values, *common) if one.choices}
    return {"questions": asked, "choices": choices} if asked else {}


def _asked_text(text):
    """Of an UnknownText on how many rows it stands, what is most like it, and what is offered for it alone."""
    return {"rows": text.rows, "likely": text.likely, **({"choices": dict(text.choices)} if text.choices else {})}


def in_words(asked, layout):
    """Lines that tell what `asked_of` tells: each question, below it its choices as a file of answers writes them."""
    choices, headings = asked["choices"], {column.name: column.heading for column in layout.columns}
    for option, keyed in asked["questions"].items():
        for key, told in keyed.items():
            if option == "values":
                for text, about in told.items():
                    question = _("“%(text)s” ở cột “%(column)s” (%(rows)s dòng) nghĩa là gì?")
                    yield question % {"text": text, "column": headings[key], "rows": format_number(about["rows"])}
                    yield from _written(option, about.get("choices") or choices.get(key), key, text)
            elif option == "common":
                yield _("Nếu mọi dòng như nhau, “%s” là gì?") % headings[key]
                yield from _written(option, choices.get(key), key)
            elif option == "costs":
                question = _("Mỗi suất “%(what)s” bao nhiêu đồng? %(rows)s dòng %(why)s.")
                yield question % {"what": key, "why": told["why"], "rows": format_number(told["rows"])}
                yield from _written(option, {}, key)
            elif option == "mapping":
                yield _("“%(column)s” (ô đầu ghi “%(example)s”) là cột nào?") % {"column": key, **told}
                yield from _written(option, {name: headings[name] for name in filter(None, [told["likely"]])}, key)
            elif option == "header_line":
                yield from _written(option, {int(key): _("dòng tiêu đề là: %s") % told})
            else:
                yield told["asked"]
                yield from _written(option, told["choices"], *filter(None, [key]))


def _written(option, choices, *keys):
    """Each choice, (what is answered) -> label, under its keys."""
    for value, label in (choices or {"…": _("ghi như trong ô của tệp")}).items():
        answer = value
        for key in reversed((option, *keys)):
            answer = {key: answer}
        yield f"    {json.dumps(answer, ensure_ascii=False)}  {label}"
