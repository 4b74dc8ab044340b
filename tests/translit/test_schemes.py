"""Every scheme says what its source says; iuliia, where it knows the scheme, is asked as well."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest

import normalize.translit
from normalize.errors import UnknownNameError
from normalize.translit import romanize, scheme, schemes
from normalize.translit.scheme import names, table
from tests.work import calls

ROOT = Path(__file__).parents[2]
FILES = sorted((Path(normalize.translit.__file__).parent / "data" / "schemes").glob("*.toml"))
TABLES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES}
ORACLES = [name for name, found in TABLES.items() if "oracle" in found]
CYRILLIC = re.compile("[А-яЁё]")

WORDS = """
Ёлкино Ельня Елабуга Съезжая Подъём Объезд Въезжий Отъявленный Адъютант Конъюнктура Сеньория Бульон
Медальон Павильон Ильич Ильинична Соловьиный Муравьиха Чьи Третьяк Дьячков Скамьёй Вьюга Вьетнам Нью-
Йорк Йошкар-Ола Тайвань Майя Зоя Змеиный Заячий Муссолини Россия Касса Осёл Ксения Александр Оксана Щука
Ящур Борщ Щёлково Чёрт Жёлтый Шёпот Расчёт Цюрих Мацуев Цыган Центр Цивильск Цокто Абзац Эхо Поэт Дуэль
Аэропорт Улан-Удэ Мэр Грозный Верхний Синий Бийск Кий Дрожжи Вожжи Хлеб Махачкала Схема Тбилиси Мцхета
Гжель Гюрза Герман Гений Гибель Сергей Гийом Ого Его Синего Большого Въехать Безъязыкий Двухъярусный
Фельдъегерь Объём Пальтецо Сергин Письмо Письме Льёж Пьер Пьёт Премьера Кутузовский Битцевский Воробьёвы
Тёплый Ярый Юла Юта Каюта Вьюн Паюсный Аист Уфа Саввы Ыб Мыс Выхухоль Съел Съёмка Подытожить Заём Маяк
Краевой Змея Даёт Поёт Клюёт Боец Европа Наездник Уезд Ие
""".split()  # noqa: SIM905  # a list of words reads best as words


def sample_words():
    rows = [row["word"].capitalize() for row in table("words.csv") if row["lang"] == "ru"]
    return [*WORDS, *map(str.lower, WORDS), *rows[::11]]


@pytest.mark.parametrize("name", names())
def test_every_scheme_writes_its_own_samples(name):
    found = scheme(name)
    assert found.samples
    assert {before: romanize(before, name) for before, _ in found.samples} == dict(found.samples)


@pytest.mark.parametrize("name", ORACLES)
def test_iuliia_agrees_but_where_the_file_says_why_not(name):
    iuliia = pytest.importorskip("iuliia")
    oracle = iuliia.schemas.get(TABLES[name]["oracle"])
    excused = [re.compile(each["pattern"], re.IGNORECASE) for each in TABLES[name].get("deviations", [])]
    unlike = {}
    for word in sample_words():
        # iuliia leaves the Cyrillic letter ё where the standards have the Latin letter ë
        theirs = unicodedata.normalize("NFC", oracle.translate(word).replace("ё", "ë").replace("Ё", "Ë"))
        ours = unicodedata.normalize("NFC", romanize(word, name))
        if ours != theirs and not any(pattern.search(word) for pattern in excused):
            unlike[word] = (ours, theirs)
    assert not unlike


@pytest.mark.parametrize("name", ORACLES)
def test_a_deviation_is_needed_and_has_a_reason(name):
    iuliia = pytest.importorskip("iuliia")
    oracle = iuliia.schemas.get(TABLES[name]["oracle"])
    for each in TABLES[name].get("deviations", []):
        matching = [word for word in sample_words() if re.search(each["pattern"], word, re.IGNORECASE)]
        assert any(oracle.translate(word) != romanize(word, name) for word in matching), each
        assert len(each["why"]) > 20


def test_there_are_at_least_sixteen_schemes_with_title_and_source():
    assert len(schemes()) >= 16
    for each in schemes():
        assert each.title
        assert len(each.source) > 15
        assert each.language in {"ru", "uk", "be", "mul"}


def test_no_alias_has_two_meanings():
    known = [*names(), *(alias for each in schemes() for alias in each.aliases)]
    assert len(known) == len(set(known))
    for each in schemes():
        assert all(scheme(alias) is each for alias in each.aliases)


def test_names_are_read_generously():
    assert scheme("BGN_PCGN") is scheme("bgn-pcgn") is scheme(" bgn ")


def test_an_unknown_scheme_is_refused_and_the_nearest_offered():
    with pytest.raises(UnknownNameError, match="did you mean 'icao-9303'"):
        romanize("Анна", scheme="icao-9330")


@pytest.mark.parametrize("found", [each for each in schemes() if not each.pack], ids=lambda each: each.name)
def test_every_letter_of_the_language_is_in_the_table(found):
    alphabets = {
        "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "mul": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    }
    assert set(alphabets[found.language]) <= {letter for letter, _ in found.letters}
    assert not CYRILLIC.search(romanize(alphabets[found.language], found.name))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Щербаков", "Shcherbakov"),
        ("ЩЕРБАКОВ", "SHCHERBAKOV"),
        ("щербаков", "shcherbakov"),
        ("Яна", "Yana"),
        ("ЯНА", "YANA"),
        ("Ю. В. Ян", "Yu. V. Yan"),
        ("ТЭЦ", "TETS"),
        ("ЕЛЬЦИН", "YELTSIN"),
        ("Василий, Дмитрий, Евгений, Алексей", "Vasily, Dmitry, Yevgeny, Aleksey"),
        ("Киришский и Краснооктябрьский", "Kirishsky i Krasnooktyabrsky"),
        ("ГРОЗНЫЙ", "GROZNY"),
        ("Сергеевич", "Sergeyevich"),
        ("Наталья Ильина", "Natalya Ilyina"),
        ("Подъячев", "Podyachev"),
    ],
)
def test_the_press_writes(before, after):
    assert romanize(before) == after


@pytest.mark.parametrize("text", ["", "Smolensk, 1943.", "Ωμέγα", "北京", "😀 – “ok”", "\ud800", "a\u0301"])
@pytest.mark.parametrize("name", names())
def test_other_scripts_pass_unchanged(text, name):
    assert romanize(text, name) == text


def test_letters_in_two_parts_are_joined_first():
    assert romanize(unicodedata.normalize("NFD", "Йошкар-Ола, Щёлково, Київ")) == "Yoshkar-Ola, Shchyolkovo, Kiyiv"


def test_a_stress_mark_stays_where_it_was():
    assert romanize("Ано\u0301хин") == "Ano\u0301khin"


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("Горбачёв, Достоевский, Соловьёв", "german", "Gorbatschow, Dostojewski, Solowjow"),
        ("Игорь Ильин, Зоя", "german", "Igor Iljin, Soja"),
        ("Путин, Солженицын, Сергей, Фёдор", "french", "Poutine, Soljenitsyne, Sergueï, Fiodor"),
        ("Бийск, Йошкар-Ола, Достоевский", "french", "Biisk, Iochkar-Ola, Dostoïevski"),
        ("Ростовцев", "gost-779-b", "Rostovcev"),
        ("Цхинвал", "gost-779-b", "Czxinval"),
    ],
)
def test_schemes_without_an_oracle_write(before, name, after):
    assert romanize(before, name) == after


@pytest.mark.parametrize("piece", ["Щербаков ", "ЪЬ", "ьё", "\u0306", "Я", "'’"])
def test_romanizing_is_work_linear_in_the_length(piece):
    romanize(piece * 1000)
    short, long = (calls(lambda text=piece * times: romanize(text)) for times in (400, 4_000))
    assert long <= 10 * short + 100


def schemes_page() -> str:
    rows = [
        [f"`{each.name}`", each.title, each.language, each.source, quoted(each.aliases), sample(each)]
        for each in schemes()
    ]
    return "\n".join([_HEAD, *(f"| {' | '.join(row)} |" for row in rows), _TAIL]) + "\n"


def quoted(aliases) -> str:
    return ", ".join(f"`{alias}`" for alias in aliases)


def sample(found) -> str:
    before, after = found.samples[0]
    return f"{before} → {after}"


_HEAD = """\
# Romanization schemes

