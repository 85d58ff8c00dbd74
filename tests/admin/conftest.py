"""An officer at the keyboard: `at(officer)` gives a logged-in client."""

import pytest
from django.test import Client


@pytest.fixture
def at(db):
    """Log an officer in."""

    def log_in(officer):
        client = Client()
        client.force_login(officer)
        return client

    return log_in
