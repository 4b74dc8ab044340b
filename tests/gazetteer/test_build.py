import pytest

from normalize.errors import InputError
from normalize.gazetteer import Form, Gazetteer, Needs
from normalize.gazetteer.entity import entity_from
from normalize.gazetteer.forms import all_aliases
from normalize.gazetteer.people import person_surfaces
from normalize.types import Case, Kind


@pytest.fixture
def gazetteer(records, tmp_path):
    return Gazetteer.build(records, tmp_path / "small.nrm")


def named(gazetteer, *words):
    return {gazetteer.id_at(posting.entity): posting for posting in gazetteer.lookup(words)}


def test_every_case_of_a_place_is_a_surface(gazetteer):
    for words in (
        ["тульская", "область"],
        ["тульской", "области"],
        ["тульскую", "область"],
        ["тульской", "областью"],
    ):
        assert set(named(gazetteer, *words)) == {"RU-TUL"}, words


def test_a_specific_without_its_head_says_so(gazetteer):
    posting = named(gazetteer, "щекинском")["d1"]
    assert posting.form is Form.SPECIFIC
    assert posting.cases == (Case.PREPOSITIONAL,)


def test_press_endings_of_districts_are_specifics(gazetteer):
    for word in ("shchyokinsky", "shchyokinskiy", "shchyokinskoye", "shchyokinskaya", "shchekinsky"):
        assert named(gazetteer, word)["d1"].form is Form.SPECIFIC, word


def test_a_person_is_known_by_all_arrangements(gazetteer):
    strong = [["ивану", "зотову"], ["зотов", "иван", "петрович"], ["ivan", "zotov"], ["и", "п", "зотовым"]]
    weak = [["зотова"], ["zotov"], ["и", "зотов"], ["иваном", "петровичем"]]
    for words in strong:
        assert not named(gazetteer, *words)["zotov-ivan"].weak, words
    for words in weak:
        assert named(gazetteer, *words)["zotov-ivan"].weak, words


def test_the_other_spelling_of_defence_is_a_surface(gazetteer):
    assert set(named(gazetteer, "ministry", "of", "river", "defense")) == {"org-x"}


def test_an_acronym_needs_its_capitals_and_declines(gazetteer):
    assert named(gazetteer, "мор")["org-x"].needs is Needs.UPPER
    assert named(gazetteer, "мора")["org-x"].cases == (Case.GENITIVE,)


def test_a_match_key_keeps_the_kind(gazetteer):
    from normalize.keys import match_key

    found = gazetteer.by_key(match_key("Schjokinskij", Kind.DISTRICT))
    assert [gazetteer.id_at(index) for index in found] == ["d1"]
    assert gazetteer.by_key(match_key("Schjokinskij", Kind.SETTLEMENT)) != found


def test_the_same_records_give_the_same_bytes(records, tmp_path):
    Gazetteer.build(records, tmp_path / "a.nrm")
    Gazetteer.build(reversed(records), tmp_path / "b.nrm")
    assert (tmp_path / "a.nrm").read_bytes() == (tmp_path / "b.nrm").read_bytes()


def test_an_id_given_twice_is_refused_by_name(records, tmp_path):
    with pytest.raises(InputError, match="'d1': the id comes twice"):
        Gazetteer.build([*records, records[2]], tmp_path / "x.nrm")


@pytest.mark.parametrize("column", ["id", "kind", "names"])
def test_a_record_that_lacks_a_column_is_refused(records, tmp_path, column):
    del records[1][column]
    with pytest.raises(InputError, match=column):
        Gazetteer.build(records, tmp_path / "x.nrm")


def test_an_unknown_kind_is_refused_and_nothing_is_written(records, tmp_path):
    records[1]["kind"] = "planet"
    with pytest.raises(InputError, match="RU-TUL"):
        Gazetteer.build(records, tmp_path / "x.nrm")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_gazetteer_works(tmp_path):
    from normalize.text import tokenize

    gazetteer = Gazetteer.build([], tmp_path / "empty.nrm")
    assert gazetteer.scan(tokenize("Тульская область")) == []
    assert gazetteer.lookup(("тула",)) == ()


