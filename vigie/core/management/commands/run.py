"""`vigie run`: the whole of Vigie in one command."""

import socket
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from vigie.core import installation
from vigie.core.demo import NotLoopback, refuse_if_not_loopback
from vigie.core.supervisor import DiedByItself, Supervisor

WEB = "the web server"
WORKER = "the worker"
REQUESTS_WAITING_PER_THREAD = 16
ALL_PORTS = range(1, 65_536)


class Command(BaseCommand):
    """Prepares the instance, then runs web server and worker until Ctrl-C."""

    help = "Prepare what is missing, then run the web server and the worker until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where to listen and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=port_number, default=8000, help="port to listen on")
        parser.add_argument("--processes", type=int, default=1, help="processes that answer")
        parser.add_argument("--threads", type=int, default=8, help="threads of each process")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Run until told to stop."""
        host, port = options["host"], options["port"]
        refuse_if_exposed(host)
        refuse_if_taken(host, port)
        console = Console(stderr=True)
        installation.prepare(console)
        commands = {WEB: web_command(host, port, options["processes"], options["threads"])}
        if settings.VIGIE_ROLE != "front":
            commands[WORKER] = [sys.executable, "-m", "vigie", "worker"]
        try:
            # Intake goes on without the worker: what it has to do waits in the outbox.
            Supervisor(commands, frozenset({WORKER})).run(glance=announcement(console, host, port))
        except DiedByItself as error:
            raise CommandError(f"{error}; everything was stopped.") from error
        console.print("Vigie has stopped.")


def port_number(written: str) -> int:
    """Read a port."""
    if not written.isdecimal() or int(written) not in ALL_PORTS:
        raise ArgumentTypeError(f"{written} is not a port: 1 to 65535")
    return int(written)


def web_command(host: str, port: int, processes: int, threads: int) -> Sequence[str]:
    """Return the command of the web server."""
    granian = [sys.executable, "-m", "granian", "vigie.config.wsgi:application"]
    address = ["--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"]
    size = ["--workers", str(processes), "--blocking-threads", str(threads)]
    # What no thread is free for waits in line.
    patience = ["--backpressure", str(threads * REQUESTS_WAITING_PER_THREAD)]
    care = ["--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "error"]
    return [*granian, *address, *size, *patience, *care]


def refuse_if_exposed(host: str) -> None:
    """Raise CommandError when a demonstration would listen to other machines."""
    if settings.VIGIE_DEMO:
        try:
            refuse_if_not_loopback(host)
        except NotLoopback as refusal:
            raise CommandError(str(refusal)) from refusal


def refuse_if_taken(host: str, port: int) -> None:
    """Raise CommandError when another program listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as error:
            reason = error.strerror or "unknown address"
            raise CommandError(
                f"Cannot listen on {host} port {port}: {reason}. Choose another with --port."
            ) from error


def announcement(console: Console, host: str, port: int) -> Callable[[], None]:
    """Return what tells once, when the server first answers, where to find it."""
    announced = False
    address = f"[{host}]" if ":" in host else host

    def announce() -> None:
        nonlocal announced
        if not announced and answers(host, port):
            announced = True
            console.print(f"Vigie is ready: http://{address}:{port}/ (Ctrl-C stops it)")

    return announce


def answers(host: str, port: int) -> bool:
    """Tell whether somebody listens there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True
