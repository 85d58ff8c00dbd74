"""Visitors in one light process: so many connections at a time, on each the next request after the answer.

A visitor leaves after VISIT_REQUESTS and another comes. A connection stays with the server process that took it: kept
open for the whole measurement, most of them with one process, they would leave the other idle.
"""

import re
import selectors
import socket
import time
from dataclasses import dataclass, field
from typing import NamedTuple

CONNECTIONS = 16
VISIT_REQUESTS = 50
READ_BYTES = 1 << 18
END_OF_HEADERS = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Load(NamedTuple):
    """`loader_share`: the part of the time in which this process was busy; near 1 it would be what is measured."""

    requests_per_second: float
    loader_share: float


@dataclass
class _Visit:
    """`answers` have come whole; `received` is what has come of the next."""

    received: bytearray = field(default_factory=bytearray)
    answers: int = 0


def request_of(address, port, **headers):
    """The bytes of a GET as a visitor's browser sends it through the front server."""
    fields = {"Host": f"127.0.0.1:{port}", "X-Forwarded-Proto": "https", "Accept-Encoding": "gzip", **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"GET {address} HTTP/1.1\r\n{lines}\r\n".encode()


def load(port, request, status, seconds):
    """Ask again and again for `seconds`; RuntimeError where an answer has another status."""
    done, busy, begin = 0, time.process_time(), time.perf_counter()
    with selectors.DefaultSelector() as selector:
        try:
            for _number in range(CONNECTIONS):
                _open(selector, port, request)
            while (passed := time.perf_counter() - begin) < seconds or not done:
                for key, _event in selector.select(seconds):
                    done += _read(key, request, status)
                    if key.data.answers == VISIT_REQUESTS:
                        selector.unregister(key.fileobj)
                        key.fileobj.close()
                        _open(selector, port, request)
        finally:
            for key in list(selector.get_map().values()):
                key.fileobj.close()
    return Load(done / passed, (time.process_time() - busy) / passed)


def _open(selector, port, request):
    visitor = socket.create_connection(("127.0.0.1", port))
    selector.register(visitor, selectors.EVENT_READ, _Visit())
    visitor.sendall(request)


def _read(key, request, status):
    """Read what has come; whether the answer is whole, and then ask again."""
    received = key.data.received
    part = key.fileobj.recv(READ_BYTES)
    received += part
    if part and not is_whole(received, status):
        return False
    if not part or int(received[9:12]) != status:
        raise RuntimeError(f"Instead of {status} came {bytes(received[:400])!r}")
    received.clear()
    key.data.answers += 1
    key.fileobj.sendall(request)
    return True


def is_whole(received, status):
    """Whether an answer has come to its end: a 304 has no body."""
    end = received.find(END_OF_HEADERS)
    if end < 0:
        return False
    length = LENGTH.search(received, 0, end)
    return status == 304 or len(received) >= end + len(END_OF_HEADERS) + int(length[1])
