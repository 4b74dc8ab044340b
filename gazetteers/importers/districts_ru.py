"""Districts of Russia from GeoNames: names cleaned, doublets merged, English by rule.

Rows of GeoNames' careless import of 2024 (ids 12,620,000 to 12,641,000: exonyms, Russian names cut at 26 letters) are
used only where they or corrections.csv have a whole Russian name that no other row has.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

import tables
from geonames import Unit, corrections, units
from press import romanize

_CARELESS = range(12_620_000, 12_641_000)
_CUT_AT = 26
_GENERIC = "район улус кожуун национальный эвенкийский немецкий городской муниципальный округ зато имени"
_LOWER = re.compile(rf"(?<=\s)(?:{'|'.join(_GENERIC.split())})\b|^(?:городской|муниципальный|район)\b", re.IGNORECASE)
_KINDS = (
    (re.compile(r"^(?P<specific>.+) (?:улус|кожуун)$"), "raion", "{} район"),
    (re.compile(r"^(?P<specific>.+[иыо]й) район$"), "raion", "{} район"),
    (re.compile(r"^район (?P<specific>имени .+)$"), "raion", "район {}"),
    (re.compile(r"^городской округ (?:город |зато )?(?P<specific>.+)$"), "urban_okrug", "городской округ {}"),
    (re.compile(r"^ЗАТО (?P<specific>.+)$"), "urban_okrug", "ЗАТО {}"),
    (re.compile(r"^(?P<specific>.+[иыо]й) городской округ$"), "urban_okrug", "{} городской округ"),
    (re.compile(r"^муниципальный округ (?P<specific>.+)$"), "municipal_okrug", "муниципальный округ {}"),
    (re.compile(r"^(?P<specific>.+[иы]й) муниципальный округ$"), "municipal_okrug", "{} муниципальный округ"),
)
_ENGLISH = {
    "{} район": "{} District",
    "район {}": "{} District",
    "городской округ {}": "{} Urban Okrug",
    "{} городской округ": "{} Urban Okrug",
    "ЗАТО {}": "ZATO {}",
    "муниципальный округ {}": "{} Municipal Okrug",
    "{} муниципальный округ": "{} Municipal Okrug",
}


class District(NamedTuple):
    """One district as it goes into the tables."""

    geonames: str
    region: str
    subtype: str
    russian: str
    english: str
    others: tuple[tuple[str, str], ...] = ()  # (lang, name)


def districts() -> list[District]:
    """Take all districts of Russia, in the order of their ids, merged rows folded into their targets."""
    found = {unit.geonames: taken for unit in units("RU") if (taken := _district(unit)) is not None}
    for (source, field), target in corrections().items():
        if field == "merge" and source in found:
            found[target] = _merged(found[target], found.pop(source))
    careful = {(kept.region, kept.russian) for kept in found.values() if not _careless(kept.geonames)}
    doublets = {key for key in found if _careless(key) and (found[key].region, found[key].russian) in careful}
    return [found[key] for key in sorted(found.keys() - doublets, key=int)]


def _careless(geonames: str) -> bool:
    return int(geonames) in _CARELESS and (geonames, "ru") not in corrections()


def _merged(kept: District, other: District) -> District:
    subtype = other.subtype if kept.subtype == "raion" else kept.subtype
    names = (*kept.others, ("ru", other.russian), ("en", other.english), *other.others)
    return kept._replace(subtype=subtype, others=names)


def _district(unit: Unit) -> District | None:
    fixed = corrections().get((unit.geonames, "ru"))
    in_federal_city = unit.region in {"RU-MOW", "RU-SPE"}  # their parts are city districts
    if in_federal_city or (unit.geonames, "drop") in corrections():
        return None
    if _careless(unit.geonames) and any(len(russian) >= _CUT_AT for russian in unit.russian):
        return None
    for russian in (fixed,) if fixed else _ranked(unit):
        for pattern, subtype, form in _KINDS:
            if (found := pattern.match(russian)) is not None:
                return _made(unit, subtype, form, found["specific"])
    return None


def _ranked(unit: Unit) -> list[str]:
    """Put the Russian names in proper case, the one nearest to the main Latin name first."""
    names = [_LOWER.sub(lambda word: _small(word[0]), name) for name in unit.russian]
    return sorted(names, key=lambda name: -_likeness(romanize(name), unit.name))


def _small(word: str) -> str:
    return word if word == "ЗАТО" else word.lower()


def _likeness(one: str, two: str) -> float:
    return SequenceMatcher(None, _letters(one), _letters(two)).ratio()


def _letters(text: str) -> str:
    plain = text.lower().replace("ë", "yo").replace("skiy", "sky").replace("district", "").replace("rayon", "")
    return re.sub(r"[^a-z]", "", plain)


def _made(unit: Unit, subtype: str, form: str, specific: str) -> District:
    russian = form.format(specific)
    latin = romanize(specific[:1].upper() + specific[1:])
    english = corrections().get((unit.geonames, "en")) or _ENGLISH[form].format(latin)
    others = (*_russian_aliases(unit, russian, specific), *_english_aliases(unit, english))
    return District(unit.geonames, unit.region, subtype, russian, english, others)


def _russian_aliases(unit: Unit, russian: str, specific: str) -> list[tuple[str, str]]:
    """Keep GeoNames' other Russian names of the same stem: the raion of an okrug, the ulus of a raion."""
    names = (name for name in _ranked(unit) if name != russian and any(form[0].match(name) for form in _KINDS))
    if (unit.geonames, "ru") in corrections():
        names = (name for name in names if name.endswith(("улус", "кожуун", "городской округ")))
    plain = russian.replace("ё", "е")
    return [("ru", name) for name in names if name[:4] == specific[:4] and "(" not in name and name != plain]


def _english_aliases(unit: Unit, english: str) -> list[tuple[str, str]]:
    """Keep GeoNames' English names that name the district and are not the rule's own under another scheme."""
    kept = []
    for alias in unit.english:
        sane = re.fullmatch(r"[A-Z][A-Za-z' -]+ District", alias) and "City" not in alias
        if sane and 0.7 <= _likeness(alias, english) < 1 and not alias.endswith("skiy District"):
            kept.append(("en", alias))
    return kept


def rows(source: str = "geonames") -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Make the rows of entities and of names."""
    entities, names = [], []
    for district in districts():
        key = f"gn-{district.geonames}"
        entities.append(
            tables.entity(
                key,
                "district",
                subtype=district.subtype,
                parent=district.region,
                geonames=district.geonames,
                source=source,
            )
        )
        preferred = (("ru", district.russian), ("en", district.english))
        names += [tables.name(key, text, lang, "preferred", source=source) for lang, text in preferred]
        wrong = corrections().get((district.geonames, "not"))
        extra = dict.fromkeys(pair for pair in district.others if pair not in preferred and pair[1] != wrong)
        names += [tables.name(key, text, lang, "alias", source=source) for lang, text in extra]
    return entities, names
