"""People whom the gazetteer does not know: given name and surname, initials, a title; and later mere surnames."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from normalize.gazetteer import Form
from normalize.keys import match_keys, skeleton
from normalize.mentions.mention import Mention, Sight, Source, is_opener, office_ending_at, title_before
from normalize.morph import is_word
from normalize.names import Spelling, given_forms, patronymic_gender
from normalize.types import Case, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PERSON = frozenset({Kind.PERSON})
_PARTICLES = frozenset(
    [
        *("von", "van", "der", "den", "de", "di", "da", "del", "la", "le", "bin", "ibn", "al", "el", "ben", "ter"),
        *("фон", "ван", "дер", "ден", "де", "ди", "да", "ла", "ле", "бен", "ибн", "аль", "эль", "тер"),
        *("оглы", "кызы", "оглу", "ogly", "oglu", "kyzy"),
    ]
)
_RECORD_END = re.compile(r"\s*(?:;|\n|\)|[—–]\s|\Z)")
_LONGEST = 5


def named_people(view: Sight) -> Iterator[Mention]:
    """Give the runs of capitalised words that read as a person's name."""
    if view.flat:
        return
    for first, last in _runs(view):
        yield from _people_in(view, first, last)


def inverted(view: Sight) -> Iterator[Mention]:
    """Give the names of lists and registers: "Зотов, Иван Петрович;"."""
    tokens = view.tokens
    for index in [index for index, gap in enumerate(tokens.gaps) if gap == ", " and index]:
        if not view.capitals[index] or not view.capitals[index - 1]:
            continue
        last = index
        if last + 1 < len(tokens) and tokens.joined[last + 1] and patronymic_gender(tokens.folded[last + 1]):
            last += 1
        alone = index == 1 or not tokens.joined[index - 1]
        ended = last + 1 == len(tokens) or _RECORD_END.match(tokens.gaps[last + 1])
        given = is_given_name(tokens.folded[index]) and not is_opener(tokens.folded[index])
        if alone and ended and given and _word(view, index - 1):
            yield Mention(index - 1, last, Source.NAME, _PERSON, view.postings(index - 1, last))


def _runs(view: Sight) -> Iterator[tuple[int, int]]:
    """Give the maximal runs of capitalised joined tokens, particles included, openers cut off."""
    capitals, joined, folded = view.capitals, view.tokens.joined, view.tokens.folded
    stop = 0
    for first in [index for index, capital in enumerate(capitals) if capital]:
        if first < stop:
            continue
        stop = first + 1
        while stop < len(capitals) and joined[stop] and (capitals[stop] or folded[stop] in _PARTICLES):
            if not _no_possessive(view, stop):
                break
            stop += 1
        yield first, stop - 1


def _no_possessive(view: Sight, index: int) -> bool:
    """Tell whether a name may go on at a token: no possessive before it, no line break."""
    gap = view.tokens.gaps[index]
    return gap == " " or (gap[:1] not in {"'", "’", "ʼ", "`", "´"} and "\n" not in gap)


def _people_in(view: Sight, first: int, last: int) -> Iterator[Mention]:
    first = _after_titles(view, first, last)
    announced = _announced(view, first)
    if first == last and not announced:
        return
    while first < last and (_before_name(view, first, last) or (announced and _of_office(view, first))):
        first += 1
    if is_opener(view.tokens.folded[first]) and not _is_initial(view, first):
        return
    while last > first and view.tokens.folded[last] in _PARTICLES - {"оглы", "кызы", "оглу"}:
        last -= 1
    if first > last or last - first >= _LONGEST:
        return
    if 1 <= last - first <= 2 and _keyed(view, first, last):
        yield Mention(first, last, Source.NAME, _PERSON)
        return
    titled = bool(title_before(view, first)) or _announced(view, first)
    if (last > first and (_reads_as_name(view, first, last) or (titled and last - first < 3))) or (
        last == first and _announced(view, first) and _word(view, first)
    ):
        yield Mention(first, last, Source.NAME, _PERSON)


