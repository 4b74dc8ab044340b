"""The command line: arguments in, exit codes out. It decides nothing about names.

Exit codes: 0 done, 1 failed (some inputs, or all), 2 wrong usage, 3 a check found problems.
"""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command `normalize` and end the process with its exit code."""
    from normalize.cli.app import run

    sys.exit(run(sys.argv[1:]))
