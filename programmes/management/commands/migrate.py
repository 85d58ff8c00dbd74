"""Django's own, for a database that this version knows."""

from django.core.management.commands import migrate

from programmes.management.base import PortalCommand
from programmes.management.numbering import insist_known


class Command(PortalCommand, migrate.Command):
    help = "Lập hoặc nâng cấp các bảng của cơ sở dữ liệu theo bản đang cài."

    def handle(self, *args, **options):
        insist_known()
        super().handle(*args, **options)
