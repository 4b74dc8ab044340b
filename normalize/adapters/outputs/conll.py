"""Documents as CoNLL-U Plus: a token a line, mentions in IOB2, their entities beside them.

The format is that of https://universaldependencies.org/ext-format.html; `TokenRange` and `SpaceAfter` are as UDPipe
writes them, so that the text can be put together again.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from normalize.adapters.table import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from normalize import Document, Link

_TOKEN = re.compile(r"\w+(?:[-’'\u2011]\w+)*|[^\w\s]")
_LINE = re.compile(r"[^\r\n\u0085\u2028\u2029]+")


def conll(documents: Iterable[tuple[str, Document]]) -> Iterator[str]:
    """Write documents with the columns ID, FORM, NORMALIZE:NER, NORMALIZE:LINK and MISC.

    A line of the text is a sentence: this library does not cut sentences. A token never goes over the edge of a
    mention. A mention over several lines begins anew in each of them, for a sentence stands by itself.
    """
    yield "# global.columns = ID FORM NORMALIZE:NER NORMALIZE:LINK MISC\n"
    for number, (name, document) in enumerate(documents, 1):
        yield f"# newdoc id = {_flat(name)}\n"
        sentences = (line for line in _LINE.finditer(document.text) if line.group().strip())
        for sentence, line in enumerate(sentences, 1):
            yield f"# sent_id = {number}-{sentence}\n# text = {_flat(line.group()).strip()}\n"
            yield "".join(_lines(document, line.start(), line.end())) + "\n"


def _lines(document: Document, start: int, end: int) -> Iterator[str]:
    links = [link for link in document.links if link.span.start < end and link.span.end > start]
    tokens = _tokens(document.text, start, end, links)
    follows = {first[1]: second[0] for first, second in pairwise(tokens)}
    before: Link | None = None
    for number, (first, last) in enumerate(tokens, 1):
        link = next((one for one in links if one.span.start < last and one.span.end > first), None)
        tag = "O" if link is None else f"{'I' if link is before else 'B'}-{_type(link)}"
        entity = link.entity.id if link is not None and link.entity is not None else "_"
        misc = f"TokenRange={first}:{last}" + ("|SpaceAfter=No" if follows.get(last) == last else "")
        yield f"{number}\t{document.text[first:last]}\t{tag}\t{_flat(entity)}\t{misc}\n"
        before = link


def _type(link: Link) -> str:
    return kind_of(link) if link.kind is not None else "other"


def _tokens(text: str, start: int, end: int, links: Sequence[Link]) -> list[tuple[int, int]]:
    """Cut a line into tokens, and tokens at the edges of mentions."""
    edges = {start, end, *(edge for link in links for edge in link.span if start < edge < end)}
    return [token.span() for first, last in pairwise(sorted(edges)) for token in _TOKEN.finditer(text, first, last)]


def _flat(text: str) -> str:
    return " ".join(text.split())
