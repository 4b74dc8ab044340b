"""What callers see of a decision: where a name ends in the text, its candidates, what was put right in it."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from typing import TYPE_CHECKING

from normalize.link import Candidate
from normalize.mentions import Mention, Source
from normalize.text.tokens import abbreviations
from normalize.types import Reason, Rule, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalize.gazetteer import Gazetteer
    from normalize.link.scales import Weighed
    from normalize.mentions import Sight
    from normalize.text import Cleaned

_CLOSING = {"(": ")", "«": "»", "“": "”", "„": "“", '"': '"'}


def as_candidate(gazetteer: Gazetteer, weighed: Weighed) -> Candidate:
    """Give a weighed candidate the shape that callers see."""
    confidence = weighed.confidence
    return Candidate(gazetteer.entity_at(weighed.entity), confidence, confidence, tuple(weighed.reasons))


def nil_confidence(candidates: list[Weighed]) -> float:
    """Give the probability that none of the candidates is meant."""
    return 1.0 - max((one.confidence for one in candidates), default=0.05)


def end_of(view: Sight, mention: Mention) -> int:
    """Give where a mention ends: with its closing quotation mark, and the full stop of an abbreviated head."""
    tokens = view.tokens
    end = tokens.ends[mention.last]
    surface = tokens.text[tokens.starts[mention.first] : end]
    for opening, closing in _CLOSING.items():
        if opening in surface and closing not in surface.split(opening, 1)[1] and tokens.text[end : end + 1] == closing:
            return end + 1
    abbreviated = mention.source is Source.HEAD and tokens.folded[mention.last] in abbreviations()
    abbreviated = abbreviated or (
        mention.length > 1 and tokens.words[mention.last].isupper() and end - tokens.starts[mention.last] == 1
    )
    return end + 1 if abbreviated and tokens.text[end : end + 1] == "." else end


def repaired(cleaned: Cleaned, span: Span) -> Iterator[Reason]:
    """Give a reason for each look-alike letter that was put right in a span."""
    first = bisect_left(cleaned.repairs, span.start, key=lambda repair: repair.span.start)
    for repair in itertools.islice(cleaned.repairs, first, None):
        if repair.span.start >= span.end:
            break
        if repair.kind.value == "homoglyph":
            yield Reason.of(Rule.HOMOGLYPH, a=repair.before, b=repair.after)