`normalize.romanize(text, scheme="press")` writes Cyrillic in Latin letters;
`normalize.cyrillize(text, scheme=None)` goes back. A scheme is a file in `normalize/translit/data/schemes/`:
its source, the rules that look at the letters around, the letters, and samples that the tests run. Names and
aliases may be written with `_` for `-` and in any case.

This page is written by `python tests/translit/test_schemes.py`; a test fails when it is out of step.

| scheme | title | language | source | also called | sample |
| --- | --- | --- | --- | --- | --- |"""

_TAIL = """
## Capitals

A capital letter that becomes several is written `Shch` before a small letter and `SHCH` among capitals. A
letter alone, as in initials, is capitalised only at its head: `Ю. В.` is `Yu. V.`

## Through the package transliterate

After one call of `normalize.translit.register_transliterate()` each scheme but its own two is a language pack
of `transliterate`, named by language and scheme (`ru_bgn_pcgn`, `uk_2010`, `be_2007`). As in that package,
`transliterate.translit(text, "ru_bgn_pcgn", reversed=True)` goes to Latin, without `reversed` back.

## Where iuliia is not followed

The tests compare each scheme that iuliia knows with its output. Where the source says otherwise, the scheme's
file names the pattern and the reason under `deviations`."""


def test_the_page_of_schemes_is_in_step_with_the_files():
    page = ROOT / "docs" / "schemes.md"
    assert page.read_text(encoding="utf-8") == schemes_page(), "run: python tests/translit/test_schemes.py"


if __name__ == "__main__":
    (ROOT / "docs" / "schemes.md").write_text(schemes_page(), encoding="utf-8")
