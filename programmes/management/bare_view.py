"""The floor of a page: a view of Django without middleware and database, which sends the same bytes (WSGI).

Outside `benchmark/`, which the models come with: this process has none of the portal.
"""

import json
from base64 import b64decode
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

urlpatterns = []


def serving(answers):
    """The application; `answers` is a file of JSON: address -> headers, headers of the 304 instead, body in base64."""
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="of no use")  # noqa: S106
    told = json.loads(Path(answers).read_text())
    urlpatterns.extend(path(address.lstrip("/"), _view(*answer)) for address, answer in told.items())
    return get_wsgi_application()


def _view(headers, unchanged, body):
    body = b64decode(body)

    def view(request):
        if "HTTP_IF_NONE_MATCH" in request.META:
            return HttpResponse(status=304, headers=unchanged)
        return HttpResponse(body, headers=headers)

    return view
