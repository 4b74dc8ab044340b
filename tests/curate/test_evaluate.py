"""What counts as right, wrong, missed and spurious when texts are measured."""

from __future__ import annotations

import json

import pytest

from normalize.curate.evaluate import evaluate, prove, read_gold
from normalize.curate.tables import ProofRow, Where
from normalize.errors import InputError
from normalize.types import Kind, Normal, Span
from tests.fakes import TULA, FakeDocument, FakeEntity, FakeLink, link_in

TEXT = "Russian drones fell in Tula Region, on Lodochnaya Street."
RUSSIA = FakeEntity("RU", Kind.COUNTRY, {"ru": "Россия", "en": "Russia"}, aliases=("Russian Federation",))
MARKED = {"ru": "Тульская область", "en": "Tula Oblast", "kind": "region", "level": "named"}


class Says:
    """Answers every text with the same links."""

    def __init__(self, *links: FakeLink) -> None:
        self.links = links

    def annotate(self, text: str, **_options: object) -> FakeDocument:
        return FakeDocument(text, self.links)


def mention(surface: str, **more: object) -> dict[str, object]:
    start = TEXT.index(surface)
    return {"start": start, "end": start + len(surface), "surface": surface, **MARKED, **more}


def measured(mentions, *links):
    return evaluate(Says(*links), [{"id": "a", "date": "2025-12-01", "text": TEXT, "mentions": mentions}])


def test_a_link_on_the_gold_span_to_the_gold_name_is_right():
    result = measured([mention("Tula Region")], link_in(TEXT, "Tula Region", TULA))
    assert (result.recall("named"), result.precision, result.misses, result.wrong) == (1.0, 1.0, [], [])


def test_a_name_in_one_language_or_an_alias_suffices_and_yo_is_folded():
    country = {"ru": "Рoccия?", "en": "russian federation", "kind": "country"}
    assert measured([mention("Russian", **country)], link_in(TEXT, "Russian", RUSSIA)).recall() == 1.0


def test_another_accepted_entity_is_right_too():
    also = [{"ru": "Тула", "en": "Tula"}]
    town = FakeEntity("gn-1", Kind.SETTLEMENT, {"ru": "Тула", "en": "Tula"})
    result = measured([mention("Tula Region", also=also)], link_in(TEXT, "Tula Region", town))
    assert result.recall() == 1.0


def test_nothing_found_is_a_miss_and_not_a_wrong_link():
    result = measured([mention("Tula Region")])
    assert (len(result.misses), len(result.wrong), result.recall(), result.misses[0].got) == (
        1,
        0,
        0.0,
        "nothing",
    )


def test_another_entity_is_a_miss_and_a_wrong_link():
    result = measured([mention("Tula Region")], link_in(TEXT, "Tula Region", RUSSIA))
    assert (len(result.misses), len(result.wrong), result.precision) == (1, 1, 0.0)


def test_the_right_entity_on_another_span_is_a_miss_only():
    result = measured([mention("Tula Region")], link_in(TEXT, "Tula", TULA))
    assert (len(result.misses), len(result.wrong)) == (1, 0)
    assert result.misses[0].got == "'Tula' region RU-TUL"


def test_another_entity_that_touches_a_mention_is_wrong():
    result = measured([mention("Tula Region")], link_in(TEXT, "in Tula", RUSSIA))
    assert len(result.wrong) == 1


def test_a_link_where_the_gold_has_no_mention_lowers_precision_only():
    links = link_in(TEXT, "drones", RUSSIA), link_in(TEXT, "Tula Region", TULA)
    result = measured([mention("Tula Region")], *links)
    assert (result.precision, result.recall(), len(result.spurious), len(result.wrong)) == (0.5, 1.0, 1, 0)


def test_a_demonym_is_not_asked_for_and_may_link_to_its_country():
    demonym = mention("Russian", level="demonym", ru="Россия", en="Russia", kind="country")
    result = measured([demonym], link_in(TEXT, "Russian", RUSSIA))
    assert (result.ignored, result.gold.total(), len(result.wrong), len(result.spurious)) == (1, 0, 0, 0)


