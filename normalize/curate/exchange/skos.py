"""SKOS: the gazetteer as a concept scheme, in Turtle and in JSON-LD; rdflib writes it (the extra `rdf`).

Classes and properties are those of the SKOS Reference (W3C Recommendation, 18 August 2009): one preferred label a
language (S14), no alternative label that is the preferred one (S13).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normalize.errors import MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BASE = "urn:ru-en-normalize:"
_LANGUAGES = frozenset({"ru", "en", "uk", "be"})
# A hidden label is found by a search and not shown (SKOS Reference, section 5.1).
_HIDDEN = frozenset({"misspelling", "adjective"})


def turtle(records: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Give the concepts in Turtle.

    Raises:
        MissingPackageError: rdflib is not installed.
    """
    yield _graph(records).serialize(format="turtle")


def json_ld(records: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Give the same graph as JSON-LD.

    Raises:
        MissingPackageError: rdflib is not installed.
    """
    yield _graph(records).serialize(format="json-ld", ensure_ascii=False) + "\n"


def _graph(records: Sequence[dict[str, Any]]) -> Any:  # noqa: ANN401  rdflib is there only with its extra
    try:
        from rdflib import Graph, Namespace
    except ImportError:
        raise MissingPackageError("rdflib", "rdf") from None
    graph = Graph()
    graph.bind("nrm", Namespace(_BASE))
    _add_scheme(graph)
    known = {record["id"] for record in records}
    for record in records:
        _add_concept(graph, record, known)
    return graph


def _add_scheme(graph: Any) -> None:  # noqa: ANN401
    from rdflib import DCTERMS, RDF, SKOS, Literal, URIRef

    scheme = URIRef(_BASE + "gazetteer")
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, Literal("ru-en-normalize gazetteers", lang="en")))


def _add_concept(graph: Any, record: dict[str, Any], known: set[str]) -> None:  # noqa: ANN401
    from rdflib import RDF, SKOS, Literal, URIRef

    concept, scheme = URIRef(_BASE + record["id"]), URIRef(_BASE + "gazetteer")
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, scheme))
    graph.add((concept, SKOS.notation, Literal(record["id"])))
    for lang, name in record["names"].items():
        graph.add((concept, SKOS.prefLabel, Literal(name, lang=lang)))
    for name, lang, kind in _others(record):
        label = SKOS.hiddenLabel if kind in _HIDDEN else SKOS.altLabel
        graph.add((concept, label, Literal(name, lang=lang)))
    if record["parent"] in known:
        graph.add((concept, SKOS.broader, URIRef(_BASE + record["parent"])))
        graph.add((URIRef(_BASE + record["parent"]), SKOS.narrower, concept))
    else:
        graph.add((concept, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, concept))
    if "wikidata" in record["ids"]:
        graph.add((concept, SKOS.exactMatch, URIRef(f"http://www.wikidata.org/entity/{record['ids']['wikidata']}")))


def _others(record: dict[str, Any]) -> Iterator[tuple[str, str | None, str]]:
    """Give the other names with their languages, each name of a language once and none that is the preferred one."""
    said = {(name, lang) for lang, name in record["names"].items()}
    for alias in record["aliases"]:
        lang = alias["lang"] if alias["lang"] in _LANGUAGES else None
        if alias["kind"] != "preferred" and (alias["name"], lang) not in said:
            said.add((alias["name"], lang))
            yield alias["name"], lang, alias["kind"]
