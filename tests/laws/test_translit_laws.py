"""What holds for every name, not only for those that somebody thought of."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from normalize.translit import cyrillize, press_spellings, romanize, schemes
from normalize.translit.scheme import table

unhurried = settings(deadline=None)  # the first word of all loads the tables

RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
ONE_TO_ONE = ["iso9-1995", "gost-779-a"]
TABLES = [each for each in schemes() if not each.pack]
FOR_RUSSIAN = [each.name for each in TABLES if each.language in {"ru", "mul"}]
KNOWN = [row["word"] for row in table("words.csv") if row["lang"] == "ru"]

syllables = st.builds(
    str.__add__,
    st.sampled_from(["", *"бвгджзклмнпрстфхцчшщ", "ст", "кс", "ль", "нъ", "тц"]),
    st.sampled_from([*"аеёиоуыэюя", "ой", "ий", "ье", "ъё"]),
)
made_up = st.lists(syllables, min_size=1, max_size=5).map("".join)
words = st.one_of(made_up, st.sampled_from(KNOWN))
texts = st.text(max_size=60)
mixed = st.text(alphabet=RUSSIAN + RUSSIAN.upper() + "іїєґўІЇ'’ -abcXYZ\u0301", max_size=60)


@given(text=st.one_of(texts, mixed), scheme=st.sampled_from(TABLES))
def test_no_text_raises_and_what_is_latin_stays(text, scheme):
    once = romanize(text, scheme.name)
    assume(not {"\u0306", "\u0308"} & set(text))  # a dropped letter may leave its mark to the one before it
    letters = {letter for letter, _ in scheme.letters} | {letter.upper() for letter, _ in scheme.letters}
    assert not letters & set(once) - {"'", "’", "ʼ"}
    assert romanize(once, scheme.name) == once


@given(word=words, scheme=st.sampled_from(FOR_RUSSIAN))
def test_small_letters_stay_small_and_capitals_capital(word, scheme):
    small = romanize(word, scheme)
    assert small == small.lower()
    assert romanize(word.upper() + "Б", scheme) == (romanize(word + "б", scheme)).upper()
    assert romanize(word.capitalize(), scheme).lower() == small


@given(first=words, second=words, scheme=st.sampled_from(FOR_RUSSIAN))
def test_words_do_not_look_at_each_other(first, second, scheme):
    assert romanize(f"{first} {second}", scheme) == f"{romanize(first, scheme)} {romanize(second, scheme)}"


@given(word=words, name=st.sampled_from(FOR_RUSSIAN))
@settings(deadline=None, max_examples=200)
def test_iuliia_agrees_on_words_made_of_syllables(word, name):
    iuliia = pytest.importorskip("iuliia")
    import re
    import tomllib
    from pathlib import Path

    import normalize.translit

    path = Path(normalize.translit.__file__).parent / "data" / "schemes" / f"{name}.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    assume(not re.search("[ьъ][иы]й$", word))  # no word ends so, and iuliia does not look into the ending
    excused = any(re.search(each["pattern"], word) for each in found.get("deviations", []))
    if "oracle" in found and not excused:
        theirs = iuliia.schemas.get(found["oracle"]).translate(word).replace("ё", "ë")
        assert unicodedata.normalize("NFC", romanize(word, name)) == unicodedata.normalize("NFC", theirs)


@given(word=words.filter(lambda word: word[0] not in "ьъ"), scheme=st.sampled_from(ONE_TO_ONE))
@example(word="подъячевский", scheme="iso9-1995")
@unhurried
def test_a_one_to_one_scheme_comes_home(word, scheme):
    assert cyrillize(romanize(word, scheme), scheme=scheme)[0].text == word


@given(word=st.sampled_from(KNOWN), scheme=st.sampled_from(FOR_RUSSIAN))
@unhurried
def test_every_scheme_spells_its_own_reading_as_it_found_it(word, scheme):
    spelled = romanize(word, scheme)
    assert romanize(cyrillize(spelled, scheme=scheme)[0].text, scheme) == spelled


@given(word=st.sampled_from(KNOWN))
@unhurried
def test_a_press_spelling_can_be_read_back_among_the_first(word):
    spelled = romanize(word.capitalize())
    found = [each.text.lower().replace("ё", "е") for each in cyrillize(spelled, limit=10)]
    assert word.replace("ё", "е") in found or romanize(found[0].capitalize()) == spelled


@given(text=texts)
@unhurried
def test_cyrillizing_any_text_gives_weights_that_fall(text):
    weights = [each.weight for each in cyrillize(text)]
    assert weights == sorted(weights, reverse=True)
    assert 0 <= sum(weights) <= 1.0001


@given(word=words)
@unhurried
def test_press_spellings_are_distinct_and_steady(word):
    found = press_spellings(word)
    assert found == press_spellings(word)
    assert len(set(found)) == len(found) <= 12
    assert romanize(word) in found
