"""Closed; management/closed.py says why and what to do instead."""

from django.core.management.commands import testserver

from programmes.management.closed import closed

Command = closed(testserver)
