"""The component `ru_en_normalize` of a spaCy pipeline. The only door to spaCy.

spaCy imports this module in every `spacy.blank()` and `spacy.load()` of an environment that has our wheel, whether our
component is used or not: so it imports nothing but spaCy itself, and the gazetteer is opened by the first document.
"""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Span

    from normalize import Link, Normalizer

NAME = "ru_en_normalize"  # of the factory, of the group in `doc.spans`, and of our entry in `doc.user_data`

_SETTINGS = {
    "gazetteer": "default",
    "ner": True,
    "worldview": None,
    "date": None,
    "kb_id": "id",
    "labels": {},
    "overwrite": True,
    "alignment": "expand",
}
_ALIGNMENTS = ("expand", "contract", "strict")
_TABLE = "gazetteer.nrm"


class RuEnNormalize:
    """Finds and links the names of a document: `doc.spans["ru_en_normalize"]`, `doc.ents`, `span._.norm`.

    >>> import spacy
    >>> nlp = spacy.blank("ru")
    >>> component = nlp.add_pipe("ru_en_normalize", config={"ner": False})
    >>> doc = nlp("Взрывы в Киришском районе Ленинградской области")
    >>> [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents]
    [('Киришском районе', 'DISTRICT', 'gn-548441'), ('Ленинградской области', 'REGION', 'RU-LEN')]
    >>> doc.ents[0]._.norm["normal"]["en"]
    'Kirishsky District'
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self._set(settings)
        _extend()

    def _set(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._labels = {_kind(kind): label for kind, label in settings["labels"].items()}
        if settings["alignment"] not in _ALIGNMENTS:
            from normalize.errors import UnknownNameError

            raise UnknownNameError("alignment", settings["alignment"], _ALIGNMENTS)
        self._nz: Normalizer | None = None

    @property
    def normalizer(self) -> Normalizer:
        """Give the front door that answers; opened when first needed."""
        if self._nz is None:
            import normalize

            chosen = self._settings
            self._nz = normalize.load(chosen["gazetteer"], ner=chosen["ner"], worldview=chosen["worldview"])
        return self._nz

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a document in place; its text is read as it stands, tokens only take the answers."""
        found = self.normalizer.annotate(doc.text, date=self._settings["date"])
        placed = [(span, link) for link in found.links if (span := self._span(doc, link)) is not None]
        spans = [span for span, _ in placed]
        doc.spans[NAME] = spans
        doc.user_data[NAME] = [_record(span, link) for span, link in placed]
        doc.ents = self._entities(list(doc.ents), spans)
        return doc

    def _span(self, doc: Doc, link: Link) -> Span | None:
        """Put a link on tokens; None where the alignment leaves no token of it."""
        label = self._labels.get(link.kind) or (link.kind.value.upper() if link.kind is not None else "NAME")
        start, end = link.span
        mode = self._settings["alignment"]
        span = doc.char_span(start, end, label=label, kb_id=self._kb_id(link), alignment_mode=mode)
        return span if span is not None and len(span) else None

    def _kb_id(self, link: Link) -> str:
        if link.entity is None:
            return ""
        chosen = self._settings["kb_id"]
        return str(link.entity.id if chosen == "id" else link.entity.ids.get(chosen) or "")

    def _entities(self, earlier: list[Span], ours: Sequence[Span]) -> list[Span]:
        """Choose the entities, which may not overlap: ours before the earlier ones, or the earlier with our ids."""
        from spacy.util import filter_spans

        if self._settings["overwrite"]:
            chosen = filter_spans(ours)
            return [*chosen, *_beside(earlier, chosen)]
        return [*_identified(earlier, ours), *_beside(filter_spans(_beside(ours, earlier)), ())]

    def __getstate__(self) -> dict[str, Any]:
        """Travel to another process without the open gazetteer: it is opened again there."""
        return {**self.__dict__, "_nz": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        _extend()

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the settings, the edition, and the gazetteer itself if it is not the shipped one."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        own = Path(self._settings["gazetteer"])
        if self._is_own() and "gazetteer" not in exclude and own.resolve() != (folder / _TABLE).resolve():
            shutil.copyfile(own, folder / _TABLE)
        (folder / "settings.json").write_text(json.dumps(self._told(), ensure_ascii=False, indent=1), encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> RuEnNormalize:
        """Read what `to_disk` wrote; warn where the shipped gazetteer is now of another edition."""
        folder = Path(path)
        self._take(json.loads((folder / "settings.json").read_text(encoding="utf-8")))
        if (folder / _TABLE).exists() and "gazetteer" not in exclude:
            self._settings["gazetteer"] = str(folder / _TABLE)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002 - spaCy gives it
        """Give the settings and the edition; a gazetteer of one's own is named, not held: use `to_disk` to move it."""
        return json.dumps(self._told()).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> RuEnNormalize:  # noqa: ARG002
        """Read what `to_bytes` gave."""
        self._take(json.loads(data))
        return self

    def _is_own(self) -> bool:
        return bool(self._settings["gazetteer"] != "default")

    def _told(self) -> dict[str, Any]:
        return {"edition": self.normalizer.edition, "settings": self._settings}

    def _take(self, told: dict[str, Any]) -> None:
        self._set({**self._settings, **told["settings"]})
        if self._is_own() or told["edition"] == self.normalizer.edition:
            return
        warnings.warn(
            f"ru_en_normalize: saved with edition {told['edition']} of the gazetteer, "
            f"running with {self.normalizer.edition}: links may differ; install the same version of ru-en-normalize",
            stacklevel=4,
        )


def norm(span: Span) -> dict[str, Any] | None:
    """Give the link of a span as `Link.to_dict()` does; None where we found no name on just these tokens.

    It is the getter of `span._.norm`, and reads `doc.user_data`, so that a DocBin that stores it gives it back.
    """
    records = [one for one in span.doc.user_data.get(NAME, ()) if tuple(one["tokens"]) == (span.start, span.end)]
    named = [one for one in records if (one["label"], one["kb_id"]) == (span.label_, span.kb_id_)]
    return next((one["link"] for one in named or records), None)


def _record(span: Span, link: Link) -> dict[str, Any]:
    return {"tokens": [span.start, span.end], "label": span.label_, "kb_id": span.kb_id_, "link": link.to_dict()}


def _beside(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Give the spans that share no token with the others."""
    taken = {place for other in others for place in range(other.start, other.end)}
    return [span for span in spans if taken.isdisjoint(range(span.start, span.end))]


def _identified(earlier: Iterable[Span], ours: Iterable[Span]) -> list[Span]:
    """Give the earlier entities, with our id where we found a name on just the same tokens."""
    from spacy.tokens import Span

    ids = {(span.start, span.end): span.kb_id_ for span in ours if span.kb_id_}
    return [
        Span(one.doc, one.start, one.end, label=one.label_, kb_id=ids.get((one.start, one.end), one.kb_id_))
        for one in earlier
    ]


def _extend() -> None:
    """Give spans the extension `norm`, unless somebody else's stands there."""
    from spacy.tokens import Span

    from normalize.errors import InputError

    if not Span.has_extension("norm"):
        Span.set_extension("norm", getter=norm)
    elif getattr(Span.get_extension("norm")[2], "__module__", "") != __name__:
        raise InputError(
            "span._.norm belongs to another component of this process: Span.remove_extension('norm') before "
            "adding ru_en_normalize, or keep the two pipelines in two processes"
        )


def _kind(kind: str) -> Any:  # noqa: ANN401 - a Kind; the porch is opened when it is needed
    from normalize import Kind
    from normalize.errors import UnknownNameError

    if kind not in set(Kind):
        raise UnknownNameError("kind", kind, Kind)
    return Kind(kind)


@Language.factory(NAME, default_config=_SETTINGS, assigns=["doc.ents", "doc.spans", "span._.norm"])
def make(  # noqa: PLR0913, PLR0917 - spaCy reads the settings from the signature
    nlp: Language,
    name: str,
    gazetteer: str,
    ner: bool,
    worldview: str | None,
    date: str | None,
    kb_id: str,
    labels: dict[str, str],
    overwrite: bool,
    alignment: str,
) -> RuEnNormalize:
    """Make the component for `nlp.add_pipe("ru_en_normalize", config={…})`.

    Args:
        nlp: the pipeline; nothing of it is kept.
        name: what the pipeline calls the component.
        gazetteer: "default" or the path of a compiled gazetteer, as for `normalize.load`; `ner` and `worldview` too.
        ner: read Cyrillic that nothing explains with our own small model.
        worldview: the id of a country whose claims are followed.
        date: when the texts were written, ISO 8601.
        kb_id: what `kb_id_` holds: "id" for ours, or another catalogue's: "wikidata", "geonames", "iso3166_2".
        labels: labels of one's own, by kind: {"person": "PER"}; otherwise the kind in capitals.
        overwrite: our names replace earlier entities that they overlap; otherwise earlier entities stay as they are
            and receive our id where they stand on the same tokens.
        alignment: what becomes of a name that begins or ends inside a token: "expand" to whole tokens, "contract" to
            those inside, or "strict": no span.

    Raises:
        UnknownNameError: no such kind or alignment.
        InputError: another component owns `span._.norm`.
    """
    chosen = locals()
    return RuEnNormalize({setting: chosen[setting] for setting in _SETTINGS})
