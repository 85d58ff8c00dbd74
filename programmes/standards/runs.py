"""Whole numbers in a row written as runs, [first, last] each: a thousand ids of one file are one pair."""


def runs_of(numbers):
    """The runs of ascending numbers; one that comes again counts once."""
    runs = []
    for number in numbers:
        if runs and number <= runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return runs


def numbers_in(runs):
    """Every number of runs, in their order."""
    return [number for first, last in runs for number in range(first, last + 1)]


def size_of(runs):
    """How many numbers the runs hold."""
    return sum(last - first + 1 for first, last in runs)


def are_runs(value):
    """Whether a value from outside is made of runs."""
    return isinstance(value, list) and all(
        isinstance(run, list) and len(run) == 2 and all(type(end) is int for end in run) and run[0] <= run[1]
        for run in value
    )
