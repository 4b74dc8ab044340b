"""Names that only a model finds: natasha's news NER for Russian, run over its own weights.

The one door to slovnet and navec, which read the model files; natasha, which carries the files, is never
imported, because what it imports fails on Python 3.12. The model is useless on Latin text: callers send it
Cyrillic sentences only.
"""

from __future__ import annotations

import importlib.util
import re
import tarfile
import threading
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from normalize.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

_TAGGER = "data/model/slovnet_ner_news_v1.tar"
_VECTORS = "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
_REMEDY = "install it again (pip install natasha), or do without the model: normalize.load(ner=False)"
_WORD = re.compile(r"\w+(?:[-’'ʼ]\w+)*|[^\w\s]")
_LONGEST_WORD = 64  # letters; the vocabulary has none that is longer
_LONGEST_SENTENCE = 512  # words; what is longer is read in pieces
_BATCH = 32  # sentences in one pass through the network


class NerKind(StrEnum):
    """What the model takes a name for."""

    PER = "PER"
    LOC = "LOC"
    ORG = "ORG"


class NerSpan(NamedTuple):
    """A name, `[start, end)` in words or in characters as was asked, and what it is taken for."""

    start: int
    end: int
    kind: NerKind


class Ner:
    """Find names of people, places and organisations in Russian sentences.

    The model is loaded when first asked (0.3 seconds, 85 MB) and may be asked from several threads. It was
    trained on words and punctuation marks, hyphenated words whole: without the commas it runs lists together.

    >>> Ner().spans("В Туле губернатор Дмитрий Миляев открыл цех .".split())
    [NerSpan(start=1, end=2, kind=<NerKind.LOC: 'LOC'>), NerSpan(start=3, end=5, kind=<NerKind.PER: 'PER'>)]
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._network: _Network | None = None
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[type[Ner], tuple[Path | None]]:
        return Ner, (self._folder,)

    def load(self) -> Ner:
        """Load the model now, not when it is first needed; a `ModelError` says what is missing."""
        self._loaded()
        return self

    def in_text(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[NerSpan]:
        """Find the names in sentences that are given as spans of a text; the names are spans of it, too.

        >>> text = "Рейсы из Тулы, Калуги и Ростова-на-Дону отменены."
        >>> [text[span.start : span.end] for span in Ner().in_text(text, [(0, len(text))])]
        ['Тулы', 'Калуги', 'Ростова-на-Дону']
        """
        words = [[match.span() for match in _WORD.finditer(text, *sentence)] for sentence in sentences]
        found = self.spans_many([[text[start:end] for start, end in spans] for spans in words])
        return [
            NerSpan(spans[name.start][0], spans[name.end - 1][1], name.kind)
            for spans, names in zip(words, found, strict=True)
            for name in names
        ]

    def spans(self, words: Sequence[str]) -> list[NerSpan]:
        """Find the names in one sentence; a name is a span of its words."""
        return self.spans_many([words])[0]

    def spans_many(self, sentences: Sequence[Sequence[str]]) -> list[list[NerSpan]]:
        """Find the names in each of several sentences: the same as one by one, but sooner."""
        return [_decode(tags) for tags in self.tags_many(sentences)]

    def tags_many(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """Give the model's tag of every word: O, B-PER, I-PER and so on."""
        network = self._loaded()
        size = _LONGEST_SENTENCE
        pieces = [words[at : at + size] for words in sentences for at in range(0, len(words), size)]
        with _one_thread():
            batches = [network.tag(pieces[at : at + _BATCH]) for at in range(0, len(pieces), _BATCH)]
        tags = chain.from_iterable(chain.from_iterable(batches))
        return [list(islice(tags, len(words))) for words in sentences]

    def _loaded(self) -> _Network:
        if self._network is None:
            with self._lock:
                self._network = self._network or _load(self._folder or _natasha())
        return self._network


@lru_cache(maxsize=1)
def shared_ner() -> Ner:
    """Give the one model of this process."""
    return Ner()


def _decode(tags: list[str]) -> list[NerSpan]:
    # A run of I-X that no B-X opens is a name, too: the model often tags so at the start of a text.
    spans: list[NerSpan] = []
    start, kind = 0, ""
    for place, tag in enumerate([*tags, "O"]):
        part, _, found = tag.partition("-")
        if part == "I" and found == kind:
            continue
        if kind:
            spans.append(NerSpan(start, place, NerKind(kind)))
        start, kind = place, found
    return spans


class _Layer(NamedTuple):
    weights: Floats  # inputs x (three neighbours x outputs)
    bias: Floats
    scale: Floats
    shift: Floats

    def convolve(self, products: Floats, gaps: Ints) -> Floats:
        """Add the products of each row and its two neighbours; `gaps` are the rows between sentences."""
        width = len(self.bias)
        output = products[:, width : 2 * width] + self.bias
        output[1:] += products[:-1, :width]
        output[:-1] += products[1:, 2 * width :]
        output.clip(0, None, out=output)
        output *= self.scale
        output += self.shift
        output[gaps] = 0
        return output


