"""What the commands of the portal share."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from programmes.actions import keys
from programmes.management.numbering import insist_migrated
from programmes.rules.problems import RuleViolation


class PortalCommand(BaseCommand):
    """A command that reads or writes the books: it begins only with the keys and the tables of its database."""

    makes_tables = False

    def execute(self, *args, **options):
        try:
            keys.accept()
            if not self.makes_tables:
                insist_migrated()
        except RuleViolation as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        except DatabaseError as error:
            raise CommandError(f"Không mở được cơ sở dữ liệu của DATABASE_URL: {error}") from None
        return super().execute(*args, **options)
