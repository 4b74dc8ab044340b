"""What `Gazetteer.build` takes: records that people bring are checked here, and what is wrong is said by record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from normalize.errors import InputError, UnknownNameError
from normalize.gazetteer.entity import AliasKind, Entity, entity_from
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_READERS = "normalize.adapters.entities reads CSV, JSON Lines and FollowTheMoney"
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_WORD = re.compile(r"[^\W_]")
_KINDS = tuple(map(str, Kind))
_ALIAS_KINDS = tuple(map(str, AliasKind))
_NUMBERS, _DATES = ("population", "lat", "lon"), ("valid_from", "valid_to")
_TEXT, _LIST = (str, "text"), (list | tuple | set | frozenset, "a list")
_MAPPING = (Mapping, 'a mapping like {"ru": "…", "en": "…"}')
_SHAPES: dict[str, tuple[Any, str]] = {
    **dict.fromkeys(("id", "parent", "subtype", "status", *_DATES), _TEXT),
    **dict.fromkeys(("aliases", "tenures", "relations", "former_ids", "weak_names"), _LIST),
    **dict.fromkeys(("names", "ids", "forms"), _MAPPING),
}


def entities(records: Iterable[Mapping[str, Any]]) -> Iterator[Entity]:
    """Make an entity of each record, one after another, so that a list of a million streams through.

    Raises:
        InputError: a record cannot be used; it is named by its id, or by its number where it has none.

    >>> [entity.id for entity in entities([{"id": "1", "kind": "person", "names": {"ru": "Иван Зотов"}}])]
    ['1']
    >>> next(entities([{"id": "1", "kind": "", "names": {"ru": "Иван Зотов"}}]))
    Traceback (most recent call last):
    normalize.errors.InputError: record '1': 'kind' is missing; give it a value
    """
    if isinstance(records, str | bytes | Mapping) or hasattr(records, "__fspath__"):
        raise InputError(f"records is a {type(records).__name__}, not a list of records; {_READERS}")
    for number, record in enumerate(records, start=1):
        yield _entity(record, number)


def _entity(record: Mapping[str, Any], number: int) -> Entity:
    if not isinstance(record, Mapping):
        raise InputError(f"record {number} is a {type(record).__name__}, not a mapping with id, kind and names")
    where = f"record {record['id']!r}" if record.get("id") else f"record {number}"
    problem = next(_problems(record), "")
    if problem:
        raise InputError(f"{where}: {problem}")
    try:
        return entity_from(record)
    except UnknownNameError as error:
        raise InputError(f"{where}: {error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{where}: {error}; see Gazetteer.build for the shape of a record") from error


def _problems(record: Mapping[str, Any]) -> Iterator[str]:
    """Say what is wrong with a record, what everything hangs on first."""
    if "properties" in record and "schema" in record:
        yield "is a FollowTheMoney entity; turn it with normalize.adapters.entities.ftm_record"
    for column in ("id", "kind", "names"):
        if not record.get(column):
            yield f"{column!r} is missing; give it a value"
    for column, value in record.items():
        if value is not None and column in _SHAPES and not isinstance(value, _SHAPES[column][0]):
            yield f"{column!r} is {_shown(value)}; give {_SHAPES[column][1]}"
    names: Mapping[str, Any] = record["names"]
    for lang, name in names.items():
        if not isinstance(name, str) or not _WORD.search(name):
            yield f"its name in {lang!r} is {_shown(name)}; give a name that has letters, or leave the language out"
    if record["kind"] not in _KINDS:
        yield str(UnknownNameError("kind", record["kind"], _KINDS))
    for alias in record.get("aliases") or ():
        yield from _wrong_alias(alias)
    yield from _wrong_facts(record)


def _wrong_facts(record: Mapping[str, Any]) -> Iterator[str]:
    for column in _NUMBERS:
        value = record.get(column)
        if value not in (None, "") and not _is_number(value):
            yield f"{column!r} is {_shown(value)}; give a number, digits alone"
    for column in _DATES:
        value = record.get(column)
        if value and not _DATE.fullmatch(value):
            yield f"{column!r} is {_shown(value)}; write a date like '2012', '2012-05' or '2012-05-31'"


def _wrong_alias(alias: object) -> Iterator[str]:
    name = alias.get("name") if isinstance(alias, Mapping) else alias
    if not isinstance(name, str) or not _WORD.search(name):
        yield f"an alias is {_shown(alias)}; give a name that has letters, or a mapping with 'name'"
    elif isinstance(alias, Mapping) and (alias.get("kind") or "alias") not in _ALIAS_KINDS:
        yield str(UnknownNameError("kind of alias", alias["kind"], _ALIAS_KINDS))


def _is_number(value: object) -> bool:
    try:
        float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return True


def _shown(value: object) -> str:
    shown = repr(value)
    return f"{type(value).__name__} {shown[:40]}{'…' if len(shown) > 40 else ''}"
