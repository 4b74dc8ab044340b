"""`normalize link|compare|translit|readings|evaluate` and the gazetteer commands, before fakes."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from normalize.cli.names import read_words
from normalize.errors import GazetteerError, UnknownNameError
from normalize.match import Verdict
from normalize.types import Case, Gender, Number, Reason, Rule


def test_link_tells_entity_reasons_and_candidates(normalize_command):
    code, out, _ = normalize_command("link", "Тульской области")
    assert code == 0
    assert out.splitlines() == [
        "Тульской области: region RU-TUL, Тульская область / Tula Oblast, 0.97",
        "  because Тульской области is a form of Tula Oblast",
        "  0.91  RU-TUL  region  Тульская область / Tula Oblast",
    ]


def test_link_reads_names_from_stdin_and_writes_json(normalize_command):
    code, out, _ = normalize_command("link", "-", "--format", "json", stdin="Tula\n\nТула\n".encode())
    assert code == 0
    assert [json.loads(line)["name"] for line in out.splitlines()] == ["Tula", "Тула"]


def test_an_unknown_kind_offers_the_known_ones(normalize_command):
    code, _, err = normalize_command("link", "Tula", "--kind", "persn")
    assert (code, err.count("\n")) == (2, 1)
    assert "'persn' is not one of" in err


def test_an_unknown_id_is_wrong_usage(normalize_command, fake_normalizer, monkeypatch):
    def entity(entity_id):
        raise UnknownNameError("id", entity_id, ["RU-TUL"])

    monkeypatch.setattr(fake_normalizer, "entity", entity)
    code, _, err = normalize_command("gazetteer", "show", "RU-TLU")
    assert (code, err) == (2, "normalize: 'RU-TLU' is no id; did you mean 'RU-TUL'? Known: RU-TUL\n")


def test_a_broken_gazetteer_is_a_failure(normalize_command, monkeypatch):
    def load(*_args, **_options):
        message = "mine.nrm: not a compiled gazetteer; compile it"
        raise GazetteerError(message)

    monkeypatch.setattr("normalize.load", load)
    assert normalize_command("link", "Tula").err == "normalize: mine.nrm: not a compiled gazetteer; compile it\n"
    assert normalize_command("link", "Tula").code == 1


def test_compare_tells_verdict_and_reasons(normalize_command, monkeypatch):
    reason = Reason.of(Rule.INITIAL, a="В.", b="Василий")
    answer = SimpleNamespace(verdict=SimpleNamespace(value="same"), score=0.93, reasons=(reason,))
    monkeypatch.setattr("normalize.compare", lambda *_args, **_options: answer, raising=False)
    assert normalize_command("compare", "В. Анохин", "Василий Анохин").out.splitlines() == [
        "same (0.93)",
        "В. Анохин  Василий Анохин",
        "В.         Василий         initial",
    ]


def test_compare_speaks_russian_and_keeps_words_under_their_names(normalize_command):
    out = normalize_command(
        "compare", "мэр Cергей Собянин", "С. С. Собянин", "--kind", "person", "--language", "ru"
    ).out
    verdict, *lines = out.splitlines()
    assert verdict.startswith("одно и то же (0.")
    assert [line.split("  ")[-1].strip() for line in lines[1:]] == [
        "титул, не часть имени",
        "буквы другого алфавита; читается как: Сергей",
        "написаны одинаково",
        "инициал",
        "есть только с одной стороны",
    ]


def test_compare_takes_names_as_of_a_date(normalize_command, monkeypatch):
    asked = []

    def compare(a, b, **about):
        asked.append(about["date"])
        reason = Reason.of(Rule.DATE, a=a, name="Тверь", date=about["date"])
        return SimpleNamespace(verdict=SimpleNamespace(value="same"), score=0.97, reasons=(reason,))

    monkeypatch.setattr("normalize.compare", compare, raising=False)
    out = normalize_command("compare", "Калинин", "Tver", "--date", "2020-01-01").out
    assert out.splitlines()[2].split("  ")[-1] == "not the name of Тверь on 2020-01-01"
    assert asked == ["2020-01-01"]
    assert normalize_command("compare", "Калинин", "Tver", "--date", "1980").code == 2


def test_every_rule_of_comparison_is_said_in_both_languages():
    rules = [*list(Rule)[: list(Rule).index(Rule.TITLE) + 1], Rule.DATE]
    for language in ("en", "ru"):
        assert all(read_words(language)[rule] for rule in (*rules, *Verdict))


def test_readings_are_listed_with_their_grammar(normalize_command, monkeypatch):
    reading = SimpleNamespace(
        nominative="Юлия Щеглова",
        case=Case.ACCUSATIVE,
        number=Number.SINGULAR,
        gender=Gender.FEMININE,
        weight=0.7,
    )
    monkeypatch.setattr("normalize.readings", lambda *_args, **_options: (reading,), raising=False)
    out = normalize_command("readings", "Юлию Щеглову", "--kind", "person").out
    assert out == "Юлию Щеглову\n0.70  Юлия Щеглова  accusative singular feminine\n"


def test_translit_goes_both_ways(normalize_command, monkeypatch):
    monkeypatch.setattr("normalize.romanize", lambda text, scheme="press": f"{text}>{scheme}", raising=False)
    monkeypatch.setattr("normalize.cyrillize", lambda *_given: [SimpleNamespace(text="Щукин")], raising=False)
    assert normalize_command("translit", "Тула", "--scheme", "icao").out == "Тула>icao\n"
    assert normalize_command("translit", "--reverse", "Shchukin").out == "Щукин\n"


def test_translit_without_text_is_wrong_usage(normalize_command):
    assert normalize_command("translit").code == 2


def test_evaluate_prints_the_counts_and_every_finding(normalize_command, tmp_path):
    text = "Tula Region and Orel Region."
    gold = {
        "id": "a",
        "date": "2025-12-01",
        "text": text,
        "mentions": [
            {
                "start": 0,
                "end": 11,
                "surface": "Tula Region",
                "level": "named",
                "kind": "region",
                "ru": "Тульская область",
                "en": "Tula Oblast",
            },
            {
                "start": 16,
                "end": 27,
                "surface": "Orel Region",
                "level": "named",
                "kind": "region",
                "ru": "Орловская область",
                "en": "Oryol Oblast",
            },
        ],
    }
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold) + "\n", encoding="utf-8")
    code, out, _ = normalize_command("evaluate", path)
    assert code == 0
    assert "named  2     1      0.500" in out
    assert "precision 1.000: 1 right, 0 wrong, 0 where the gold file has no mention" in out
    assert "a:16-27  named  Orel Region  region Орловская область / Oryol Oblast  nothing" in out
    assert json.loads(normalize_command("evaluate", path, "--format", "json").out)["recall"] == 0.5


@pytest.mark.parametrize(
    "make", [lambda _path: None, lambda path: path.mkdir(), lambda path: path.write_bytes(b"\xff")]
)
def test_a_gold_file_that_cannot_be_read_is_one_line(normalize_command, tmp_path, make):
    path = tmp_path / "gold.jsonl"
    make(path)
    code, _, err = normalize_command("evaluate", path)
    assert (code, err.count("\n")) == (1, 1)
    assert str(path) in err


def test_gazetteer_check_tells_problems_with_code_3(normalize_command, tmp_path):
    (tmp_path / "regions").mkdir()
    (tmp_path / "regions" / "names.csv").write_text("id\n", encoding="utf-8")
    code, out, err = normalize_command("gazetteer", "check", "--root", tmp_path)
    assert (code, err) == (3, f"normalize: 1 problems in {tmp_path}\n")
    assert out.startswith("regions/names.csv:1: header: 'id' should be 'entity_id,")


def test_gazetteer_check_without_tables_is_a_failure(normalize_command, tmp_path):
    code, _, err = normalize_command("gazetteer", "check", "--root", tmp_path / "none")
    assert (code, err.count("\n")) == (1, 1)


def test_gazetteer_fmt_check_changes_nothing(normalize_command, tmp_path):
    table = tmp_path / "sources.csv"
    table.write_text("id,title,licence,url,retrieved\nb,B,MIT,,\na,A,MIT,,\n", encoding="utf-8")
    assert normalize_command("gazetteer", "fmt", "--check", "--root", tmp_path).code == 3
    assert normalize_command("gazetteer", "fmt", "--root", tmp_path).code == 0
    assert normalize_command("gazetteer", "fmt", "--check", "--root", tmp_path).code == 0
    assert table.read_text(encoding="utf-8").splitlines()[1] == "a,A,MIT,,"


def test_gazetteer_search_and_show(normalize_command):
    assert "RU-TUL  region  Тульская область  Tula Oblast" in normalize_command("gazetteer", "search", "tula").out
    assert "wikidata  Q2810" in normalize_command("gazetteer", "show", "RU-TUL").out


def test_every_command_has_help_with_code_0(normalize_command):
    code, out, _ = normalize_command()
    assert code == 0
    names = [line.split()[0] for line in out.partition("Commands:")[2].splitlines() if line.strip()]
    assert names
    for name in names:
        code, out, err = normalize_command(name, "--help")
        assert (code, err) == (0, "")
        assert out.startswith(f"Usage: normalize {name}")


def test_gazetteer_stats_and_sample_read_the_tables(normalize_command, tmp_path):
    (tmp_path / "towns").mkdir()
    header = "id,kind,subtype,parent,lat,lon,population,iso3166_2,oktmo,okato,katotth,geonames,wikidata"
    tail = "valid_from,valid_to,status,source"
    entities = f"{header},{tail}\ngn-1,settlement,town,,54.2,37.6,1200,,,,,,,,,active,own\n"
    (tmp_path / "towns" / "entities.csv").write_text(entities, encoding="utf-8")
    names = "entity_id,name,lang,kind,strength,valid_from,valid_to,source\ngn-1,Плавск,ru,preferred,strong,,,own\n"
    (tmp_path / "towns" / "names.csv").write_text(names, encoding="utf-8")
    stats = normalize_command("gazetteer", "stats", "--root", tmp_path)
    assert stats.code == 0
    assert "entities    1" in stats.out
    assert "by region" in stats.out
    rows = normalize_command("gazetteer", "stats", "--root", tmp_path, "--format", "json").out.splitlines()
    (kind,) = [row for row in map(json.loads, rows) if row["table"] == "kind"]
    assert (kind["kind"], kind["entities"], kind["ru"]) == ("settlement", 1, "100%")
    drawn = normalize_command(
        "gazetteer", "sample", "--root", tmp_path, "--kind", "place", "--count", "3", "--seed", "7"
    )
    assert drawn.out.splitlines() == [
        "gn-1  settlement town  [own]  towns/entities.csv:2",
        "    Плавск (ru)",
        "    54.2, 37.6; 1,200 inhabitants",
    ]
    code, _, err = normalize_command("gazetteer", "sample", "--root", tmp_path, "--kind", "towm")
    assert code == 2
    assert "'towm' is no kind" in err
