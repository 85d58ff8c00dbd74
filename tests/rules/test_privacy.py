"""Who is named, what is said in place of a small number, and which shares of a donor may be told."""

from datetime import date

import pytest

from programmes.models import Donor, DonorTotal
from programmes.rules.privacy import (
    MAY_BE_NAMED,
    Hidden,
    in_place_of,
    may_be_named,
    part_may_be_told,
    rounded_down,
    shares_may_be_told,
)
from tests import factories as f
from tests.public import world


def test_one_hidden_number_is_below_eleven_and_several_are_not_told():
    assert in_place_of(0) == 0
    assert in_place_of(1) == Hidden.FEW
    assert in_place_of(2) == Hidden.WITHHELD


@pytest.mark.parametrize(
    ("shares", "may"),
    [
        ((186,), True),
        ((100, 86), True),
        ((180, 6), False),  # what is left is the other's share
        ((180, 8, 7), True),  # 5 to 10 each
        ((180, 10, 10), False),
        ((180, 10, 7), False),  # 7 to 10
        ((180, 5, 4), False),
        ((180, 0), True),
    ],
)
def test_shares_are_told_where_the_rest_is_nothing_or_leaves_five_values(shares, may):
    assert shares_may_be_told(shares) is may


def test_who_helped_is_told_where_the_share_may_be_one_of_five():
    assert part_may_be_told(donations=1, people=11)
    assert part_may_be_told(donations=7, people=11)
    assert not part_may_be_told(donations=8, people=11)


def test_counts_of_the_books_are_told_in_hundreds():
    assert [rounded_down(count) for count in (0, 1, 99, 100, 1299)] == [0, "dưới 100", "dưới 100", 100, 1200]


@pytest.mark.django_db
@pytest.mark.parametrize("consented_on", [None, date(2025, 1, 2)])
@pytest.mark.parametrize("kind", Donor.Kind)
def test_one_donor_is_named_where_the_rows_of_the_donor_are(kind, consented_on):
    donor = f.a_donor(kind=kind, consented_on=consented_on)
    for is_anonymous in (False, True):
        world.raised(donor=donor, is_anonymous=is_anonymous, programme=f.a_programme(slug=f"ct-{is_anonymous:d}"))
    named = list(DonorTotal.objects.filter(MAY_BE_NAMED).values_list("donor", "is_anonymous"))
    assert named == ([(donor.pk, False)] if may_be_named(donor) else [])
    assert may_be_named(donor) is (
        kind in Donor.ORGANISATIONS or (kind == Donor.Kind.INDIVIDUAL and consented_on is not None)
    )
