"""Closed; management/closed.py says why and what to do instead."""

from django_tasks_db.management.commands import db_worker

from programmes.management.closed import closed

Command = closed(db_worker)
