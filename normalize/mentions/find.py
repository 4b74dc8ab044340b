"""All finders over one text, and the choice among mentions that overlap."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from normalize.gazetteer import Form, Needs
from normalize.mentions.heads import announces, classed, headed, telling
from normalize.mentions.lists import bracketed, elliptic
from normalize.mentions.mention import (
    Mention,
    Sight,
    Source,
    apart,
    is_opener,
    starts_title,
    title_after,
    title_before,
)
from normalize.mentions.people import (
    echoes,
    guarded,
    has_dot,
    inverted,
    is_given_name,
    named_people,
)
from normalize.mentions.specifics import HYPHENS, goes_on, is_epithet
from normalize.morph import is_word
from normalize.types import PLACES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalize.gazetteer import Hit, Posting
    from normalize.mentions.ner import Ner

_CAPITALS_THROUGHOUT = frozenset({Kind.PERSON, Kind.SETTLEMENT})
_SUFFIXES = frozenset(
    [
        *("based", "born", "controlled", "led", "backed", "area", "region", "bound", "held", "occupied"),
        *("made", "built", "run", "owned", "side", "to", "and", "i", "on"),
    ]
)
_EPITHETS = frozenset(["new", "old", "great", "greater", "upper", "lower", "little", "nova", "novaya", "staraya"])
_LONGEST_NAME = 6  # tokens of a place or a person inside a longer name
_CITY = 100_000  # inhabitants: "KYIV, Ukraine" is a dateline
_LONGEST_ACRONYM = 4  # "МГУ" in ordinary text is an acronym, not the town of Мга
_NEVER_ALONE = frozenset({Form.SPECIFIC, Form.ADJECTIVE})
_TITLED = frozenset({Form.PERSON, Form.SURNAME, Form.INITIALS, Form.GIVEN_PATRONYMIC})


def find(view: Sight, ner: Ner | None = None) -> list[Mention]:
    """Give the mentions of a text, in text order, none overlapping another."""
    announced = list(classed(view))
    own = _names_of_their_own(view, [*announced, *scanned(view)])
    known = [*telling(view, headed(view), announced, own), *own]
    for mention in known:
        view.covered.update(range(mention.first, mention.last + 1))
    known = [guarded(view, mention) for mention in known]
    mentions = apart([*known, *elliptic(view), *bracketed(view), *inverted(view), *named_people(view)])
    mentions = apart([*mentions, *echoes(view, mentions)])
    if ner is not None:
        mentions = apart([*mentions, *unexplained(view, mentions, ner)])
    return [_titled(view, mention) for mention in mentions]


def scanned(view: Sight) -> Iterator[Mention]:
    """Give a mention for every hit that is written as its name has to be."""
    for hit in view.hits:
        postings = tuple(posting for posting in hit.postings if _stands(view, hit, posting))
        opens = hit.first == hit.last and is_opener(view.tokens.folded[hit.first])
        postings = postings if not _mere_bearer(view, hit, postings) else ()
        if postings and not (opens and not view.tokens.words[hit.first].isupper()):
            yield Mention(hit.first, hit.last, Source.SCAN, postings=postings)


def _mere_bearer(view: Sight, hit: Hit, postings: tuple[Posting, ...]) -> bool:
    """Tell whether less says it already: of "силами ПВО" only "ПВО" is the name, of "ракет «Томагавк»" the last."""
    if hit.first == hit.last:
        return False
    entities = {posting.entity for posting in postings}
    if view.tokens.words[hit.first].islower() or view.tokens.opens_sentence(hit.first):
        inner = view.postings(hit.last, hit.last) if view.tokens.words[hit.last].isupper() else ()
        if any(one.form is Form.ABBREVIATION and one.entity in entities and not one.weak for one in inner):
            return True
    behind = range(hit.first + 1, hit.last + 1)
    return any(announces(view, index - 1, index, hit.last, entities) for index in behind)


def _stands(view: Sight, hit: Hit, posting: Posting) -> bool:
    if posting.form in _NEVER_ALONE:
        return False
    if posting.form is Form.INITIALS and (not _initials_capital(view, hit) or _opens_as_preposition(view, hit)):
        return False
    return _written_as(view, hit, posting)


def _written_as(view: Sight, hit: Hit, posting: Posting) -> bool:
    words = view.tokens.words[hit.first : hit.last + 1]
    if posting.needs is Needs.ANY:
        return True
    if posting.needs is Needs.UPPER:
        return _upper(view, words)
    if view.flat:
        return len(words) > 1 or (len(words[0]) > 4 and not posting.ordinary)
    if len(words) == 1 and words[0].isupper() and len(words[0]) <= _LONGEST_ACRONYM:
        return int(view.gazetteer.populations[posting.entity]) >= _CITY
    throughout = view.gazetteer.kind_at(posting.entity) in _CAPITALS_THROUGHOUT
    if view.gazetteer.kind_at(posting.entity) is Kind.DISTRICT:
        return view.capitals[hit.last]  # "районе имени Лазо"
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
    return all(word[:1].isupper() for word in words if len(word) <= 2)


def _opens_as_preposition(view: Sight, hit: Hit) -> bool:
    """Tell whether what could be an initial without its full stop opens a sentence: "В Иванове" is a town."""
    first = hit.first
    return view.tokens.opens_sentence(first) and is_opener(view.tokens.folded[first]) and not has_dot(view, first)


_IN_HONOUR = frozenset({"имени", "им"})
_OPENING, _CLOSING = frozenset('«“„"'), frozenset('»”“"')
_QUOTABLE = frozenset({Kind.ORGANIZATION, Kind.TERM})


def _names_of_their_own(view: Sight, mentions: list[Mention]) -> list[Mention]:
    """Leave out the surfaces that are parts of other names, and whatever lies inside these."""
    parts = [mention for mention in mentions if inside_other_name(view, mention)]
    if not parts:
        return mentions
    within = {(index, part.last) for part in parts for index in range(part.first, part.last + 1)}
    return [
        mention
        for mention in mentions
        if not any((mention.first, last) in within for last in range(mention.last, mention.last + _LONGEST_NAME))
    ]


def inside_other_name(view: Sight, mention: Mention) -> bool:
    """Tell whether a surface is but a part of the name of something else: an eponym, a quoted name, "Kirov Ballet"."""
    tokens, first, last = view.tokens, mention.first, mention.last
    kinds = {view.gazetteer.kind_at(posting.entity) for posting in mention.postings}
    if _in_honour(view, first) or _has_epithet(view, mention):
        return True
    if kinds & _QUOTABLE:
        return _quoted_longer(view, mention, kinds)
    if _hyphenated_on(view, first - 1, first) or _hyphenated_on(view, last + 1, last + 1):
        return True
    before = tokens.text[tokens.starts[first] - 1 : tokens.starts[first]]
    after = tokens.text[tokens.ends[last] : tokens.ends[last] + 1]
    if before in _OPENING and after in _CLOSING and before and after:
        return True
    return _heads_on(view, last + 1) or _called(view, mention) or goes_on(view, mention)


def _called(view: Sight, mention: Mention) -> bool:
    """Tell whether a place's name begins somebody's: "a merchant named Kimry Petrov"."""
    tokens, after = view.tokens, mention.last + 1
    if mention.first == 0 or tokens.folded[mention.first - 1] != "named" or after >= len(tokens):
        return False
    return tokens.joined[after] and tokens.gaps[after] == " " and view.capitals[after]


_QUOTED_REST = 2  # tokens of a firm's name that may follow what is the name of another


def _quoted_longer(view: Sight, mention: Mention, kinds: set[Kind]) -> bool:
    """Tell whether an organisation's name begins a longer one in the same quotation marks: "«Газпром трансгаз»"."""
    tokens, last = view.tokens, mention.last
    if kinds != {Kind.ORGANIZATION} or mention.source is not Source.SCAN or tokens.words[mention.first].isupper():
        return False
    if tokens.text[tokens.starts[mention.first] - 1 : tokens.starts[mention.first]] not in {"«", "„"}:
        return False
    for index in range(last + 1, min(last + 1 + _QUOTED_REST, len(tokens))):
        if not tokens.joined[index] or not _OPENING.isdisjoint(tokens.gaps[index]) or "»" in tokens.gaps[index]:
            return False
        if tokens.text[tokens.ends[index] : tokens.ends[index] + 1] in {"»", "“"}:
            return not any(view.postings(mention.first, end) for end in range(last + 1, index + 1))
    return False


