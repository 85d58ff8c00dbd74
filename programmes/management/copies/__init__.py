"""Copies of the books: one database and the files that it names, taken at one moment, and put back whole."""

from programmes.standards.outages import is_disk_full


def cause(error):
    """Why a copy could not be taken or put back, in the words of whoever runs the server."""
    return "đĩa đã đầy hoặc không cho ghi" if is_disk_full(error) else str(error)
