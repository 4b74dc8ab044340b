"""The screen on which names are judged: fits 80 by 24, says everything without colour, speaks English or Russian.

Owns the keys and what is shown; what a judgement is and how it is kept belongs to `curate.review`. The one door to
Textual, which comes with the extra `review`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from normalize.cli.gazetteer.corpus.fields import Ask
from normalize.cli.gazetteer.corpus.panels import Panels, read_texts
from normalize.curate.edits.proposals import new_id
from normalize.curate.review import Judgement
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalize.curate.review import Cluster, Judgements, Known


class Review(App[None]):
    """Judge clusters one at a time; each judgement is written before the next cluster is shown."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Static { height: auto; } #keys { dock: bottom; } #told { dock: bottom; margin-bottom: 2; height: 1; }"
    BINDINGS: ClassVar = [  # each letter also where a Russian keyboard has it
        Binding("x,ч", "judge_candidate('same')"),
        Binding("n,т", "judge_candidate('not')"),
        Binding("u,г", "judge_candidate('unsure')"),
        Binding("a,ф", "judge_spelling('alias')"),
        Binding("m,ь", "judge_spelling('misspelling')"),
        Binding("w,ц", "make_new"),
        Binding("s,ы", "skip"),
        Binding("e,у", "edit"),
        Binding("b,и", "bulk"),
        Binding("z,я,ctrl+z", "undo"),
        Binding("up", "candidate(-1)"),
        Binding("down", "candidate(1)"),
        Binding("left", "spelling(-1)"),
        Binding("right", "spelling(1)"),
        Binding("pageup", "browse(-1)"),
        Binding("pagedown", "browse(1)"),
        Binding("q,й", "quit"),
    ]

    def __init__(self, clusters: Sequence[Cluster], table: Judgements, reviewer: str, language: str = "en") -> None:
        """Show what the reviewer has not judged yet; `language` is that of the screen."""
        super().__init__()
        self._clusters = clusters
        self._table = table
        self._reviewer = reviewer
        self._texts = read_texts(language)
        self._panels = Panels(self._texts, language)
        self._bulk = False
        self._edited: dict[str, str] = {}
        self._go(0)

    def compose(self) -> ComposeResult:
        """Lay out one text, one line for what was just done, and the keys."""
        yield Static(id="main")
        yield Static(id="told")
        yield Static(Text(f"{self._texts['keys1']}\n{self._texts['keys2']}"), id="keys")

    def on_mount(self) -> None:
        """Show the first cluster when the screen stands."""
        self.title = self._texts["title"]
        self._show()

    def on_resize(self) -> None:
        """Lay the cluster out for the new width."""
        self._show()

    @property
    def _cluster(self) -> Cluster | None:
        return self._clusters[self._at] if self._at < len(self._clusters) else None

    @property
    def _names(self) -> list[str]:
        """What the cluster may be called: an edited spelling, the normal forms, then as the texts have it."""
        cluster = self._cluster
        if cluster is None:
            return []
        return list(
            dict.fromkeys(filter(None, (self._edited.get(cluster.key), cluster.ru, cluster.en, *cluster.spellings)))
        )

    def _go(self, start: int) -> None:
        """Go to the first cluster from `start` on that the reviewer has not judged."""
        judged = self._table.judged(self._reviewer)
        left = (at for at in range(start, len(self._clusters)) if self._clusters[at].key not in judged)
        before = (at for at in range(start) if self._clusters[at].key not in judged)
        self._place(next(left, next(before, len(self._clusters))))

    def _place(self, at: int) -> None:
        self._at, self._spelling, self._bulk = at, 0, False
        self._candidate = 0
        self._skip_denied()

    def _skip_denied(self) -> None:
        denied, cluster = self._denied(), self._cluster
        candidates = cluster.candidates if cluster else ()
        self._candidate = next((at for at, one in enumerate(candidates) if one.id not in denied), 0)

    def _denied(self) -> set[str]:
        key = self._cluster.key if self._cluster else ""
        return {
            one.entity_id
            for one in self._table
            if one.key == key and one.verdict == "not" and one.reviewer == self._reviewer
        }

    def _show(self, told: str = "") -> None:
        if not self.is_running:
            return
        judged = len(self._table.judged(self._reviewer) & {cluster.key for cluster in self._clusters})
        shown = self._panels.cluster(
            self._cluster,
            (self._at + 1, len(self._clusters), judged),
            (self._names, self._spelling),
            (self._candidate, self._denied()),
            (self.size.width or 80, (self.size.height or 24) - 3),
        )
        self.query_one("#main", Static).update(shown)
        self.query_one("#told", Static).update(Text(told, no_wrap=True, overflow="ellipsis"))

    def _known(self) -> Known | None:
        cluster = self._cluster
        if cluster is None:
            return None
        if not cluster.candidates:
            self._show(self._texts["no_candidate"])
            return None
        return cluster.candidates[self._candidate]

    def _judge(self, verdict: str, entity_id: str = "", names: Sequence[str] = ("",), facts: str = "") -> None:
        """Write what was said, of this cluster or of all with its spelling, and go on."""
        date = datetime.now(UTC).isoformat(timespec="seconds")
        said = [
            Judgement(one.key, one.kind, verdict, entity_id, name, facts, self._reviewer, date, "")
            for one in self._meant()
            for name in names
        ]
        self._table.add(*said)
        told = self._texts["said"].format(verdict=verdict, entity=entity_id, spelling=", ".join(filter(None, names)))
        if verdict == "not":
            self._bulk = False
            self._skip_denied()
        else:
            self._go(self._at)
        self._show(told.strip())

    def _meant(self) -> list[Cluster]:
        cluster = self._cluster
        if cluster is None:
            return []
        if not self._bulk:
            return [cluster]
        judged = self._table.judged(self._reviewer)
        spelling = self._names[self._spelling]
        return [one for one in self._clusters if one.key not in judged and _has(one, spelling)] or [cluster]

    def action_judge_candidate(self, verdict: str) -> None:
        """Say that the cluster is, is not or may be the candidate."""
        known = self._known()
        if known is not None:
            self._judge(verdict, known.id)

    def action_judge_spelling(self, verdict: str) -> None:
        """Give the candidate the spelling as one more name."""
        known = self._known()
        if known is not None:
            self._judge(verdict, known.id, [self._names[self._spelling]])

    def action_skip(self) -> None:
        """Say nothing of the cluster, and do not show it again."""
        if self._cluster is not None:
            self._judge("skip")

    def action_undo(self) -> None:
        """Take the last judgement back and show its cluster."""
        undone = self._table.undo()
        if not undone:
            self._show(self._texts["nothing_to_undo"])
            return
        keys = {one.key for one in undone}
        self._place(next((at for at, cluster in enumerate(self._clusters) if cluster.key in keys), self._at))
        self._show(self._texts["undone"].format(judgement=undone[0]))

    def action_candidate(self, step: int) -> None:
        """Choose another candidate."""
        if self._cluster and self._cluster.candidates:
            self._candidate = (self._candidate + step) % len(self._cluster.candidates)
            self._show()

    def action_spelling(self, step: int) -> None:
        """Choose another spelling."""
        if self._names:
            self._spelling = (self._spelling + step) % len(self._names)
            self._bulk = False
            self._show()

    def action_browse(self, step: int) -> None:
        """Look at the cluster before or after this one, judged or not."""
        if self._clusters:
            self._place(max(0, min(self._at + step, len(self._clusters) - 1)))
            self._show()

    def action_bulk(self) -> None:
        """Let the next judgement count for every cluster with the chosen spelling, or again for this one only."""
        self._bulk = not self._bulk and self._cluster is not None
        told = {"count": len(self._meant()), "spelling": self._names[self._spelling]} if self._bulk else {}
        self._show(self._texts["bulk"].format(**told) if self._bulk else "")

    def action_edit(self) -> None:
        """Write the spelling as it should be accepted."""
        cluster = self._cluster
        if cluster is None:
            return

        def take(values: dict[str, str] | None) -> None:
            if values and values["spelling"]:
                self._edited[cluster.key] = values["spelling"]
                self._spelling = 0
            self._show()

        ask = Ask(self._texts["edit_title"], {"spelling": ("", self._names[self._spelling])}, self._texts)
        self.push_screen(ask, take)

    def action_make_new(self) -> None:
        """Make a new entity of the cluster, what can be proposed proposed."""
        cluster = self._cluster
        if cluster is None:
            return
        kind = cluster.kind if cluster.kind in set(Kind) else "settlement" if cluster.kind == "place" else ""
        proposed = {
            "kind": kind,
            "id": new_id(kind, cluster.en or cluster.ru) if kind else "",
            "ru": cluster.ru,
            "en": cluster.en,
            "facts": "office=; of=; since=" if kind == Kind.PERSON else "parent=" if kind else "",
        }

        def take(values: dict[str, str] | None) -> None:
            if values:
                facts = (
                    f"{values['facts']}; kind={values['kind']}" if values["kind"] != cluster.kind else values["facts"]
                )
                self._judge("new", values["id"], list(filter(None, (values["ru"], values["en"]))), facts.strip("; "))

        fields = {name: (self._texts[f"field_{name}"], value) for name, value in proposed.items()}
        self.push_screen(Ask(self._texts["new_title"], fields, self._texts), take)


def _has(cluster: Cluster, spelling: str) -> bool:
    wanted = spelling.casefold()
    return any(wanted == name.casefold() for name in (cluster.ru, cluster.en, *cluster.spellings))
