"""How far a job of the worker has come."""

import time

SIGN_SECONDS = 1


class Progress:
    """Lets `tell(count)` write down how far a job has come, once a second at the most."""

    def __init__(self, tell):
        self.tell, self.told = tell, time.monotonic()

    def __call__(self, count):
        if time.monotonic() - self.told > SIGN_SECONDS:
            self.tell(count)
            self.told = time.monotonic()
