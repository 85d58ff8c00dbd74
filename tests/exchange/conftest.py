"""What the tests of files share: an officer of Nghệ An with a round to give in."""

import pytest

from tests import factories as f


@pytest.fixture
def officer(db):
    return f.the_maker()


@pytest.fixture
def headquarters_officer(db):
    return f.the_maker(f.headquarters())


@pytest.fixture
def round_(db):
    return f.a_round(slug="so-the-2025", name="Sổ, thẻ 2025")
