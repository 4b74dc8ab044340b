"""What holds for every text, however strange."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

_LETTERS = "абвгАБВГёЁйЙі abcdABCD.,;:-—–«»“”\"'’ʼ`()\n\r\t\u0301\u00ad\u200b\u00a0\ud8000123456789"
_ARTICLES = [
    json.loads(line)["text"]
    for line in (Path(__file__).parents[1] / "accuracy" / "gold.jsonl").read_text("utf-8").splitlines()
]
_strange = st.text(alphabet=_LETTERS, max_size=80)


@st.composite
def garbled(draw):
    """Give a piece of an article with a few characters exchanged."""
    article = draw(st.sampled_from(_ARTICLES))
    start = draw(st.integers(0, max(0, len(article) - 200)))
    letters = list(article[start : start + draw(st.integers(1, 200))])
    for place in draw(st.lists(st.integers(0, len(letters) - 1), max_size=6)):
        letters[place] = draw(st.sampled_from(_LETTERS))
    return "".join(letters)


_LAW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_LAW
@given(text=st.one_of(_strange, garbled()))
def test_links_lie_in_the_text_in_order_and_apart(nz, text):
    end = 0
    for link in nz.annotate(text, date="2025-12-08").links:
        assert text[link.span.start : link.span.end] == link.surface
        assert end <= link.span.start < link.span.end
        assert 0 <= link.confidence <= 1
        assert all(str(reason) for reason in link.reasons)
        json.dumps(link.to_dict())
        end = link.span.end


@_LAW
@given(name=st.one_of(_strange, garbled()))
def test_no_name_raises(nz, name):
    link = nz.link(name)
    assert link.entity is None or link.candidates[0].entity.id == link.entity.id
    assert all(0 <= candidate.score <= 1 for candidate in nz.candidates(name[:60], limit=3))


@pytest.fixture(scope="module")
def alone(nz):
    """Annotate each article on its own."""
    return {text: nz.annotate(text, date="2025-12-08").to_dict() for text in _ARTICLES}


def test_texts_taken_together_give_what_each_gives_alone(nz, alone):
    documents = nz.annotate_many(_ARTICLES, date="2025-12-08")
    assert [document.to_dict() for document in documents] == [alone[text] for text in _ARTICLES]


@pytest.mark.parametrize("workers", [None, 2])
def test_the_order_of_the_texts_does_not_matter(nz, alone, workers):
    texts = random.Random(5).sample(_ARTICLES * 2, len(_ARTICLES) * 2)  # noqa: S311 - the same order every time
    documents = list(nz.annotate_many(texts, date="2025-12-08", workers=workers))
    assert [document.text for document in documents] == texts
    assert [document.to_dict() for document in documents] == [alone[text] for text in texts]


def test_several_threads_give_what_one_gives(nz, alone):
    with ThreadPoolExecutor(4) as pool:
        documents = list(pool.map(lambda text: nz.annotate(text, date="2025-12-08"), _ARTICLES * 3))
    assert [document.to_dict() for document in documents] == [alone[text] for text in _ARTICLES * 3]


_PROGRAM = """
import hashlib, json, sys, normalize
nz = normalize.load(ner=False)
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
names = sorted({link.surface for text in texts for link in nz.annotate(text).links})
told = [nz.annotate(text, date="2025-12-08").to_dict() for text in texts]
told += [[nz.link(name).to_dict(), [one.to_dict() for one in nz.candidates(name)]] for name in names[::9]]
print(hashlib.sha256(json.dumps(told).encode()).hexdigest())
"""


@pytest.mark.slow
def test_nothing_hangs_on_the_order_of_sets():
    gold = Path(__file__).parents[1] / "accuracy" / "gold.jsonl"
    told = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(gold)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
