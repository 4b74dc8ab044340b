"""Measure linking on sentences made of the gazetteer's own names: precision and recall for each template.

Run with `python benchmarks/templates.py` (or with words of template names, to run only those; `-v` prints what
fails). A template says how news writes a name: the district with its region, a list whose head is shared, the
ending changed, the region named a sentence earlier, a person in a case and an order. Names are drawn with a fixed
seed. A template whose name begins with "not" puts a name beside a region where there is none such: any link to it
is wrong, and recall is the share that was rightly left alone.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import normalize  # noqa: E402 - found by way of the path above
from normalize.types import Kind  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from normalize import Entity, Link, Normalizer

DATE = "2025-11-15"
SAMPLE = 300
SCHEMES = ("press", "bgn-pcgn", "icao-9303", "gost-779-b", "ala-lc")
_NAME = re.compile(r"\{(.*?)\}")
_DICE = random.Random(11)  # noqa: S311  a measurement, not a secret


class Place(NamedTuple):
    """A place with its region and the words by which texts call it."""

    entity: Entity
    region: Entity
    ru: str
    en: str


class Text(NamedTuple):
    """A sentence; names stand in braces, in the order of the entities that they mean (None: none)."""

    marked: str
    meant: tuple[Entity | None, ...]


class Row(NamedTuple):
    """A template's name and the texts it makes."""

    name: str
    texts: Iterator[Text]


