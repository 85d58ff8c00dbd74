"""What the lines of a gift file tell of a record, worked out from the declaration of their columns."""

from collections import namedtuple
from itertools import islice

from django.db.models import DateField

from programmes.models.fields import Sealing, decrypt, decrypt_column


class Details:
    """The details of its person or of its gift that a line tells: the columns whose `detail_of` is this model.

    `names` are the fields that keep them, and every list of details is in their order. `record` is what the books hold
    of such a record: the fields named `beside`, then the details, days as ISO text.
    """

    def __init__(self, model, columns, beside):
        told = [
            (place, column.fields or (column.name,))
            for place, column in enumerate(columns)
            if column.detail_of is model
        ]
        self.names = tuple(name for _place, names in told for name in names)
        self.record = namedtuple(model.__name__, (*beside, *self.names))
        self._is_day = [isinstance(model._meta.get_field(name), DateField) for name in self.names]
        self.sealing = Sealing(model, self.names)
        self._texts = [len(beside) + place for place in self.sealing.texts]
        self._days = [place for place, is_day in enumerate(self._is_day, len(beside)) if is_day]
        # Place in the line and what stands for an empty cell there; then which of the values are tuples, last first.
        self._nothing, self._defaults, self._tuples = [], [], []
        for number, (place, names) in enumerate(told):
            defaults = tuple(model._meta.get_field(name).get_default() for name in names)
            is_one = len(names) == 1
            self._nothing.append((place, None if is_one else (None,) * len(names)))
            self._defaults.append((place, defaults[0] if is_one else defaults))
            if not is_one:
                self._tuples.insert(0, (number, len(names)))

    def by_name(self, line):
        """Field -> what the line tells, None for nothing."""
        return dict(zip(self.names, self._values(line, self._nothing), strict=True))

    def new(self, line):
        """What the books hold of a record that this line brings: of what it does not tell the default of the field."""
        return self._values(line, self._defaults)

    def _values(self, line, absent):
        values = [default if (value := line[place]) is None else value for place, default in absent]
        for number, count in self._tuples:
            values[number : number + 1] = values[number][:count]
        return values

    def new_columns(self, columns):
        """As `new` for many lines at once: from the columns of the file to those of the books."""
        pairs = [(columns[place], default) for place, default in self._defaults]
        found = [
            [default if value is None else value for value in column] if None in column else column
            for column, default in pairs
        ]
        for number, count in self._tuples:
            found[number : number + 1] = islice(zip(*found[number], strict=False), count)
        return found

    def select(self, alias):
        """SQL: the columns of `record`, of the table of this alias."""
        return ", ".join(f"{alias}.{name}" for name in self.record._fields)

    def select_details(self, alias):
        """SQL: those of the details alone, days as text."""
        columns = zip(self.names, self._is_day, strict=True)
        return ", ".join(f"CAST({alias}.{name} AS text)" if is_day else f"{alias}.{name}" for name, is_day in columns)

    def read(self, columns):
        """The columns of `select_details`, and whatever stands behind them, with encrypted texts in the clear."""
        columns = list(columns)
        for place in self.sealing.texts:
            columns[place] = decrypt_column(columns[place])
        return columns

    def as_record(self, row):
        """The `record` of a row that was selected."""
        values = list(row)
        for place in self._days:
            values[place] = str(values[place]) if values[place] else None
        for place in self._texts:
            values[place] = decrypt(values[place])
        return self.record._make(values)
