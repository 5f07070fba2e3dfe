"""What docs/api.md tells a SIEM to run is run, word for word."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.codebase.tree import ROOT, read
from vigie.declarations.models import Declaration

COMMAND = re.compile(r"^```sh\n(curl .*?)\n```$", re.MULTILINE | re.DOTALL)


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_command_of_the_documentation_declares(live_server: LiveServer, tmp_path: Path) -> None:
    (command,) = COMMAND.findall(read(ROOT / "docs" / "api.md"))
    script = tmp_path / "declare.sh"
    script.write_text(command)
    answers = [
        subprocess.run(  # noqa: S603 - our own documentation
            [shutil.which("sh") or "sh", str(script)],
            env={**os.environ, "VIGIE_URL": live_server.url},
            capture_output=True,
            check=False,
            timeout=60,
        )
        for _ in range(2)
    ]
    assert [(answer.returncode, answer.stderr) for answer in answers] == [(0, b"")] * 2
    first, again = (json.loads(answer.stdout) for answer in answers)
    assert first == again
    row = Declaration.objects.get()
    assert (row.reference, row.channel, row.language) == (first["reference"], "api", "fr")
