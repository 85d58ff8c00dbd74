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


def insist(problems):
    """Raise RuleViolation unless the list of problems is empty."""
    problems = list(problems)
    if problems:
        raise RuleViolation(problems)
