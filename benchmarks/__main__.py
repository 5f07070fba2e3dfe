"""Runs every benchmark, each in a process of its own: `make bench`."""

import subprocess
import sys
from pathlib import Path


def main() -> None:
    """Run them in order of their names."""
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        print(f"== {path.stem}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{path.stem}"], check=True)  # noqa: S603


if __name__ == "__main__":
    main()
