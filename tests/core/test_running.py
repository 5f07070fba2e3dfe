"""The whole of Vigie by one command: it starts from nothing, works, stops."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql
from pytest_django import Settings

from vigie.core.management.commands.run import refuse_if_taken

WRITES = 60
WRITERS = 3
WRITER = f"""
from django.db import transaction
from vigie.core import journal, outbox
for number in range({WRITES}):
    with transaction.atomic():
        journal.record("test.written", actor="system")
        outbox.enqueue("test.written", number=str(number))
"""


class Instance:
    """An instance of its own: data folder, database, port."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.started: list[subprocess.Popen[str]] = []
        self.environment = {
            **os.environ,
            "VIGIE_DATA": str(folder / "data"),
            "VIGIE_MODE": "production",
            "VIGIE_HOSTS": "127.0.0.1",
            "DATABASE_URL": database_url,
        }
        for name in ("DJANGO_SETTINGS_MODULE", "VIGIE_SECRET_KEY"):
            self.environment.pop(name, None)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "vigie", *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def clean_up(self) -> None:
        """Leave nothing running, even after a test that failed."""
        for process in self.started:
            process.terminate()
            process.communicate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def instance(tmp_path: Path, db: None) -> Iterator[Instance]:  # noqa: ARG001 - the server's address
    if connection.vendor == "sqlite":
        instance = Instance(tmp_path, f"sqlite:///{tmp_path / 'data' / 'vigie.sqlite3'}")
        yield instance
        instance.clean_up()
        return
    name = f"vigie_run_{os.getpid()}"
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        instance = Instance(tmp_path, url_of(name))
        yield instance
        instance.clean_up()
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def url_of(database: str) -> str:
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{database}"


def wait_until_ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "Vigie is ready" in line:
            return
    raise AssertionError("".join(said))


def status_of(url: str) -> int:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            """Follow nothing: production sends to HTTPS."""

    try:
        return int(urllib.request.build_opener(Stay).open(url).status)
    except urllib.error.HTTPError as answer:
        return answer.code


def entries_once_linked(instance: Instance) -> int:
    """Return how many entries `verify_journal` finds once the worker has linked every one."""
    said = ""
    for _ in range(30):
        verification = instance.start("verify_journal")
        said, _ = verification.communicate(timeout=30)
        if verification.returncode != 0 or "not linked yet" not in said:
            break
    linked = re.search(r"The journal is sound: (\d+) entries linked", said)
    assert linked, said
    return int(linked[1])


def test_it_starts_from_nothing_works_under_load_and_stops_cleanly(instance: Instance) -> None:
    running = instance.start("run", "--port", str(instance.port))
    wait_until_ready(running)
    assert status_of(f"http://127.0.0.1:{instance.port}/") == 301

    # The articles that ship are published at the first start.
    at_start = entries_once_linked(instance)
    writers = [instance.start("shell", "-v0", "-c", WRITER) for _ in range(WRITERS)]
    for writer in writers:
        said, _ = writer.communicate(timeout=60)
        assert (writer.returncode, said) == (0, "")

    assert entries_once_linked(instance) == at_start + WRITES * WRITERS

    running.send_signal(signal.SIGINT)
    said, _ = running.communicate(timeout=30)
    assert running.returncode == 0
    assert "Vigie has stopped." in said
    assert "OperationalError" not in said
    assert "Traceback" not in said

    left = {path.name for path in instance.folder.iterdir()}
    assert left == {"data"}


def test_a_demonstration_does_not_listen_to_other_machines(settings: Settings) -> None:
    settings.VIGIE_DEMO = True

    with pytest.raises(CommandError, match="A demonstration listens on"):
        call_command("run", host="0.0.0.0")  # noqa: S104 - what must be refused


def test_a_port_that_is_taken_is_told_before_anything_is_done() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"port {port}: .*Choose another with --port"):
            refuse_if_taken("127.0.0.1", port)


def test_a_front_process_has_no_worker(settings: Settings) -> None:
    settings.VIGIE_ROLE = "front"

    with pytest.raises(CommandError, match="A front process has no worker"):
        call_command("worker")
