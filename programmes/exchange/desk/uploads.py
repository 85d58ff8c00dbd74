"""The bytes of an upload where they are kept, in DATA_DIR: whether they are there, and as they came."""

import hashlib

from django.utils.translation import gettext_lazy as _

from programmes.exchange.file_problem import FileProblem
from programmes.models.kept_files import at_path


def sha256_of(path):
    """SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_lost(batch):
    """Whether the file ought to be there and is not, as after a restore without DATA_DIR."""
    return bool(batch.file) and not batch.file.storage.exists(batch.file.name)


def lost():
    """The problem of a file that is lost."""
    return FileProblem(
        "upload_lost",
        _("Máy chủ không còn tệp này (thư mục DATA_DIR thiếu tệp, có lẽ sau khi khôi phục); hãy tải tệp lên lại."),
    )


def insist_as_received(batch):
    """Raises FileProblem unless the file is there, with the bytes that came."""
    try:
        with at_path(batch.file.name) as path:
            found = sha256_of(path)
    except FileNotFoundError:
        raise lost() from None
    if found != batch.sha256:
        raise FileProblem("file_changed", _("Tệp đã thay đổi sau khi xem trước hoặc sau khi tải lên; hãy tải lên lại."))
