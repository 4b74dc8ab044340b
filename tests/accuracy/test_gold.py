"""Whole articles are annotated as annotators marked them: nothing is linked to the wrong entity, little is missed.

`gold.jsonl` holds articles written for this test, in the seeds' format. A wrong link is worse than a miss, so the
count of wrong links is held at none, and the shares that are found may not fall.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from normalize import curate

GOLD = Path(__file__).with_name("gold.jsonl")
NAMED_FLOOR = 0.94
NAMED_FLOOR_WITH_MODEL = 0.95
DESCRIPTIVE_FLOOR = 0.95
SEEDS_NAMED_FLOOR = 0.98  # "Traktornoy District" may be a link to nothing
SEEDS_DESCRIPTIVE_FLOOR = 0.9
SEEDS = Path(__file__).parents[3] / "shared" / "seeds" / "gold.jsonl"


def annotated(nz, path):
    """Evaluate a gold file, or skip where there is none."""
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    with path.open("rb") as file:
        return curate.evaluate(nz, curate.read_gold(file, path.name))


@pytest.fixture(scope="module")
def own(nz):
    """Evaluate our own articles."""
    return annotated(nz, GOLD)


@pytest.fixture(scope="module")
def seeds(nz):
    """Evaluate the two seed articles."""
    return annotated(nz, SEEDS)


def told(findings) -> str:
    """Say what went wrong, a line each."""
    return "\n".join(f"{one.text}:{one.start} {one.surface!r}: wanted {one.wanted}, got {one.got}" for one in findings)


def test_no_name_of_our_articles_is_linked_to_the_wrong_entity(own):
    assert not own.wrong, told(own.wrong)


def test_no_link_of_our_articles_stands_where_nothing_is_named(own):
    assert not own.spurious, told(own.spurious)


def test_the_names_of_our_articles_are_found(own):
    assert own.recall("named") >= NAMED_FLOOR, told(own.misses)


@pytest.mark.slow
def test_the_model_finds_more_names_and_links_none_wrongly(nz_with_model):
    result = annotated(nz_with_model, GOLD)
    assert not result.wrong, told(result.wrong)
    assert result.recall("named") >= NAMED_FLOOR_WITH_MODEL, told(result.misses)


def test_the_paraphrases_of_our_articles_are_found(own):
    assert own.recall("descriptive") >= DESCRIPTIVE_FLOOR, told(own.misses)


def test_every_kind_and_both_languages_stand_in_our_articles():
    mentions = [
        mention for line in GOLD.read_text(encoding="utf-8").splitlines() for mention in json.loads(line)["mentions"]
    ]
    kinds = {mention["kind"] for mention in mentions if mention["level"] == "named"}
    assert {"person", "region", "district", "city_district", "settlement", "country"} <= kinds
    assert {"feature", "organization", "term"} <= kinds
    assert sum(mention["surface"].isascii() for mention in mentions) > len(mentions) / 3
    assert sum(not mention["surface"].isascii() for mention in mentions) > len(mentions) / 3


def test_no_name_of_the_seeds_is_linked_to_the_wrong_entity(seeds):
    assert not seeds.wrong, told(seeds.wrong)


def test_the_names_of_the_seeds_are_found(seeds):
    assert seeds.recall("named") >= SEEDS_NAMED_FLOOR, told(seeds.misses)
    assert seeds.recall("descriptive") >= SEEDS_DESCRIPTIVE_FLOOR, told(seeds.misses)
