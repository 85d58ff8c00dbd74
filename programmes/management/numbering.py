"""Whether this version of the portal knows how the tables of a database were made: asked before it works with them."""

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from programmes.models import AuditEvent
from programmes.models.bulk import has_table

BEFORE_THE_FIRST_RELEASE = "0002_import_options"
FORMER = (
    "Cơ sở dữ liệu này do bản thử trước lần phát hành đầu tiên lập nên không nâng cấp được: "
    "hãy đặt DATABASE_URL trỏ tới một cơ sở dữ liệu mới, với SQLite cũng có thể cất tệp cũ đi, rồi chạy lại lệnh."
)
LATER = (
    "Cơ sở dữ liệu này đã được một bản mới hơn nâng cấp (bước {step}): hãy cài lại bản đó, "
    "hoặc khôi phục bản sao lưu làm trước khi nâng cấp."
)
BEHIND = "Cơ sở dữ liệu chưa được nâng cấp theo bản đang cài: hãy sao lưu, chạy manage.py migrate rồi chạy lại lệnh."


def insist_known():
    """Refuse a database with a migration that this version does not have."""
    _insist_known(MigrationLoader(connection))


def insist_migrated():
    """Refuse a database whose tables are not those of this version; to ask makes no SQLite file."""
    if not has_table(AuditEvent):
        raise CommandError(BEHIND)
    loader = MigrationLoader(connection)
    _insist_known(loader)
    if is_behind(loader):
        raise CommandError(BEHIND)


def is_behind(loader=None):
    """Whether the tables are those of an earlier version."""
    loader = loader or MigrationLoader(connection)
    return bool(set(loader.graph.leaf_nodes()) - loader.applied_migrations.keys())


def _insist_known(loader):
    unknown = {name for app, name in loader.applied_migrations.keys() - loader.disk_migrations if app == "programmes"}
    if BEFORE_THE_FIRST_RELEASE in unknown:
        raise CommandError(FORMER)
    if unknown:
        raise CommandError(LATER.format(step=max(unknown)))
