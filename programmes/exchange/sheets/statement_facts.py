"""What stands around the table of a bank statement: whose account it is, its balances and its sums."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError

from programmes.standards.money import parse_dong
from programmes.standards.names import fold

MIN_ACCOUNT_DIGITS = 6
ACCOUNT = re.compile(r"(?:(?:so )?(?:tai khoan|tk)|stk)(?! doi ung| dich)\b|(?:account|a/c|acct)\b(?! name| type)")
SUMS = {
    "opening": re.compile(r"(?:so )?du dau|opening balance|beginning balance"),
    "closing": re.compile(r"(?:so )?du cuoi|(?:closing|ending) balance"),
    "debits": re.compile(r"tong (?:so )?(?:tien )?(?:ghi no|phat sinh no|ps no|no\b|ra\b|chi\b)|total debits?"),
    "credits": re.compile(r"tong (?:so )?(?:tien )?(?:ghi co|phat sinh co|ps co|co\b|vao\b|thu\b)|total credits?"),
}


class Facts(NamedTuple):
    """The number of the account, "" for none; đồng, None where the statement does not tell."""

    account: str = ""
    opening: int | None = None
    closing: int | None = None
    debits: int | None = None
    credits: int | None = None


def facts_of(rows):
    """The Facts that rows of texts tell, each the first time it is told."""
    told = {}
    for texts in rows:
        for label, values in _labelled([text for text in texts if text]):
            if ACCOUNT.match(label) and (number := next(filter(None, map(_account, values)), "")):
                told.setdefault("account", number)
            name = next((name for name, words in SUMS.items() if words.match(label)), "")
            amounts = [amount for amount in map(_amount, values) if amount is not None]
            if name and len(amounts) == 1:
                told.setdefault(name, amounts[0])
    return Facts(**told)


def _labelled(texts):
    """(folded label, the texts behind it) of a row: behind its colon, and in the cells up to the next label."""
    places = [place for place, text in enumerate(texts) if any(map(str.isalpha, text)) and _amount(text) is None]
    for place, after in zip(places, [*places[1:], len(texts)], strict=True):
        label, _colon, rest = texts[place].partition(":")
        yield fold(label), [*filter(None, [rest.strip()]), *texts[place + 1 : after]]


def _account(text):
    digits = "".join(text.split()).replace("-", "").replace(".", "")
    found = re.match(rf"\d{{{MIN_ACCOUNT_DIGITS},}}", digits, re.ASCII)
    return found[0] if found else ""


def _amount(text):
    try:
        return parse_dong(text.removeprefix("+"))
    except ValidationError:
        return None
