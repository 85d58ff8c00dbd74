"""What every test of an upload gets: an officer of Nghệ An, logged in, and a round."""

import pytest

from tests.factories import a_round, the_maker


@pytest.fixture
def officer(db):
    return the_maker()


@pytest.fixture
def client(at, officer):
    return at(officer)


@pytest.fixture
def round_(db):
    return a_round(slug="so-the-2025", name="Sổ, thẻ 2025")
