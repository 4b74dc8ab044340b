"""A cluster as a reviewer sees it: how it is spelled, where, whom it could mean and why, and the row it would make."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from normalize.curate.edits.proposals import likely_gender, new_id
from normalize.curate.forgetting import Memory
from normalize.names import normal_form
from normalize.text import script
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from normalize.curate.suggest.store import Context, Row, Store
    from normalize.link import Candidate
    from normalize.normalizer import Normalizer

_CANDIDATES = 5
_SETTLED = {"place": "settlement"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One unknown or doubtful name of a corpus.

    `spellings` counts how it is written; `ru` and `en` are the normal forms that a new entity would be called by.
    """

    key: str
    kind: str
    mentions: int
    documents: int
    ru: str
    en: str
    spellings: Mapping[str, int]
    contexts: tuple[Context, ...]
    candidates: tuple[Candidate, ...]
    wholes: Mapping[str, Mapping[str, str]]  # what each candidate lies in is called, by the id of the candidate

    @property
    def proposed(self) -> dict[str, str]:
        """The row of a new entity, if it is one: of a place whose kind nothing says, a settlement."""
        kind = _SETTLED.get(self.kind, self.kind)
        if not kind:
            return {}
        sex = likely_gender(self.ru or self.en) if kind == Kind.PERSON else ""
        row = {"id": new_id(kind, self.en or self.ru), "kind": kind, "subtype": sex, "ru": self.ru, "en": self.en}
        return {name: cell for name, cell in row.items() if cell}

    def to_dict(self) -> dict[str, Any]:
        """Give the suggestion as plain data for JSON."""
        return {
            "key": self.key,
            "kind": self.kind,
            "mentions": self.mentions,
            "documents": self.documents,
            "ru": self.ru,
            "en": self.en,
            "spellings": dict(self.spellings),
            "contexts": [context._asdict() for context in self.contexts],
            "candidates": [
                {**_in_words(candidate), "within": dict(self.wholes.get(candidate.entity.id, {}))}
                for candidate in self.candidates
            ],
            "proposed": self.proposed,
        }


def _in_words(candidate: Candidate) -> dict[str, Any]:
    """Give a candidate with its reasons as sentences, for who reads them knows no gazetteer."""
    reasons = [{**reason.to_dict(), "text": str(reason)} for reason in candidate.reasons]
    return {**candidate.to_dict(), "reasons": reasons}


def suggestions(
    store: Store, normalizer: Normalizer, *, at_least: int = 1, limit: int | None = None
) -> Iterator[Suggestion]:
    """Give what a corpus asks of the gazetteer, the most frequent name first."""
    memory = Memory()
    for row in store.rows(at_least, -1 if limit is None else limit):
        memory.met(_CANDIDATES)
        yield _suggestion(row, normalizer)


def _suggestion(row: Row, normalizer: Normalizer) -> Suggestion:
    spellings: Counter[str] = Counter()
    for surface, _, count in row.spellings:
        spellings[surface] += count
    ru, en = _called(row)
    kind = None if row.kind in {"", "place"} else Kind(row.kind)
    candidates = normalizer.candidates(ru or en, kind=kind, limit=_CANDIDATES)
    return Suggestion(
        row.key,
        row.kind,
        row.mentions,
        row.documents,
        ru,
        en,
        dict(spellings.most_common()),
        row.contexts,
        tuple(candidates),
        {one.entity.id: _whole(normalizer, one.entity.parent) for one in candidates},
    )


def _whole(normalizer: Normalizer, parent: str | None) -> Mapping[str, str]:
    """Give the names of what an entity lies in: districts of one name differ in nothing else."""
    return normalizer.entity(parent).names if parent and normalizer.gazetteer.index_of(parent) is not None else {}


def _called(row: Row) -> tuple[str, str]:
    """Give the normal form in each language: of the most words, and among those the most frequent."""
    counts: Counter[str] = Counter()
    for _, normal, count in row.spellings:
        counts[normal] += count
    ranked = sorted(counts, key=lambda name: (-min(len(name.split()), 3), -counts[name], name))
    ru = next((name for name in ranked if script(name) == "cyrillic"), "")
    en = next((name for name in ranked if script(name) == "latin"), "")
    form = normal_form(ru or en, None if row.kind in {"", "place"} else Kind(row.kind))
    return ru or form.ru or "", en or form.en or ""
