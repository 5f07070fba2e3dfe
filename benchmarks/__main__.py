"""Runs every benchmark, each in a process of its own: `make bench`."""

import subprocess
import sys

PYTHON = (sys.executable, "-m")
# Said plainly, and left out, where no PostgreSQL is installed.
ON_POSTGRESQL = (*PYTHON, "tests.postgresql", *PYTHON)
JOBS = (
    (*PYTHON, "benchmarks.declare"),
    (*PYTHON, "benchmarks.attachments"),
    (*PYTHON, "benchmarks.directory"),
    (*PYTHON, "benchmarks.figures"),
    # Said plainly, and left out, where Spark or its Java is missing.
    (*PYTHON, "benchmarks.spark"),
    (*PYTHON, "benchmarks.snapshots"),
    (*ON_POSTGRESQL, "benchmarks.snapshots"),
    (*PYTHON, "benchmarks.disclosure"),
    (*ON_POSTGRESQL, "benchmarks.queue"),
    (*ON_POSTGRESQL, "benchmarks.ticks"),
    (*PYTHON, "benchmarks.ticks"),
    (*ON_POSTGRESQL, "benchmarks.search"),
    (*PYTHON, "benchmarks.search"),
)


def main() -> None:
    """Run them one after the other."""
    for job in JOBS:
        print(f"== {' '.join(job[2:])}", flush=True)
        subprocess.run(job, check=True)  # noqa: S603


if __name__ == "__main__":
    main()