def _in_honour(view: Sight, first: int) -> bool:
    """Tell whether something is named after what follows: "имени Гагарина", "named after Kirov"."""
    folded = view.tokens.folded
    if first > 0 and view.tokens.joined[first] and folded[first - 1] in _IN_HONOUR:
        return True
    return first > 1 and folded[first - 2 : first] == ["named", "after"]


def _has_epithet(view: Sight, mention: Mention) -> bool:
    """Tell whether a capitalised Russian adjective before a single word makes another name: "Казанский Кремль"."""
    before = mention.first - 1
    if before < 0 or mention.length > 1 or not view.tokens.joined[mention.first]:
        return False
    if view.tokens.words[before].isascii():
        return view.capitals[before] and view.tokens.folded[before] in _EPITHETS
    if view.tokens.opens_sentence(before) or not view.capitals[before] or not is_epithet(view, before):
        return False
    return not any(hit.last >= mention.first for hit in view.by_start.get(before, ()))


def _hyphenated_on(view: Sight, index: int, gap: int) -> bool:
    """Tell whether a hyphen ties an unknown capitalised or Cyrillic part on: "Березники-на-Луне", not "Kyiv-based"."""
    tokens = view.tokens
    if not 0 <= index < len(tokens) or tokens.gaps[gap] not in HYPHENS:
        return False
    if view.capitals[index]:
        return not any(_is_place(view, posting) for posting in view.postings(index, index))
    return not (tokens.words[index].isascii() and tokens.folded[index] in _SUFFIXES)