def _of_office(view: Sight, index: int) -> bool:
    """Tell whether a word behind a title says of what: "глава Херсонской ОВА Прокудин"."""
    word = view.tokens.words[index]
    if is_given_name(view.tokens.folded[index]):
        return False
    return len(word) > 1 and (word.isupper() or index in view.covered or word.endswith(("ской", "ского", "ого")))


def _keyed(view: Sight, first: int, last: int) -> bool:
    """Tell whether a run has the match key of somebody whom the gazetteer knows, in another spelling."""
    return any(map(view.gazetteer.by_key, match_keys(view.tokens.surface(first, last), Kind.PERSON)))


def _before_name(view: Sight, index: int, last: int) -> bool:
    """Tell whether a word stands before the name: an opener, a title's place ("mayor of Moscow Sergei …"), a noun."""
    if is_opener(view.tokens.folded[index]):
        return not _is_initial(view, index)
    if _town_of_title(view, index, last):
        return True
    if is_given_name(view.tokens.folded[index]) or index + 1 > last or _surname_first(view, index, last):
        return False
    if index in view.covered and (index < last - 1 or view.postings(last, last)):
        return True
    begins = is_given_name(view.tokens.folded[index + 1]) or len(view.tokens.words[index + 1]) == 1
    begins = begins and len(view.tokens.words[last]) > 1
    return view.tokens.opens_sentence(index) and begins and index < last - 1 and len(view.tokens.words[index]) > 1


def _town_of_title(view: Sight, index: int, last: int) -> bool:
    """Tell whether a town called like a person stands between a title and a name: "мэр Владимира Дмитрий Наумов"."""
    if index + 2 > last or not _announced(view, index) or not is_given_name(view.tokens.folded[index + 1]):
        return False
    return any(
        view.gazetteer.kind_at(posting.entity) is Kind.SETTLEMENT and Case.GENITIVE in posting.cases
        for posting in view.postings(index, index)
    )


def has_dot(view: Sight, index: int) -> bool:
    """Tell whether a full stop stands right behind a token."""
    end = view.tokens.ends[index]
    return view.tokens.text[end : end + 1] == "."


def _is_initial(view: Sight, index: int) -> bool:
    """Tell whether what would be a preposition is an initial: "В. П. Орлов"."""
    return len(view.tokens.words[index]) == 1 and has_dot(view, index)


def _surname_first(view: Sight, index: int, last: int) -> bool:
    """Tell whether a run is a surname, a given name and a patronymic: "Киров Андрей Ильич", but "мэр Кирова …"."""
    if last != index + 2 or _title_ends_at(view, index - 1) or not patronymic_gender(view.tokens.folded[last]):
        return False
    cases = {case for posting in view.postings(index, index) for case in posting.cases}
    return is_given_name(view.tokens.folded[index + 1]) and (not cases or Case.NOMINATIVE in cases)


def _after_titles(view: Sight, first: int, last: int) -> int:
    """Skip to what follows the last title in a run: "Kursk Governor Ivan Zotov"."""
    start = first
    for index in range(first, last):
        if _title_ends_at(view, index):
            start = index + 1
    return start


def _reads_as_name(view: Sight, first: int, last: int) -> bool:
    folded = view.tokens.folded[first : last + 1]
    if len(folded) > 1 and _initials(view, first, last):
        return True
    if any(patronymic_gender(word) for word in folded):
        return True
    given_first = is_given_name(folded[0])
    given_last = len(folded) == 2 and is_given_name(folded[-1])
    words = [index for index in range(first, last + 1) if _word(view, index)]
    return (given_first or given_last) and len(words) == len(folded) and not _named_already(view, first, last)


