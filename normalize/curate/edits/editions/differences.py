"""What changed in the tables between two states, told as facts and not as lines."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from normalize.curate.tables import Row, Tables, columns, read
from normalize.curate.tables.records import settled_entities, settled_names
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Cells that say where a fact is from, not what it is.
_UNTOLD = frozenset({"source"})
_NAMED = 10  # new entities of a kind that a changelog names


class Difference(NamedTuple):
    """One fact that is new, gone or other than before.

    >>> print(Difference("zotov-ivan", "tenure", "", "mayor of gn-480562 since 2026-03-01"))
    zotov-ivan: new tenure: mayor of gn-480562 since 2026-03-01
    >>> print(Difference("RU-TUL", "population", "1466127", "1460000"))
    RU-TUL: population: 1466127, now 1460000
    """

    entity_id: str
    what: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.entity_id}: new {self.what}: {self.after}"
        if not self.after:
            return f"{self.entity_id}: no more {self.what}: {self.before}"
        return f"{self.entity_id}: {self.what}: {self.before}, now {self.after}"


def tables_at(root: Path, revision: str) -> Tables:
    """Read the tables as git had them at a revision.

    Raises:
        InputError: there is no such revision, or the tables are not under git.
    """
    command = ["git", "-C", str(root), "archive", "--format=tar", revision, "."]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  arguments, no shell
    except FileNotFoundError:
        message = "git is not installed; `normalize gazetteer diff` reads the other state from it"
        raise InputError(message) from None
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        message = f"{revision!r} cannot be read from git in {root}: {told[0] if told else 'unknown reason'}"
        raise InputError(message)
    with TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
        return read(Path(folder))


def differences(before: Tables, after: Tables) -> Iterator[Difference]:
    """Give every fact that differs, entity by entity."""
    old, new = _facts(before), _facts(after)
    for entity_id in sorted({*old, *new}):
        yield from _of_entity(entity_id, old.get(entity_id, {}), new.get(entity_id, {}))


def _of_entity(
    entity_id: str, old: dict[tuple[str, str], str], new: dict[tuple[str, str], str]
) -> Iterator[Difference]:
    for fact in sorted({*old, *new}):
        before, after = old.get(fact, ""), new.get(fact, "")
        if before != after:
            yield Difference(entity_id, fact[0], before, after)


def _facts(tables: Tables) -> dict[str, dict[tuple[str, str], str]]:
    """Give each entity's facts: under what they are about and which of several, how they read."""
    facts: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for row in settled_entities(tables.entities).values():
        for name in columns("entities")[1:]:
            if name not in _UNTOLD and getattr(row, name):
                facts[row.id][name, ""] = getattr(row, name)
    for entity_id, what, which, told in _told(tables):
        facts[entity_id][what, which] = told
    return facts


def _told(tables: Tables) -> Iterator[tuple[str, str, str, str]]:
    for name in settled_names(tables.names):
        sort = "name" if name.kind == "preferred" else name.kind
        which = "" if name.kind == "preferred" else name.name
        weak = " (weak)" if name.strength == "weak" else ""
        yield name.entity_id, f"{sort} ({name.lang})", which, f"{name.name}{weak}{_times(name)}"
    for relation in tables.relations:
        told = f"{relation.object}{_times(relation)}"
        yield relation.subject, relation.relation, relation.object + relation.valid_from, told
    for tenure in tables.tenures:
        told = f"{tenure.office} of {tenure.of}{_times(tenure)}"
        yield tenure.person, "tenure", f"{tenure.office}{tenure.of}{tenure.valid_from}", told
    for form in tables.forms:
        yield (
            form.entity_id,
            "case form",
            form.name + form.case + form.form,
            f"{form.form} ({form.case} of {form.name})",
        )
    for redirect in tables.redirects:
        yield redirect.id, "redirect", "", f"{redirect.to} ({redirect.reason})"


def _times(row: Row) -> str:
    since, until = getattr(row, "valid_from", ""), getattr(row, "valid_to", "")
    return (f" since {since}" if since else "") + (f" until {until}" if until else "")


def summary(found: Iterable[Difference]) -> list[str]:
    """Tell differences as the changelog of an edition does: entities by kind, ids that lead on, a count of the rest.

    >>> told = [
    ...     Difference("zotov-ivan", "kind", "", "person"),
    ...     Difference("zotov-ivan", "name (ru)", "", "Иван Зотов"),
    ...     Difference("zotov-i", "redirect", "", "zotov-ivan (one man)"),
    ...     Difference("RU-TUL", "population", "1", "2"),
    ... ]
    >>> for line in summary(told):
    ...     print(line)
    new person: 1 (zotov-ivan)
    zotov-i is zotov-ivan now (one man)
    changed population: 1
    """
    differences = list(found)
    whole: dict[str, list[str]] = defaultdict(list)
    for one in differences:
        if one.what == "kind" and not (one.before and one.after):
            whole[f"{'new' if one.after else 'gone'} {one.after or one.before}"].append(one.entity_id)
    told = {entity_id for ids in whole.values() for entity_id in ids}
    merged = [one for one in differences if one.what == "redirect" and one.after]
    counts: Counter[str] = Counter()
    for one in differences:
        if one.entity_id not in told and one not in merged:
            state = "new" if not one.before else "gone" if not one.after else "changed"
            counts[f"{state} {one.what}"] += 1
    return [
        *(f"{what}: {len(ids):,} ({_few(ids)})" for what, ids in sorted(whole.items())),
        *(f"{one.entity_id} is {one.after.replace(' (', ' now (', 1)}" for one in merged),
        *(f"{what}: {count:,}" for what, count in sorted(counts.items())),
    ]


def _few(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_NAMED]) + (f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else "")
