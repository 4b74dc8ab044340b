"""A dated edition of the tables: what changed since the last, counted, under a heading of their changelog."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from normalize.curate.checks import check
from normalize.curate.edits.editions.differences import differences, summary, tables_at
from normalize.curate.tables import read
from normalize.curate.tables.format import edition, format_tables, with_edition
from normalize.curate.tables.writing import alone, write_all
from normalize.errors import InputError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from normalize.curate.tables import Problem

_HEADING = re.compile(r"^## ", re.MULTILINE)
_UNRELEASED = re.compile(r"^## Unreleased\s*$\n*", re.MULTILINE | re.IGNORECASE)
_TITLE = "# Changelog of the gazetteer\n\n"


class Release(NamedTuple):
    """An edition: its date, the git revision it is compared with ("" for none), and what the changelog says of it."""

    edition: str
    since: str
    text: str
    written: bool


def release(
    root: Path,
    date: str,
    *,
    notes: Sequence[str] = (),
    since: str = "",
    prove: Callable[[Path], list[Problem]] | None = None,
    write: bool = True,
) -> Release:
    """Make an edition: check the tables, count what changed, and head the changelog with the date.

    What stands below "Unreleased" becomes part of the edition. `since` is the revision of the last edition; without
    it the one that brought the newest heading. `prove` gives what is wrong with the sentences of the proofs.

    Raises:
        SourceError: the tables have problems; nothing is written.
        InputError: the date is not later than the last edition, or nothing has changed.
    """
    last = edition(root)
    if last and date <= last:
        message = f"{date}: there is an edition of {last} already; give a later day with --date"
        raise InputError(message)
    problems = check(root) or (prove(root) if prove else [])
    if problems:
        raise SourceError(str(problem) for problem in problems)
    revision = since or (_revision_of(root, last) if last else "")
    changelog = root / "CHANGELOG.md"
    before = changelog.read_text(encoding="utf-8") if changelog.is_file() else _TITLE
    told, rest = _unreleased(before)
    counted = _counted(root, revision)
    if revision and not (counted or told or notes):
        message = f"nothing changed since the edition of {last} ({revision}); there is nothing to release"
        raise InputError(message)
    text = "\n".join(filter(None, [told, *(f"- {note}" for note in notes), *counted])) + "\n"
    if write:
        _write(root, _headed(rest, f"## {date}\n\n{text}\n"))
    return Release(date, revision, text, write)


def _write(root: Path, changelog: str) -> None:
    with alone(root):
        write_all(root, {"CHANGELOG.md": changelog, **with_edition(root, changelog)})
    format_tables(root)


def _counted(root: Path, revision: str) -> list[str]:
    """Count the facts that changed since a revision, and those there are where it is the first edition."""
    tables = read(root)
    if not revision:
        return [f"- {len(tables.entities):,} entities with {len(tables.names):,} names."]
    return [f"- {line}" for line in summary(differences(tables_at(root, revision), tables))]


def _unreleased(text: str) -> tuple[str, str]:
    r"""Cut what stands below "Unreleased" out of a changelog.

    >>> _unreleased("# Changelog\n\n## Unreleased\n\n- New.\n\n## 2026-11-01\n\n- Old.\n")
    ('- New.', '# Changelog\n\n## 2026-11-01\n\n- Old.\n')
    """
    found = _UNRELEASED.search(text)
    if found is None:
        return "", text
    following = _HEADING.search(text, found.end())
    end = following.start() if following else len(text)
    return text[found.end() : end].strip(), text[: found.start()] + text[end:]


def _headed(text: str, section: str) -> str:
    r"""Put a section before the first one of a changelog.

    >>> _headed("# Changelog\n\n## 2026-11-01\n\n- Old.\n", "## 2026-11-22\n\n- New.\n\n")
    '# Changelog\n\n## 2026-11-22\n\n- New.\n\n## 2026-11-01\n\n- Old.\n'
    """
    first = _HEADING.search(text)
    at = first.start() if first else len(text)
    head = text[:at].rstrip("\n")
    return (f"{head}\n\n{section}" + text[at:]).rstrip("\n") + "\n"


def _revision_of(root: Path, last: str) -> str:
    """Give the git revision that brought the heading of the last edition; "" where there is none."""
    command = ["git", "-C", str(root), "log", "-1", "--format=%h", f"-S## {last}\n", "--", "CHANGELOG.md"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  arguments, no shell
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def today() -> str:
    """Give the day of an edition that is made now, as the calendar of the world has it.

    >>> len(today())
    10
    """
    return dt.datetime.now(dt.UTC).date().isoformat()
