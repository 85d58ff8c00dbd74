"""What a judgement says when the answer is no: a field, a code, a sentence with the cure."""

from typing import NamedTuple

from django.core.exceptions import ValidationError


class Problem(NamedTuple):
    """`field` is the name in the model, or "" when the record as a whole is meant."""

    field: str
    code: str
    message: str


class RuleViolation(ValidationError):
    """Raised by actions when rules refuse; carries the problems, shows their sentences."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__([ValidationError(problem.message, code=problem.code) for problem in self.problems])


def first_of(*judgements):
    """The problems of the first judgement that has any; those after it are not asked, and so tell nothing."""
    return next(filter(None, map(list, judgements)), [])


def insist(*judgements):
    """Raise RuleViolation with the problems of the first judgement that has any (`first_of`)."""
    if problems := first_of(*judgements):
        raise RuleViolation(problems)
