"""Our models, and which of them hold facts."""

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.db.models import Field

INHERITED = {field.name for field in AbstractUser._meta.get_fields() if isinstance(field, Field)}


def our_models():
    return list(apps.get_app_config("programmes").get_models())


def own_fields(model):
    """The fields that we wrote: not the automatic key, nor what Officer has from Django."""
    return [
        field
        for field in model._meta.local_fields
        if field.name != "id" and not (issubclass(model, AbstractUser) and field.name in INHERITED)
    ]
