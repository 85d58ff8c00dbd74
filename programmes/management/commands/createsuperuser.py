"""manage.py createsuperuser: as Django's, and the audit trail knows of it."""

from django.contrib.auth.management.commands import createsuperuser
from django.db.models import Max

from programmes.actions import officers
from programmes.models import Officer


class Command(createsuperuser.Command):
    def handle(self, *args, **options):
        last = Officer.objects.aggregate(last=Max("pk"))["last"] or 0
        super().handle(*args, **options)
        for officer in Officer.objects.filter(pk__gt=last, is_superuser=True):
            officers.note_superuser(officer)
