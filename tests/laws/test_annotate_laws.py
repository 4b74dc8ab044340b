"""What holds for every text, however strange."""

from __future__ import annotations

import json
from pathlib import Path

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
