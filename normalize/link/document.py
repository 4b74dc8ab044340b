"""What comes out: documents and their links, frozen values with `to_dict()`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalize.gazetteer import Entity
    from normalize.text import Repair
    from normalize.types import Kind, Normal, Reason, Span


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
    [(Span(start=0, end=16), 'RU-TUL')]
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
