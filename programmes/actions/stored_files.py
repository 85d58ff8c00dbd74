"""Files of records that go for good."""

from functools import partial

from django.db import transaction


def drop(file):
    """Delete a stored file, where there is one, once nothing names it any more."""
    if file:
        transaction.on_commit(partial(file.storage.delete, file.name))
