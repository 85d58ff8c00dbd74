"""What may not stand in a text that becomes public: the citizen number of a person, and signs that nobody sees."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db.models import CharField, TextField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.rules.identity import known_prefixes, prefix_is_known
from programmes.rules.problems import Problem
from programmes.standards.identity import check_citizen_number, compact
from programmes.standards.names import tidy

# Twelve digits in a row, or in equal groups as on some papers; no part of a longer number, such as a large amount.
_TWELVE = re.compile(
    r"(?<!\d)\d{12}(?!\d)|(?<!\d)(?<!\d[ .])(?:\d{3}(?:[ .]\d{3}){3}|\d{4}(?:[ .]\d{4}){2})(?![ .]?\d)", re.ASCII
)
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")


def clean(record, names=None):
    """Write the texts that the public may read as they are seen: tidy, nothing invisible, digits 0 to 9; lines stay."""
    for field in _meant(record, names):
        lines = getattr(record, field.attname).splitlines()
        setattr(record, field.attname, "\n".join(map(_as_seen, lines)))


def _as_seen(line):
    if line.isascii():
        return tidy(line)
    line = "".join(letter for letter in tidy(line) if unicodedata.category(letter) not in {"Cc", "Cf"})
    return tidy(_FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), line))


def settle(record, names=None):
    """What a writer asks: the texts `clean`, and the problems that they still have (`check`)."""
    clean(record, names)
    return list(check(record, names))


def check(record, names=None):
    """Problems of the texts of a record that the public may read: those its Privacy calls public, or these."""
    for field in _meant(record, names):
        if _names_a_citizen(getattr(record, field.attname)):
            yield Problem(
                field.name,
                "citizen_number_in_public",
                _(
                    "“%(field)s” có thể được công khai mà có dãy 12 chữ số giống số định danh của một người; "
                    "hãy bỏ dãy số đó."
                )
                % {"field": capfirst(field.verbose_name)},
            )


def _meant(record, names):
    fields = record._meta.concrete_fields
    return [field for field in fields if (field.name in names if names else _is_public_text(record, field))]


def _is_public_text(record, field):
    """Free text; what is chosen, an address or a code is not."""
    return field.name in record.Privacy.public and type(field) in {CharField, TextField} and not field.choices


def _names_a_citizen(text):
    """Whether twelve digits in the text may be a citizen number: of a known former province, born by now."""
    found = [number for number in map(compact, _TWELVE.findall(text)) if _may_be_of_a_person(number)]
    if not found:
        return False
    prefixes = known_prefixes()
    return any(prefix_is_known(number, prefixes) for number in found)


def _may_be_of_a_person(number):
    try:
        check_citizen_number(number)
    except ValidationError:
        return False
    return True
