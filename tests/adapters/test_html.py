"""The page is whole by itself, shows every mention, and nothing in it can run."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from normalize.adapters.html import html_page
from normalize.types import Kind, Normal, Reason, Rule, Span
from tests.fakes import FakeDocument, FakeEntity, FakeLink, FakeNormalizer

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"


class Page(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.open = [], [], []
        self.texts: dict[str, str] = {}
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in {"meta", "br", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        for tag in self.open:
            self.texts[tag] = self.texts.get(tag, "") + text


def page_of(*documents) -> str:
    return "".join(html_page([(f"{number}.txt", document) for number, document in enumerate(documents)], "Demo"))


def hostile_document() -> FakeDocument:
    ids = {"wikidata": 'Q1"onclick=', "geonames": "1/../"}
    entity = FakeEntity(HOSTILE, Kind.TERM, {"ru": HOSTILE, "en": HOSTILE}, ids, coordinates=(54.2, 37.6))
    reason = Reason.of(Rule.EXACT, surface=HOSTILE, name=HOSTILE)
    link = FakeLink(Span(0, len(HOSTILE)), HOSTILE, Kind.TERM, entity, Normal(HOSTILE, HOSTILE), reasons=(reason,))
    return FakeDocument(HOSTILE + "\x00\u202e", (link,))


def test_mentions_are_marked_by_kind_and_lead_to_their_entity():
    source = page_of(FakeNormalizer().annotate("В Тульской области, Lodochnaya Street."))
    title = 'title="Тульская область / Tula Oblast&#10;region, RU-TUL, 0.97&#10;'
    assert f'<mark class="region" data-kind="region" data-entity="RU-TUL" {title}' in source
    assert '<a href="#e-RU-TUL">Тульской области</a></mark>' in source
    assert '<tr id="e-RU-TUL" class="entity"' in source
    assert '<mark class="feature nil" data-kind="feature" title="улица Лодочная / Lodochnaya Street' in source


def test_entities_are_counted_over_all_documents_and_link_elsewhere():
    document = FakeNormalizer().annotate("Tula Region. В Тульской области.")
    source = page_of(document, document)
    assert "disabled>4</button></td><td>Тульская область</td>" in source
    assert 'href="https://www.wikidata.org/wiki/Q2810"' in source
    assert 'href="https://www.geonames.org/480508/"' in source


def test_the_page_is_well_formed_and_loads_nothing():
    page = Page(page_of(FakeNormalizer().annotate("Tula Region & Co <b>")))
    assert page.open == []
    assert not {"img", "link", "iframe", "object", "form"} & set(page.tags)
    assert page.tags.count("script") == 1
    assert not [name for _, name, _ in page.attributes if name in {"src", "style", "srcset"} or name.startswith("on")]
    assert {tag for tag, name, value in page.attributes if name == "href" and value.startswith("http")} <= {"a"}


def test_the_policy_allows_this_style_and_this_script_and_nothing_else():
    source = page_of(FakeNormalizer().annotate("Tula Region"))
    hashes = {}
    for tag in ("style", "script"):
        part = re.search(rf"<{tag}>(.*?)</{tag}>", source, re.DOTALL).group(1)
        hashes[tag] = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
    allowed = f"style-src 'sha256-{hashes['style']}'; script-src 'sha256-{hashes['script']}'"
    assert f"content=\"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'\"" in source
    assert source.index("Content-Security-Policy") < source.index("<style>")


def test_hostile_names_stay_text():
    page = Page(page_of(hostile_document()))
    assert "img" not in page.tags
    assert page.tags.count("script") == 1
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    addresses = [value for _, name, value in page.attributes if name == "href"]
    assert not [value for value in addresses if not value.startswith("#e-") and value not in {"#entities", "#land"}]
    assert "<script>alert(1)</script>" in page.texts["mark"]
    assert not re.search("[\x00\u202e]", page.texts["body"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_colour_schemes_are_served(scheme):
    source = page_of(FakeNormalizer().annotate(""))
    assert f"{scheme}" in source
    assert "No name of the gazetteer was found." in source


def place(name: str, coordinates: tuple[float, float], kind: Kind = Kind.SETTLEMENT) -> FakeDocument:
    entity = FakeEntity(f"id-{name}", kind, {"ru": name, "en": name}, coordinates=coordinates)
    link = FakeLink(Span(0, len(name)), name, kind, entity, Normal(name, name))
    return FakeDocument(name, (link,))


def test_places_are_dots_over_the_land_without_borders():
    source = page_of(place("Tula", (54.2, 37.6)), place("Oryol", (52.97, 36.07)), place("Tula", (54.2, 37.6)))
    dots = re.findall(r'<circle data-entity="([^"]+)".*? cx="([^"]+)" cy="([^"]+)".*?<title>([^<]+)', source)
    assert [(name, told) for name, _, _, told in dots] == [("id-Tula", "Tula: 2"), ("id-Oryol", "Oryol: 1")]
    left, top, width, height = map(float, re.search(r'viewBox="([^"]+)"', source).group(1).split())
    assert all(left < float(x) < left + width and top < float(y) < top + height for _, x, y, _ in dots)
    assert float(dots[0][2]) < float(dots[1][2])  # Tula lies north of Oryol
    assert source.count("<path ") == 1


def test_chukotka_is_shown_east_of_asia():
    source = page_of(place("Anadyr", (64.73, 177.5)), place("Uelen", (66.16, -169.81)))
    (_, west), (_, east) = re.findall(r'<circle data-entity="([^"]+)".*? cx="([^"]+)"', source)
    assert 0 < float(east) - float(west) < 200
    assert '<use href="#land" x="3600"/>' in source


def test_the_outline_of_the_land_jumps_nowhere():
    """A ring that wraps around the globe would draw a line across the map, and turn land and sea about beside it."""
    source = page_of(place("Tula", (54.2, 37.6)))
    rings = re.search(r'<path [^>]*d="([^"]+)"', source).group(1).split()
    outline = " ".join(rings).split("M")[1:]
    assert len(outline) > 100
    for ring in outline:
        first, *steps = [tuple(map(int, pair.split(","))) for pair in re.findall(r"-?\d+,-?\d+", ring)]
        total = tuple(map(sum, zip(*steps, strict=True)))
        assert all(abs(x) < 900 for x, _ in [*steps, total]), first


@pytest.mark.parametrize(
    ("coordinates", "again"),
    [
        ([(54.2, 37.6)], []),
        ([(64.5, -165.4), (38.9, -77.0)], [-3600]),  # Nome, Washington
        ([(66.16, -169.81), (54.2, 37.6)], [3600]),  # Uelen, Tula
    ],
)
def test_the_land_goes_on_where_its_outline_ends(coordinates, again):
    source = page_of(*(place(f"p{number}", where) for number, where in enumerate(coordinates)))
    assert [int(x) for x in re.findall(r'<use href="#land" x="(-?\d+)"', source)] == again


def test_a_page_without_places_has_no_map_and_a_country_is_no_dot():
    russia = place("Россия", (60.0, 100.0), Kind.COUNTRY)
    assert "<svg" not in page_of(russia, FakeNormalizer().annotate("Tula Region"))
