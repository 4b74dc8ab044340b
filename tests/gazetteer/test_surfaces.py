import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from normalize.gazetteer.surfaces import surface_hash, surface_hashes, token_hashes, word_hash

words = st.text(alphabet="абвгдежзabcxyz09ё", min_size=1, max_size=12)


@given(st.lists(words, min_size=1, max_size=30))
def test_the_hashes_of_a_text_are_those_of_its_words(found):
    text = " ".join(found)
    ends = np.cumsum([len(word) + 1 for word in found]) - 1
    starts = ends - np.array([len(word) for word in found])
    assert token_hashes(text, starts, ends).tolist() == [word_hash(word) for word in found]


@given(st.lists(st.lists(words, min_size=1, max_size=5), min_size=1, max_size=20))
def test_many_surfaces_hash_as_one_by_one(surfaces):
    hashes, first, counts = surface_hashes([" ".join(surface) for surface in surfaces])
    assert hashes.tolist() == [surface_hash(surface) for surface in surfaces]
    assert first.tolist() == [word_hash(surface[0]) for surface in surfaces]
    assert counts.tolist() == [len(surface) for surface in surfaces]
