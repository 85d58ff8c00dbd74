"""Columns of a layout that a file writes in several: family and given name, day and month, hamlet and address."""

from itertools import zip_longest

from programmes.standards.names import fold, tidy

MARKED = {"x": "", "X": "", "1": "", "v": "", "V": "", "✓": "", "✔": ""}


def joined_parts(parts, whole):
    """(column, texts) of the columns that the file writes in several; `whole` are those written in one."""
    if "family_name" in parts:
        yield "full_name", [f"{a} {b}".strip() for a, b in zip(parts["family_name"], parts["given_name"], strict=True)]
    if "birth_day" in parts:
        days = zip(parts["birth_day"], parts["birth_month"], whole["birth"], strict=True)
        yield "birth", [f"{d.strip()}/{m.strip()}/{y.strip()}" if f"{d}{m}{y}".strip() else "" for d, m, y in days]
    years = parts.get("birth_year_male"), parts.get("birth_year_female")
    if any(years):
        pairs = list(zip_longest(*(column or () for column in years), fillvalue=""))
        yield "birth", [f"{m.strip()} {f.strip()}".strip() for m, f in pairs]
        if "male_mark" not in parts and "female_mark" not in parts:
            yield "sex", [f"{'nam' if m.strip() else ''} {'nữ' if f.strip() else ''}".strip() for m, f in pairs]
    marks = parts.get("male_mark"), parts.get("female_mark")
    if any(marks):
        pairs = zip_longest(*(column or () for column in marks), fillvalue="")
        yield "sex", [f"{_mark(m, 'nam')} {_mark(f, 'nữ')}".strip() for m, f in pairs]
    smaller = [parts[part] for part in ("street", "hamlet") if part in parts]
    if smaller:
        column = whole["address"]
        yield "address", list(map(_address, zip(*smaller, *([column] if column else []), strict=True)))


def _address(cells):
    """From the smallest to the largest; what the next one says already is not said twice."""
    said = [tidy(cell) for cell in cells if tidy(cell)]
    kept = [cell for place, cell in enumerate(said) if not any(fold(cell) in fold(rest) for rest in said[place + 1 :])]
    return ", ".join(kept)


def _mark(text, sex):
    text = text.strip()
    return sex if text in MARKED else text
