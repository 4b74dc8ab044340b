"""Names that only a model finds: natasha's news NER for Russian, run over its own weights.

The one door to slovnet and navec, which read the model files; natasha, which carries the files, is never
imported, because what it imports fails on Python 3.12. The model is useless on Latin text: callers send it
Cyrillic sentences only.
"""

from __future__ import annotations

import importlib.util
import threading
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from normalize.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

_TAGGER = "data/model/slovnet_ner_news_v1.tar"
_VECTORS = "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
_REMEDY = "install it again (pip install natasha), or do without the model: normalize.load(ner=False)"
_LONGEST_WORD = 64  # letters; the vocabulary has none that is longer
_LONGEST_SENTENCE = 512  # words; what is longer is read in pieces
_BATCH = 2048  # words in one pass through the network


class NerKind(StrEnum):
    """What the model takes a name for."""

    PER = "PER"
    LOC = "LOC"
    ORG = "ORG"


class NerSpan(NamedTuple):
    """A name in a sentence: words `[start, end)`, and what it is taken for."""

    start: int
    end: int
    kind: NerKind


class Ner:
    """Find names of people, places and organisations in Russian sentences.

    The model is loaded when first asked (half a second, some 70 MB) and may be asked from several threads.
    A sentence is given as words and punctuation marks, hyphenated words whole: so the model was trained.

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
        """Load the model now, not when it is first needed.

        Raises:
            ModelError: the model files are missing or cannot be read.
        """
        with self._lock:
            if self._network is None:
                self._network = _load(self._folder or _natasha())
        return self

    def spans(self, words: Sequence[str]) -> list[NerSpan]:
        """Find the names in one sentence."""
        return self.spans_many([words])[0]

    def spans_many(self, sentences: Sequence[Sequence[str]]) -> list[list[NerSpan]]:
        """Find the names in each of several sentences: the same as one by one, but sooner."""
        return [_decode(tags) for tags in self.tags_many(sentences)]

    def tags_many(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """Give the model's tag of every word: O, B-PER, I-PER and so on."""
        network = self._network or self.load()._network  # noqa: SLF001 - the same object
        if network is None:  # pragma: no cover - load() has set it or raised
            return []
        with _one_thread():
            return [_tagged(network, words) for words in ()] or list(_in_batches(network, sentences))


@lru_cache(maxsize=1)
def shared_ner() -> Ner:
    """Give the one model of this process."""
    return Ner()
