"""The people whom an account has seen as rows of a file."""

from programmes.standards.dates import format_day_padded

HEADINGS = ("Số hồ sơ", "Họ tên (chữ đầu)", "Cơ quan", "Ngày đầu", "Ngày cuối", "Số lần")


def rows_of_seen(found):
    """The headings, and a row for each Seen (actions/drills.py)."""
    yield HEADINGS
    for one in found:
        yield str(one.pk), one.name, one.office, *map(format_day_padded, (one.first, one.last)), str(one.times)