def _is_place(view: Sight, posting: Posting) -> bool:
    return posting.form is Form.FULL and view.gazetteer.kind_at(posting.entity) in PLACES


def _heads_on(view: Sight, index: int) -> bool:
    """Tell whether a capitalised English word that we know as nothing else makes a name go on: "Kirov Ballet"."""
    tokens = view.tokens
    if (
        index >= len(tokens)
        or not tokens.joined[index]
        or tokens.gaps[index] != " "
        or not tokens.words[index].isascii()
    ):
        return False
    word = tokens.words[index]
    if view.flat or not word[:1].isupper() or word.isupper() or not word.isalpha() or is_opener(tokens.folded[index]):
        return False
    return not view.postings(index, index) and not is_given_name(tokens.folded[index]) and not starts_title(view, index)


def _titled(view: Sight, mention: Mention) -> Mention:
    if any(posting.form in _TITLED for posting in mention.postings):
        title = title_before(view, mention.first) or title_after(view, mention.last)
        return replace(mention, title=title) if title else mention
    return mention


def unexplained(view: Sight, mentions: list[Mention], ner: Ner) -> Iterator[Mention]:
    """Let the model read the Cyrillic sentences in which a capitalised word is still unexplained."""
    taken = {index for mention in mentions for index in range(mention.first, mention.last + 1)}
    sentences = [_words(view, *edges) for edges in _sentences(view) if _needs_model(view, *edges, taken)]
    found = ner.spans_many([[word for _, word in words] for words in sentences])
    for words, spans in zip(sentences, found, strict=True):
        for span in spans:
            start, (last_start, last_word) = words[span.start][0], words[span.end - 1]
            first = bisect_left(view.tokens.starts, start)
            last = bisect_left(view.tokens.starts, last_start + len(last_word)) - 1
            if first <= last and taken.isdisjoint(range(first, last + 1)) and view.capitals[first]:
                yield Mention(first, last, Source.NER, frozenset({_NER_KINDS[span.kind.value]}))


_NER_KINDS = {"PER": Kind.PERSON, "LOC": Kind.SETTLEMENT, "ORG": Kind.ORGANIZATION}
_NER_WORD = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*|[^\w\s]")
_LONGEST_SENTENCE = 120


def _sentences(view: Sight) -> Iterator[tuple[int, int]]:
    first = 0
    for index in range(1, len(view.tokens) + 1):
        if index == len(view.tokens) or view.tokens.opens_sentence(index) or index - first >= _LONGEST_SENTENCE:
            yield first, index - 1
            first = index


def _words(view: Sight, first: int, last: int) -> list[tuple[int, str]]:
    """Cut a sentence as the model was trained: hyphenated words whole, punctuation marks as words of their own."""
    tokens = view.tokens
    end = tokens.starts[last + 1] if last + 1 < len(tokens) else len(tokens.text)
    found = _NER_WORD.finditer(tokens.text, tokens.starts[first], min(end, tokens.ends[last] + 2))
    return [(match.start(), match.group()) for match in found]


def _needs_model(view: Sight, first: int, last: int, taken: set[int]) -> bool:
    """Tell whether a capitalised Cyrillic word is unexplained; the first word of a sentence does not count alone."""
    for index in range(first, last + 1):
        word = view.tokens.words[index]
        if index in taken or not word[:1].isupper() or not "\u0400" <= word[:1] <= "\u04ff":
            continue
        if index > first or not is_word(word):
            return True
    return False
