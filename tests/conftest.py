"""What every test gets: Vietnamese on, and factories.py (plain functions) for records."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_vietnamese():
    """Screens are Vietnamese whatever language an earlier test left behind."""
    with translation.override("vi"):
        yield
