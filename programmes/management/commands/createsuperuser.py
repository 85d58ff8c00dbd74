"""Closed; management/closed.py says why and what to do instead."""

from django.contrib.auth.management.commands import createsuperuser

from programmes.management.closed import closed

Command = closed(createsuperuser)
