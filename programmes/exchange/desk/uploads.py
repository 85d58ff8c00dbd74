"""The bytes of an upload where they are kept: whether they are there, and as they came."""

import hashlib
from contextlib import ExitStack, contextmanager

from django.utils.translation import gettext_lazy as _

from programmes.exchange.file_problem import FileProblem
from programmes.models.kept_files import at_path


def sha256_of(path):
    """SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_lost(batch):
    """Whether the file ought to be there and is not, as after a restore without its files."""
    return bool(batch.file) and not batch.file.storage.exists(batch.file.name)


def lost():
    """The problem of a file that is lost."""
    return FileProblem(
        "upload_lost",
        _("Máy chủ không còn tệp này (nơi lưu tệp tải lên bị thiếu, có lẽ sau khi khôi phục); hãy tải tệp lên lại."),
    )


@contextmanager
def as_received(batch):
    """The path of the file, which has the bytes that came; fetched once where it lies elsewhere. Raises FileProblem."""
    with ExitStack() as stack:
        try:
            path = stack.enter_context(at_path(batch.file.name))
            found = sha256_of(path)
        except FileNotFoundError:
            raise lost() from None
        if found != batch.sha256:
            told = _("Tệp đã thay đổi sau khi xem trước hoặc sau khi tải lên; hãy tải lên lại.")
            raise FileProblem("file_changed", told)
        yield path
