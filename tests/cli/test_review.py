"""The review screen under Textual's pilot: accept, undo, stop in the middle, go on."""

from __future__ import annotations

import asyncio
import json

import pytest

from normalize.curate.review import Judgements, read_clusters, read_judgements

pytest.importorskip("textual")

from normalize.cli.gazetteer.corpus.panels import read_reasons, read_texts
from normalize.cli.gazetteer.corpus.screen import Review

ZOTOV = {"id": "zotov-ivan", "kind": "person", "names": {"ru": "Иван Зотов", "en": "Ivan Zotov"}, "confidence": 0.61}
OTHER = {"id": "zotov-petr", "kind": "person", "names": {"ru": "Пётр Зотов", "en": "Petr Zotov"}, "confidence": 0.2}


def cluster(key: str, ru: str, spellings: dict[str, int], candidates=(), kind="person"):
    context = {
        "document": "a.txt",
        "before": "Мэр Тулы ",
        "surface": next(iter(spellings)),
        "after": " открыл мост. " * 20,
    }
    return {
        "key": key,
        "kind": kind,
        "mentions": sum(spellings.values()),
        "documents": 1,
        "ru": ru,
        "en": "",
        "spellings": spellings,
        "contexts": [context],
        "candidates": [{**one, "reasons": [{"rule": "same", "text": "they look alike"}]} for one in candidates],
    }


CLUSTERS = [
    cluster("person:ivan zot", "Иван Зотов", {"Ивана Зотова": 3, "Ванька Зотов": 1}, [ZOTOV, OTHER]),
    cluster("person:zot", "Зотов", {"Зотову": 1}, [ZOTOV]),
    cluster("place:zot", "Зотово", {"Зотове": 2, "Зотову": 1}, kind="place"),
]


@pytest.fixture
def names(tmp_path):
    path = tmp_path / "names.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in CLUSTERS), encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path):
    return tmp_path / "names.judgements.csv"


def shown(app):
    return str(app.query_one("#main").render())


def screen(names, table, *keys, language="en", size=(80, 24), then=shown):
    """Press keys on the screen and give what it shows then."""

    async def run():
        clusters = read_clusters(names.read_text(encoding="utf-8").splitlines(), "names.jsonl")
        app = Review(clusters, Judgements(table), "anna", language)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
            await pilot.pause()
            return then(app)

    return asyncio.run(run())


def said(table):
    return [(one.key, one.verdict, one.entity_id, one.spelling) for one in read_judgements(table)]


def test_a_cluster_is_shown_with_all_that_is_known_of_it(names, table):
    text = screen(names, table)
    assert "1 of 3 | person | mentions: 4, documents: 1 | judged 0" in text
    assert "> Иван Зотов  =" in text
    assert "Мэр Тулы [Ивана Зотова] открыл мост." in text
    assert "> 0.61 zotov-ivan  Иван Зотов / Ivan Zotov" in text
    assert "Иван Зотов ~ Иван Зотов: spelled alike" in text
    assert "they look alike" in text


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (132, 50)])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_line_fits_the_screen(names, table, size, language):
    lines = screen(names, table, size=size, language=language).splitlines()
    assert len(lines) <= size[1] - 3
    assert max(map(len, lines)) <= size[0]
    texts = read_texts(language)
    assert all(len(texts[line]) <= 80 for line in ("keys1", "keys2"))


def test_it_speaks_russian(names, table):
    text = screen(names, table, language="ru")
    assert "1 из 3 | человек" in text
    assert "Иван Зотов ~ Иван Зотов: написаны одинаково" in text


@pytest.mark.parametrize(("key", "verdict"), [("x", "same"), ("u", "unsure")])
def test_the_chosen_candidate_is_judged(names, table, key, verdict):
    assert "2 of 3" in screen(names, table, "down", key)
    assert said(table) == [("person:ivan zot", verdict, "zotov-petr", "")]


def test_who_is_denied_gives_way_to_the_next(names, table):
    text = screen(names, table, "n")
    assert "1 of 3" in text
    assert "zotov-ivan  Иван Зотов / Ivan Zotov (not this one)" in text
    assert "> 0.20 zotov-petr" in text
    assert said(table) == [("person:ivan zot", "not", "zotov-ivan", "")]


def test_a_spelling_is_accepted_as_an_alias_or_as_a_misspelling(names, table):
    screen(names, table, "right", "right", "a", "m")
    assert said(table) == [
        ("person:ivan zot", "alias", "zotov-ivan", "Ванька Зотов"),
        ("person:zot", "misspelling", "zotov-ivan", "Зотов"),
    ]


def test_a_spelling_is_edited_before_it_is_accepted(names, table):
    screen(names, table, "e", "end", "и", "enter", "a")
    assert said(table) == [("person:ivan zot", "alias", "zotov-ivan", "Иван Зотови")]


def test_leaving_a_form_judges_nothing(names, table):
    screen(names, table, "w", "escape", "e", "escape")
    assert said(table) == []


