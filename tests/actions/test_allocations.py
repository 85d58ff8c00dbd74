"""Allocate and release by the action: what a form that comes twice may do."""

import pytest

from programmes.actions import allocations
from tests import factories as f
from tests.actions.refusals import refused

pytestmark = pytest.mark.django_db


def test_the_token_of_an_allocation_releases_nothing():
    gift_list, by = f.an_approved_list(), f.the_maker(f.headquarters())
    donation = f.an_approved_donation(round=gift_list.round, office=by.office)
    allocations.allocate(donation, gift_list, 100, by=by, token="x")
    with refused("token_reused"):
        allocations.release(donation, gift_list, 100, reason="Nhầm", by=by, token="x")
