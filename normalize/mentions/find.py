"""All finders over one text, and the choice among mentions that overlap."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from normalize.gazetteer import Form, Needs
from normalize.mentions.heads import headed
from normalize.mentions.mention import Mention, Sight, Source
from normalize.mentions.organizations import organizations
from normalize.mentions.people import echoes, guarded, named_people, title_after, title_before
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize.gazetteer import Hit, Posting
    from normalize.mentions.ner import Ner

_CAPITALS_THROUGHOUT = frozenset({Kind.PERSON, Kind.SETTLEMENT})
_NEVER_ALONE = frozenset({Form.SPECIFIC, Form.ADJECTIVE})
_TITLED = frozenset({Form.PERSON, Form.SURNAME, Form.INITIALS, Form.GIVEN_PATRONYMIC})


def find(view: Sight, ner: Ner | None = None) -> list[Mention]:
    """Give the mentions of a text, in text order, none overlapping another."""
    known = [*headed(view), *scanned(view)]
    for mention in known:
        view.covered.update(range(mention.first, mention.last + 1))
    known = [guarded(view, mention) for mention in known]
    mentions = apart([*known, *organizations(view), *named_people(view)])
    mentions = apart([*mentions, *echoes(view, mentions)])
    if ner is not None:
        mentions = apart([*mentions, *unexplained(view, mentions, ner)])
    return [_titled(view, mention) for mention in mentions]


def scanned(view: Sight) -> Iterator[Mention]:
    """Give a mention for every hit that is written as its name has to be."""
    for hit in view.hits:
        postings = tuple(posting for posting in hit.postings if _stands(view, hit, posting))
        if postings:
            yield Mention(hit.first, hit.last, Source.SCAN, postings=postings)


def _stands(view: Sight, hit: Hit, posting: Posting) -> bool:
    if posting.form in _NEVER_ALONE:
        return False
    if posting.form is Form.INITIALS and not _initials_capital(view, hit):
        return False
    return _written_as(view, hit, posting)


def _written_as(view: Sight, hit: Hit, posting: Posting) -> bool:
    words = view.tokens.words[hit.first : hit.last + 1]
    if posting.needs is Needs.ANY:
        return True
    if posting.needs is Needs.UPPER:
        return _upper(view, words)
    if view.flat:
        return len(words) > 1 or len(words[0]) > 4
    throughout = view.gazetteer.kind_at(posting.entity) in _CAPITALS_THROUGHOUT
    return view.capitals[hit.first] and (view.capitals[hit.last] or not throughout)


def _upper(view: Sight, words: list[str]) -> bool:
    """Tell whether an acronym has its capitals; its case ending and its plural may be lower case."""
    if view.flat and all(word.islower() for word in words):
        return len(words) == 1 and len(words[0]) > 2
    capitals = sum(letter.isupper() or letter.isdigit() for word in words for letter in word)
    return words[0][0].isupper() and capitals >= 2 and capitals * 2 > sum(map(len, words))


def _initials_capital(view: Sight, hit: Hit) -> bool:
    """Tell whether the initials are capitals; a full stop may be lost in the wild, a capital is not."""
    words = view.tokens.words[hit.first : hit.last + 1]
    return all(word[0].isupper() for word in words if len(word) <= 2)


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Choose among overlapping mentions: the longest, then the better founded, then the first."""
    ranked = sorted(mentions, key=lambda mention: (-mention.length, -mention.source, mention.first))
    taken: set[int] = set()
    kept: list[Mention] = []
    for mention in ranked:
        covered = range(mention.first, mention.last + 1)
        if taken.isdisjoint(covered):
            taken.update(covered)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.first)


def _titled(view: Sight, mention: Mention) -> Mention:
    if any(posting.form in _TITLED for posting in mention.postings):
        title = title_before(view, mention.first) or title_after(view, mention.last)
        return replace(mention, title=title) if title else mention
    return mention


def unexplained(view: Sight, mentions: list[Mention], ner: Ner) -> Iterator[Mention]:
    """Let the model read the Cyrillic sentences in which a capitalised word is still unexplained."""
    taken = {index for mention in mentions for index in range(mention.first, mention.last + 1)}
    sentences = [
        (first, last) for first, last in _sentences(view) if _needs_model(view, first, last, taken)
    ]
    words = [view.tokens.words[first : last + 1] for first, last in sentences]
    for (start, _), spans in zip(sentences, ner.spans_many(words), strict=True):
        for span in spans:
            first, last = start + span.start, start + span.end - 1
            if taken.isdisjoint(range(first, last + 1)) and view.capitals[first]:
                yield Mention(first, last, Source.NER, frozenset({_NER_KINDS[span.kind.value]}))


_NER_KINDS = {"PER": Kind.PERSON, "LOC": Kind.SETTLEMENT, "ORG": Kind.ORGANIZATION}
_LONGEST_SENTENCE = 120


def _sentences(view: Sight) -> Iterator[tuple[int, int]]:
    first = 0
    for index in range(1, len(view.tokens) + 1):
        if index == len(view.tokens) or view.tokens.opens_sentence(index) or index - first >= _LONGEST_SENTENCE:
            yield first, index - 1
            first = index


def _needs_model(view: Sight, first: int, last: int, taken: set[int]) -> bool:
    """Tell whether a capitalised Cyrillic word is unexplained; the first word of a sentence does not count alone."""
    for index in range(first, last + 1):
        word = view.tokens.words[index]
        if index in taken or not word[0].isupper() or not "\u0400" <= word[0] <= "\u04ff":
            continue
        if index > first or len(word) > 3:
            return True
    return False
