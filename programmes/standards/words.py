"""Amounts in words, as a receipt writes them: 1263600 -> "một triệu hai trăm sáu mươi ba nghìn sáu trăm đồng"."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
UNITS = ("", " nghìn", " triệu")
BILLION = 10**9


def dong_in_words(amount: int) -> str:
    """A whole amount in đồng, in lower case; a negative one begins with "âm"."""
    return f"{'âm ' if amount < 0 else ''}{number_in_words(abs(amount))} đồng"


def number_in_words(number: int) -> str:
    """A whole number from 0 on: 1005 -> "một nghìn không trăm linh năm"."""
    return " ".join(_parts(number, is_first=True)) or DIGITS[0]


def _parts(number, *, is_first):
    """The words by groups of three digits; everything above a billion is itself a number of billions."""
    billions, rest = divmod(number, BILLION)
    if billions:
        yield " ".join(_parts(billions, is_first=is_first)) + " tỷ"
        is_first = False
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            yield _group(group, is_first=is_first) + UNITS[power]
            is_first = False


def _group(group, *, is_first):
    """Three digits; inside a number the hundreds are told even where there are none: "không trăm linh năm"."""
    hundreds, rest = divmod(group, 100)
    words = [] if is_first and not hundreds else [f"{DIGITS[hundreds]} trăm"]
    if rest:
        words.append(_below_hundred(rest, follows=bool(words)))
    return " ".join(words)


def _below_hundred(number, *, follows):
    tens, ones = divmod(number, 10)
    if not tens:
        return f"linh {DIGITS[ones]}" if follows else DIGITS[ones]
    words = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, DIGITS[ones])
    return f"{words} {last}".strip()
