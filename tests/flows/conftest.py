"""Folders of their own for what a flow uploads and sends."""

import pytest


@pytest.fixture
def uploads(settings, tmp_path):
    """A folder of uploads in which no other test has left a file."""
    stored = settings.STORAGES["default"]
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**stored, "OPTIONS": {**stored["OPTIONS"], "location": tmp_path / "uploads"}},
    }
    return tmp_path / "uploads"


@pytest.fixture
def sent(tmp_path):
    folder = tmp_path / "sent"
    folder.mkdir()
    return folder
