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
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        for tag in self.open:
            self.texts[tag] = self.texts.get(tag, "") + text


def page_of(*documents) -> str:
    return "".join(html_page([(f"{number}.txt", document) for number, document in enumerate(documents)], "Demo"))


def hostile_document() -> FakeDocument:
    entity = FakeEntity(
        HOSTILE, Kind.TERM, {"ru": HOSTILE, "en": HOSTILE}, {"wikidata": 'Q1"onclick=', "geonames": "1/../"}
    )
    reason = Reason.of(Rule.EXACT, surface=HOSTILE, name=HOSTILE)
    link = FakeLink(Span(0, len(HOSTILE)), HOSTILE, Kind.TERM, entity, Normal(HOSTILE, HOSTILE), reasons=(reason,))
    return FakeDocument(HOSTILE + "\x00\u202e", (link,))


def test_mentions_are_marked_by_kind_and_lead_to_their_entity():
    source = page_of(FakeNormalizer().annotate("В Тульской области, Lodochnaya Street."))
    assert '<mark class="region" title="Тульская область / Tula Oblast&#10;region, RU-TUL, 0.97&#10;' in source
    assert '<a href="#e-RU-TUL">Тульской области</a></mark>' in source
    assert '<tr id="e-RU-TUL"><td class="number">1</td>' in source
    assert '<mark class="feature nil" title="улица Лодочная / Lodochnaya Street' in source


def test_entities_are_counted_over_all_documents_and_link_elsewhere():
    document = FakeNormalizer().annotate("Tula Region. В Тульской области.")
    source = page_of(document, document)
    assert '<td class="number">4</td><td>Тульская область</td>' in source
    assert 'href="https://www.wikidata.org/wiki/Q2810"' in source
    assert 'href="https://www.geonames.org/480508/"' in source


def test_the_page_is_well_formed_and_loads_nothing():
    page = Page(page_of(FakeNormalizer().annotate("Tula Region & Co <b>")))
    assert page.open == []
    assert not {"script", "img", "link", "iframe", "object", "form"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name in {"src", "style", "srcset"} or name.startswith("on")]
    assert {tag for tag, name, value in page.attributes if name == "href" and value.startswith("http")} <= {"a"}


def test_the_policy_allows_this_style_and_nothing_else():
    source = page_of(FakeNormalizer().annotate("Tula Region"))
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'content="{policy}"' in source
    assert source.index("Content-Security-Policy") < source.index("<style>")


def test_hostile_names_stay_text():
    page = Page(page_of(hostile_document()))
    assert not {"script", "img"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert not [value for tag, name, value in page.attributes if name == "href" and not value.startswith("#e-")]
    assert "<script>alert(1)</script>" in page.texts["mark"]
    assert not re.search("[\x00\u202e]", page.texts["body"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_colour_schemes_are_served(scheme):
    source = page_of(FakeNormalizer().annotate(""))
    assert f"{scheme}" in source
    assert "No name of the gazetteer was found." in source
