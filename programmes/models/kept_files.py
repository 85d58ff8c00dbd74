"""The files that records name: in a folder of this machine, or in a store that several machines share (STORAGES)."""

import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files import File
from django.core.files.storage import default_storage


@contextmanager
def at_path(name):
    """The path of a file, for what reads by path; in a store elsewhere, that of a copy which is gone afterwards."""
    try:
        path = default_storage.path(name)
    except NotImplementedError:
        path = None
    if path is not None:
        yield path
        return
    with NamedTemporaryFile(suffix=Path(name).suffix) as copy:
        with default_storage.open(name) as kept:
            shutil.copyfileobj(kept, copy)
        copy.flush()
        yield copy.name


def put(name, file):
    """Keep an open binary file, from its beginning, under this very name, in the place of a former one."""
    file.seek(0)
    default_storage.delete(name)
    default_storage.save(name, File(file))
