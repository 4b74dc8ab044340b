"""The short way of folding a plain name gives what the tokenizer gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text import fold_tokens, tokenize

LETTERS = st.text("АаЯёЁйіŁé TtuZ'’-.0", max_size=24)


@given(st.one_of(st.text(max_size=40), LETTERS))
def test_a_folded_name_has_the_tokens_of_its_text(surface):
    assert fold_tokens(surface) == tuple(tokenize(surface).folded)


@pytest.mark.parametrize(
    "surface", ["Тульская область", "Ростов-на-Дону", "", " ", "Łódź", "é", "О'Нил", "Cтарый", "й и"]
)
def test_awkward_names_do_too(surface):
    assert fold_tokens(surface) == tuple(tokenize(surface).folded)
