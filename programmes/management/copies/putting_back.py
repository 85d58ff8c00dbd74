"""Put a copy back: everything is looked at before the first byte is written."""

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from programmes.management.copies import databases, manifest
from programmes.models.keys import at_hand
from programmes.rules.keys import keys_differ
from programmes.standards.lists import first_few

SHOWN = 5


def insist_fits(folder, told):
    """Refuse a copy that is damaged or of another kind, version or key, and a place that is not empty."""
    if told["vendor"] != connection.vendor:
        raise CommandError(
            f"Bản sao là của {told['vendor']} mà DATABASE_URL là {connection.vendor}: hãy đặt DATABASE_URL trỏ tới "
            "một cơ sở dữ liệu trống cùng loại."
        )
    if later := set(told["migrations"]) - _known_steps():
        raise CommandError(
            f"Bản sao do một bản mới hơn của cổng làm (bước {max(later)}): hãy cài bản đó rồi khôi phục."
        )
    at_hand_now = {key.fingerprint.hex() for key in at_hand()}
    if wrong := {key["setting"] for key in told["keys"] if key["is_in_use"] and key["fingerprint"] not in at_hand_now}:
        raise CommandError(str(keys_differ(wrong).message))
    if not databases.is_empty():
        raise CommandError(
            "Cơ sở dữ liệu của DATABASE_URL không trống nên không khôi phục đè lên: hãy lập một cơ sở dữ liệu mới, "
            "chưa chạy migrate, rồi đặt DATABASE_URL trỏ tới đó."
        )
    if _holds_files():
        raise CommandError(
            "Nơi lưu tệp tải lên (thư mục uploads trong DATA_DIR, hoặc UPLOADS_URL) đã có tệp nên không khôi phục đè "
            "lên: hãy cất các tệp đó đi, hoặc đặt nơi lưu khác còn trống."
        )
    if faulty := [*manifest.faulty_files(folder, told)]:
        raise CommandError(
            f"Bản sao hỏng: {len(faulty)} tệp bị mất hoặc không còn như lúc sao ({first_few(faulty, SHOWN)}); hãy dùng "
            "bản sao khác. Chưa ghi gì."
        )


def _known_steps():
    return {name for app, name in MigrationLoader(None).disk_migrations if app == "programmes"}


def _holds_files(folder=""):
    try:
        below, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return False
    return bool(files) or any(_holds_files(f"{folder}/{name}".lstrip("/")) for name in below)


def put_back(folder, told):
    """Files first: the database comes whole or not at all, and what was written goes where it does not come."""
    written = []
    try:
        for name in told["files"]:
            if name.startswith(f"{manifest.UPLOADS}/"):
                written.append(_put_file(folder / name, name.removeprefix(f"{manifest.UPLOADS}/")))
        databases.put_back(folder / databases.FILES[connection.vendor])
    except BaseException:
        for name in written:
            default_storage.delete(name)
        raise


def _put_file(path, name):
    with path.open("rb") as file:
        return default_storage.save(name, File(file))
