"""The peers of `names.py`, run by the Python of their own environment: names on stdin, answers on stdout, as JSON.

Each peer is a function that prepares itself and gives `score(a, b, kind)` and, where it can, `nominative(surface)`.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SCHEMAS = {"person": "Person", "place": "LegalEntity", "organization": "Organization"}


class Peer(NamedTuple):
    """What a peer can do."""

    score: Callable[[str, str, str], float]
    nominative: Callable[[str], str] | None = None


def logic_v2() -> Peer:
    """OpenSanctions' matcher: nomenklatura's logic-v2 with its default settings."""
    from followthemoney import model
    from nomenklatura.matching import LogicV2

    settings = LogicV2.default_config()

    @lru_cache(maxsize=65536)
    def entity(name: str, kind: str) -> Any:  # noqa: ANN401 - a class of the peer's
        return model.get_proxy({"id": name, "schema": _SCHEMAS[kind], "properties": {"name": [name]}})

    return Peer(lambda a, b, kind: LogicV2.compare(entity(a, kind), entity(b, kind), settings).score)


def rigour() -> Peer:
    """OpenSanctions' text tools: romanised and normalised by rigour, words in any order."""
    from rapidfuzz.fuzz import token_sort_ratio
    from rigour.names import normalize_name
    from rigour.text import ascii_text

    @lru_cache(maxsize=65536)
    def plain(name: str) -> str:
        return normalize_name(ascii_text(name)) or ""

    return Peer(lambda a, b, _: token_sort_ratio(plain(a), plain(b)) / 100)


def natasha() -> Peer:
    """The usual Russian stack: natasha puts names in the nominative, transliterate romanises them."""
    if not hasattr(inspect, "getargspec"):  # pymorphy2 asks for what Python 3.11 has dropped
        inspect.getargspec = lambda function: inspect.getfullargspec(function)[:4]  # type: ignore[attr-defined]
    from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, Segmenter
    from natasha.doc import DocSpan
    from rapidfuzz.fuzz import token_sort_ratio
    from transliterate import translit

    vocabulary, tagger, segmenter = MorphVocab(), NewsMorphTagger(NewsEmbedding()), Segmenter()

    @lru_cache(maxsize=65536)
    def nominative(surface: str) -> str:
        document = Doc(surface)
        document.segment(segmenter)
        document.tag_morph(tagger)
        span = DocSpan(0, len(surface), "PER", surface, tokens=document.tokens)
        span.normalize(vocabulary)
        return str(span.normal)

    @lru_cache(maxsize=65536)
    def plain(name: str) -> str:
        return translit(nominative(name), "ru", reversed=True).lower()

    return Peer(lambda a, b, _: token_sort_ratio(plain(a), plain(b)) / 100, nominative)


def pymorphy() -> Peer:
    """Each word put in the nominative by pymorphy3, its first guess taken; romanised by anyascii."""
    from anyascii import anyascii
    from pymorphy3 import MorphAnalyzer
    from rapidfuzz.fuzz import token_sort_ratio

    analyzer = MorphAnalyzer()

    def word(found: re.Match[str]) -> str:
        parse = analyzer.parse(found[0])[0]
        moved = parse.inflect({"nomn"}) if parse.tag.case else None
        form = moved.word if moved else found[0]
        return form.upper() if found[0].isupper() else form.capitalize() if found[0][:1].isupper() else form

    @lru_cache(maxsize=65536)
    def nominative(surface: str) -> str:
        return _WORD.sub(word, surface)

    @lru_cache(maxsize=65536)
    def plain(name: str) -> str:
        return anyascii(nominative(name)).lower()

    return Peer(lambda a, b, _: token_sort_ratio(plain(a), plain(b)) / 100, nominative)


def worst_token() -> Peer:
    """Romanise by anyascii, align the words, and let the worst of them decide by Jaro-Winkler."""
    from anyascii import anyascii
    from rapidfuzz.distance import JaroWinkler

    @lru_cache(maxsize=65536)
    def tokens(name: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(anyascii(name).lower()))

    def score(a: str, b: str, _: str) -> float:
        few, many = sorted((tokens(a), tokens(b)), key=len)
        left, worst = list(many), 1.0
        for token in few:
            alike, best = max((JaroWinkler.similarity(token, other), other) for other in left)
            left.remove(best)
            worst = min(worst, alike)
        return worst if few else 0.0

    return Peer(score)


def plain() -> Peer:
    """The usual ratio of rapidfuzz on the names as they stand."""
    from rapidfuzz.fuzz import WRatio

    return Peer(lambda a, b, _: WRatio(a.lower(), b.lower()) / 100)


PEERS: dict[str, Callable[[], Peer]] = {
    "logic-v2": logic_v2,
    "rigour": rigour,
    "natasha": natasha,
    "pymorphy3": pymorphy,
    "worst token": worst_token,
    "rapidfuzz": plain,
}


def answers(peer: Peer, asked: dict[str, Any]) -> dict[str, Any]:
    """Give a peer's scores and nominatives, and what a pair cost cold and warm."""
    for a, b, kind in asked["hard"][:20]:  # lazy loading is no cost of a pair
        peer.score(a, b, kind)
    start = time.perf_counter()
    real = [peer.score(a, b, "person") for a, b in asked["real"]]
    cold = time.perf_counter() - start
    start = time.perf_counter()
    for a, b in asked["real"]:
        peer.score(a, b, "person")
    warm = time.perf_counter() - start
    start = time.perf_counter()
    for a, b in asked["crossed"]:
        peer.score(a, b, "person")
    crossed = time.perf_counter() - start
    normal = peer.nominative
    return {
        "hard": [peer.score(a, b, kind) for a, b, kind in asked["hard"]],
        "real": real,
        "forms": [normal(surface) for surface in asked["forms"]] if normal else None,
        "cold": cold / len(asked["real"]) * 1e6,
        "warm": warm / len(asked["real"]) * 1e6,
        "crossed": crossed / len(asked["crossed"]) * 1e6,
    }


def main() -> None:
    """Answer for one peer, named on the command line."""
    asked = json.load(sys.stdin)
    try:
        peer = PEERS[sys.argv[1]]()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a peer, its column says so
        found: dict[str, Any] = {"missing": f"{type(error).__name__}: {error}"[:60]}
    else:
        found = answers(peer, asked)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
