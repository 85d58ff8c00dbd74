"""Uploads and photos in a store that speaks S3 (UPLOADS_URL), for portals on several machines."""

from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage


@contextmanager
def _answers():
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise ConnectionError("the store of uploads does not answer") from error


class Store(S3Storage):
    """What the portal asks of it; a store that does not answer is a ConnectionError, which passes by itself."""

    def _open(self, name, mode="rb"):
        with _answers():
            file = super()._open(name, mode)
            if mode == "rb":
                file.seek(0)  # fetched now, not when it is read
            return file

    def _save(self, name, content):
        with _answers():
            return super()._save(name, content)

    def delete(self, name):
        with _answers():
            super().delete(name)

    def exists(self, name):
        with _answers():
            return super().exists(name)

    def listdir(self, name):
        with _answers():
            return super().listdir(name)
