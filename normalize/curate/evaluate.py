"""How well texts are annotated, measured against a gold file: every miss and every wrong link by name."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from normalize.curate.tables import Problem
from normalize.errors import InputError
from normalize.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from normalize import Entity, Link, Normalizer
    from normalize.curate.tables import ProofRow

SCORED = ("named", "descriptive")
IGNORED = ("demonym", "title", "nominal")


@dataclass(frozen=True, slots=True)
class Gold:
    """A mention that an annotator marked: where, of which level, and what it names."""

    start: int
    end: int
    surface: str
    level: str
    kind: str
    names: frozenset[str]
    nil: bool
    ru: str
    en: str

    def accepts(self, link: Link) -> bool:
        """Tell whether a link says what the annotator said, its span left aside."""
        if link.entity is None:
            return self.nil and (fold(link.normal.ru), fold(link.normal.en)) == (fold(self.ru), fold(self.en))
        return not self.nil and not self.names.isdisjoint(_borne(link.entity))

    def overlaps(self, link: Link) -> bool:
        """Tell whether a link stands on some of the same characters."""
        return link.span.start < self.end and self.start < link.span.end


@dataclass(slots=True)
class Finding:
    """One line of the report: a miss, a wrong link or a link where the gold file has none."""

    text: str
    start: int
    end: int
    surface: str
    level: str
    wanted: str
    got: str

    def to_dict(self) -> dict[str, object]:
        """Give the finding as plain data for JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class Evaluation:
    """The counts and the findings of one evaluation."""

    texts: int = 0
    gold: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    misses: list[Finding] = field(default_factory=list)
    wrong: list[Finding] = field(default_factory=list)
    spurious: list[Finding] = field(default_factory=list)
    ignored: int = 0

    @property
    def precision(self) -> float:
        """Right links among all links that are judged: right, wrong, and where the gold file has none."""
        right = self.right.total()
        return _ratio(right, right + len(self.wrong) + len(self.spurious))

    def recall(self, level: str | None = None) -> float:
        """Right links among the gold mentions, of one level or of both that are scored."""
        if level is None:
            return _ratio(self.right.total(), self.gold.total())
        return _ratio(self.right[level], self.gold[level])

    def to_dict(self) -> dict[str, object]:
        """Give everything as plain data for JSON."""
        levels = {
            level: {"gold": self.gold[level], "right": self.right[level], "recall": self.recall(level)}
            for level in SCORED
        }
        return {
            "texts": self.texts,
            "precision": self.precision,
            "recall": self.recall(),
            "levels": levels,
            "ignored": self.ignored,
            **{
                name: [finding.to_dict() for finding in getattr(self, name)] for name in ("wrong", "misses", "spurious")
            },
        }


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _borne(entity: Entity) -> set[str]:
    return {fold(str(name)) for name in (*entity.names.values(), *entity.aliases)}


def read_gold(lines: Iterable[bytes], name: str) -> list[dict[str, Any]]:
    """Read a gold file: a JSON object a line, with `text`, `mentions` and perhaps `id` and `date`.

    Raises:
        InputError: a line is not such an object, or a mention's surface is not what stands at its span.
    """
    texts = [_gold_text(line, f"{name}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not texts:
        message = f"{name}: is empty; a gold file has one JSON object a line, with text and mentions"
        raise InputError(message)
    return texts


def _gold_text(line: bytes, where: str) -> dict[str, Any]:
    try:
        text: dict[str, Any] = json.loads(line)
        golds(text)
    except (ValueError, KeyError, TypeError) as error:
        message = f"{where}: not a gold text ({type(error).__name__}: {error})"
        raise InputError(message) from None
    return text


def golds(text: Mapping[str, Any]) -> list[Gold]:
    """Take the mentions of one line of a gold file."""
    return [_gold(mention, text["text"]) for mention in text["mentions"]]


def _gold(mention: Mapping[str, Any], text: str) -> Gold:
    start, end, level = mention["start"], mention["end"], mention["level"]
    if text[start:end] != mention["surface"]:
        message = f"{start}:{end} is {text[start:end]!r}, not {mention['surface']!r}"
        raise ValueError(message)
    if level not in SCORED + IGNORED:
        message = f"level {level!r} is none of {', '.join(SCORED + IGNORED)}"
        raise ValueError(message)
    accepted = [mention, *mention.get("also", [])]
    names = frozenset(fold(one[lang]) for one in accepted for lang in ("ru", "en") if one.get(lang))
    nil = mention.get("nil", False)
    kind = mention.get("kind", "")
    return Gold(start, end, mention["surface"], level, kind, names, nil, mention["ru"], mention["en"])


def evaluate(normalizer: Normalizer, texts: Iterable[Mapping[str, Any]]) -> Evaluation:
    """Annotate every text with its date and compare the links with the gold mentions.

    A link is right when its span is the gold span and its entity bears a gold name. A link that touches
    a gold mention and names something else is wrong, also where the mention itself is not asked for.
    """
    result = Evaluation()
    for number, text in enumerate(texts, 1):
        document = normalizer.annotate(text["text"], date=text.get("date"))
        result.texts += 1
        _compare(str(text.get("id", number)), golds(text), document.links, result)
    return result


def prove(normalizer: Normalizer, proofs: Iterable[ProofRow]) -> list[Problem]:
    """Annotate the sentences of `proofs.csv`; give those that do not link as their row expects."""
    problems = []
    for proof in proofs:
        links = normalizer.annotate(proof.sentence).links
        linked = any(link.entity is not None and link.entity.id == proof.entity_id for link in links)
        if linked != (proof.expect == "yes"):
            found = "is not linked" if proof.expect == "yes" else "is linked"
            text = f"{proof.entity_id} {found} in {proof.sentence!r}"
            problems.append(Problem(proof.where, "expect", text))
    return problems


def _compare(name: str, mentions: Sequence[Gold], links: Sequence[Link], result: Evaluation) -> None:
    by_span = {tuple(link.span): link for link in links}
    for gold in mentions:
        if gold.level in IGNORED:
            result.ignored += 1
            continue
        result.gold[gold.level] += 1
        link = by_span.get((gold.start, gold.end))
        if link is not None and gold.accepts(link):
            result.right[gold.level] += 1
        else:
            got = [link] if link else [link for link in links if gold.overlaps(link)]
            result.misses.append(_miss(name, gold, got))
    for link in links:
        _judge(name, link, [gold for gold in mentions if gold.overlaps(link)], result)


def _judge(name: str, link: Link, touched: list[Gold], result: Evaluation) -> None:
    if link.entity is None or any(gold.accepts(link) for gold in touched):
        return
    level = touched[0].level if touched else ""
    wanted = "; ".join(_wanted(gold) for gold in touched)
    finding = Finding(name, link.span.start, link.span.end, link.surface, level, wanted, _shown(link))
    (result.wrong if touched else result.spurious).append(finding)


def _miss(name: str, gold: Gold, got: list[Link]) -> Finding:
    shown = "; ".join(_shown(link) for link in got) or "nothing"
    return Finding(name, gold.start, gold.end, gold.surface, gold.level, _wanted(gold), shown)


def _wanted(gold: Gold) -> str:
    return f"{gold.kind} {gold.ru} / {gold.en}{' (NIL)' if gold.nil else ''}"


def _shown(link: Link) -> str:
    if link.entity is not None:
        return f"{link.surface!r} {link.kind} {link.entity.id}"
    first = next(iter(link.candidates), None)
    candidate = f", first candidate {first.entity.id}" if first is not None else ""
    return f"{link.surface!r} {link.kind} NIL ({link.normal.ru} / {link.normal.en}){candidate}"
