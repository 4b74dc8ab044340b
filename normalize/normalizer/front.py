"""The front door: text in, document out."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from normalize.errors import InputError, UnknownNameError
from normalize.link import Candidate, Decision, Document, Link, decide, decide_name, rank
from normalize.mentions import find, sights
from normalize.names import normal_form
from normalize.normalizer.batches import growing_batches, shared
from normalize.normalizer.links import as_candidate, end_of, nil_confidence, repaired
from normalize.text import clean
from normalize.text.tokens import tokenize
from normalize.types import Kind, Normal, Reason, Rule, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from normalize.gazetteer import Entity, Gazetteer
    from normalize.mentions import Sight
    from normalize.mentions.ner import Ner
    from normalize.text import Cleaned


class Normalizer:
    """Finds names in text and says which entities they are; safe to share between threads.

    >>> import normalize
    >>> nz = normalize.load(ner=False)
    >>> [(link.surface, link.entity.id) for link in nz.annotate("Взрывы в Киришском районе").links if link.entity]
    [('Киришском районе', 'gn-548441')]
    """

    def __init__(self, gazetteer: Gazetteer, *, ner: bool = True, worldview: str | None = None) -> None:
        if worldview is not None and gazetteer.index_of(worldview) is None:
            raise UnknownNameError("country id", worldview, ("RU", "UA"))
        self.gazetteer = gazetteer
        self.worldview = worldview
        self._ner_wanted = ner
        self._ner: Ner | None = None

    def __reduce__(self) -> tuple[Any, tuple[Gazetteer, bool, str | None]]:
        """Travel to another process as the path of the gazetteer and the settings."""
        return _opened, (self.gazetteer, self._ner_wanted, self.worldview)

    @property
    def edition(self) -> str:
        """Give the edition of the gazetteer, a date; "" for one that states none.

        >>> import normalize
        >>> normalize.load(ner=False).edition >= "2026-11-22"
        True
        """
        return str(self.gazetteer.about.get("edition") or "")

    @property
    def ner(self) -> bool:
        """Tell whether Cyrillic that nothing explains is read with a neural model.

        >>> import normalize
        >>> normalize.load(ner=False).ner
        False
        """
        return self._ner_wanted

    def annotate(self, text: str, *, date: str | dt.date | None = None) -> Document:
        """Find and link every name of a text.

        Args:
            text: any text; nothing in it raises.
            date: when it was written, ISO 8601 ("2025-12-08"); names and offices are taken as of then.

        Raises:
            InputError: the date is no ISO date, or the text is not a `str`.
        """
        return next(self._documents([text], _iso(date)))

    def annotate_many(
        self, texts: Iterable[str], *, workers: int | None = None, date: str | dt.date | None = None
    ) -> Iterator[Document]:
        """Annotate texts one after another: the same order, the same result as one by one.

        Texts are scanned together, up to sixteen, which costs less: so many are read ahead, at first one.

        Args:
            texts: any number of texts; they are read as the documents are taken.
            workers: how many processes share the work (each maps the same file); None or 1 for this one alone.
            date: as for `annotate`, for all of them.
        """
        day = _iso(date)
        if workers is None or workers <= 1:
            for batch in growing_batches(texts):
                yield from self._documents(batch, day)
            return
        yield from shared(partial(self._documents, day=day), self.gazetteer, texts, workers)

    def link(
        self,
        name: str,
        *,
        kind: str | Kind | None = None,
        within: str | None = None,
        date: str | dt.date | None = None,
    ) -> Link:
        """Say which entity one name is.

        Args:
            name: the name, in any script and any case form.
            kind: what it must be.
            within: the id of a place that it must lie in (or of an office's place).
            date: as for `annotate`.

        Raises:
            UnknownNameError: no such kind or id.
        """
        cleaned = clean(name)
        view, decision = decide_name(self.gazetteer, name, _kind(kind), self._whole(within), _iso(date))
        if not len(view.tokens):
            reason = Reason.of(Rule.UNKNOWN, surface=repr(name))
            return Link(Span(0, len(name)), name, decision.kind, None, Normal(name, name), 1.0, (), (reason,))
        return self._link(cleaned, view, decision)

    def candidates(
        self,
        name: str,
        *,
        kind: str | Kind | None = None,
        within: str | None = None,
        date: str | dt.date | None = None,
        limit: int = 5,
    ) -> list[Candidate]:
        """Rank the entities that a name could mean, garbled spellings included.

        Raises:
            UnknownNameError: no such kind or id.
        """
        found = rank(self.gazetteer, name, _kind(kind), self._whole(within), _iso(date), limit)
        return [as_candidate(self.gazetteer, one) for one in found]

    def entity(self, entity_id: str) -> Entity:
        """Give an entity by its id.

        Raises:
            UnknownNameError: no entity has the id.
        """
        return self._seen(self.gazetteer.entity(entity_id))

    def _documents(self, texts: Sequence[str], day: str | None) -> Iterator[Document]:
        """Annotate texts that are scanned together; the first that is no text ends them."""
        good = list(itertools.takewhile(lambda text: isinstance(text, str), texts))
        cleaned = [clean(text) for text in good]
        views = sights([tokenize(one.text) for one in cleaned], self.gazetteer)
        for one, view in zip(cleaned, views, strict=True):
            mentions = find(view, self._model() if self._ner_wanted and _has_cyrillic(one.text) else None)
            links = tuple(self._link(one, view, decision) for decision in decide(view, mentions, day))
            yield Document(one.source, links, day, one.repairs)
        for strange in texts[len(good) : len(good) + 1]:
            raise InputError(
                f"annotate takes a str, not {type(strange).__name__}: decode bytes with the right encoding first"
            )

    def _seen(self, entity: Entity) -> Entity:
        """Place a disputed entity where the worldview's side places it."""
        if self.worldview and any(
            relation.relation == "claimed_by" and relation.object == self.worldview for relation in entity.relations
        ):
            return replace(entity, parent=self.worldview)
        return entity

    def _whole(self, within: str | None) -> int | None:
        if within is None:
            return None
        self.gazetteer.entity(within)
        return self.gazetteer.index_of(within)

    def _model(self) -> Ner:
        if self._ner is None:
            from normalize.mentions.ner import shared_ner

            self._ner = shared_ner()
        return self._ner

    def _link(self, cleaned: Cleaned, view: Sight, decision: Decision) -> Link:
        mention = decision.mention
        start, end = view.tokens.starts[mention.first], end_of(view, mention)
        span = cleaned.span(start, end)
        candidates = tuple(as_candidate(self.gazetteer, one) for one in decision.candidates[:5])
        chosen = decision.chosen
        entity = self._seen(self.gazetteer.entity_at(chosen.entity)) if chosen else None
        normal = Normal(entity.names.get("ru", ""), entity.names.get("en", "")) if entity else None
        return Link(
            span=span,
            surface=cleaned.source[span.start : span.end],
            kind=decision.kind,
            entity=entity,
            normal=normal or normal_form(cleaned.text[start:end], decision.kind),
            confidence=chosen.confidence if chosen else nil_confidence(decision.candidates),
            candidates=candidates,
            reasons=(*decision.reasons, *repaired(cleaned, span)),
        )


def _opened(gazetteer: Gazetteer, ner: bool, worldview: str | None) -> Normalizer:
    return Normalizer(gazetteer, ner=ner, worldview=worldview)


def _has_cyrillic(text: str) -> bool:
    return not text.isascii() and any("\u0400" <= letter <= "\u04ff" for letter in text)


def _iso(date: str | dt.date | None) -> str | None:
    if date is None or isinstance(date, dt.date):
        return date.isoformat()[:10] if date else None
    try:
        return dt.date.fromisoformat(date[:10]).isoformat()
    except (ValueError, TypeError) as error:
        raise InputError(f"date {date!r} is no ISO 8601 date; write it like '2025-12-08'") from error


def _kind(kind: str | Kind | None) -> Kind | None:
    try:
        return Kind(kind) if kind is not None else None
    except ValueError as error:
        raise UnknownNameError("kind", kind, Kind) from error
