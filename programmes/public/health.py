"""What machines ask: is the process there, does the portal work, its numbers for Prometheus; nothing of a person.

Answered before anything else is asked of a request, so that a balancer may ask by the address of the machine and over
plain http.
"""

import logging
from functools import cache
from hmac import compare_digest

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound, JsonResponse

from programmes.models.keys import at_hand
from programmes.public.responses import READING
from programmes.rules.keys import check_keys
from programmes.totals import service

logger = logging.getLogger(__name__)
TEXT = "text/plain; version=0.0.4; charset=utf-8"  # of Prometheus


def health(get_response):
    """Middleware, before whatever asks for a name, for https or for a session."""
    pages = {"/healthz": _is_there, "/readyz": _is_ready, "/metrics": _metrics}

    def answer(request):
        page = pages.get(request.path_info)
        if page is None:
            return get_response(request)
        response = page(request) if request.method in READING else HttpResponseNotAllowed(READING)
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def _is_there(_request):
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def _is_ready(_request):
    """503 where a request could not be answered; what only officers and operators have to see to stays 200."""
    told = {"status": "unready", "database": "away"}
    try:
        told |= _state_of_database()
        if told["migrations"] == told["keys"] == "ok":
            told |= _state_of_service()
    except DatabaseError:
        connection.close()
        logger.warning("not ready: the database does not answer")
    return JsonResponse(told, status=503 if told["status"] == "unready" else 200)


def _state_of_database():
    applied = MigrationRecorder(connection).applied_migrations()
    wrong_keys = list(check_keys(at_hand())) if applied else []
    return {
        "database": "ok",
        "migrations": "ok" if newest_migrations() <= applied.keys() else "missing",
        "keys": "others" if wrong_keys else "ok",
    }


def _state_of_service():
    seen = service.signs()
    found = [trouble.code for trouble in service.troubles(seen)]
    return {
        "status": "degraded" if found else "ok",
        "troubles": found,
        "worker": "ok" if seen.has_worker else "away",
        "queue_length": seen.queue_length,
        "queue_seconds": seen.queue_seconds,
        "check_seconds": seen.check_seconds,
        "copy_seconds": seen.copy_seconds,
        "broken_checks": seen.broken_checks,
        "free_bytes": seen.free_bytes,
    }


@cache
def newest_migrations():
    """The last migrations of this version: with them all of it is there."""
    return set(MigrationLoader(None).graph.leaf_nodes())


def _metrics(request):
    """Numbers in the text format of Prometheus, for whoever has METRICS_TOKEN; without one there is no such page."""
    asked = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not compare_digest(asked.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponseNotFound("not found\n", content_type="text/plain; charset=utf-8")
    try:
        seen = service.signs()
        numbers = {
            "portal_database_up": 1,
            "portal_worker_up": int(seen.has_worker),
            "portal_queue_length": seen.queue_length,
            "portal_queue_oldest_seconds": seen.queue_seconds,
            "portal_check_age_seconds": seen.check_seconds,
            "portal_copy_age_seconds": seen.copy_seconds,
            "portal_checks_broken": seen.broken_checks,
            "portal_disk_free_bytes": seen.free_bytes,
        }
    except DatabaseError:
        connection.close()
        numbers = {"portal_database_up": 0}
    lines = [f"# TYPE {name} gauge\n{name} {value}\n" for name, value in numbers.items() if value is not None]
    return HttpResponse("".join(lines), content_type=TEXT)
