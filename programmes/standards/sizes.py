"""How large a file is, in the words of an office."""

from programmes.standards.money import format_hundredths


def format_size(size: int) -> str:
    """735 -> "0,7 KB", 1258291 -> "1,2 MB"; a file that holds anything is never said to hold nothing."""
    unit, name = (2**10, "KB") if size < 2**20 else (2**20, "MB")
    tenths = max((size * 10 + unit // 2) // unit, 1 if size else 0)
    return f"{format_hundredths(tenths * 10)}\N{NO-BREAK SPACE}{name}"
