"""Laws of repair: it ends, it keeps its place in the caller's text, and it leaves ordinary text alone."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.text import clean, fold

RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯіїєґІЇЄҐ"
ENGLISH = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
SIGNS = " \t\n.,;:!?()«»„“”—–…№%’'/0123456789"
TROUBLE = (
    "\u0301\u0300\u0306\u0308\u0304\u0323\u0344\u00ad\u200b\u200c\u200d\u200e\u202a\u2060\ufeff\u034f\u00a0\u2009\u3000\u2028\u0085"
    "\u2010\u2011¬´-\n\r ѐѝóéëïĸαοΑΔ😀ا漢"
)

words = st.one_of(st.text(RUSSIAN, min_size=1, max_size=12), st.text(ENGLISH, min_size=1, max_size=12))
ordinary = st.lists(st.one_of(words, st.text(SIGNS, min_size=1, max_size=2)), max_size=30).map(" ".join)
troubled = st.text(st.sampled_from("аеиохкйрсAaceopxykmsdЖжн" + TROUBLE), max_size=40)
anything = st.one_of(troubled, st.text(max_size=40))


@given(ordinary)
def test_ordinary_text_comes_back_as_the_very_same_string(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.text is text
    assert not cleaned.changed
    assert cleaned.repairs == ()


@settings(max_examples=500)
@given(anything)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once.text).text == once.text
    assert not clean(once.text).changed


@settings(max_examples=500)
@given(anything)
def test_every_character_has_its_place_in_the_source(text: str) -> None:
    cleaned = clean(text)
    spans = [cleaned.span(place, place + 1) for place in range(len(cleaned.text))]
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
    for one, other in pairwise(spans):
        assert one.start <= other.start
        assert one.end <= other.end


@given(anything, st.integers(0, 40), st.integers(0, 40))
def test_a_span_is_what_its_ends_are(text: str, one: int, other: int) -> None:
    cleaned = clean(text)
    start, end = sorted((min(one, len(cleaned.text)), min(other, len(cleaned.text))))
    span = cleaned.span(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    if start < end:
        assert span.start == cleaned.span(start, start + 1).start
        assert span.end == cleaned.span(end - 1, end).end
        there = cleaned.locate(*span)
        assert there.start <= start
        assert there.end >= end


@given(anything)
def test_what_is_outside_all_repairs_is_unchanged(text: str) -> None:
    cleaned = clean(text)
    repaired = {place for repair in cleaned.repairs for place in range(*repair.span)}
    for place, character in enumerate(cleaned.text):
        span = cleaned.span(place, place + 1)
        if not repaired.intersection(range(*span)):
            assert text[slice(*span)] == character


@given(anything)
def test_repairs_stand_in_text_order_and_quote_the_source(text: str) -> None:
    cleaned = clean(text)
    starts = [repair.span.start for repair in cleaned.repairs]
    assert starts == sorted(starts)
    for repair in cleaned.repairs:
        assert text[slice(*repair.span)] == repair.before
        assert repair.before != repair.after


@given(st.text(max_size=60))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert "ё" not in folded