def test_a_demonym_that_links_to_something_else_is_wrong():
    demonym = mention("Russian", level="demonym", ru="Россия", en="Russia", kind="country")
    assert len(measured([demonym], link_in(TEXT, "Russian", TULA)).wrong) == 1


STREET = {"ru": "улица Лодочная", "en": "Lodochnaya Street", "kind": "feature", "nil": True}


def test_nil_is_right_when_its_normal_forms_are():
    result = measured([mention("Lodochnaya Street", **STREET)], link_in(TEXT, "Lodochnaya Street", None, Kind.FEATURE))
    assert result.recall() == 1.0


def test_nil_with_another_normal_form_is_a_miss():
    link = link_in(TEXT, "Lodochnaya Street", None, Kind.FEATURE, candidates=())
    link.normal = Normal("Лодочная", "Lodochnaya")
    result = measured([mention("Lodochnaya Street", **STREET)], link)
    assert "NIL (Лодочная / Lodochnaya)" in result.misses[0].got


def test_an_entity_where_nothing_is_expected_is_wrong():
    result = measured([mention("Lodochnaya Street", **STREET)], link_in(TEXT, "Lodochnaya Street", TULA))
    assert (len(result.wrong), len(result.misses)) == (1, 1)


def test_levels_are_counted_apart():
    mentions = [mention("Tula Region"), mention("drones", level="descriptive", ru="БПЛА", en="UAV")]
    result = measured(mentions, link_in(TEXT, "Tula Region", TULA))
    assert (result.recall("named"), result.recall("descriptive"), result.recall()) == (1.0, 0.0, 0.5)
    assert json.dumps(result.to_dict(), ensure_ascii=False)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("not json", r":1: not a gold text \(JSONDecodeError"),
        ("[]", r":1: not a gold text \(TypeError"),
        ('{"text": "a"}', r":1: not a gold text \(KeyError: 'mentions'"),
        (
            json.dumps({"text": "ab", "mentions": [{**MARKED, "start": 0, "end": 1, "surface": "b"}]}),
            "0:1 is 'a', not 'b'",
        ),
        (
            json.dumps({"text": "a", "mentions": [{**MARKED, "start": 0, "end": 1, "surface": "a", "level": "x"}]}),
            "level 'x'",
        ),
    ],
)
def test_a_broken_gold_file_is_told_with_its_line(line, problem):
    with pytest.raises(InputError, match=problem):
        read_gold([line.encode()], "gold.jsonl")


def test_an_empty_gold_file_is_told():
    with pytest.raises(InputError, match=r"gold.jsonl: is empty; a gold file has"):
        read_gold([b"\n"], "gold.jsonl")


def test_spans_are_code_points():
    text = "🛩 над Тулой"
    gold = {**MARKED, "start": 6, "end": 11, "surface": "Тулой"}
    line = json.dumps({"text": text, "mentions": [gold]}).encode()
    link = FakeLink(Span(6, 11), "Тулой", Kind.REGION, TULA, Normal("Тульская область", "Tula Oblast"))
    assert evaluate(Says(link), read_gold([line], "gold.jsonl")).recall() == 1.0


def test_proofs_that_do_not_hold_are_told_with_their_row():
    rows = [
        ProofRow(Where("regions/proofs.csv", number), "RU-TUL", "Тихо в Tula Region.", expect)
        for number, expect in ((2, "yes"), (3, "no"))
    ]
    says = Says(link_in("Тихо в Tula Region.", "Tula Region", TULA))
    assert [str(problem) for problem in prove(says, rows)] == [
        "regions/proofs.csv:3: expect: RU-TUL is linked in 'Тихо в Tula Region.'"
    ]
    assert prove(Says(), rows)[0].text == "RU-TUL is not linked in 'Тихо в Tula Region.'"
