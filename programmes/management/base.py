"""What the commands of the portal share."""

from django.core.management.base import BaseCommand, CommandError

from programmes.actions import keys
from programmes.rules.problems import RuleViolation


class PortalCommand(BaseCommand):
    """A command that reads or writes the books: it begins only with the keys of its database."""

    def execute(self, *args, **options):
        try:
            keys.accept()
        except RuleViolation as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        return super().execute(*args, **options)
