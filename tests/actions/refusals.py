"""How the tests of actions look at a refusal."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction

from programmes.rules.problems import RuleViolation


@contextmanager
def refused(*codes):
    """The office says no with exactly these codes."""
    with pytest.raises(RuleViolation) as refusal:
        yield
    assert [problem.code for problem in refusal.value.problems] == list(codes)


@contextmanager
def refused_by_the_database(constraint):
    """The database itself says no and names the constraint; what was written before stays."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        yield
