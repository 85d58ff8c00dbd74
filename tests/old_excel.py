"""Old Excel files for tests, made byte by byte: a box of sectors around a stream of records."""

from struct import pack
from typing import NamedTuple

SECTOR, SMALL = 512, 64
END_OF_CHAIN, OF_TABLE, OF_MORE_TABLE, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}


class Error(NamedTuple):
    """A cell that holds an error, typed or from a formula."""

    text: str
    of_formula: bool = True


def an_xls(folder, *tables, hidden=(), name="danh-sach.xls", padding=0):
    """An XLS file with a sheet for each list of rows of texts, numbers and Errors.

    `hidden` are numbers of rows that are not shown on any sheet; `padding` bytes stand before the cells.
    """
    path = folder / name
    path.write_bytes(boxed(workbook(tables, hidden, padding)))
    return path


def record(kind, content=b""):
    return pack("<HH", kind, len(content)) + content


def workbook(tables, hidden=(), padding=0, after=b""):
    """The stream of records; those of `after` stand at the end of each sheet."""
    names = [f"Trang {number}".encode("utf-16-le") for number in range(1, len(tables) + 1)]
    begin = record(0x0809, pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    place = len(begin) + sum(4 + 8 + len(name) for name in names) + 4
    listed, contents = b"", b""
    for name, rows in zip(names, tables, strict=True):
        listed += record(0x0085, pack("<IBBBB", place + len(contents), 0, 0, len(name) // 2, 1) + name)
        contents += sheet(rows, hidden, padding, after)
    return begin + listed + record(0x000A) + contents


def sheet(rows, hidden, padding, after):
    parts = [record(0x0809, pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))]
    parts += [record(0x00EF, bytes(8000))] * (padding // 8000)
    for row, cells in enumerate(rows):
        flags = 0x0100 | (0x20 if row + 1 in hidden else 0)
        parts.append(record(0x0208, pack("<HHHHHHHH", row, 0, len(cells), 255, 0, 0, flags, 15)))
    for row, cells in enumerate(rows):
        parts += [cell(row, column, value) for column, value in enumerate(cells) if value not in (None, "")]
    return b"".join([*parts, after, record(0x000A)])


def cell(row, column, value):
    at = pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return record(0x0204, at + pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    if not isinstance(value, Error):
        return record(0x0203, at + pack("<d", value))
    if value.of_formula:
        return record(0x0006, at + pack("<BBBBHHHIHBd", 2, 0, ERRORS[value.text], 0, 0, 0xFFFF, 0, 0, 9, 0x1F, 1.0))
    return record(0x0205, at + pack("<BB", ERRORS[value.text], 1))


def boxed(stream):
    """The stream in its box; one of less than 4096 bytes lies in small sectors."""
    length = len(stream)
    is_small = length < 4096
    stream = bytes(SMALL if is_small else 0) + stream  # the first small sector belongs to nothing
    stream += bytes(-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    chains = [*range(1, count), END_OF_CHAIN, END_OF_CHAIN]  # the stream and the directory
    if is_small:
        chains.append(END_OF_CHAIN)
    tables = next(n for n in range(1, 1 << 16) if n * 128 >= len(chains) + n + more_tables(n))
    first, more = len(chains), more_tables(tables)
    chains += [OF_TABLE] * tables + [OF_MORE_TABLE] * more
    places = [*range(first, first + tables)]
    small_chains = [END_OF_CHAIN, *range(2, count * 8), END_OF_CHAIN] if is_small else []
    directory = b"".join(
        (
            entry("Root Entry", 5, 0 if is_small else END_OF_CHAIN, len(stream) if is_small else 0, child=1),
            entry("Workbook", 2, int(is_small), length),
            bytes(256),
        )
    )
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += pack("<HHHHHHIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, tables)
    header += pack("<III", count, 0, 4096)
    header += pack("<II", count + 1 if is_small else END_OF_CHAIN, int(is_small))
    header += pack("<II", first + tables if more else END_OF_CHAIN, more) + filled(places[:109], 109)
    rest = [places[at : at + 127] for at in range(109, len(places), 127)]
    named = [
        filled(part, 127) + pack("<I", first + tables + number if number < more else END_OF_CHAIN)
        for number, part in enumerate(rest, 1)
    ]
    small_table = filled(small_chains, 128) if is_small else b""
    return header + stream + directory + small_table + filled(chains, tables * 128) + b"".join(named)


def more_tables(tables):
    """How many sectors list the sectors of the table that the header has no room for."""
    return max(-(-(tables - 109) // 127), 0)


def entry(name, kind, start, length, child=FREE):
    name = name.encode("utf-16-le") + bytes(2)
    return name.ljust(64, b"\0") + pack("<HBBIII36xIQ", len(name), kind, 1, FREE, FREE, child, start, length)


def filled(numbers, count):
    return pack(f"<{count}I", *numbers, *[FREE] * (count - len(numbers)))
