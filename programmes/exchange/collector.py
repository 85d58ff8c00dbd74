"""Python's cycle collector, at rest while a file is in memory."""

import gc
from contextlib import contextmanager


@contextmanager
def collector_paused():
    """Rows are tuples without cycles, and there are many: looking through them again and again finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
