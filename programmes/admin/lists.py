"""The rows that an address asks a table for, the same on both databases."""

from datetime import UTC
from functools import partial

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from programmes.admin.views import COLUMNS


class FromTheNearerEnd(Paginator):
    """Pages of a table; one behind its middle is read from the end: a database walks to its place row by row.

    Far from either end it walks by the ids alone, and the records of the page are read by these: with all that a row
    shows of other tables each step takes twenty times as long.
    """

    far = 2000  # rows

    def page(self, number):
        number = self.validate_number(number)
        begin = (number - 1) * self.per_page
        end = min(begin + self.per_page, self.count)
        is_behind = begin > self.count // 2
        if is_behind:
            rows, first, last = self.object_list.reverse(), self.count - end, self.count - begin
        else:
            rows, first, last = self.object_list, begin, end
        if first > self.far:
            rows = rows.filter(pk__in=list(rows.values_list("pk", flat=True)[first:last]))
        else:
            rows = rows[first:last]
        return self._get_page(list(rows)[::-1] if is_behind else rows, number, self)


class AsFarAsRead(Paginator):
    """Pages of what a box offers, which asks whether another one follows and never how many: to count takes longer."""

    farthest = 500

    def page(self, number):
        end = min(max(number, 0), self.farthest) * self.per_page
        self.object_list = list(self.object_list[: end + 1])
        return super().page(number)


class RecordList(ChangeList):
    def get_filters_params(self, params=None):
        """As asked; a day that somebody has written where moments are compared with it begins here."""
        moments = {field.name for field in self.opts.fields if isinstance(field, models.DateTimeField)}
        asked = super().get_filters_params(params)
        asked.pop(COLUMNS, None)
        for name, texts in asked.items():
            field, *lookups = name.split("__")
            if field in moments:
                asked[name] = [",".join(map(partial(_placed, lookups), text.split(","))) for text in texts]
        return asked


class LongList(RecordList):
    """A search reads the table once: of what it finds the newest are counted and shown; `is_cut`: there are others."""

    farthest = 5000
    is_cut = False

    def get_results(self, request):
        found = self.queryset
        if self.query:
            newest = list(found.order_by("-pk").values_list("pk", flat=True)[: self.farthest + 1])
            self.is_cut = len(newest) > self.farthest
            self.queryset = self.root_queryset.filter(pk__in=newest[: self.farthest]).order_by(*found.query.order_by)
        super().get_results(request)
        self.queryset = found


def _placed(lookups, text):
    """A day as the moment at which it begins; a year, and what is no day, as it stands.

    What begins before the first day in Greenwich is refused: by that clock SQLite compares, PostgreSQL by ours.
    """
    is_year = "year" in lookups
    try:
        day = parse_datetime(f"{int(text):04}-01-01" if is_year else text)
    except ValueError:  # of no calendar: the filter itself refuses it
        return text
    if day is None:
        return text
    moment = make_aware(day) if is_naive(day) else day
    try:
        moment.astimezone(UTC)
    except OverflowError as error:
        raise IncorrectLookupParameters(error) from error
    return text if is_year else moment.isoformat()