def test_the_bytes_do_not_depend_on_the_seed_of_hashes(tmp_path):
    import hashlib
    import os
    import subprocess
    import sys
    from pathlib import Path

    program = (
        "import sys; from pathlib import Path; from normalize import Gazetteer\n"
        "names = ['Иван Петрович Зотов', 'Пётр Изотов', 'Щёкино', 'Анна Шмидт']\n"
        "kinds = ['person', 'person', 'settlement', 'person']\n"
        "rows = [{'id': f'x{n}', 'kind': kinds[n], 'names': {'ru': names[n]}} for n in range(4)]\n"
        "for forms in ('all', 'plain'): Gazetteer.build(rows, Path(sys.argv[1]) / forms, forms=forms)\n"
    )
    digests = set()
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        root = Path(__file__).parents[2]
        subprocess.run([sys.executable, "-c", program, str(folder)], check=True, env=environment, cwd=root)
        files = [(folder / forms).read_bytes() for forms in ("all", "plain")]
        digests.add(tuple(hashlib.sha256(content).hexdigest() for content in files))
    assert len(digests) == 1


def test_a_long_list_keeps_names_as_written_and_is_found_by_key(tmp_path):
    from normalize.keys import match_key

    names = ["Иван Петрович Зотов", "Пётр Изотов", "Анна Зотова"]
    records = [{"id": f"x{n}", "kind": "person", "names": {"ru": name}} for n, name in enumerate(names)]
    gazetteer = Gazetteer.build(records, tmp_path / "x.nrm", forms="plain")
    assert set(named(gazetteer, "зотов", "иван", "петрович")) == {"x0"}
    assert set(named(gazetteer, "изотов", "петр")) == {"x1"}
    assert named(gazetteer, "зотовым", "иваном") == {}
    for asked in ("Зотовым Иваном", "Ivan Zotov", "Зотов Иван Петрович"):
        assert gazetteer.by_key(match_key(asked, Kind.PERSON)) == (0,), asked
    assert gazetteer.by_key(match_key("Ольга Зотова", Kind.PERSON)) == ()


def test_an_unknown_choice_of_forms_is_refused(records, tmp_path):
    from normalize.errors import UnknownNameError

    with pytest.raises(UnknownNameError, match="plain"):
        Gazetteer.build(records, tmp_path / "x.nrm", forms="plane")


def test_progress_is_told_and_records_may_stream(tmp_path):
    told = []
    records = ({"id": f"x{n}", "kind": "person", "names": {"ru": f"Иван Зотов{n}"}} for n in range(1200))
    gazetteer = Gazetteer.build(records, tmp_path / "x.nrm", forms="plain", progress=told.append)
    assert len(gazetteer) == 1200
    assert told == sorted(told)
    assert len(told) > 1


@pytest.mark.parametrize("column", ["id", "names", "parent"])
def test_half_a_character_is_refused_by_name(records, tmp_path, column):
    records[3][column] = {"ru": "Щёкино\ud800"} if column == "names" else "t\ud800"
    with pytest.raises(InputError, match="half a character"):
        Gazetteer.build(records, tmp_path / "x.nrm")


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("810-я бригада", ["810 й бригаде", "810 ю бригаду", "810 бригады"]),
        ("3-й корпус", ["3 го корпуса", "3 му корпусу", "3 м корпусе", "3 корпуса"]),
        ("12-е управление", ["12 го управления", "12 м управлением"]),
    ],
)
def test_a_unit_is_inflected_with_its_number(tmp_path, name, forms):
    record = {"id": "unit", "kind": "organization", "subtype": "military", "names": {"ru": name}}
    built = Gazetteer.build([record], tmp_path / "unit.nrm")
    for form in forms:
        assert set(named(built, *form.split())) == {"unit"}, form
    assert not named(built, *["810", "я", "бригаде"])


def _surfaces(strength, *names):
    """Give the surfaces of a person's names; a canonical name is weak where a row of its own says so."""
    aliases = [
        {"name": name, "lang": lang, "kind": "alias" if number else "preferred", "strength": strength}
        for number, (lang, name) in enumerate(names)
        if number or strength == "weak"
    ]
    record = {"id": "p", "kind": "person", "subtype": "male", "names": dict(names[:1]), "aliases": aliases}
    entity = entity_from(record)
    return {surface.words for alias in all_aliases(entity) for surface in person_surfaces(entity, alias)}


def test_a_ukrainian_name_has_the_spellings_of_passports_and_agencies():
    found = _surfaces("strong", ("ru", "Александр Сырский"), ("uk", "Олександр Сирський"))
    assert {"oleksandr syrskyi", "oleksandr syrsky", "oleksandr syrskyy", "oleksandr syrskiy"} <= found


def test_a_weak_name_has_fewer_spellings_but_all_its_cases():
    strong, weak = (_surfaces(strength, ("ru", "Сергей Юрьевич Щербаков")) for strength in ("strong", "weak"))
    assert len(weak) < len(strong) / 2
    assert {"сергею щербакову", "сергеем юрьевичем щербаковым", "sergey shcherbakov"} <= weak
