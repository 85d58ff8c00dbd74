"""Truths about the installation that Django's checks tell at start: programmes.E001 and on."""

from django.core.checks import Error, register
from django.db.models import BigIntegerField

from programmes import models


@register
def money_is_integer(app_configs, **kwargs):
    """Each field named *_vnd holds whole đồng (programmes.E001)."""
    return [*_fractions_of_a_dong()]


def _fractions_of_a_dong():
    for name in models.__all__:
        model = getattr(models, name)
        for field in getattr(getattr(model, "_meta", None), "local_fields", ()):
            if field.name.endswith("_vnd") and not isinstance(field, BigIntegerField):
                yield Error(f"{name}.{field.name} must be a BigIntegerField.", id="programmes.E001")
