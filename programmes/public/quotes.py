"""What is quoted of numbers that the records show: never without its moment, nor without how near it comes."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programmes.public.sentences import NO_BREAK, as_of, text_of


def of_sentence(html, page):
    """A sentence of the page that tells what its tables hold."""
    return _("%(sentence)s %(known)s.") % {
        "sentence": text_of(html),
        "known": capfirst(_known(page.state, page.tables.values())),
    }


def of_table(table, page):
    """The table itself, without a number of it."""
    return _("Bảng “%(table)s” của trang “%(title)s”, %(known)s") % {
        "table": table.title,
        "title": page.title,
        "known": _known(page.state, [table]),
    }


def of_number(found):
    """An Answer: with its qualifier, state, place, period and moment."""
    return _("%(number)s (%(qualifier)s): %(what)s; %(as_of)s") % {
        "number": found.number.replace(NO_BREAK, " "),
        "qualifier": found.qualifier,
        "what": found.what,
        "as_of": found.as_of,
    }


def _known(state, tables):
    """ "theo hồ sơ tính đến 4/3/2026, chưa gồm các số nhỏ không nêu"."""
    qualifiers = (str(each) for table in tables for each in table.qualifiers)
    return ", ".join([as_of(state.as_of), *dict.fromkeys(qualifiers)])
