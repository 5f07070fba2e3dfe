"""Prints where the house stands against its budgets: `python -m tests.codebase.report`."""

from statistics import median

from tests.codebase.tree import functions, lines, modules, name, pyproject

GOOD_FILE = 300
GOOD_FUNCTION = 10


def main() -> None:
    """Print the figures that are reported, not gated."""
    lengths = [(n.end_lineno or 0) - n.lineno + 1 for path in modules() for n in functions(path)]
    short = sum(length <= GOOD_FUNCTION for length in lengths)
    code, tests = (sum(map(lines, modules(folder))) for folder in ("vigie", "tests"))
    print(f"modules             {len(modules())}, {code} lines")
    print(f"tests to code       {tests / code:.2f} (wanted: 1.3 to 1.8)")
    print(f"functions           {len(lengths)}, median {median(lengths):g} lines, ", end="")
    print(f"{short / len(lengths):.0%} within {GOOD_FUNCTION} lines, longest {max(lengths)}")
    print(f"dependencies        {len(pyproject()['project']['dependencies'])} at run time")
    for path in modules():
        if lines(path) > GOOD_FILE:
            print(f"over {GOOD_FILE} lines      {name(path)}: {lines(path)}")


if __name__ == "__main__":
    main()
