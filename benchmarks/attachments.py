"""A large file through the sealing path, beside a bare copy to the disk: speed, and memory.

Run with `python -m benchmarks.attachments`. Over HTTP, from a form, into a running product:
what is measured is what a declarant waits for. The floor writes the same bytes and syncs them.
"""

import argparse
import http.client
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.declare import form
from benchmarks.serving import CSRF_TOKEN, PRODUCT, served
from vigie.core.keys import make_missing_keys

MEGABYTE = 1_000_000
BLOCK = os.urandom(MEGABYTE)
FILES = "/en/follow/files/"
BOUNDARY = "benchmark"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200)
    size = parser.parse_args().megabytes
    with tempfile.TemporaryDirectory() as folder:
        measure(size, Path(folder))


def measure(size: int, folder: Path) -> None:
    """Send a file of `size` MB, fetch it back, and say how that compares with a bare copy."""
    environment = {
        "VIGIE_MODE": "demo",
        "VIGIE_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "vigie.config.settings.demo",
    }
    make_missing_keys(folder / "keys")
    for command in (["migrate"], ["collectstatic", "--no-input"]):
        vigie = [sys.executable, "-m", "vigie", *command, "--verbosity", "0"]
        subprocess.run(vigie, env={**os.environ, **environment}, check=True)  # noqa: S603
    with served(PRODUCT, environment) as port:
        cookies = declare(port)
        upload(port, cookies, 1)
        with peak_memory(port) as grown:
            sent = timed(lambda: upload(port, cookies, size))
        print_speed("sent and sealed", size, sent, timed(lambda: copy(size, folder)))
        print(f"memory of the server while it received: {grown():+,.0f} MB at its peak")
        with peak_memory(port) as grown:
            fetched = timed(lambda: fetch(port, cookies, size))
        print(f"fetched back and opened: {size / fetched:,.0f} MB a second")
        print(f"memory of the server while it sent: {grown():+,.0f} MB at its peak")


def print_speed(what: str, size: int, took: float, bare: float) -> None:
    """Say how fast, beside the floor."""
    print(
        f"{size} MB {what}: {size / took:,.0f} MB a second; bare copy with fsync "
        f"{size / bare:,.0f} MB a second; {took / bare:.1f} x the floor"
    )


def timed(job: Callable[[], object]) -> float:
    """Return how long a job takes, in seconds."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def copy(size: int, folder: Path) -> None:
    """Write as much to the disk, bare, and sync it."""
    with (folder / "floor.bin").open("wb") as file:
        for _ in range(size):
            file.write(BLOCK)
        file.flush()
        os.fsync(file.fileno())


def declare(port: int) -> str:
    """Declare, and return the cookies of the declarant's browser."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={CSRF_TOKEN}",
    }
    connection.request("POST", "/en/declare/", form(), headers)
    answer = connection.getresponse()
    assert answer.status == 302, answer.status
    receipt = re.search(r"vigie_receipt=[^;]+", answer.headers["Set-Cookie"])
    assert receipt
    return f"csrftoken={CSRF_TOKEN}; {receipt[0]}"


def upload(port: int, cookies: str, size: int) -> None:
    """Send a file as a browser's form does."""
    head = (
        part("csrfmiddlewaretoken", CSRF_TOKEN)
        + (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="chosen"; filename="{size}.bin"'
            "\r\n\r\n"
        ).encode()
    )
    tail = b"\r\n" + part("whole", "yes") + f"--{BOUNDARY}--\r\n".encode()
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.putrequest("POST", FILES)
    connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    connection.putheader("Content-Length", str(len(head) + size * MEGABYTE + len(tail)))
    connection.putheader("Cookie", cookies)
    connection.endheaders(head)
    for _ in range(size):
        connection.send(BLOCK)
    connection.send(tail)
    answer = connection.getresponse()
    assert answer.status == 302, answer.status


def part(name: str, value: str) -> bytes:
    """Return a plain field of the form."""
    disposition = f'Content-Disposition: form-data; name="{name}"'
    return f"--{BOUNDARY}\r\n{disposition}\r\n\r\n{value}\r\n".encode()


def fetch(port: int, cookies: str, size: int) -> None:
    """Fetch the last file back."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", FILES, headers={"Cookie": cookies})
    page = connection.getresponse().read().decode()
    address = re.findall(rf'href="({FILES}[0-9a-f-]+/)"', page)[-1]
    connection.request("GET", address, headers={"Cookie": cookies})
    answer = connection.getresponse()
    received = 0
    while chunk := answer.read(MEGABYTE):
        received += len(chunk)
    assert received == size * MEGABYTE, received


@contextmanager
def peak_memory(port: int) -> Iterator[Callable[[], float]]:
    """Yield what tells by how many MB the server grew at its peak since the beginning."""
    process = worker_of(port)
    (process / "clear_refs").write_text("5")
    before = resident(process, "VmRSS")
    yield lambda: resident(process, "VmHWM") - before


def worker_of(port: int) -> Path:
    """Return where the kernel tells of the process that answers."""
    listening = f"--port {port}"
    processes = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        if listening in command and "granian" in command:
            processes.append(process)
    # The server has a child that answers: the one with the most memory in use.
    family = [*processes, *(child for each in processes for child in children(each))]
    return max(family, key=lambda each: resident(each, "VmRSS"))


def children(process: Path) -> list[Path]:
    """Return the children of a process."""
    listed = (process / "task" / process.name / "children").read_text().split()
    return [Path("/proc") / each for each in listed]


def resident(process: Path, line: str) -> float:
    """Return a line of a process's memory, in MB."""
    found = re.search(rf"{line}:\s+(\d+) kB", (process / "status").read_text())
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
