"""What may not stand in a text that becomes public: the citizen number of a person."""

import re

from django.core.exceptions import ValidationError
from django.db.models import CharField, TextField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.rules.identity import known_prefixes, prefix_is_known
from programmes.rules.problems import Problem
from programmes.standards.identity import check_citizen_number, compact

# Twelve digits in a row, or in equal groups as on some papers; no part of a longer number, such as a large amount.
_TWELVE = re.compile(
    r"(?<!\d)\d{12}(?!\d)|(?<!\d)(?<!\d[ .])(?:\d{3}(?:[ .]\d{3}){3}|\d{4}(?:[ .]\d{4}){2})(?![ .]?\d)", re.ASCII
)


def check(record, names=None):
    """Problems of the texts of a record that the public may read: those its Privacy calls public, or these."""
    for field in record._meta.concrete_fields:
        is_meant = field.name in names if names else _is_public_text(record, field)
        if is_meant and _names_a_citizen(getattr(record, field.attname)):
            yield Problem(
                field.name,
                "citizen_number_in_public",
                _(
                    "“%(field)s” có thể được công khai mà có dãy 12 chữ số giống số định danh của một người; "
                    "hãy bỏ dãy số đó."
                )
                % {"field": capfirst(field.verbose_name)},
            )


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
