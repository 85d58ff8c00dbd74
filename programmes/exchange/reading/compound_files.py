"""The box in which an XLS keeps its records: sectors, a table of their chains, and a directory of streams."""

from struct import error, unpack, unpack_from

NO_SECTOR = 0xFFFFFFFA
SECTORS = {9: 512, 12: 4096}
SMALL, SMALL_BELOW = 64, 4096  # a short stream lies in small sectors, which are cut from the stream of the first entry
ENTRY, LONGEST_DIRECTORY = 128, 1 << 20


def stream_of(data, names):
    """The stream that has the first of the names (UTF-16) that is there. Raises ValueError where the box is broken."""
    try:
        return _stream(data, names)
    except (error, IndexError, KeyError, StopIteration):
        raise ValueError("broken box of sectors") from None


def _stream(data, names):
    size = SECTORS[unpack_from("<H", data, 30)[0]]
    sectors = memoryview(data)[size:]
    table = _table(data, sectors, size)
    directory, table_of_small = (unpack_from("<I", data, place)[0] for place in (48, 60))
    found = list(map(_entry, _cut(_chained(sectors, size, table, directory, LONGEST_DIRECTORY), ENTRY)))
    start, length = next((start, length) for wanted in names for name, start, length in found if name == wanted)
    if length >= SMALL_BELOW:
        return _chained(sectors, size, table, start, length)[:length]
    small = _chained(sectors, size, table, found[0][1])
    chains = _chained(sectors, size, table, table_of_small, len(small) // SMALL * 4)
    return _chained(small, SMALL, _numbers(chains), start, length)[:length]


def _table(data, sectors, size):
    """For each sector the one that follows it. The table lies in sectors too; the header names the first of them."""
    most = len(sectors) // size
    more, *places = unpack_from("<I4x109I", data, 68)
    while more < NO_SECTOR and len(places) < most:
        named = _numbers(sectors[more * size : (more + 1) * size])
        places += named[:-1]
        more = named[-1]
    parts = [sectors[place * size : (place + 1) * size] for place in places if place < NO_SECTOR]
    return _numbers(b"".join(parts[: most * 4 // size + 1]))


def _chained(sectors, size, table, place, length=1 << 32):
    """What lies in the sectors of a chain, up to about a length; one that runs in a circle ends all the same."""
    most = min(len(table), length // size + 1)
    places = []
    while place < len(table) and len(places) < most:
        places.append(place)
        place = table[place]
    return b"".join([sectors[place * size : (place + 1) * size] for place in places])


def _numbers(data):
    return unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _cut(data, size):
    return [data[place : place + size] for place in range(0, len(data) - size + 1, size)]


def _entry(raw):
    """(name, first sector, length) of an entry of the directory."""
    length_of_name, start, length = unpack_from("<H50x2I", raw, 64)
    return raw[: max(length_of_name - 2, 0)], start, length
