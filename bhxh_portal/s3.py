"""Uploads and photos in a store that speaks S3 (UPLOADS_URL), for portals on several machines."""

from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from bhxh_portal.away import may_be_away

AWAY = (BotoCoreError, ClientError)


@may_be_away(AWAY, "the store of uploads does not answer", "_open", "_save", "delete", "exists", "listdir", "size")
class Store(S3Storage):
    """What the portal asks of it."""

    def _open(self, name, mode="rb"):
        file = super()._open(name, mode)
        file.seek(0)  # fetched now, not when it is read
        return file
