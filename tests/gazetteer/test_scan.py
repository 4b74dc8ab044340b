"""The scan of many texts finds what the scan of the tokens of each finds, leftmost and longest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.gazetteer import Gazetteer
from normalize.gazetteer.store import Layers
from normalize.text.tokens import tokenize

pytestmark = pytest.mark.usefixtures("way")

PIECES = [
    *("Иван", "Зотов", "Зотова", "Ивану", "Петровичем", "Тульской", "области", "Щёкинский", "района", "МОР", "Zot'ov"),
    *("Tula", "Oblast", "Ministry", "of", "River", "Defence", "Shchyokinsky", "District", "Russia’s", "don't", "ы"),
    *("Зо́тов", "Zótov", "\ud800", "😀", "İvan", "2025", "И.", "П.", "Ivan's", "'", "’s"),
]
PIECES += ["O'Brien2", "Ivan''s", "Ivan's'x", "Казанʹ", "Камʼянське", "Σ", "가", "x²"]
GAPS = [" ", "  ", "-", ", ", ". ", "\n", "\n\n", " «", "» ", " — ", "", "/", "\u00a0", "\t", "; ", "' ", ".", "\0"]


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory):
    from tests.gazetteer.conftest import RECORDS

    return Gazetteer.build(RECORDS, tmp_path_factory.mktemp("scan") / "small.nrm")


def scanned(gazetteer, texts):
    return [
        [(start, end, gazetteer.bearers(surface)) for start, end, surface in one] for one in gazetteer.scan_many(texts)
    ]


def expected(gazetteer, text):
    tokens, last, found = tokenize(text), -1, []
    for hit in sorted(gazetteer.scan(tokens), key=lambda one: (one.first, -one.last)):
        if hit.first > last:
            last = hit.last
            found.append((tokens.starts[hit.first], tokens.ends[last], hit.postings))
    return found


def test_offsets_are_those_of_each_text(gazetteer):
    texts = ["В Тульской области Иван Зотов.", "", "Zotov", "нет", "— Иван Зотов"]
    found = [
        [text[start:end] for start, end, _ in one] for text, one in zip(texts, gazetteer.scan_many(texts), strict=True)
    ]
    assert found == [["Тульской области", "Иван Зотов"], [], ["Zotov"], [], ["Иван Зотов"]]


def test_a_name_does_not_go_from_one_text_into_the_next(gazetteer):
    assert [len(one) for one in gazetteer.scan_many(["Министерство охраны", "рек"])] == [0, 0]


def test_long_texts_and_many_short_ones_are_the_same(gazetteer):
    text = "Иван Зотов из Тульской области. " * 40
    single = next(iter(gazetteer.scan_many([text])))
    assert list(gazetteer.scan_many([text] * 120)) == [single] * 120
    assert len(next(iter(gazetteer.scan_many([text * 120])))) == 120 * len(single)


@given(st.lists(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), max_size=12), max_size=4))
def test_any_texts_are_scanned_as_their_tokens_are(gazetteer, drawn):
    texts = ["".join(piece + gap for piece, gap in one) for one in drawn]
    assert scanned(gazetteer, texts) == [expected(gazetteer, text) for text in texts]


def test_layers_are_scanned_together(gazetteer, tmp_path):
    other = Gazetteer.build(
        [{"id": "l", "kind": "settlement", "names": {"ru": "Тульской Иван", "en": "Tula Ivan"}}], tmp_path / "other.nrm"
    )
    both = Layers([gazetteer, other])
    texts = ["В Тульской области Иван Зотов, Tula Ivan.", "Тульской Иван Зотов"]
    assert scanned(both, texts) == [expected(both, text) for text in texts]


def test_what_a_later_layer_replaces_is_not_found(gazetteer, tmp_path):
    other = Gazetteer.build(
        [{"id": gazetteer.id_at(0), "kind": "settlement", "names": {"ru": "Заречье"}}], tmp_path / "other.nrm"
    )
    both = Layers([gazetteer, other])
    texts = [" и ".join(str(alias) for alias in gazetteer.names_of(number)) for number in range(len(gazetteer))]
    assert scanned(both, texts) == [expected(both, text) for text in texts]


def test_strings_are_decoded_together_as_one_by_one(gazetteer, tmp_path):
    long = ["Ж" * 20, "Ж" * 20 + " " + "ё" * 300, "Ż" * 16, "Ż" * 16 + "ł" * 260, "Қазақстан", "Қазақстаным"]
    records = [{"id": f"t{at}", "kind": "term", "names": {"ru": name}} for at, name in enumerate(long)]
    for one in (gazetteer, Gazetteer.build(records, tmp_path / "long.nrm")):
        numbers = np.arange(len(one.table))[::-1].copy()
        codes, sizes = one.table.strings.codes(numbers)
        letters = codes.tobytes().decode("utf-32-le")
        ends = np.cumsum(sizes).tolist()
        found = [letters[end - size : end] for end, size in zip(ends, sizes.tolist(), strict=True)]
        assert found == [one.table.words(number) for number in numbers.tolist()]


@settings(deadline=None)
@given(texts=st.lists(st.lists(st.sampled_from([*PIECES, *GAPS]), max_size=12).map("".join), max_size=5))
def test_tokens_of_texts_scanned_together_have_the_hits_of_each(gazetteer, texts):
    tokens = [tokenize(text) for text in texts]
    assert gazetteer.scan_each(tokens) == [gazetteer.scan(one) for one in tokens]
    assert Layers([gazetteer, gazetteer]).scan_each(tokens) == [
        Layers([gazetteer, gazetteer]).scan(one) for one in tokens
    ]
