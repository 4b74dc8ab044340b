"""Judgements done to the tables: again and again with the same outcome, and what contradicts or is refused left out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from normalize.curate.edits.operations import add_alias, start_tenure
from normalize.curate.edits.proposals import language, propose
from normalize.curate.review.judgements import Judgement, contradictions
from normalize.errors import InputError, NormalizeError
from normalize.text import script
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from normalize.curate.edits import Desk
    from normalize.curate.edits.desk import Change
    from normalize.curate.tables import EntityRow

_FACTS = frozenset({"gender", "kind", "lang", "of", "office", "parent", "since", "strength", "subtype", "wikidata"})

_CELLS = ("parent", "subtype", "wikidata")


class Outcome(NamedTuple):
    """What became of a judgement: done, there already, nothing to write, contradicted or refused.

    >>> print(Outcome("done", "person:zot", "zotov-ivan: alias 'Зотов И.'"))
    done person:zot: zotov-ivan: alias 'Зотов И.'
    """

    state: str
    key: str
    text: str

    def __str__(self) -> str:
        return f"{self.state} {self.key}: {self.text}"


_Group = tuple[Judgement, ...]


def replay(desk: Desk, judgements: Iterable[Judgement], source: str, *, force: bool = False) -> list[Outcome]:
    """Do judgements to the tables on a desk, and tell what became of each.

    What two reviewers see differently is told and not done. What the checker would object to is left out, so that it
    hinders nothing else; `force` leaves that to the desk, which writes what only breaks a rule and says so.
    """
    judged = sorted(judgements)
    odd = contradictions(judged)
    told = [Outcome("contradicted", one.key, str(one).partition(": ")[2]) for one in odd]
    left_out = {judgement for one in odd for judgement in one.judgements}
    groups: dict[tuple[str, ...], list[Judgement]] = defaultdict(list)
    for judgement in judged:
        if judgement in left_out:
            continue
        if judgement.verdict in {"alias", "misspelling", "new"}:
            whole = (judgement.entity_id,) if judgement.verdict == "new" else judgement[:5]
            groups[judgement.verdict, *whole].append(judgement)
        else:
            told.append(
                Outcome("nothing to write", judgement.key, f"{judgement.verdict} {judgement.entity_id}".strip())
            )
    ordered = sorted(map(tuple, groups.values()), key=lambda group: (group[0].verdict != "new", group))
    return [*told, *_settled(desk, ordered, source, force=force)]


def _settled(desk: Desk, groups: list[_Group], source: str, *, force: bool) -> list[Outcome]:
    """Do groups of judgements together; where something is wrong then, halve them until the wrong one is alone."""
    before: tuple[dict[Change, None], dict[str, EntityRow]] = (dict(desk.changes), dict(desk.new))
    told = [_done(desk, group, source) for group in groups]
    problems = [] if force or desk.changes == before[0] else desk.settle()
    if not problems:
        return told
    desk.changes, desk.new = before
    if len(groups) == 1:
        return [Outcome("refused", groups[0][0].key, " ".join(str(problem) for problem in problems))]
    middle = len(groups) // 2
    first = _settled(desk, groups[:middle], source, force=force)
    return [*first, *_settled(desk, groups[middle:], source, force=force)]


def _done(desk: Desk, group: _Group, source: str) -> Outcome:
    """Do one group: a new entity with all its names, or one more name; an error undoes it and is told."""
    before = dict(desk.changes), dict(desk.new)
    do = _new if group[0].verdict == "new" else _alias
    try:
        return do(desk, group, source)
    except NormalizeError as error:
        desk.changes, desk.new = before
        return Outcome("refused", group[0].key, str(error))


def _alias(desk: Desk, group: _Group, source: str) -> Outcome:
    judgement = group[0]
    entity_id = _now(desk, judgement.entity_id)
    facts = _facts(judgement)
    lang = facts.get("lang") or language(judgement.spelling)
    name = f"{entity_id}: {judgement.verdict} {judgement.spelling!r}"
    if any(
        getattr(row, "kind", "") != "rejected"
        for row in desk.rows("names", entity_id=entity_id, name=judgement.spelling)
    ):
        return Outcome("there already", judgement.key, name)
    usual = "weak" if judgement.verdict == "misspelling" or _is_bare(desk, judgement) else "strong"
    strength = facts.get("strength", usual)
    add_alias(desk, entity_id, judgement.spelling, lang=lang, kind=judgement.verdict, strength=strength, source=source)
    return Outcome("done", judgement.key, name)


def _is_bare(desk: Desk, judgement: Judgement) -> bool:
    """Tell a single word for a person: a surname names nobody alone."""
    person = desk.entity(_now(desk, judgement.entity_id)).kind == Kind.PERSON
    return person and " " not in judgement.spelling.strip()


def _new(desk: Desk, group: _Group, source: str) -> Outcome:
    first = group[0]
    facts = {name: value for judgement in group for name, value in _facts(judgement).items()}
    kind = facts.get("kind") or first.kind
    names = {judgement.spelling: language(judgement.spelling) for judgement in group}
    told = f"new {first.entity_id}: {' / '.join(names)}"
    if first.entity_id in desk.entities or first.entity_id in desk.new:
        return Outcome("there already", first.key, told)
    if kind not in set(Kind):
        message = f"kind: {kind!r} is none of an entity; say kind=settlement or another in the column facts"
        raise InputError(message)
    _make(desk, first.entity_id, kind, list(names), facts | {"source": source})
    return Outcome("done", first.key, told)


def _make(desk: Desk, entity_id: str, kind: str, names: list[str], facts: dict[str, str]) -> None:
    ru = next((name for name in names if script(name) != "latin"), "")
    en = next((name for name in names if script(name) == "latin"), "")
    proposal = propose(desk, kind, ru=ru, en=en, parent=facts.get("parent", ""))
    office, source = facts.get("office", ""), facts["source"]
    cells: dict[str, str] = {name: facts[name] for name in _CELLS if name in facts}
    if kind == Kind.PERSON:
        cells["subtype"] = facts.get("gender") or proposal.gender
    if not office:
        cells["valid_from"] = facts.get("since", "")
    desk.new_entity(id=entity_id, kind=kind, status="active", source=source, **cells)
    strength = facts.get("strength", "strong")
    for lang, name in (("ru", proposal.ru), ("en", proposal.en)):
        add_alias(desk, entity_id, name, lang=lang, kind="preferred", strength=strength, source=source)
    for name in names:
        if name not in {proposal.ru, proposal.en}:
            add_alias(desk, entity_id, name, strength=strength, source=source)
    if office:
        start_tenure(desk, entity_id, office, facts.get("of", ""), date=facts.get("since", ""), source=source)


def _facts(judgement: Judgement) -> dict[str, str]:
    """Read the column `facts`.

    Raises:
        InputError: a fact is not known; the known ones are named.
    """
    facts: dict[str, str] = {}
    for part in filter(None, map(str.strip, judgement.facts.split(";"))):
        name, divider, value = part.partition("=")
        if not divider or name.strip() not in _FACTS:
            message = f"facts: {part!r} is no fact; write name=value, name one of {', '.join(sorted(_FACTS))}"
            raise InputError(message)
        facts[name.strip()] = value.strip()
    return facts


def _now(desk: Desk, entity_id: str) -> str:
    """Give the id that stands for a merged one."""
    return next((row.to for row in desk.tables.redirects if row.id == entity_id), entity_id)
