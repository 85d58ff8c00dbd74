"""A column of a layout: its heading, how its text is read and written; and the fast reading of a whole column."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.standards.names import tidy

MEMO_LIMIT = 50_000


class Column(NamedTuple):
    """`name` is the key of the value; `parse` turns tidy text into it; `look_up` names a method of Lookups instead.

    `write` turns the value of an exported record into a cell; `width` is that of the workbook column.
    """

    name: str
    heading: str
    parse: Callable[[str], Any] | None = None
    look_up: str = ""
    required: bool = False
    example: str = ""
    width: int = 14
    synonyms: tuple = ()


class CellError(NamedTuple):
    """A text that could not be read."""

    code: str
    message: str


class Memo(dict):
    """Text -> value, each distinct text parsed once; `faults` holds the texts that could not be read."""

    def __init__(self, column, parse):
        super().__init__()
        self.column, self.parse, self.faults = column, parse, set()

    def __missing__(self, text):
        clean = tidy(text)
        try:
            value = self._value(clean)
        except ValidationError as error:
            value = CellError(error.code, str(error.messages[0]))
            self.faults.add(text)
        if len(self) < MEMO_LIMIT:
            self[text] = value
        return value

    def _value(self, clean):
        if clean:
            return self.parse(clean) if self.parse else clean
        if self.column.required:
            raise ValidationError(
                _("Thiếu “%(heading)s”; hãy điền vào cột này.") % {"heading": self.column.heading}, code="cell_missing"
            )
        return None

    def read(self, texts):
        """Values of a block of cells, None for an empty one, CellError for a fault."""
        return list(map(self.__getitem__, texts))


def as_text(limit):
    """Parser of free text that must fit its field."""

    def parse(text):
        if len(text) > limit:
            raise ValidationError(_("Dài quá %(limit)d ký tự; hãy rút ngắn.") % {"limit": limit}, code="text_too_long")
        return text

    return parse
