"""What docs/api.md tells a SIEM to run is run, word for word."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.codebase.tree import ROOT, read
from vigie.declarations.models import Attachment, Declaration

COMMAND = re.compile(r"^```sh\n(curl .*?)\n```$", re.MULTILINE | re.DOTALL)


def run(command: str, folder: Path, **environment: str) -> Any:
    """Run a command of the documentation; return what it answers."""
    script = folder / "command.sh"
    script.write_text(command)
    answer = subprocess.run(  # noqa: S603 - our own documentation
        [shutil.which("sh") or "sh", str(script)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (answer.returncode, answer.stderr) == (0, b""), answer.stdout
    return json.loads(answer.stdout)


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_commands_of_the_documentation_declare_and_join_a_file(
    live_server: LiveServer, tmp_path: Path, data_folder: Path
) -> None:
    del data_folder
    declare, announce, send = COMMAND.findall(read(ROOT / "docs" / "api.md"))
    first, again = (run(declare, tmp_path, VIGIE_URL=live_server.url) for _ in range(2))
    assert first == again
    row = Declaration.objects.get()
    assert (row.reference, row.channel, row.language) == (first["reference"], "api", "fr")

    (tmp_path / "edr.log").write_bytes(b"mass encryption\n" * 1000)
    known = {
        "VIGIE_URL": live_server.url,
        "VIGIE_REFERENCE": first["reference"],
        "VIGIE_CODE": first["receipt_code"],
    }
    file = run(announce, tmp_path, **known)
    sent = run(send, tmp_path, **known, VIGIE_FILE=file["id"])
    assert (sent["size"], sent["complete"]) == (16_000, True)
    assert Attachment.objects.get().size == 16_000
