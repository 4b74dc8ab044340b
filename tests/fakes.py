"""Fakes of the public face, so that what stands before and behind it is tested without a gazetteer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from normalize.types import Kind, Normal, Reason, Rule, Span


@dataclass
class FakeEntity:
    id: str
    kind: Kind
    names: dict[str, str]
    ids: dict[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    tenures: tuple[Any, ...] = ()
    coordinates: tuple[float, float] | None = None

    def to_dict(self):
        return {"id": self.id, "kind": self.kind.value, "names": self.names}


@dataclass
class FakeCandidate:
    entity: FakeEntity
    score: float = 0.5

    def to_dict(self):
        return {"entity": self.entity.to_dict(), "score": self.score}


@dataclass
class FakeLink:
    span: Span
    surface: str
    kind: Kind
    entity: FakeEntity | None
    normal: Normal
    confidence: float = 0.97
    candidates: tuple[FakeCandidate, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def to_dict(self):
        entity = self.entity.id if self.entity else None
        return {
            **self.span._asdict(),
            "surface": self.surface,
            "entity": entity,
            "normal": self.normal.to_dict(),
        }


@dataclass
class FakeDocument:
    text: str
    links: tuple[FakeLink, ...]

    def to_dict(self):
        return {"text": self.text, "links": [link.to_dict() for link in self.links]}


TULA = FakeEntity(
    "RU-TUL",
    Kind.REGION,
    {"ru": "Тульская область", "en": "Tula Oblast"},
    {"wikidata": "Q2810", "geonames": "480508"},
)


def link_in(text: str, surface: str, entity: FakeEntity | None, kind: Kind = Kind.REGION, **more: Any) -> FakeLink:
    start = text.index(surface)
    normal = Normal(entity.names["ru"], entity.names["en"]) if entity else Normal("улица Лодочная", "Lodochnaya Street")
    reason = Reason.of(Rule.EXACT, surface=surface, name=normal.en)
    return FakeLink(Span(start, start + len(surface)), surface, kind, entity, normal, **{"reasons": (reason,), **more})


class FakeNormalizer:
    """Knows Tula Oblast by three surfaces, and one street that it links to nothing."""

    def __init__(self) -> None:
        self.dates: list[str | None] = []

    def annotate(self, text: str, *, date: str | None = None) -> FakeDocument:
        self.dates.append(date)
        links = [
            link_in(text, surface, TULA if kind is Kind.REGION else None, kind)
            for surface, kind in (
                ("Tula Region", Kind.REGION),
                ("Тульской области", Kind.REGION),
                ("Lodochnaya Street", Kind.FEATURE),
            )
            if surface in text
        ]
        return FakeDocument(text, tuple(sorted(links, key=lambda link: link.span)))

    def link(self, name: str, **_options: Any) -> FakeLink:
        return link_in(name, name, TULA)

    def candidates(self, _name: str, *, limit: int = 5, **_options: Any) -> list[FakeCandidate]:
        return [FakeCandidate(TULA, 0.91)][:limit]

    def entity(self, _entity_id: str) -> FakeEntity:
        return TULA
