"""What the neighbours share: each distinct value is asked about once, whatever it comes in."""

from __future__ import annotations

import pytest

from normalize.adapters.frames import columns
from normalize.errors import InputError, UnknownNameError


def test_batches_ask_about_each_value_once():
    asked = []
    once = columns.Once(lambda values: [asked.append(value) or len(value) for value in values])
    assert [once(["аб", "в", "аб"]), once(["в", "г"]), once([])] == [[2, 1, 2], [1, 1], []]
    assert asked == ["аб", "в", "г"]


def test_a_column_with_more_values_than_are_remembered_is_still_answered():
    once = columns.Once(lambda values: [value * 2 for value in values], most=2)
    assert [once([1, 2]), once([2, 3, 1]), once([3, 3]), once([1, 4, 5, 6])] == [
        [2, 4],
        [4, 6, 2],
        [6, 6],
        [2, 8, 10, 12],
    ]
    assert len(once._known) <= 2


def test_an_answer_for_each_value_or_an_error():
    with pytest.raises(ValueError, match="zip"):
        columns.Once(lambda _values: [])([1])


def test_a_value_that_is_no_text_is_told_with_its_row():
    with pytest.raises(InputError, match="row 1: 5 is a int, not a string"):
        columns.coded(["а", 5], lambda value: value is None)


def test_links_and_mentions_of_a_fake(fake_normalizer):
    ask = columns.mentions(fake_normalizer_many(fake_normalizer))
    [[row], nothing] = ask(["В Тульской области", "нигде"])
    assert (row["start"], row["end"], row["surface"], row["entity"], row["kind"]) == (
        2,
        18,
        "Тульской области",
        "RU-TUL",
        "region",
    )
    assert nothing == []
    assert list(row) == list(columns.MENTION)


def fake_normalizer_many(fake):
    fake.annotate_many = lambda texts, **_options: map(fake.annotate, texts)
    return fake


@pytest.mark.parametrize("wrong", [{"kind": "regoin"}, {"within": "RU-XXX"}])
def test_a_wrong_option_is_told_before_the_first_row(nz, wrong):
    with pytest.raises(UnknownNameError):
        columns.links(nz, **wrong)


def test_a_wrong_scheme_is_told_before_the_first_row():
    with pytest.raises(UnknownNameError, match="bgn-pcgm"):
        columns.romanizations("bgn-pcgm")


def test_halves_of_surrogate_pairs_become_storable():
    assert [columns.storable(text) for text in ("Тула", "\ud83d!", "👍")] == ["Тула", "�!", "👍"]


def test_a_link_row_has_the_fields_that_are_promised(nz):
    row = columns.link_row(nz.link("Смоленской областью"))
    assert list(row) == list(columns.LINK)
    assert (row["entity"], row["kind"], row["en"]) == ("RU-SMO", "region", "Smolensk Oblast")