def test_a_new_entity_is_made_of_what_is_proposed(names, table):
    screen(names, table, "s", "s", "w", "enter")
    made = read_judgements(table)[-1]
    assert (made.verdict, made.entity_id, made.spelling, made.facts) == (
        "new",
        "nrm-zotovo",
        "Зотово",
        "parent=; kind=settlement",
    )


def test_undo_takes_back_one_act_and_shows_its_cluster(names, table):
    assert "1 of 3" in screen(names, table, "s", "z")
    assert said(table) == []
    text = screen(names, table, "z", then=lambda app: str(app.query_one("#told").render()))
    assert text == "Nothing to take back in this session."


def test_one_judgement_counts_for_every_cluster_with_the_spelling(names, table):
    screen(names, table, "s", "right", "b", "u")
    assert said(table)[1:] == [("person:zot", "unsure", "zotov-ivan", ""), ("place:zot", "unsure", "zotov-ivan", "")]


def test_undo_takes_back_a_bulk_as_one(names, table):
    screen(names, table, "s", "right", "b", "u", "z")
    assert len(said(table)) == 1


def test_a_crash_in_the_middle_loses_nothing_and_the_next_session_goes_on(names, table):
    def crash(app):
        raise RuntimeError(len(said(table)))

    with pytest.raises(RuntimeError, match="2"):
        screen(names, table, "x", "s", then=crash)
    assert "3 of 3" in screen(names, table)
    assert "All names are judged" in screen(names, table, "s")


def test_a_russian_keyboard_does_as_well(names, table):
    screen(names, table, "ч", "ы")
    assert [verdict for _, verdict, _, _ in said(table)] == ["same", "skip"]


def test_browsing_shows_what_is_judged_already(names, table):
    assert "1 of 3" in screen(names, table, "s", "pageup")


def test_keys_do_no_harm_when_all_is_judged(names, table):
    assert "All names are judged" in screen(names, table, *"sssxnuamwsebz", "down", "left", "s")


def test_without_a_candidate_nothing_can_be_the_same(names, table):
    screen(names, table, "s", "s", "x", "a")
    assert [verdict for _, verdict, _, _ in said(table)] == ["skip", "skip"]


def test_control_characters_of_a_text_do_not_reach_the_terminal(tmp_path, table):
    path = tmp_path / "names.jsonl"
    hostile = cluster("person:x", "Иван \x1b[31mЗотов [b]x[/b]", {"\x1b]0;x\x07 Зотов": 1}, [ZOTOV])
    path.write_text(json.dumps(hostile) + "\n", encoding="utf-8")
    assert "\x1b" not in screen(path, table)


def test_review_needs_a_terminal(normalize_command, names):
    result = normalize_command("gazetteer", "review", names)
    assert result.code == 2
    assert "needs a terminal" in result.err


def test_review_names_the_line_that_is_no_suggestion(normalize_command, tmp_path):
    path = tmp_path / "names.jsonl"
    path.write_text('{"text": "Тула"}\n', encoding="utf-8")
    result = normalize_command("gazetteer", "review", path)
    assert result.code == 1
    assert "names.jsonl:1: no suggestion" in result.err


def test_the_reason_of_the_search_is_told_in_the_language_of_the_screen(tmp_path, table):
    path = tmp_path / "names.jsonl"
    found = cluster("person:x", "Иван Зотов", {"Ивана Зотова": 1}, [ZOTOV])
    reason = {"rule": "fuzzy", "surface": "Зотова", "name": "Зотов", "score": "0.91", "text": "Зотова resembles Зотов"}
    found["candidates"][0]["reasons"] = [reason]
    path.write_text(json.dumps(found) + "\n", encoding="utf-8")
    assert "Зотова похоже на Зотов (сходство 0.91)" in screen(path, table, language="ru")
    assert "Зотова resembles Зотов" in screen(path, table)


def test_namesakes_are_told_apart_by_what_they_lie_in(tmp_path, table):
    path = tmp_path / "names.jsonl"
    place = {"id": "gn-1", "kind": "district", "names": {"ru": "Ленинский район"}, "confidence": 0.5}
    place["within"] = {"ru": "Тульская область", "en": "Tula Oblast"}
    text = json.dumps(cluster("place:l", "Ленинский район", {"Ленинского района": 1}, [place], "place"))
    path.write_text(text + "\n", encoding="utf-8")
    assert "gn-1  Ленинский район, Tula Oblast" in screen(path, table)
    assert "gn-1  Ленинский район, Тульская область" in screen(path, table, language="ru")


def test_every_reason_is_said_in_russian_with_the_same_values():
    import re

    from normalize.types import _SENTENCES, Rule

    said = read_reasons()
    assert set(said) == {rule.value for rule in Rule}
    for rule, sentence in _SENTENCES.items():
        assert set(re.findall(r"{(\w+)}", said[rule])) == set(re.findall(r"{(\w+)}", sentence)), rule