class _Network(NamedTuple):
    words: dict[str, int]
    pieces: npt.NDArray[np.uint8]  # of each word's vector: a hundred numbers of code vectors
    codes: Floats
    shapes: dict[str, int]
    shape_vectors: Floats
    word_shape: Callable[[str], str]
    layers: list[_Layer]
    projection: Floats
    projection_bias: Floats
    transitions: Floats
    tags: list[str]

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """Tag sentences laid end to end, with an empty row before, between and after them."""
        numbers: dict[str, int] = {}
        rows = [0]
        for words in sentences:
            rows += [numbers.setdefault(word, len(numbers) + 1) for word in words]
            rows.append(0)
        gaps = np.flatnonzero(np.array(rows) == 0)
        emissions = self._emissions(list(numbers), np.array(rows), gaps)
        best = _viterbi(emissions, gaps[:-1] + 1, np.diff(gaps) - 1, self.transitions)
        return [[self.tags[number] for number in row] for row in best]

    def _emissions(self, words: list[str], rows: Ints, gaps: Ints) -> Floats:
        first, *others = self.layers
        products = self._vectors(words) @ first.weights  # once a word, however often it occurs
        products = np.concatenate((np.zeros((1, products.shape[1]), products.dtype), products))
        signal = first.convolve(products[rows], gaps)
        for layer in others:
            signal = layer.convolve(signal @ layer.weights, gaps)
        return signal @ self.projection + self.projection_bias

    def _vectors(self, words: list[str]) -> Floats:
        unknown, other = self.words["<unk>"], self.shapes["OTHER"]
        ids = [self.words.get(word[:_LONGEST_WORD].lower(), unknown) for word in words]
        shapes = [self.shapes.get(self.word_shape(word[:_LONGEST_WORD]), other) for word in words]
        vectors = self.codes[np.arange(len(self.codes)), self.pieces[ids]].reshape(len(words), -1)
        return np.concatenate((vectors, self.shape_vectors[shapes]), axis=1)


def _viterbi(emissions: Floats, starts: Ints, lengths: Ints, transitions: Floats) -> list[list[int]]:
    """Find the likeliest row of tags of each sentence, all sentences a word at a time, the longest first."""
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    longest = int(lengths[0]) if len(lengths) else 0
    active = [int(np.count_nonzero(lengths > step)) for step in range(longest)]
    back = np.zeros((longest, *emissions[starts].shape), dtype=np.int64)
    score = emissions[starts]
    for step in range(1, longest):
        going = slice(active[step])
        total = score[going, :, None] + transitions + emissions[starts[going] + step][:, None, :]
        back[step, going] = total.argmax(axis=1)
        score[going] = total.max(axis=1)
    best = score.argmax(axis=1)
    found = np.zeros((longest, len(lengths)), dtype=np.int64)
    for step in range(longest - 1, -1, -1):
        going = slice(active[step])
        found[step, going] = best[going]
        best[going] = back[step, np.arange(active[step]), best[going]]
    return [found[: lengths[place], place].tolist() for place in np.argsort(order)]


_controller = lru_cache(maxsize=1)(ThreadpoolController)
_entering = threading.Lock()
_inside: list[Any] = []  # the limits that are lifted when the last one leaves


@contextmanager
def _one_thread() -> Iterator[None]:
    # Several BLAS threads on such small matrices cost 12 times the processor time.
    with _entering:
        _inside.append(_inside[0] if _inside else _controller().limit(limits=1, user_api="blas"))
    try:
        yield
    finally:
        with _entering:
            limits = _inside.pop()
            if not _inside:
                limits.restore_original_limits()


def _natasha() -> Path:
    spec = importlib.util.find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"natasha, which carries the Russian NER model, is not installed: {_REMEDY}")
    return Path(spec.submodule_search_locations[0])


def _load(folder: Path) -> _Network:
    try:
        return _read(folder / _TAGGER, folder / _VECTORS)
    except (OSError, KeyError, ValueError, EOFError, tarfile.TarError) as error:
        raise ModelError(f"{folder}: the model files cannot be read ({error}): {_REMEDY}") from error


def _read(tagger: Path, vectors: Path) -> _Network:
    # slovnet's and navec's own loaders each keep a vocabulary of 250,000 words, and navec's computes tables
    # for similarity that no tagger needs: reading the parts by themselves halves memory and time.
    from slovnet.const import SHAPE, TAG
    from slovnet.exec.model import NER
    from slovnet.exec.pack import Pack
    from slovnet.shape import word_shape

    with Pack(str(tagger)) as pack:
        pack.load_meta().check_protocol()
        model = pack.load_model(NER)
        model = model.inject_arrays(dict(pack.load_arrays(model.weights)))
        shapes, tags = pack.load_vocab(SHAPE), pack.load_vocab(TAG)
    embedding = (*_read_vectors(vectors, model.emb.word.id), shapes.item_ids, model.emb.shape.weight.array)
    head = (model.head.proj.weight.array, model.head.proj.bias.array, model.head.crf.transitions.array)
    return _Network(*embedding, word_shape, [_layer(layer) for layer in model.encoder.layers], *head, tags.items)


def _read_vectors(path: Path, name: str) -> tuple[dict[str, int], npt.NDArray[np.uint8], Floats]:
    from navec.meta import Meta
    from navec.tar import Tar
    from navec.vocab import Vocab

    with Tar(str(path)) as tar:
        found = Meta.from_file(tar.load("meta.json")).id
        if found != name:
            raise ValueError(f"the vectors are {found!r}, the tagger wants {name!r}")
        words = Vocab.from_file(tar.load("vocab.bin")).word_ids
        table = tar.load("pq.bin").read()
    count, _, width, size = np.frombuffer(table, np.uint32, 4).tolist()
    pieces = np.frombuffer(table, np.uint8, count * width, 16).reshape(count, width)
    return words, pieces, np.frombuffer(table, np.float32, -1, 16 + count * width).reshape(width, size, -1)


def _layer(layer: Any) -> _Layer:  # noqa: ANN401 - slovnet has no types
    kernel = layer.conv.weight.array  # outputs x inputs x three neighbours
    weights = np.concatenate([kernel[:, :, place].T for place in range(3)], axis=1)
    scale = layer.norm.weight.array / layer.norm.std.array
    shift = layer.norm.bias.array - layer.norm.mean.array * scale
    return _Layer(np.ascontiguousarray(weights), layer.conv.bias.array, scale, shift)