class World:
    """What the templates draw from: the districts, towns, regions and heads of region of a gazetteer."""

    def __init__(self, nz: Normalizer) -> None:
        entities = [nz.entity(nz.gazetteer.id_at(index)) for index in range(len(nz.gazetteer))]
        self.by_id = {entity.id: entity for entity in entities}
        self.regions = [one for one in entities if one.kind == Kind.REGION and _is_oblast(one)]
        self.districts = [place for one in entities if one.kind == Kind.DISTRICT and (place := self._district(one))]
        towns = [one for one in entities if one.kind == Kind.SETTLEMENT and (one.population or 0) >= 10_000]
        self.towns = [Place(one, region, one.names["ru"], one.names["en"]) for one in towns if (region := self.up(one))]
        self.heads = [
            one for one in entities if any(job.office == "governor" and job.covers(DATE) for job in one.tenures)
        ]
        self.siblings: dict[str, list[Place]] = defaultdict(list)
        for place in self.districts:
            self.siblings[place.region.id].append(place)

    def up(self, entity: Entity) -> Entity | None:
        """Give the oblast or krai in which a place lies."""
        while entity.parent in self.by_id:
            entity = self.by_id[entity.parent]
            if entity.kind == Kind.REGION:
                return entity if _is_oblast(entity) and entity.id.startswith("RU-") else None
        return None

    def _district(self, entity: Entity) -> Place | None:
        region, ru, en = self.up(entity), entity.names["ru"], entity.names["en"]
        if region is None or not re.fullmatch(r"\S+[сц]кий район", ru) or not en.endswith(" District"):
            return None
        return Place(entity, region, ru.split()[0], en.removesuffix(" District"))

    def sample(self, places: list[Place]) -> list[Place]:
        """Draw places, the same ones at every run."""
        return random.Random(7).sample(places, min(SAMPLE, len(places)))  # noqa: S311  a measurement

    def threes(self) -> Iterator[list[Place]]:
        """Draw three districts of one region, again and again."""
        wide = [places for places in self.siblings.values() if len(places) > 2]  # noqa: PLR2004  three are drawn
        for _ in range(SAMPLE // 3):
            yield _DICE.sample(_DICE.choice(wide), 3)

    def elsewhere(self, place: Place) -> Entity:
        """Draw a region that has no district or town of a name like this one's."""
        taken = {other.region.id for other in self.districts if other.en[:5] == place.en[:5]}
        return _DICE.choice([one for one in self.regions if one.id.startswith("RU-") and one.id not in taken])


def _is_oblast(entity: Entity) -> bool:
    return bool(re.fullmatch(r"\S+ (область|край)", entity.names["ru"]))


def _case(words: str, case: str, kind: str = "district") -> str:
    return normalize.inflect(words, case=case, kind=kind)


def _region(place: Place, case: str) -> str:
    return _case(place.region.names["ru"], case, "region")


def _adjective(place: Place, case: str) -> str:
    return _case(f"{place.ru} район", case).split()[0]


def _town_form(place: Place) -> str | None:
    for alias in map(str, place.entity.aliases):
        stem = alias.removesuffix(" District")
        if stem != alias and not re.search(r"sk(iy|y|i|oye|oy|aya)$", stem) and re.fullmatch(r"[A-Z][a-z-]+", stem):
            return stem
    return None


def _other_ending(word: str, ending: str) -> str:
    return re.sub(r"sky$", ending, word)


def district_rows(world: World) -> Iterator[Row]:
    """One district a sentence."""

    def each(make: Callable[[Place], str | None], *, both: bool = True) -> Iterator[Text]:
        for place in world.sample(world.districts):
            if marked := make(place):
                yield Text(marked, (place.entity, place.region) if both else (place.entity,))

    yield Row(
        "en X District of R",
        each(lambda p: f"Drones fell in the {{{p.en} District}} of {{{p.region.names['en']}}} on Monday."),
    )
    yield Row(
        "en X district, R Region",
        each(lambda p: f"In the {{{p.en} district}}, {{{_region_en(p)}}}, a house burned down."),
    )
    yield Row(
        "en R first, X after a full stop",
        each(
            lambda p: f"A raid on {{{p.region.names['en']}}} began at night. In the {{{p.en} district}}, a car burned.",
            both=False,
        )
        if False
        else _swapped(
            world, lambda p: f"A raid on {{{_region_en(p)}}} began at night. In the {{{p.en} district}}, a car burned."
        ),
    )
    for ending in ("skiy", "skoye", "skaya", "ski"):
        yield Row(
            f"en -{ending} district, R",
            each(
                lambda p, e=ending: f"In the {{{_other_ending(p.en, e)} District}} of {{{_region_en(p)}}} it was quiet."
            ),
        )
    yield Row(
        "en town form",
        each(
            lambda p: (
                f"Shells hit the {{{_town_form(p)} district}} of {{{_region_en(p)}}}." if _town_form(p) else None
            )
        ),
    )
    yield Row(
        "ru в X районе R",
        each(lambda p: f"В {{{_adjective(p, 'prepositional')} районе}} {{{_region(p, 'genitive')}}} сбит дрон."),
    )
    yield Row(
        "ru X р-н R обл.",
        each(lambda p: f"Сбито: {{{p.ru} р-н}}, {{{re.sub('область', 'обл.', p.region.names['ru'])}}}"),
    )
    yield Row(
        "ru R, затем X",
        _swapped(
            world,
            lambda p: (
                f"Над {{{_region(p, 'instrumental')}}} сбиты дроны. "
                f"Жители {{{_adjective(p, 'genitive')} района}} не пострадали."
            ),
        ),
    )
    yield Row("ru КАПС", each(lambda p: f"В {{{_adjective(p, 'prepositional')} РАЙОНЕ}} {{{_region(p, 'genitive')}}}".upper()))


def _region_en(place: Place) -> str:
    return re.sub(r"(Oblast|Krai)$", "Region", place.region.names["en"])


def _swapped(world: World, make: Callable[[Place], str]) -> Iterator[Text]:
    for place in world.sample(world.districts):
        yield Text(make(place), (place.region, place.entity))


def list_rows(world: World) -> Iterator[Row]:
    """Three districts that share a head."""

    def each(make: Callable[[list[Place], list[str]], str], form: Callable[[Place], str], *, first: bool) -> Iterator[Text]:
        for three in world.threes():
            region, entities = three[0].region, tuple(place.entity for place in three)
            marked = make(three, [f"{{{form(place)}}}" for place in three])
            yield Text(marked, (region, *entities) if first else (*entities, region))

    english, russian = (lambda p: p.en), (lambda p: _adjective(p, "prepositional"))
    yield Row(
        "en A, B and C districts of R",
        each(lambda t, n: f"Debris fell in the {n[0]}, {n[1]} and {n[2]} districts of {{{_region_en(t[0])}}}.", english, first=False),
    )
    yield Row(
        "en five districts—A, B, and C",
        each(
            lambda t, n: f"The north of {{{_region_en(t[0])}}} was hit. Drones fell across three districts—{n[0]}, {n[1]}, and {n[2]}.",
            english,
            first=True,
        ),
    )
    yield Row(
        "en districts of R: A, B, and C",
        each(lambda t, n: f"It hit three districts of {{{_region_en(t[0])}}}: {n[0]}, {n[1]}, and {n[2]}.", english, first=True),
    )
    mixed = _mixed_form()
    yield Row(
        "en mixed endings, districts of R",
        each(lambda t, n: f"It hit the {n[0]}, {n[1]} and {n[2]} districts of {{{_region_en(t[0])}}}.", mixed, first=False),
    )
    yield Row(
        "en districts of A, B and C",
        each(lambda t, n: f"In {{{_region_en(t[0])}}}, the districts of {n[0]}, {n[1]} and {n[2]} were hit.", english, first=True),
    )
    yield Row(
        "ru в A, B и C районах R",
        each(lambda t, n: f"В {n[0]}, {n[1]} и {n[2]} районах {{{_region(t[0], 'genitive')}}} сбиты дроны.", russian, first=False),
    )
    yield Row(
        "ru районы R: A, B и C",
        each(lambda t, n: f"Удар пришёлся на районы {{{_region(t[0], 'genitive')}}}: {n[0]}, {n[1]} и {n[2]}.", lambda p: p.ru, first=True),
    )
    yield Row(
        "ru в районах A, B и C",
        each(lambda t, n: f"В {{{_region(t[0], 'prepositional')}}} в районах {n[0]}, {n[1]} и {n[2]} тихо.", russian, first=True),
    )
    yield Row(
        "ru-en mixed scripts",
        each(
            lambda t, n: f"In {{{_region_en(t[0])}}}, drones fell in the {n[0]}, {n[1]} and {n[2]} districts.",
            lambda p: p.ru if _DICE.random() < 0.4 else p.en,  # noqa: PLR2004  two in five stay Cyrillic
            first=True,
        ),
    )


def _mixed_form() -> Callable[[Place], str]:
    endings = ("sky", "sky", "skiy", "skoye")

    def form(place: Place) -> str:
        town = _town_form(place)
        return town if town and _DICE.random() < 0.3 else _other_ending(place.en, _DICE.choice(endings))  # noqa: PLR2004

    return form


def absent_rows(world: World) -> Iterator[Row]:
    """A district beside a region that has none of the name."""

    def each(make: Callable[[Place, Entity], str]) -> Iterator[Text]:
        for place in world.sample(world.districts):
            region = world.elsewhere(place)
            yield Text(make(place, region), (None, region))

    yield Row("not en X District of S", each(lambda p, r: f"It fell in the {{{p.en} District}} of {{{r.names['en']}}}."))
    yield Row(
        "not ru в X районе S",
        each(lambda p, r: f"В {{{_adjective(p, 'prepositional')} районе}} {{{_case(r.names['ru'], 'genitive', 'region')}}} тихо."),
    )


def town_rows(world: World) -> Iterator[Row]:
    """Towns with and without their region."""

    def each(make: Callable[[Place], str]) -> Iterator[Text]:
        for place in world.sample(world.towns):
            yield Text(make(place), (place.entity, place.region))

    def placed(place: Place) -> str:
        return _case(place.ru, "prepositional", "settlement")

    yield Row("en the city of T, R", each(lambda p: f"A man from the city of {{{p.en}}}, {{{_region_en(p)}}}, was hurt."))
    yield Row("en In T, R", each(lambda p: f"In {{{p.en}}}, {{{p.region.names['en']}}}, two houses burned down."))
    yield Row("ru в городе T R", each(lambda p: f"В городе {{{placed(p)}}} {{{_region(p, 'genitive')}}} сгорел дом."))
    yield Row("ru г. T, R", each(lambda p: f"ДТП случилось в г. {{{placed(p)}}} ({{{p.region.names['ru']}}})."))
    yield Row("ru Над T R", each(lambda p: f"Над {{{_case(p.ru, 'instrumental', 'settlement')}}} {{{_region(p, 'genitive')}}} дым."))


def region_rows(world: World) -> Iterator[Row]:
    """Three regions that share a head."""

    def each(make: Callable[[list[str]], str], form: Callable[[str], str], lang: str) -> Iterator[Text]:
        for _ in range(SAMPLE // 3):
            three = _DICE.sample([one for one in world.regions if re.search("Oblast$", one.names["en"])], 3)
            yield Text(make([f"{{{form(one.names[lang])}}}" for one in three]), tuple(three))

    def stem(name: str) -> str:
        return name.rsplit(" ", 1)[0]

    yield Row("en the A, B and C regions", each(lambda n: f"Sirens sounded in the {n[0]}, {n[1]} and {n[2]} regions.", stem, "en"))
    yield Row("en over A (n), B (n) and C (n) regions", each(lambda n: f"They fell over {n[0]} (7), {n[1]} (4) and {n[2]} (2) regions.", stem, "en"))
    yield Row("ru над A, B и C областями", each(lambda n: f"Сбиты над {n[0]}, {n[1]} и {n[2]} областями.", lambda w: stem(_case(w, "instrumental", "region")), "ru"))
    yield Row("ru 5 над A, 3 над B и 2 над C областью", each(lambda n: f"Сбиты 5 над {n[0]}, 3 над {n[1]} и 2 над {n[2]} областью.", lambda w: stem(_case(w, "instrumental", "region")), "ru"))


_FRAMES = {
    "nominative": "Об этом сообщил {%s}.",
    "genitive": "По словам {%s}, жертв нет.",
    "dative": "Об этом доложили {%s}.",
    "accusative": "Журналисты спросили {%s} об ущербе.",
    "instrumental": "Встреча с {%s} прошла вчера.",
    "prepositional": "Речь шла о {%s}.",
}


def person_rows(world: World) -> Iterator[Row]:
    """Heads of regions in every case, order and romanization."""
    for case, frame in _FRAMES.items():
        for shape, order in (("N P F", (0, 1, 2)), ("N F", (0, 2)), ("F N", (2, 0))):
            yield Row(f"ru person {case}: {shape}", _persons(world, lambda w, c=case, f=frame, o=order: f % _name(w, o, c)))
    for shape in ("N.P. F", "N. P. F", "N. F", "F N.P."):
        yield Row(f"ru person initials: {shape}", _persons(world, lambda w, s=shape: f"Губернатор {{{_initials(w, s)}}} сообщил о жертвах."))
    for scheme in SCHEMES:
        yield Row(
            f"en person {scheme}",
            _persons(world, lambda w, s=scheme: f"Governor {{{normalize.romanize(f'{w[0]} {w[2]}', s)}}} said so."),
        )
    yield Row("en person's", _persons(world, lambda w: f"{{{normalize.romanize(f'{w[0]} {w[2]}')}}}’s message was short."))


def _persons(world: World, make: Callable[[list[str]], str]) -> Iterator[Text]:
    for head in world.heads:
        words = head.names["ru"].split()
        if len(words) == 3 and re.search(r"(ич|вна|чна)$", words[1]):  # noqa: PLR2004  given name, patronymic, surname
            yield Text(make(words), (head,))


def _name(words: list[str], order: tuple[int, ...], case: str) -> str:
    inflected = _case(" ".join(words), case, "person").split()
    return " ".join(inflected[index] for index in order)


def _initials(words: list[str], shape: str) -> str:
    letters = {"N": words[0][0], "P": words[1][0], "F": words[2]}
    return "".join(letters.get(letter, letter) for letter in shape)


def spans(text: Text) -> tuple[str, list[tuple[int, int]]]:
    """Take the braces out; tell where the names stand.

    >>> spans(Text("В {Льгове} тихо", (None,)))
    ('В Льгове тихо', [(2, 8)])
    """
    plain, found, last = "", [], 0
    for match in _NAME.finditer(text.marked):
        plain += text.marked[last : match.start()]
        found.append((len(plain), len(plain) + len(match[1])))
        plain, last = plain + match[1], match.end()
    return plain + text.marked[last:], found


def judge(text: Text, nz: Normalizer) -> tuple[Counter[str], list[str]]:
    """Annotate a text; count what is right, missed and wrong."""
    plain, places = spans(text)
    links = [link for link in nz.annotate(plain, date=DATE).links if link.entity is not None]
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for link in links:
        at = [index for index, (start, end) in enumerate(places) if start < link.span.end and link.span.start < end]
        if not any(_same(link, text.meant[index]) for index in at):
            counts["wrong"] += 1
            wrong.append(f"wrong {link.surface!r} -> {link.entity and link.entity.id}: {plain}")
    for (start, end), meant in zip(places, text.meant, strict=True):
        here = [link for link in links if link.span.start < end and start < link.span.end]
        right = not here if meant is None else any(tuple(link.span) == (start, end) and _same(link, meant) for link in here)
        counts["right" if right else "missed"] += 1
        if not right and not any(plain in line for line in wrong):
            wrong.append(f"missed {plain[start:end]!r} ({meant and meant.id}): {plain}")
    return counts, wrong


def _same(link: Link, meant: Entity | None) -> bool:
    """Tell whether a link is to the entity meant, or to its namesake of the same place (a raion and its okrug)."""
    if meant is None or link.entity is None:
        return False
    same_word = link.entity.names["ru"].split()[0] == meant.names["ru"].split()[0]
    return link.entity.id == meant.id or (same_word and link.entity.parent == meant.parent and meant.kind == link.kind)


def main(words: list[str]) -> None:
    """Run the templates whose names hold one of the words; print a line for each."""
    verbose = "-v" in words
    wanted = [word for word in words if word != "-v"]
    nz = normalize.load(ner=False)
    world = World(nz)
    print(f"{'template':44}{'names':>7}{'recall':>8}{'prec.':>8}{'wrong':>7}")
    for rows in (district_rows, list_rows, absent_rows, town_rows, region_rows, person_rows):
        for row in rows(world):
            if not wanted or any(word in row.name for word in wanted):
                _report(row, nz, verbose=verbose)


def _report(row: Row, nz: Normalizer, *, verbose: bool) -> None:
    total: Counter[str] = Counter()
    lines: list[str] = []
    for text in row.texts:
        counts, problems = judge(text, nz)
        total += counts
        lines += problems
    asked = total["right"] + total["missed"]
    recall = total["right"] / max(asked, 1)
    precision = total["right"] / max(total["right"] + total["wrong"], 1)
    print(f"{row.name:44}{asked:7}{recall:8.3f}{precision:8.3f}{total['wrong']:7}", flush=True)
    if verbose:
        print(*(f"    {line}" for line in lines), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
