"""Python's cycle collector, spared the rows while a file is in memory."""

import gc
from contextlib import contextmanager

YOUNG, NEVER = 50_000, 1_000_000


@contextmanager
def collector_spared():
    """Look at each new object once, and never again at what stayed.

    Rows are tuples without cycles, and there are many: looking through them again and again finds nothing. What an
    exception leaves behind is found while it is new.
    """
    usual = gc.get_threshold()
    gc.set_threshold(YOUNG, NEVER, NEVER)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
