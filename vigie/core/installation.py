"""What must be there before an instance can start. Each step does only what is missing."""

import subprocess
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.utils.module_loading import import_string
from rich.console import Console

from vigie.core import journal, keys, sealing

RECOVERY_WARNING = (
    "[bold]Move the recovery key away from this machine:[/bold] {path}\n"
    "It opens everything that is sealed here. Copy it to a medium that you keep offline, in a "
    "safe, then delete it here: Vigie does not need it to run. Without it, losing the running "
    "key (desk.agekey) loses what was declared."
)


def refuse_to_start() -> None:
    """Return when every guard of this mode agrees to start, else raise CommandError."""
    for guard in settings.VIGIE_START_GUARDS:
        try:
            import_string(guard)()
        except ImproperlyConfigured as refusal:
            raise CommandError(str(refusal)) from refusal


def prepare(console: Console) -> None:
    """Bring the instance to where it can start: folder, keys, tables, data, static files."""
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    refuse_to_start()
    if settings.VIGIE_ROLE == "front":
        _prepare_front()
    else:
        _prepare_keys(console)
        with console.status("Bringing the database up to date"):
            call_command("migrate", interactive=False, verbosity=0)
        for command in settings.VIGIE_SETUP_COMMANDS:
            call_command(command, verbosity=0)
        if settings.VIGIE_DEMO:
            _prepare_demonstration()
        journal.link_entries()
        journal.sign_checkpoint()
    with console.status("Collecting static files"):
        call_command("collectstatic", interactive=False, verbosity=0)


def _prepare_keys(console: Console) -> None:
    made = keys.make_missing_keys(keys.keys_folder())
    if made:
        console.print(f"Keys made in {keys.keys_folder()}: {', '.join(made)}")
    recovery = keys.keys_folder() / keys.RECOVERY
    if recovery.exists() and (made or not settings.VIGIE_DEMO):
        console.print(RECOVERY_WARNING.format(path=recovery), style="yellow")


def _prepare_front() -> None:
    """Hold a front process against what it needs; it may make no key but its own."""
    keys.make_front_keys(keys.keys_folder())
    try:
        sealing.desk_recipients()
        keys.journal_entry_key()
    except keys.KeyMissing as error:
        raise CommandError(
            f"{error}. Copy {keys.RECIPIENTS} and {keys.JOURNAL_ENTRY}, and no other key, from "
            "the desk's data folder to this one."
        ) from error


def _prepare_demonstration() -> None:
    """Make the demonstration data, in a process that has read the keys just made."""
    if "demo" in get_commands():
        # What to do next is for the command to say that this one is part of.
        demo = [sys.executable, "-m", "vigie", "demo"]
        if subprocess.run(demo, check=False, stdout=subprocess.DEVNULL).returncode != 0:  # noqa: S603 - our own command
            raise CommandError("The demonstration data could not be made; what failed is above.")
