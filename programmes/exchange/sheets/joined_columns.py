"""Columns of a layout that a file writes in several: family and given name, day and month, hamlet and address.

Where one heading stands over several columns, their cells make the column together; where the columns are called by
its values ("Hộ nghèo", "Hộ cận nghèo"), the one that is ticked says which.
"""

from itertools import zip_longest

from programmes.standards.names import fold, tidy

TICKS = {"x", "X", "1", "v", "V", "✓", "✔"}
NO_TICKS = {"0", "-", "–"}


def joined(name, columns):
    """Texts of the columns under one heading, as those of the column of this name."""
    if name == "address":
        return list(map(_address, zip(*columns, strict=True)))
    return [" ".join(filter(None, map(str.strip, cells))) for cells in zip(*columns, strict=True)]


def ticked(columns):
    """Texts of a column whose values are the headings of others, value -> texts; where two are ticked it says both."""
    cells = zip(*columns.values(), strict=True)
    return [
        ", ".join(_named(text, value) for value, text in zip(columns, row, strict=True) if _is_ticked(text))
        for row in cells
    ]


def _is_ticked(text):
    return text.strip() not in {"", *NO_TICKS}


def joined_pieces(pieces, whole):
    """(column, texts) of the columns that the file writes in several; `whole` are those written in one."""
    if "family_name" in pieces:
        yield (
            "full_name",
            [f"{a} {b}".strip() for a, b in zip(pieces["family_name"], pieces["given_name"], strict=True)],
        )
    if "birth_day" in pieces:
        days = zip(pieces["birth_day"], pieces["birth_month"], whole["birth"], strict=True)
        yield "birth", [f"{d.strip()}/{m.strip()}/{y.strip()}" if f"{d}{m}{y}".strip() else "" for d, m, y in days]
    years = pieces.get("birth_year_male"), pieces.get("birth_year_female")
    if any(years):
        pairs = list(zip_longest(*(column or () for column in years), fillvalue=""))
        yield "birth", [f"{m.strip()} {f.strip()}".strip() for m, f in pairs]
        if "male_tick" not in pieces and "female_tick" not in pieces:
            yield "sex", [f"{'nam' if m.strip() else ''} {'nữ' if f.strip() else ''}".strip() for m, f in pairs]
    ticks = pieces.get("male_tick"), pieces.get("female_tick")
    if any(ticks):
        pairs = zip_longest(*(column or () for column in ticks), fillvalue="")
        yield "sex", [f"{_named(m, 'nam')} {_named(f, 'nữ')}".strip() for m, f in pairs]
    smaller = [pieces[piece] for piece in ("street", "hamlet") if piece in pieces]
    if smaller:
        column = whole["address"]
        yield "address", list(map(_address, zip(*smaller, *([column] if column else []), strict=True)))


def _address(cells):
    """From the smallest to the largest; what the next one says already is not said twice."""
    said = [tidy(cell) for cell in cells if tidy(cell)]
    kept = [cell for place, cell in enumerate(said) if not any(fold(cell) in fold(rest) for rest in said[place + 1 :])]
    return ", ".join(kept)


def _named(text, value):
    text = text.strip()
    return value if text in TICKS else text
