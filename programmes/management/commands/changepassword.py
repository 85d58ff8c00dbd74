"""manage.py changepassword: as Django's, and the audit trail knows of it."""

import getpass

from django.contrib.auth.management.commands import changepassword

from programmes.actions import officers
from programmes.models import Officer


class Command(changepassword.Command):
    def handle(self, *args, **options):
        told = super().handle(*args, **options)
        officers.note_password(Officer.objects.get(username=options["username"] or getpass.getuser()), by=None)
        return told
