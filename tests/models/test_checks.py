"""A record's checks cost one question; whichever is broken is told, and each of the broken ones."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f

pytestmark = pytest.mark.django_db


def asked(gift):
    """How often the database was asked about checks of the gift, and what was refused."""
    with CaptureQueriesContext(connection) as queries:
        try:
            gift.validate_constraints()
        except ValidationError as refusal:
            refused = refusal.messages
        else:
            refused = []
    return sum('"_check"' in query["sql"] for query in queries), refused


def test_a_sound_gift_is_asked_about_once_and_a_faulty_one_told_every_broken_check():
    gift = f.a_gift()
    assert asked(gift) == (1, [])
    gift.quantity, gift.months = 2, 0
    count, refused = asked(gift)
    assert count == 1 + sum("CheckConstraint" in repr(check) for check in gift._meta.constraints)
    assert len(refused) == 2


def test_a_check_that_names_a_field_left_out_is_not_asked():
    gift = f.a_gift()
    gift.months = 0
    with pytest.raises(ValidationError):
        gift.validate_constraints(exclude=["quantity"])
    gift.validate_constraints(exclude=["months"])
