"""The page: it loads nothing, and runs nothing but its own filters, which its policy names by their hash."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from normalize.adapters.html.worldmap import Place, world_map
from normalize.adapters.table import kind_of, pieces, row, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize import Document, Entity, Link


_KINDS = (
    "person",
    "region",
    "district",
    "city_district",
    "settlement",
    "country",
    "feature",
    "organization",
    "term",
)

# An id is trusted to be part of an address only if it looks like one.
_PAGES = {
    "wikidata": (re.compile(r"Q[1-9][0-9]*"), "Wikidata", "https://www.wikidata.org/wiki/{}"),
    "geonames": (re.compile(r"[0-9]+"), "GeoNames", "https://www.geonames.org/{}/"),
}


def html_page(documents: Iterable[tuple[str, Document]], title: str = "Names") -> Iterator[str]:
    """Write one page piece by piece: filters, every document with its mentions marked, a map and a table of entities.

    Nothing of a text or of a gazetteer can become markup: all of it is escaped, and the page's own policy
    forbids every request, and every script and style but the two that it names by their hash. Without scripts
    the page is whole but for the filters.
    """
    yield _head(title)
    counts: Counter[str] = Counter()
    entities: dict[str, Entity] = {}
    for name, document in documents:
        yield _article(name, document)
        for link in document.links:
            if link.entity is not None:
                counts[link.entity.id] += 1
                entities[link.entity.id] = link.entity
    yield _entities(counts, entities)
    yield f"<footer>Made with ru-en-normalize.</footer>\n<script>{_part('page.js')}</script>\n</body>\n</html>\n"


def _escaped(text: str) -> str:
    return html.escape(visible(text))


def _part(name: str) -> str:
    return Path(__file__).with_name("data").joinpath(name).read_text(encoding="utf-8")


def _hash(part: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'"


def _head(title: str) -> str:
    style, script = _part("page.css"), _part("page.js")
    allowed = f"style-src {_hash(style)}; script-src {_hash(script)}"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    legend = "".join(f'<li class="kind">{_swatch(kind)}</li>' for kind in _KINDS)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_escaped(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<h1>{_escaped(title)}</h1>\n"
        f'<ul class="legend">{legend}<li><mark class="nil">found, linked to nothing</mark></li>'
        f'<li><a href="#entities">entities and map</a></li></ul>\n{_filters()}'
    )


def _swatch(kind: str) -> str:
    return f'<mark class="{kind}">{kind.replace("_", " ")}</mark>'


def _filters() -> str:
    """Give the filters; they are hidden until the script that serves them runs."""
    boxes = "".join(
        f'<label><input type="checkbox" data-kind="{kind}" checked> {_swatch(kind)}</label> '
        for kind in (*_KINDS, "other")
    )
    return (
        f'<div class="filters" hidden>{boxes}<label><input type="checkbox" data-nil> only what is linked to nothing'
        '</label> <input type="search" placeholder="name or id" aria-label="name or id"> <output></output></div>\n'
    )


def _article(name: str, document: Document) -> str:
    marked = "".join(
        _escaped(piece.text) if piece.link is None else _mark(piece.text, piece.link) for piece in pieces(document)
    )
    rows = "".join(_mention(link) for link in document.links)
    return (
        f'<article>\n<h2>{_escaped(name)}</h2>\n<div class="text" dir="auto">{marked.strip()}</div>\n'
        f"<details><summary>{_counted(document)}, and why each is linked as it is</summary>\n"
        f'<div class="wide"><table><thead><tr><th>mention</th><th>kind</th><th>entity</th><th>Russian</th>'
        f'<th>English</th><th class="number">confidence</th><th>why</th></tr></thead>\n'
        f"<tbody>{rows}</tbody></table></div></details>\n</article>\n"
    )


def _counted(document: Document) -> str:
    count = len(document.links)
    return f"{count} mention{'s' * (count != 1)}"


def _mark(text: str, link: Link) -> str:
    shown = _escaped(text)
    if link.entity is None:
        return f'<mark class="{_kind(link)} nil" {_data(link)} title="{_hover(link)}">{shown}</mark>'
    inner = f'<a href="#{_anchor(link.entity.id)}">{shown}</a>'
    return f'<mark class="{_kind(link)}" {_data(link)} title="{_hover(link)}">{inner}</mark>'


def _kind(link: Link) -> str:
    return kind_of(link) if link.kind is not None else "other"


def _data(link: Link) -> str:
    """Give what the filters ask of a mention."""
    entity = f' data-entity="{_escaped(link.entity.id)}"' if link.entity is not None else ""
    return f'data-kind="{_kind(link)}"{entity}'


def _hover(link: Link) -> str:
    entity = link.entity.id if link.entity is not None else "linked to nothing"
    lines = [f"{link.normal.ru} / {link.normal.en}", f"{kind_of(link)}, {entity}, {link.confidence:.2f}"]
    return _escaped("\n".join([*lines, *map(str, link.reasons)])).replace("\n", "&#10;")


def _anchor(entity_id: str) -> str:
    return "e-" + "".join(char if char.isalnum() or char == "-" else f"_{ord(char):x}_" for char in entity_id)


def _mention(link: Link) -> str:
    *cells, confidence, _ = map(html.escape, row(link))
    why = "<br>".join(_escaped(str(reason)) for reason in link.reasons)
    columns = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr class="mention" {_data(link)}>{columns}<td class="number">{confidence}</td><td>{why}</td></tr>\n'


def _entities(counts: Counter[str], entities: dict[str, Entity]) -> str:
    if not counts:
        return '<p id="entities">No name of the gazetteer was found.</p>\n'
    ordered = sorted(counts, key=lambda entity_id: (-counts[entity_id], entity_id))
    rows = "".join(_entity(entities[entity_id], counts[entity_id]) for entity_id in ordered)
    places = world_map(list(_places(counts, entities)))
    return (
        f'<h2 id="entities">Entities</h2>\n{places}'
        '<div class="wide"><table><thead><tr><th class="number">mentions</th>'
        "<th>Russian</th><th>English</th><th>kind</th><th>id</th><th>elsewhere</th></tr></thead>\n"
        f"<tbody>{rows}</tbody></table></div>\n"
    )


def _places(counts: Counter[str], entities: dict[str, Entity]) -> Iterator[Place]:
    """Give the entities that have coordinates and stand for a place of their own; a country's dot would say nothing."""
    for entity_id, count in counts.items():
        entity = entities[entity_id]
        if entity.coordinates is not None and entity.kind.value != "country":
            name = entity.names.get("en") or entity.names.get("ru", "")
            yield Place(entity_id, entity.kind.value, name, *entity.coordinates, count)


def _entity(entity: Entity, count: int) -> str:
    names = (entity.names.get("ru", ""), entity.names.get("en", ""), entity.kind.value, entity.id)
    cells = "".join(f"<td>{_escaped(cell)}</td>" for cell in names)
    pages = ", ".join(_elsewhere(entity))
    button = f'<button type="button" data-entity="{_escaped(entity.id)}" disabled>{count}</button>'
    return (
        f'<tr id="{_anchor(entity.id)}" class="entity" data-entity="{_escaped(entity.id)}"'
        f' data-kind="{entity.kind.value}"><td class="number">{button}</td>{cells}<td>{pages}</td></tr>\n'
    )


def _elsewhere(entity: Entity) -> Iterator[str]:
    for name, (pattern, title, address) in _PAGES.items():
        value = str(entity.ids.get(name, ""))
        if pattern.fullmatch(value):
            yield f'<a rel="noreferrer" href="{address.format(value)}">{title}</a>'