def _initials(view: Sight, first: int, last: int) -> bool:
    """Tell whether the run is a surname with dotted initials on one side."""
    words = view.tokens.words[first : last + 1]
    letters = [
        index
        for index, word in enumerate(words)
        if (len(word) == 1 and word.isalpha()) or word in {"Yu", "Ya", "Ye", "Zh"}
    ]
    rest = [word for index, word in enumerate(words) if index not in letters]
    if not 1 <= len(letters) <= 2 or len(rest) != 1 or len(rest[0]) < 3:
        return False
    dots = [
        view.tokens.text[view.tokens.ends[first + index] : view.tokens.ends[first + index] + 1] for index in letters
    ]
    return all(dot == "." for dot in dots) and (letters[0] == 0 or letters[-1] == len(words) - 1)


def _word(view: Sight, index: int) -> bool:
    word = view.tokens.words[index]
    return len(word) > 1 and word.isalpha() and not (word.isupper() and len(word) < 4)


def _named_already(view: Sight, first: int, last: int) -> bool:
    """Tell whether the gazetteer knows the run as something else ("Mary El", "Александр Невский" the church)."""
    return any(
        posting.form is not Form.SURNAME and view.gazetteer.kind_at(posting.entity) is not Kind.PERSON
        for posting in view.postings(first, last)
    )


def _announced(view: Sight, first: int) -> bool:
    """Tell whether a title of the same sentence stands right before: "Gov. Zotov", not "the residents. Zotov"."""
    return _title_ends_at(view, first - 1) and not view.tokens.opens_sentence(first)


def _title_ends_at(view: Sight, index: int) -> bool:
    return office_ending_at(view, index) is not None


def guarded(view: Sight, mention: Mention) -> Mention:
    """Keep a bare surname apart from a longer unknown name that it is a part of ("Ivan Putin", "Путин Иван")."""
    if not mention.postings or any(posting.form is not Form.SURNAME for posting in mention.postings):
        return mention
    before, after = mention.first - 1, mention.last + 1
    if before >= 0 and view.tokens.joined[mention.first] and _stranger(view, before):
        return replace(mention, first=before, source=Source.NAME, kinds=_PERSON, postings=())
    follows = after < len(view.tokens) and view.tokens.joined[after] and view.capitals[after]
    if follows and is_given_name(view.tokens.folded[after]) and _no_possessive(view, after):
        return replace(mention, last=after, source=Source.NAME, kinds=_PERSON, postings=())
    return mention


def _stranger(view: Sight, index: int) -> bool:
    """Tell whether a word before a surname must be its given name: capitalised, and nothing else that we know."""
    if not view.capitals[index] or not _word(view, index) or not _no_possessive(view, index + 1):
        return False
    folded = view.tokens.folded[index]
    if is_given_name(folded):
        return True
    if is_opener(folded) or _title_ends_at(view, index) or index in view.covered or view.postings(index, index):
        return False
    return not (view.tokens.opens_sentence(index) and is_word(folded))


def echoes(view: Sight, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Give the later bare surnames of people whom the text named in full and the gazetteer does not know."""
    surnames: dict[str, int] = {}
    for mention in mentions:
        if mention.source is Source.NAME and mention.length > 1:
            for index in _surname_tokens(view, mention):
                surnames.setdefault(str(skeleton(view.tokens.folded[index], 2)), mention.last)
    if not surnames:
        return
    for index in [index for index, capital in enumerate(view.capitals) if capital]:
        word = view.tokens.folded[index]
        if len(word) > 3 and _word(view, index):
            since = surnames.get(str(skeleton(word, 2)))
            if since is not None and index > since:
                yield Mention(index, index, Source.NAME, _PERSON)


def is_given_name(word: str) -> bool:
    """Tell whether a folded word is a form of a given name of the table."""
    return word in _given_words()


@lru_cache(maxsize=1)
def _given_words() -> frozenset[str]:
    return frozenset(
        word for word, forms in given_forms().items() if any(form.spelling is not Spelling.DIMINUTIVE for form in forms)
    )


def _surname_tokens(view: Sight, mention: Mention) -> Iterator[int]:
    for index in range(mention.first, mention.last + 1):
        folded = view.tokens.folded[index]
        if len(folded) > 3 and not is_given_name(folded) and not patronymic_gender(folded):
            yield index
