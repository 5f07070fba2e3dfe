"""Runs every benchmark, each in a process of its own: `make bench`."""

import subprocess
import sys

JOBS = ("declare", "attachments", "directory", "figures")


def main() -> None:
    """Run them one after the other."""
    for job in JOBS:
        print(f"== {job}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{job}"], check=True)  # noqa: S603


if __name__ == "__main__":
    main()
