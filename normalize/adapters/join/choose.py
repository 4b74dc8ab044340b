"""From compared pairs of names to joined rows: thresholds, rivals, the best of each, one to one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from normalize import Reason, Rule, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Rows = Sequence[Sequence[int]]  # for each distinct name the rows that bear it

NEAR = 50  # ten-thousandths: scores that lie no farther apart are as good as each other


class Pair(NamedTuple):
    """Two distinct names, by their numbers, and how they compared."""

    left: int
    right: int
    score: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A row of the left table and the row of the right one that bears its name.

    Attributes:
        left: the row's place in the left table.
        right: its place in the right one.
        a: the name in the left table.
        b: the name in the right one.
        score: the probability that the two names are one.
        verdict: same, different or ambiguous; ambiguous too where a rival fits as well.
        rivals: how many other names of the right table fit the left name as well as this one.
        reasons: why, where reasons were asked for.

    >>> import normalize
    >>> [row] = normalize.join(["Анохин В."], ["Vasily Anokhin", "Viktor Anokhin"], kind="person")
    >>> str(row.verdict), row.rivals
    ('ambiguous', 1)
    """

    left: int
    right: int
    a: str
    b: str
    score: float
    verdict: Verdict
    rivals: int = 0
    reasons: tuple[Reason, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the row as plain data for JSON."""
        return {
            "left": self.left,
            "right": self.right,
            "a": self.a,
            "b": self.b,
            "score": self.score,
            "verdict": self.verdict.value,
            "rivals": self.rivals,
            "reasons": [reason.to_dict() | {"text": str(reason)} for reason in self.reasons],
        }


def best(pairs: Iterable[Pair]) -> list[tuple[Pair, int]]:
    """Keep the best partner of each left name, with the number of its rivals; of equals the first."""
    return [(ranked[0], _rivals(ranked)) for ranked in _ranked(pairs)]


def every(pairs: Iterable[Pair]) -> list[tuple[Pair, int]]:
    """Keep all, each with the number of its rivals."""
    return [(pair, _rivals_of(pair, ranked)) for ranked in _ranked(pairs) for pair in ranked]


def _ranked(pairs: Iterable[Pair]) -> list[list[Pair]]:
    by_left: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_left[pair.left].append(pair)
    return [sorted(by_left[left], key=lambda pair: (-pair.score, pair.right)) for left in sorted(by_left)]


def _rivals(ranked: Sequence[Pair]) -> int:
    return _rivals_of(ranked[0], ranked)


def _rivals_of(pair: Pair, ranked: Sequence[Pair]) -> int:
    least = rank(pair.score) - NEAR
    return sum(rank(other.score) >= least for other in ranked) - 1


def rank(score: float) -> int:
    """Give a score in ten-thousandths, which compare exactly."""
    return round(score * 10_000)


def one_to_one(found: Iterable[tuple[Pair, int]], left: Rows, right: Rows) -> list[tuple[int, int, Pair, int]]:
    """Give each row one partner at most, the surest pairs first; equals go by the alphabet.

    Greedy: a pair that is taken is not given up for a better sum elsewhere, for the surest pair should stand
    whatever the rest of the tables holds.
    """
    free_left, free_right = [list(rows[::-1]) for rows in left], [list(rows[::-1]) for rows in right]
    taken = []
    order = sorted(found, key=lambda one: (-one[0].score, one[1], one[0].left, one[0].right))
    for pair, rivals in order:
        ours, theirs = free_left[pair.left], free_right[pair.right]
        while ours and theirs:
            taken.append((ours.pop(), theirs.pop(), pair, rivals))
    return taken


def expanded(found: Iterable[tuple[Pair, int]], left: Rows, right: Rows) -> list[tuple[int, int, Pair, int]]:
    """Give every row of each name: all left rows, each with all right rows of the chosen name."""
    return [(i, j, pair, rivals) for pair, rivals in found for i in left[pair.left] for j in right[pair.right]]


def tied(row: Joined) -> Joined:
    """Say that a row which a rival fits as well is not sure."""
    if not row.rivals or row.verdict is not Verdict.SAME:
        return row
    reason = Reason.of(Rule.TIE, first=row.b, second=f"{row.rivals} more")
    return replace(row, verdict=Verdict.AMBIGUOUS, reasons=(*row.reasons, reason) if row.reasons else ())
