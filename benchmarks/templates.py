"""Measure linking on sentences made of the gazetteer's own names: precision and recall for each template.

Run with `python benchmarks/templates.py` (or with words of template names, to run only those; `-v` prints what
fails). A template says how news writes a name: the district with its region, a list that shares a head, the
ending changed, the region a sentence earlier, a person in a case and an order. Names are drawn with a fixed seed.
In a template a name stands in brackets after a letter that says whom it means: D, E, F districts, T, U, V towns
and P, Q, R regions; "-" means that nothing may be linked there, as where a district stands beside a region that
has none such: recall is then the share that was rightly left alone.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

import normalize
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from normalize import Entity, Link, Normalizer
    from normalize.types import EntityId

DATE = "2025-11-15"
SAMPLE = 200
SCHEMES = ("press", "bgn-pcgn", "icao-9303", "gost-779-b", "ala-lc")
ENDINGS = ("skiy", "skoye", "skaya", "ski", "skij")
_NAME = re.compile(r"\[(.):(.*?)\]")

DISTRICT = {
    "en D District of R": "Drones fell in the [D:{d.en} District] of [R:{r.en}] on Monday.",
    "en D district, R Region": "In the [D:{d.en} district], [R:{r.en_region}], a house burned down.",
    "en R in the sentence before": "A raid hit [R:{r.en_region}]. In the [D:{d.en} district], a car burned.",
    "en R two paragraphs before": "[R:{r.en}] was hit.\n\nIt was loud.\n\nA car burned in the [D:{d.en} District].",
    "en garbled ending": "In the [D:{d.garbled} District] of [R:{r.en_region}] it was quiet.",
    "en one letter lost": "In the [D:{d.cut} District] of [R:{r.en_region}] it was quiet.",
    "en town form": "Shells hit the [D:{d.town} district] of [R:{r.en_region}].",
    "ru в D районе R": "В [D:{d.at} районе] [R:{r.of}] сбит дрон.",
    "ru D р-н R обл.": "Сбито: [D:{d.ru} р-н], [R:{r.short}]",
    "ru из D р-на R обл.": "Жителя [D:{d.of} р-на] [R:{r.short}] нашли.",
    "ru R, затем D": "Над [R:{r.by}] сбиты дроны. Жители [D:{d.of} района] не пострадали.",
    "ru D муниципальный округ": "В [D:{d.at} муниципальном округе] [R:{r.of}] тихо.",
    "not en D District of another region": "It fell in the [-:{d.en} District] of [Q:{q.en}].",
    "not ru в D районе другой области": "В [-:{d.at} районе] [Q:{q.of}] тихо.",
    "not en garbled, of another region": "It fell in the [-:{d.garbled} district] of [Q:{q.en_region}].",
}
LIST = {
    "en D, E and F districts of R": "It hit the [D:{d.en}], [E:{e.en}] and [F:{f.en}] districts of [R:{r.en_region}].",
    "en three districts—D, E, and F": "[R:{r.en}] saw it in three districts—[D:{d.en}], [E:{e.en}], and [F:{f.en}].",
    "en districts of R: D, E and F": "It hit districts of [R:{r.en_region}]: [D:{d.en}], [E:{e.en}] and [F:{f.en}].",
    "en districts of D, E and F": "[R:{r.en_region}] lost the districts of [D:{d.en}], [E:{e.en}] and [F:{f.en}].",
    "en garbled list": "It hit the [D:{d.garbled}], [E:{e.en}] and [F:{f.garbled}] districts of [R:{r.en_region}].",
    "en town list": "It hit the [D:{d.town}], [E:{e.town}] and [F:{f.town}] districts of [R:{r.en_region}].",
    "mixed scripts": "In [R:{r.en_region}], drones fell in the [D:{d.ru}], [E:{e.en}] and [F:{f.ru}] districts.",
    "ru в D, E и F районах R": "В [D:{d.at}], [E:{e.at}] и [F:{f.at}] районах [R:{r.of}] сбиты дроны.",
    "ru районы R: D, E и F": "Удар пришёлся на районы [R:{r.of}]: [D:{d.ru}], [E:{e.ru}] и [F:{f.ru}].",
    "ru в районах D, E и F": "В [R:{r.at}] в районах [D:{d.at}], [E:{e.at}] и [F:{f.at}] тихо.",
}
TOWN = {
    "en the city of T, R": "A man from the city of [T:{t.en}], [R:{r.en_region}], was hurt.",
    "en In T, R": "In [T:{t.en}], [R:{r.en}], two houses burned down.",
    "en R, then T": "A drone hit [R:{r.en_region}]. Sirens sounded in [T:{t.en}] until morning.",
    "ru в городе T R": "В городе [T:{t.at}] [R:{r.of}] сгорел дом.",
    "ru г. T (R)": "Авария случилась в г. [T:{t.at}] ([R:{r.ru}]).",
    "ru Над T R": "Над [T:{t.by}] [R:{r.of}] дым.",
    "ru R, затем T": "В [R:{r.at}] атака. Жители [T:{t.of}] слышали взрывы.",
}
REGION = {
    "en P, Q and R regions": "Sirens sounded in the [P:{p.en_stem}], [Q:{q.en_stem}] and [R:{r.en_stem}] regions.",
    "en P (n), Q (n) and R (n) regions": "On [P:{p.en_stem}] (7), [Q:{q.en_stem}] (4) and [R:{r.en_stem}] (2) regions.",
    "en n over P Oblast, n over Q": "Seven fell over [P:{p.en}], four over [Q:{q.en}] and one over [R:{r.en}].",
    "ru над P, Q и R областями": "Сбиты над [P:{p.by_stem}], [Q:{q.by_stem}] и [R:{r.by_stem}] областями.",
    "ru n над P, n над Q областью": "Сбиты 5 над [P:{p.by_stem}] и 3 над [Q:{q.by}].",
}
CASES = {
    "nominative": "Об этом сообщил [P:{}].",
    "genitive": "По словам губернатора [P:{}], жертв нет.",
    "dative": "Об этом доложили губернатору [P:{}].",
    "accusative": "Журналисты спросили губернатора [P:{}] об ущербе.",
    "instrumental": "Встреча с губернатором [P:{}] прошла вчера.",
    "prepositional": "Речь шла о губернаторе [P:{}].",
}
SHAPES = {"N P F": (0, 1, 2), "N F": (0, 2), "F N": (2, 0), "F N P": (2, 0, 1)}
INITIALS = ("N.P. F", "N. P. F", "N. F", "N.F", "F N.P.", "F N. P.")


class Words:
    """The words by which a text may call a place; what a template asks for is made when it asks."""

    def __init__(self, entity: Entity) -> None:
        self.entity = entity
        self.en = entity.names["en"].removesuffix(" District")
        self.ru = entity.names["ru"].removesuffix(" район")
        self.en_region = re.sub(r"(Oblast|Krai)$", "Region", self.en)
        self.en_stem = self.en.rsplit(" ", 1)[0]
        self.short = re.sub("область$", "обл.", self.ru)

    def _case(self, case: str) -> str:
        inflected = normalize.inflect(self.entity.names["ru"], case=case, kind=self.entity.kind)
        return inflected.rsplit(" ", 1)[0] if self.entity.kind == Kind.DISTRICT else inflected

    def __getattr__(self, asked: str) -> str:
        cases = {"of": "genitive", "at": "prepositional", "by": "instrumental"}
        if asked == "by_stem":
            return self._case("instrumental").rsplit(" ", 1)[0]
        if asked not in cases:
            raise AttributeError(asked)
        return self._case(cases[asked])

    @property
    def garbled(self) -> str:
        """The English name with an ending that it has not; the same at every run."""
        return re.sub("sky$", ENDINGS[len(self.ru) % len(ENDINGS)], self.en)

    @property
    def cut(self) -> str:
        """The English name without a letter from its middle."""
        middle = len(self.en) // 2 - 1
        return self.en[:middle] + self.en[middle + 1 :]

    @property
    def town(self) -> str:
        """The name of the town that the district is called after; raises `LookupError` without one."""
        for alias in map(str, self.entity.aliases):
            stem = alias.removesuffix(" District")
            if stem != alias and re.fullmatch(r"[A-Z][a-z-]+", stem) and not re.search(r"sk(iy|y|i|oye|oy|aya)$", stem):
                return stem
        raise LookupError(self.en)


class Text(NamedTuple):
    """A sentence, where its names stand, and whom they mean (None: nobody)."""

    plain: str
    names: tuple[tuple[int, int, Entity | None], ...]


class World:
    """What the templates draw from: the districts, towns, regions and heads of region of a gazetteer."""

    def __init__(self, nz: Normalizer) -> None:
        entities = [nz.entity(nz.gazetteer.id_at(index)) for index in range(len(nz.gazetteer))]
        self.by_id: dict[str, Entity] = {entity.id: entity for entity in entities}
        self.regions = [one for one in entities if _is_oblast(one)]
        self.districts = [one for one in entities if _is_raion(one) and self.region_of(one)]
        self.towns = [one for one in entities if _is_town(one) and self.region_of(one)]
        self.heads = [
            one for one in entities if any(job.office == "governor" and job.covers(DATE) for job in one.tenures)
        ]
        self.siblings: dict[str, list[Entity]] = defaultdict(list)
        for one in self.districts:
            self.siblings[self._home(one).id].append(one)

    def region_of(self, entity: Entity) -> Entity | None:
        """Give the Russian oblast or krai in which a place lies."""
        while entity.parent in self.by_id:
            entity = self.by_id[entity.parent]
            if entity.kind == Kind.REGION:
                return entity if _is_oblast(entity) and entity.id.startswith("RU-") else None
        return None

    def _home(self, entity: Entity) -> Entity:
        region = self.region_of(entity)
        assert region is not None  # noqa: S101  only placed districts and towns are kept
        return region

    def draw(self, places: Sequence[Entity], letter: str) -> Iterator[dict[str, Entity]]:
        """Draw places, each with its region (R) and a region that has no namesake (Q)."""
        dice = random.Random(7)  # noqa: S311  a measurement, not a secret
        for one in dice.sample(places, min(SAMPLE, len(places))):
            stem = one.names["en"][:4]
            taken = {self._home(other).id for other in self.districts if other.names["en"].startswith(stem)}
            free = [region for region in self.regions if region.id.startswith("RU-") and region.id not in taken]
            yield {letter: one, "R": self._home(one), "Q": dice.choice(free)}

    def draw_lists(self) -> Iterator[dict[str, Entity]]:
        """Draw three districts of one region."""
        dice = random.Random(11)  # noqa: S311  a measurement, not a secret
        wide = [places for places in self.siblings.values() if len(places) >= len("DEF")]
        for _ in range(SAMPLE):
            three = dice.sample(dice.choice(wide), 3)
            yield {**dict(zip("DEF", three, strict=True)), "R": self._home(three[0])}

    def draw_regions(self) -> Iterator[dict[str, Entity]]:
        """Draw three oblasts."""
        dice = random.Random(13)  # noqa: S311  a measurement, not a secret
        oblasts = [one for one in self.regions if one.names["en"].endswith("Oblast")]
        for _ in range(SAMPLE):
            yield dict(zip("PQR", dice.sample(oblasts, 3), strict=True))


def _is_oblast(entity: Entity) -> bool:
    return entity.kind == Kind.REGION and bool(re.fullmatch(r"\S+ (область|край)", entity.names["ru"]))


def _is_raion(entity: Entity) -> bool:
    return entity.kind == Kind.DISTRICT and bool(re.fullmatch(r"\S+[сц]кий район", entity.names["ru"]))


def _is_town(entity: Entity) -> bool:
    return entity.kind == Kind.SETTLEMENT and (entity.population or 0) >= 10_000


def fill(template: str, places: Mapping[str, Entity]) -> Text | None:
    """Put names into a template; None if a place has no name of the form that it asks for."""
    words = {letter.lower(): Words(entity) for letter, entity in places.items()}
    try:
        return unmark(template.format(**words), places)
    except LookupError:
        return None


def unmark(marked: str, places: Mapping[str, Entity]) -> Text:
    """Take the brackets out of a text; keep where its names stand.

    >>> unmark("В [-:Льгове] тихо", {})
    Text(plain='В Льгове тихо', names=((2, 8, None),))
    """
    plain, names, last = "", [], 0
    for match in _NAME.finditer(marked):
        plain += marked[last : match.start()]
        names.append((len(plain), len(plain) + len(match[2]), places.get(match[1])))
        plain, last = plain + match[2], match.end()
    return Text(plain + marked[last:], tuple(names))


def texts(world: World) -> Iterator[tuple[str, list[Text]]]:
    """Give every template of places by name, with its texts."""
    kinds: tuple[tuple[Mapping[str, str], Callable[[], Iterator[dict[str, Entity]]]], ...] = (
        (DISTRICT, lambda: world.draw(world.districts, "D")),
        (LIST, world.draw_lists),
        (TOWN, lambda: world.draw(world.towns, "T")),
        (REGION, world.draw_regions),
    )
    for templates, draw in kinds:
        for name, template in templates.items():
            yield name, [text for places in draw() if (text := fill(template, places))]
    yield from person_texts(world)


def person_texts(world: World) -> Iterator[tuple[str, list[Text]]]:
    """Give every template of people: the heads of regions in each case, order and romanization."""
    people = [(head, head.names["ru"].split()) for head in world.heads]
    people = [(head, words) for head, words in people if len(words) == len("NPF")]

    def made(frame: str, called: Mapping[EntityId, str]) -> list[Text]:
        return [unmark(frame.format(called[head.id]), {"P": head}) for head, _ in people]

    for case, frame in CASES.items():
        forms = {
            head.id: normalize.inflect(" ".join(words), case=case, kind="person").split() for head, words in people
        }
        for shape, order in SHAPES.items():
            called = {one: " ".join(words[index] for index in order) for one, words in forms.items()}
            yield f"ru person {case}: {shape}", made(frame, called)
    for shape in INITIALS:
        called = {head.id: _initials(words, shape) for head, words in people}
        yield f"ru person initials: {shape}", made("Губернатор [P:{}] сообщил о жертвах.", called)
    for scheme in SCHEMES:
        called = {head.id: normalize.romanize(f"{words[0]} {words[2]}", scheme) for head, words in people}
        yield f"en person {scheme}", made("Governor [P:{}] said so.", called)
        yield f"en person {scheme}, possessive", made("Governor [P:{}]’s message was short.", called)


def _initials(words: Sequence[str], shape: str) -> str:
    letters = {"N": words[0][0], "P": words[1][0], "F": words[2]}
    return "".join(letters.get(letter, letter) for letter in shape)


def judge(text: Text, nz: Normalizer) -> tuple[Counter[str], list[str]]:
    """Annotate a text; count what is right, missed and wrong, and say it."""
    links = [link for link in nz.annotate(text.plain, date=DATE).links if link.entity is not None]
    counts: Counter[str] = Counter()
    told = []
    for start, end, meant in text.names:
        here = [link for link in links if link.span.start < end and start < link.span.end]
        exact = [link for link in here if tuple(link.span) == (start, end)]
        right = any(_same(link, meant) for link in exact) if meant else not here
        wrong = [link for link in here if meant is None or not _same(link, meant)]
        counts.update(right=right, missed=not right, wrong=len(wrong))
        if not right or wrong:
            got = ", ".join(f"{link.surface!r} {link.entity.id}" for link in here if link.entity) or "nothing"
            told.append(f"{text.plain[start:end]!r} wants {meant and meant.id}, got {got}: {text.plain!r}")
    return counts, told


def _same(link: Link, meant: Entity) -> bool:
    """Tell whether a link is to the entity meant, or to its namesake of the same place (a raion and its okrug)."""
    if link.entity is None or link.entity.id == meant.id:
        return link.entity is not None
    names = (link.entity.names["ru"], meant.names["ru"])
    return link.entity.parent == meant.parent and len({re.sub(r" район| \S+ округ", "", name) for name in names}) == 1


def main(words: Sequence[str]) -> None:
    """Run the templates whose names hold one of the words; print a line for each."""
    wanted = [word for word in words if word != "-v"]
    nz = normalize.load(ner=False)
    print(f"{'template':40}{'names':>7}{'recall':>8}{'prec.':>8}{'wrong':>7}")
    for name, sentences in texts(World(nz)):
        if wanted and not any(word in name for word in wanted):
            continue
        total: Counter[str] = Counter()
        told = []
        for counts, lines in (judge(text, nz) for text in sentences):
            total.update(counts)
            told += lines
        asked, right, wrong = total["right"] + total["missed"], total["right"], total["wrong"]
        print(
            f"{name:40}{asked:7}{right / max(asked, 1):8.3f}{right / max(right + wrong, 1):8.3f}{wrong:7}", flush=True
        )
        if "-v" in words:
            print("".join(f"    {line}\n" for line in told), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
