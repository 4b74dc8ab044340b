"""The figures of `matching.py` as a page and a chart: docs/internals/matching.md and matching.svg."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_ROW, _LEFT, _RIGHT, _WIDE = 22, 190, 150, 360
_COLUMNS = (
    "queries/s",
    "ours is",
    "recall@1",
    "@10",
    "clean µs",
    "p50 ms",
    "p99 ms",
    "p99.9 ms",
    "ready after s",
    "MB",
)
_OF_KIND = {
    "places": "Made up, in 85 regions; asked for within the region, and the peer looks through that region alone.\n",
    "organisations": "Made up; asked for among all.\n",
}
_COLOURS = {True: "#0b6e4f", False: "#9aa5b1"}


class Size(NamedTuple):
    """What was measured with one number of people."""

    people: int
    built: Mapping[str, Any]
    asked: Mapping[str, Any]
    results: Mapping[str, Mapping[str, Any]]
    others: Mapping[str, Mapping[str, Mapping[str, Any]]]  # the same of places and organisations


def write(folder: Path, sizes: Sequence[Size]) -> None:
    """Write the page and the chart that it shows."""
    (folder / "matching.svg").write_text(chart(sizes), encoding="utf-8")
    (folder / "matching.md").write_text("\n".join(_page(sizes)) + "\n", encoding="utf-8")


def _page(sizes: Sequence[Size]) -> Iterator[str]:
    yield "# Search beside the peers\n"
    yield "Written by `make bench-matching`; do not edit. Every contestant runs in a process of its own on the same"
    yield "made-up people and queries, half of them with one or two slips. The peers get names and queries romanized"
    yield "beforehand, and their time does not count that; nomenklatura compares with logic-v2 the 50 people that share"
    yield "most sounds with the query. Speeds of one run compare with one another, not with those"
    yield "of another machine; they are in seconds of processor time.\n"
    yield "![Queries a second, by contestant](matching.svg)"
    for size in sizes:
        yield f"\n## {size.people:,} people\n"
        yield (
            f"Our file is built in {size.built['seconds']:.1f} s and has {size.built['bytes'] / 1e6:.1f} MB"
            f" ({size.built['bytes'] / size.people:.0f} bytes a person). It opens in"
            f" {size.asked['opened'] * 1e3:.1f} ms, and the process has"
            f" {size.asked['memory']:.0f} MB after 1,000 queries.\n"
        )
        yield from _table(size.results, "ours")
        for kind, results in size.others.items():
            yield f"\n### {size.people:,} {kind}\n"
            yield _OF_KIND[kind]
            yield from _table(results, "ours, nz.candidates")


def _table(results: Mapping[str, Mapping[str, Any]], ours: str) -> Iterator[str]:
    yield f"| contestant | {' | '.join(_COLUMNS)} |"
    yield "| --- |" + " ---: |" * len(_COLUMNS)
    yield from (_row(name, result, results[ours]) for name, result in results.items())


def _row(name: str, result: Mapping[str, Any], ours: Mapping[str, Any]) -> str:
    if "absent" in result:
        return f"| {name} | not measured: {result['absent']} |"
    cells = [
        f"{result['speed']:,.0f}",
        f"{ours.get('speed', 0) / result['speed']:.1f}×",
        *(f"{result[key]:.3f}" for key in ("first", "tenth")),
        f"{result['clean']:.0f}",
        *(f"{result[key]:.2f}" for key in ("p50", "p99", "p999")),
        f"{result['opened']:.2f}",
        f"{result['memory']:.0f}",
    ]
    return f"| {name} | {' | '.join(cells)} |"


def chart(sizes: Sequence[Size]) -> str:
    """Draw bars of queries a second; recall stands beside each, for speed alone says little."""
    lines, top = [], 0
    for size in sizes:
        lines.append(_text(8, top + 18, f"{size.people:,} people: queries a second, recall@1", "bold"))
        top += 28
        measured = {name: result for name, result in size.results.items() if "absent" not in result}
        longest = max((result["speed"] for result in measured.values()), default=1)
        for name, result in measured.items():
            width = max(1.0, _WIDE * result["speed"] / longest)
            colour = _COLOURS[name.startswith("ours")]
            lines.append(_text(8, top + 15, name))
            lines.append(f'<rect x="{_LEFT}" y="{top + 3}" width="{width:.1f}" height="{_ROW - 6}" fill="{colour}"/>')
            shown = f"{result['speed']:,.0f}   {result['first']:.3f}"
            lines.append(_text(_LEFT + width + 6, top + 15, shown))
            top += _ROW
        top += 12
    size_of = f'width="{_LEFT + _WIDE + _RIGHT}" height="{top}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size_of} font-family="sans-serif" font-size="12">'
    ground = '<rect width="100%" height="100%" fill="#ffffff"/>'
    return "\n".join([head, "<title>Search of names beside the peers</title>", ground, *lines, "</svg>", ""])


def _text(x: float, y: float, shown: str, weight: str = "normal") -> str:
    return f'<text x="{x:.1f}" y="{y}" font-weight="{weight}" fill="#1f2933">{html.escape(shown)}</text>'
