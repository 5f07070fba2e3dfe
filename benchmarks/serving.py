"""A server of the product's own kind, and clients that press it."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from vigie.core.management.commands.run import web_command

PRODUCT = "vigie.config.wsgi:application"
START_WITHIN = 30
# Any 32 letters: a form is a browser's own when its field and its cookie say the same.
CSRF_TOKEN = "benchmark" * 3 + "token"


@contextmanager
def served(application: str, environment: dict[str, str]) -> Iterator[int]:
    """Serve a WSGI application as `vigie run` serves the product; yield its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = web_command("127.0.0.1", port, processes=1, threads=8)
    command = [application if part == PRODUCT else part for part in ours]
    server = subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=START_WITHIN)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not start")


def press(port: int, path: str, bodies: Sequence[str], *, clients: int, expected: int) -> float:
    """POST each body once, from `clients` connections at a time; return the seconds it took.

    Raises:
        RuntimeError: an answer had another status than `expected`.
    """
    shares = [bodies[number::clients] for number in range(clients)]
    start = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(lambda share: _post_all(port, path, share, expected), shares))
    return time.perf_counter() - start


def _post_all(port: int, path: str, bodies: Sequence[str], expected: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        # As every browser says of a form that comes from the page itself.
        "Sec-Fetch-Site": "same-origin",
        "Cookie": f"csrftoken={CSRF_TOKEN}",
    }
    for body in bodies:
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        response.read()
        if response.status != expected:
            raise RuntimeError(f"{path} answered {response.status}, not {expected}")
    connection.close()
