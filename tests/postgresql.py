"""Runs a command against a throwaway PostgreSQL: `python -m tests.postgresql pytest ...`.

The server listens on a Unix socket in a folder of its own, trades durability for speed, and
is gone with its data when the command ends. PostgreSQL refuses to run as root: started by root,
it runs as an unprivileged user.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.optional import required

MINIMUM_VERSION = 15
# As on a solid-state disk, which any server has today: see docs/operations.md.
SOLID_STATE = ("random_page_cost=1.1",)
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class MissingPostgresqlError(Exception):
    """No PostgreSQL server recent enough is installed."""


def find_binaries() -> Path:
    """Return the folder that holds `initdb` and `postgres`, newest version first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_of, reverse=True)
    if pg_config := shutil.which("pg_config"):
        bindir = subprocess.run(  # noqa: S603 - found on PATH, no input
            [pg_config, "--bindir"], capture_output=True, text=True, check=True
        )
        folders.append(Path(bindir.stdout.strip()))
    if on_path := shutil.which("postgres"):
        folders.append(Path(on_path).resolve().parent)
    for folder in folders:
        if (folder / "initdb").exists() and version(folder) >= MINIMUM_VERSION:
            return folder
    raise MissingPostgresqlError(
        f"PostgreSQL {MINIMUM_VERSION} or later is not installed (Debian: apt install postgresql)"
    )


def version_of(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def version(folder: Path) -> int:
    """Return the major version that `postgres --version` tells."""
    answer = subprocess.run(  # noqa: S603 - a server found on this machine, no input
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    number = answer.stdout.split()[2]
    return int("".join(c for c in number.split(".")[0] if c.isdigit()))


def unprivileged() -> Mapping[str, Any]:
    """Return what `subprocess` needs so that the server does not run as root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def throwaway_server() -> Iterator[str]:
    """Start a server and yield the DATABASE_URL of its empty database."""
    binaries = find_binaries()
    identity = unprivileged()
    # /tmp: the path of a Unix socket may hold about a hundred characters only.
    folder = Path(tempfile.mkdtemp(prefix="vigie-pg-", dir="/tmp"))
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    data = folder / "data"
    initdb: list[str | Path] = [binaries / "initdb", "--pgdata", data, "--username=vigie"]
    initdb += ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    try:
        subprocess.run(  # noqa: S603 - fixed arguments
            initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder, **identity
        )
        settings = [*FAST, *SOLID_STATE, "listen_addresses=", f"unix_socket_directories={folder}"]
        flags = [flag for setting in settings for flag in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(  # noqa: S603 - fixed arguments
                [binaries / "postgres", "-D", data, *flags],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=folder,
                **identity,
            )
        try:
            wait_until_ready(binaries, folder, server)
            yield f"postgres://vigie@{quote(str(folder), safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # fast shutdown: does not wait for clients
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_ready(binaries: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Return when the server answers; raise with its log when it does not."""
    question: list[str | Path] = [binaries / "pg_isready", "-q", "-h", folder, "-U", "vigie"]
    for _ in range(300):
        ready = subprocess.run(question, check=False)  # noqa: S603 - fixed arguments
        if ready.returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start:\n" + (folder / "log").read_text())


def run(command: list[str]) -> int:
    """Run `command` with DATABASE_URL set; return its exit code."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.run(command, check=False).returncode  # noqa: S603 - the caller's own
    try:
        with throwaway_server() as url:
            environment = {**os.environ, "DATABASE_URL": url}
            return subprocess.run(command, check=False, env=environment).returncode  # noqa: S603
    except MissingPostgresqlError as error:
        print(f"Tests on PostgreSQL skipped: {error}.", file=sys.stderr)  # noqa: T201
        return 1 if required("postgresql") else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
