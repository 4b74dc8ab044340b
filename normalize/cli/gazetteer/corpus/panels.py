"""What the review screen shows of a cluster: signs say what colours elsewhere would, and lines fit the width."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rich.text import Text

from normalize.adapters.table import visible
from normalize.cli.names import alignment
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from normalize.curate.review import Cluster, Known
    from normalize.curate.suggest import Context

_SPELLINGS, _CONTEXTS, _CANDIDATES = 4, 5, 5


def read_texts(language: str) -> dict[str, str]:
    """Read what the screen says in a language."""
    table = files("normalize.cli").joinpath("data", "review.csv").read_text(encoding="utf-8")
    return {row["word"]: row[language] for row in csv.DictReader(table.splitlines())}


@cache
def read_reasons() -> dict[str, str]:
    """Read how the reasons of a search are said in Russian; in English they say themselves."""
    table = files("normalize.cli").joinpath("data", "reasons.csv").read_text(encoding="utf-8")
    return {row["rule"]: row["ru"] for row in csv.DictReader(table.splitlines())}


class Panels:
    """Writes clusters as text."""

    def __init__(self, texts: Mapping[str, str], language: str) -> None:
        """Write in a language, with its texts."""
        self._texts, self._language = texts, language

    def cluster(
        self,
        cluster: Cluster | None,
        count: tuple[int, int, int],
        spellings: tuple[Sequence[str], int],
        candidates: tuple[int, set[str]],
        size: tuple[int, int],
    ) -> Text:
        """Write a cluster so that it fits a width and height; contexts give way first.

        Args:
            cluster: what is to be judged; None when everything is.
            count: the number of the cluster, of all, and of those that are judged.
            spellings: what it may be called, and which is chosen.
            candidates: which is chosen, and the ids of those that were denied.
            size: columns and lines.
        """
        width, height = size
        if cluster is None:
            return Text(self._texts["done"])
        names, chosen = spellings
        head = [
            self._head(cluster, count),
            Text(visible(" / ".join(filter(None, (cluster.ru, cluster.en)))), style="bold"),
        ]
        named = [self._title("spellings"), *_window([self._name(cluster, name) for name in names], chosen, _SPELLINGS)]
        below = self._candidates(cluster, *candidates, names[chosen])
        left = max(1, height - len(head) - len(named) - len(below) - 1)
        stood = [_marked(context, width) for context in cluster.contexts[: min(_CONTEXTS, left)]]
        lines = [*head, *named, self._title("contexts"), *stood, *below][:height]
        for line in lines:
            line.truncate(width, overflow="ellipsis")
        return Text("\n", no_wrap=True).join(lines)

    def _head(self, cluster: Cluster, count: tuple[int, int, int]) -> Text:
        place, every, judged = count
        kind = cluster.kind or "nameless"
        told = (
            self._texts["place"].format(place=place, all=every),
            self._texts.get(kind, kind) if kind != "place" else "место" if self._language == "ru" else "place",
            self._texts["met"].format(mentions=cluster.mentions, documents=cluster.documents),
            self._texts["judged"].format(judged=judged),
        )
        return Text(" | ".join(told))

    def _title(self, word: str) -> Text:
        return Text(f"-- {self._texts[word]}", style="dim")

    def _name(self, cluster: Cluster, name: str) -> Text:
        met = cluster.spellings.get(name)
        return Text(visible(name) + (f"  {met}" if met else "  ="))

    def _candidates(self, cluster: Cluster, chosen: int, denied: set[str], spelling: str) -> list[Text]:
        if not cluster.candidates:
            return [self._title("candidates"), Text(f"  {self._texts['nobody']}")]
        rows = [self._candidate(known, known.id in denied) for known in cluster.candidates]
        known = cluster.candidates[chosen]
        shown = _window(rows, chosen, _CANDIDATES)
        return [self._title("candidates"), *shown, self._title("reason"), *self._why(cluster, known, spelling)]

    def _candidate(self, known: Known, denied: bool) -> Text:
        whole = known.within.get(self._language) or next(iter(known.within.values()), "")
        said = (f", {whole}" if whole else "") + (f" ({self._texts['not']})" if denied else "")
        return Text(visible(f"{known.confidence:.2f} {known.id}  {known.called}{said}"))

    def _why(self, cluster: Cluster, known: Known, spelling: str) -> list[Text]:
        """Set the words of both names side by side, and tell the first reason of the search."""
        bearer = _nearest(known, spelling)
        kind = cluster.kind if cluster.kind in set(Kind) or cluster.kind == "place" else known.kind
        rows = [
            f"  {left or '—'} ~ {right or '—'}: {said}"
            for left, right, said in alignment(spelling, bearer, kind, self._language)
        ]
        reasons = [self._said(reason) for reason in known.reasons[:1]]
        return [Text(visible(line)) for line in [*rows[:4], *(f"  {reason}" for reason in reasons)]]

    def _said(self, reason: Mapping[str, str]) -> str:
        """Say a reason in the language of the screen; one that no row says comes as it was written."""
        template = read_reasons().get(reason.get("rule", ""), "") if self._language == "ru" else ""
        values = {name: self._texts.get(value, value) if name == "kind" else value for name, value in reason.items()}
        try:
            return template.format(**values) or reason.get("text") or reason.get("rule", "")
        except (KeyError, IndexError):
            return reason.get("text") or reason.get("rule", "")


def _nearest(known: Known, spelling: str) -> str:
    """Give the name of an entity in the alphabet of a spelling."""
    latin = spelling.isascii()
    return known.names.get("en" if latin else "ru") or next(iter(known.names.values()), "")


def _window(rows: Sequence[Text], chosen: int, size: int) -> list[Text]:
    """Give the rows around the chosen one, which is marked with a sign."""
    start = max(0, min(chosen - size // 2, len(rows) - size))
    marked = []
    for at, row in list(enumerate(rows))[start : start + size]:
        here = at == chosen
        marked.append(Text.assemble("> " if here else "  ", (row.plain, "reverse" if here else "")))
    return marked


def _marked(context: Context, width: int) -> Text:
    """Write a context on one line, the mention in brackets and as near the middle as there is text around it."""
    surface = f"[{' '.join(visible(context.surface).split())}]"
    room = max(0, width - len(surface) - 4)
    before, after = visible(context.before), visible(context.after)
    left = min(len(before), max(room // 2, room - len(after)))
    right = min(len(after), room - left)
    start = ("…" + before[len(before) - left + 1 :]) if left < len(before) and left else before[len(before) - left :]
    end = (after[: max(0, right - 1)] + "…") if right < len(after) and right else after[:right]
    return Text.assemble("  ", start, (surface, "bold"), end)
