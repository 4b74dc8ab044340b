"""Figures add up, and the same seed draws the same entities."""

from __future__ import annotations

import pytest

from normalize.curate.survey import DRAWN_KINDS, draw, figures
from normalize.errors import UnknownNameError
from normalize.types import Kind


@pytest.fixture
def towns(package):
    """Twenty towns of Tula Oblast beside Russia, the oblast and its governor."""
    for number in range(20):
        package.add("towns/entities", f"gn-{number},settlement,town,RU-TUL,,,,,,,,,,,,active,own")
        package.add("towns/names", f"gn-{number},Gorod{number},en,preferred,strong,,,own")
    package.add("towns/names", "gn-7,Седьмой,ru,preferred,strong,,,own", "gn-7,Прежний,ru,former,weak,1931,1990,own")
    package.add("towns/relations", "gn-7,located_in,RU-TUL,,,own")
    package.write("people/entities", ["zotov-ivan,person,male,,,,,,,,,,,,,unverified,own"])
    package.write("people/names", ["zotov-ivan,Иван Зотов,ru,preferred,strong,,,own"])
    package.write("people/tenures", ["zotov-ivan,governor,RU-TUL,2016,,own", "zotov-ivan,mayor,gn-7,,2015,own"])
    package.write("expected", ["RU-TUL,district,raion,23,,own"])
    (package.root / "CHANGELOG.md").write_text("# Changes\n\n## 2026-03-01\n\n## 2026-01-01\n", encoding="utf-8")
    return package


def table(package, title: str) -> dict[str, dict[str, object]]:
    (found,) = [one for one in figures(package.root) if one.title == title]
    return {str(row[found.columns[0]]): row for row in found.to_dicts()}


def test_totals_and_the_edition_are_told(towns):
    totals = {what: row["number"] for what, row in table(towns, "total").items()}
    assert (totals["edition"], totals["entities"], totals["names"]) == ("2026-03-01", 23, 28)
    assert (totals["tenures"], totals["relations"], totals["sources"]) == (2, 1, 1)


def test_kinds_tell_what_share_has_a_name_in_each_language(towns):
    kinds = table(towns, "kind")
    assert (kinds["settlement"]["entities"], kinds["settlement"]["names"]) == (20, 22)
    assert (kinds["settlement"]["en"], kinds["settlement"]["ru"], kinds["region"]["outer id"]) == ("100%", "5%", "100%")
    assert sum(int(row["entities"]) for row in kinds.values()) == 23


def test_languages_sources_and_regions_add_up(towns):
    languages, sources, regions = (table(towns, title) for title in ("language", "source", "region"))
    assert (languages["ru"]["names"], languages["ru"]["former"], languages["en"]["short"]) == (5, 1, 1)
    assert (sources["own"]["licence"], sources["own"]["names"], sources["own"]["tenures"]) == ("MIT", 28, 2)
    tula = regions["RU-TUL"]
    assert (tula["settlement"], tula["office holders"], tula["districts expected"]) == (20, 1, 23)


def test_the_same_seed_draws_the_same(towns):
    first, again, other = (draw(towns.root, "settlement", 5, seed) for seed in (1, 1, 2))
    assert first == again
    assert [one.entity_id for one in first] != [one.entity_id for one in other]
    assert len(first) == 5
    assert len(draw(towns.root, "place", 1000)) == 22
    assert len(draw(towns.root, count=1000)) == 23


def test_what_is_drawn_can_be_read(towns):
    town = next(str(one) for one in draw(towns.root, "settlement", 20) if one.entity_id == "gn-7")
    assert town.splitlines() == [
        "gn-7  settlement town in Tula Oblast < Russia  [own]  towns/entities.csv:9",
        "    Седьмой (ru); Gorod7 (en); Прежний (ru former weak, 1931 to 1990)",
    ]
    (person,) = draw(towns.root, "person")
    assert person.facts == ("governor of Tula Oblast, 2016 to now", "mayor of Gorod7, … to 2015")
    assert person.to_dict()["what"] == "person male unverified"


def test_an_unknown_kind_is_told_with_the_known_ones(towns):
    assert set(DRAWN_KINDS) == {*Kind, "place"}
    with pytest.raises(UnknownNameError, match="place"):
        draw(towns.root, "plaec")
