"""The decision for every mention of a document: an entity, a tie, or nothing, and the reasons.

Names that need no help are decided first (countries, regions), then what lies in them, then organisations, then
people by their full names, then what only an earlier mention explains. What stayed open is asked once more when
the whole document is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from normalize.gazetteer import Form
from normalize.link import scales
from normalize.link.candidates import candidates
from normalize.link.context import Context
from normalize.link.evidence import in_place
from normalize.link.wholes import name_of
from normalize.mentions import Source
from normalize.types import PLACES, Kind, Reason, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalize.gazetteer import Entity
    from normalize.link.scales import Weighed
    from normalize.mentions import Mention, Sight
    from normalize.text import Repair
    from normalize.types import Normal, Span

SURE = 0.8  # below it a link would more often be wrong than a reader forgives
_FULL_NAMES = 4  # the phase of people named in full
_LEAD = 1.5  # log-odds by which the first must lead the second, or it is a tie
_TIES = frozenset([" (", " — ", " – ", " - ", "—", "–"])
_WEAK_PEOPLE = frozenset({Form.SURNAME, Form.GIVEN_PATRONYMIC})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a mention could mean.

    Attributes:
        score: how well the surface and the context fit, 0..1, for ranking.
        confidence: the probability that it is the one meant, 0..1.

    >>> import normalize
    >>> nz = normalize.load(ner=False)
    >>> [candidate.entity.id for candidate in nz.candidates("Traktornoy District", within="RU-VGG", limit=1)]
    ['nrm-traktorozavodsky-district-volgograd']
    """

    entity: Entity
    score: float
    confidence: float
    reasons: tuple[Reason, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the candidate as plain data; the entity by id and names only."""
        return {
            "id": self.entity.id,
            "kind": self.entity.kind.value,
            "names": dict(self.entity.names),
            "score": round(self.score, 4),
            "confidence": round(self.confidence, 4),
            "reasons": [reason.to_dict() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class Link:
    """The decision about one mention: an entity, or nothing (NIL), and why.

    A link to nothing still has its kind and its normal form in both languages; its candidates say what it could
    have been, and a tie stays a tie.

    >>> import normalize
    >>> link = normalize.load(ner=False).link("Октябрьский район")
    >>> link.entity is None, len(link.candidates) > 1, str(link.reasons[-1])[-16:]
    (True, True, 'fit equally well')
    """

    span: Span
    surface: str
    kind: Kind | None
    entity: Entity | None
    normal: Normal
    confidence: float
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the link as plain data for JSON."""
        return {
            "start": self.span.start,
            "end": self.span.end,
            "surface": self.surface,
            "kind": self.kind.value if self.kind else None,
            "entity": self.entity.id if self.entity else None,
            "normal": self.normal.to_dict(),
            "confidence": round(self.confidence, 4),
            "candidates": [candidate.to_dict() for candidate in self.candidates],
            "reasons": [reason.to_dict() | {"text": str(reason)} for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its links, in text order, never overlapping; every span counts in the caller's own text.

    >>> import normalize
    >>> doc = normalize.load(ner=False).annotate("Туль\u00adской об\u00adласти")
    >>> [(link.span, link.entity.id) for link in doc.links]
    [(Span(start=0, end=18), 'RU-TUL')]
    """

    text: str
    links: tuple[Link, ...] = ()
    date: str | None = None
    repairs: tuple[Repair, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the document as plain data for JSON."""
        return {
            "text": self.text,
            "date": self.date,
            "links": [link.to_dict() for link in self.links],
            "repairs": [repair.to_dict() for repair in self.repairs],
        }


@dataclass(slots=True)
class Decision:
    """What was decided about one mention."""

    mention: Mention
    candidates: list[Weighed] = field(default_factory=list)
    chosen: Weighed | None = None
    reasons: list[Reason] = field(default_factory=list)
    kind: Kind | None = None
    phase: int = 0
    known: int = -1  # how many links the document had when it was last decided


def decide(view: Sight, mentions: Sequence[Mention], date: str | None) -> list[Decision]:
    """Decide about every mention, in the order given."""
    context = Context(view, date)
    context.enlist(mentions)
    decisions = [Decision(mention, phase=_phase(view, mention)) for mention in mentions]
    phases = sorted(decisions, key=lambda decision: (decision.phase, decision.mention.first))
    for decision in phases:
        _settle(context, decision)
    for decision in phases:
        if decision.chosen is None and decision.phase != _FULL_NAMES and decision.known != context.links:
            _settle(context, decision)
    return list(_fused(view, [decision for decision in decisions if not _idle(context, decision)]))


def _fused(view: Sight, decisions: list[Decision]) -> Iterator[Decision]:
    """Join two names of one place that make its official name: "Саха (Якутия)", "Кемеровская область — Кузбасс"."""
    waiting: Decision | None = None
    for decision in decisions:
        if waiting is not None and _one_name(view, waiting, decision):
            waiting.mention = replace(waiting.mention, last=decision.mention.last)
            continue
        if waiting is not None:
            yield waiting
        waiting = decision
    if waiting is not None:
        yield waiting


def _one_name(view: Sight, first: Decision, second: Decision) -> bool:
    if first.chosen is None or second.chosen is None or first.chosen.entity != second.chosen.entity:
        return False
    gap = view.tokens.text[view.tokens.ends[first.mention.last] : view.tokens.starts[second.mention.first]]
    return gap in _TIES and view.gazetteer.kind_at(first.chosen.entity) is Kind.REGION


def _idle(context: Context, decision: Decision) -> bool:
    """Tell whether nothing was named at all: a weak description that nothing supports is mere prose."""
    if decision.chosen is not None or decision.mention.source is not Source.SCAN or not decision.candidates:
        return False
    postings = [one.posting for one in decision.candidates if one.posting is not None]
    kinds = {context.gazetteer.kind_at(posting.entity) for posting in postings}
    if kinds <= {Kind.ORGANIZATION, Kind.TERM}:
        return all(posting.weak and posting.form is Form.FULL for posting in postings)
    if in_place(context, decision.mention):
        return False
    return kinds <= {Kind.SETTLEMENT, Kind.FEATURE} and all(posting.ordinary for posting in postings)


def _phase(view: Sight, mention: Mention) -> int:
    """Say when a mention is decided: 0 countries and regions, 1 towns, 2 what lies in them, … 5 surnames."""
    kinds = _kinds(view, mention)
    if any(posting.form in _WEAK_PEOPLE and posting.weak for posting in mention.postings):
        return _FULL_NAMES + 1
    if Kind.PERSON in kinds:
        return _FULL_NAMES
    if kinds & {Kind.COUNTRY, Kind.REGION} and (mention.head or kinds <= {Kind.COUNTRY, Kind.REGION}):
        return 0
    if Kind.SETTLEMENT in kinds:
        return 1
    return 2 if kinds & PLACES else 3


def _kinds(view: Sight, mention: Mention) -> frozenset[Kind]:
    return mention.kinds or frozenset(view.gazetteer.kind_at(posting.entity) for posting in mention.postings)


def _settle(context: Context, decision: Decision) -> None:
    mention = decision.mention
    decision.known = context.links
    weighed = candidates(context, mention)
    if decision.phase >= _FULL_NAMES:
        _remember_people(context, weighed)
        weighed.sort(key=lambda one: -one.odds)
    decision.candidates = [one for one in weighed if one.odds > scales.EXCLUDED / 2]
    decision.chosen, decision.reasons = choose(context, mention, decision.candidates)
    decision.kind = _kind(context, decision)
    if decision.chosen is not None:
        context.add(mention, decision.chosen.entity)


def _remember_people(context: Context, weighed: list[Weighed]) -> None:
    for one in weighed:
        if context.named[one.entity] and context.gazetteer.kind_at(one.entity) is Kind.PERSON:
            name = name_of(context.gazetteer, one.entity)
            one.add(scales.REMEMBERED, Rule.MEMORY, name=name)


def choose(context: Context, mention: Mention, ranked: list[Weighed]) -> tuple[Weighed | None, list[Reason]]:
    """Choose the first of the ranked candidates, or none: a tie is a tie, and a weak name needs support."""
    surface = context.view.tokens.surface(mention.first, mention.last) if len(context.view.tokens) else ""
    if not ranked:
        return None, [Reason.of(Rule.UNKNOWN, surface=surface)]
    first = ranked[0]
    if len(ranked) > 1 and first.odds - ranked[1].odds < _LEAD:
        tied = [
            f"{name_of(context.gazetteer, one.entity)} ({context.gazetteer.id_at(one.entity)})" for one in ranked[:2]
        ]
        return None, [Reason.of(Rule.TIE, first=tied[0], second=tied[1])]
    if first.confidence < SURE:
        name = name_of(context.gazetteer, first.entity)
        return None, [*first.reasons, Reason.of(Rule.WEAK, surface=surface, name=name)]
    return first, list(first.reasons)


def _kind(context: Context, decision: Decision) -> Kind | None:
    if decision.chosen is not None:
        return context.gazetteer.kind_at(decision.chosen.entity)
    mention = decision.mention
    if decision.candidates and not mention.kinds:
        return context.gazetteer.kind_at(decision.candidates[0].entity)
    if decision.candidates and context.gazetteer.kind_at(decision.candidates[0].entity) in mention.kinds:
        return context.gazetteer.kind_at(decision.candidates[0].entity)
    if mention.kinds:
        return mention.first_kind
    return context.gazetteer.kind_at(mention.postings[0].entity) if mention.postings else None
