"""One name without a text: which entity it is, and what else it could be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from normalize.gazetteer import Form
from normalize.keys import match_key
from normalize.link import scales
from normalize.link.candidates import candidates, weigh_existence
from normalize.link.context import Context
from normalize.link.decide import Decision, choose, decide
from normalize.link.evidence import weigh_against_others
from normalize.link.scales import Weighed
from normalize.link.single.alike import PEOPLE, alike, inside, misspelt
from normalize.link.single.explained import APART, asked, explains
from normalize.link.wholes import name_of
from normalize.match import Verdict, compare, without_forms
from normalize.mentions import Mention, Sight, Source, find, sight
from normalize.names import find_given, parse_place
from normalize.text import clean
from normalize.text.tokens import tokenize
from normalize.types import PLACES, Kind, Reason, Rule

if TYPE_CHECKING:
    from normalize.gazetteer import Gazetteer, Posting

_LONGEST = 400
_FIRM = frozenset({Kind.ORGANIZATION})
_FIRMS = (None, Kind.ORGANIZATION)


def decide_name(
    gazetteer: Gazetteer, name: str, kind: Kind | None, whole: int | None, date: str | None
) -> tuple[Sight, Decision]:
    """Decide about a whole string taken as one name."""
    view = sight(tokenize(clean(name[:_LONGEST]).text), gazetteer)
    firm = _firm(view) if kind in _FIRMS else None
    mention = firm or _as_mention(view, kind)
    if firm is None and not explains(view, mention):
        return view, _among_others(view, kind, whole, date)
    context = Context(view, date)
    decision = Decision(mention)
    found = _ranked(context, mention, kind, whole)
    decision.candidates = found
    decision.chosen, decision.reasons = choose(context, mention, found)
    if not found and any(gap.strip() in APART for gap in view.tokens.gaps[1:]):
        among = _among_others(view, kind, whole, date)
        if among.chosen is not None:
            return view, among
    first = (decision.chosen or (found[0] if found else None)) if kind is None else None
    decision.kind = kind or (gazetteer.kind_at(first.entity) if first else mention.first_kind)
    return view, decision


def _among_others(view: Sight, kind: Kind | None, whole: int | None, date: str | None) -> Decision:
    """Decide about a string that says more than one name: which of them is meant, if the others only say where it is.

    "Льгов, Курская область" is Льгов and "ФСБ России" the ФСБ; "Газпром Казахстан" and "завод в Туле" are neither of
    what they name.
    """
    gazetteer = view.gazetteer
    found = asked(view, decide(view, find(view), date))
    if found is None:
        nothing = Mention(0, len(view.tokens) - 1, Source.NAME, _guessed(view, kind))
        return Decision(nothing, reasons=[_unknown(view, nothing)], kind=nothing.first_kind)
    if kind is not None:
        found.candidates = [one for one in found.candidates if gazetteer.kind_at(one.entity) is kind]
    if whole is not None:
        found.candidates = [one for one in found.candidates if inside(gazetteer, one.entity, whole)]
    if found.chosen is not None and found.chosen not in found.candidates:
        found.chosen, found.reasons = None, [_unknown(view, found.mention)]
    found.kind = kind or found.kind
    return found


def _unknown(view: Sight, mention: Mention) -> Reason:
    return Reason.of(Rule.UNKNOWN, surface=view.tokens.surface(mention.first, mention.last))


def rank(
    gazetteer: Gazetteer, name: str, kind: Kind | None, whole: int | None, date: str | None, limit: int
) -> list[Weighed]:
    """Rank the entities that a name could mean: exact forms, then match keys, then likeness."""
    view = sight(tokenize(clean(name[:_LONGEST]).text), gazetteer)
    if not len(view.tokens):
        return []
    mention = _as_mention(view, kind)
    context = Context(view, date)
    found = _ranked(context, mention, kind, whole)
    if len(found) < limit:
        known = {one.entity for one in found}
        found += [one for one in alike(context, mention, kind, whole, limit) if one.entity not in known]
    return sorted(found, key=lambda one: -one.odds)[:limit]


def _as_mention(view: Sight, kind: Kind | None) -> Mention:
    """Take all tokens as one mention, with the head or the title that the finders see in it."""
    last = len(view.tokens) - 1
    kinds = frozenset({kind}) if kind else frozenset()
    whole = Mention(0, max(last, 0), Source.SCAN, kinds, view.postings(0, last))
    if last < 0:
        return whole
    seen = [mention for mention in find(view) if mention.last == last or mention.length > last]
    inner = next((mention for mention in seen if mention.first == 0 or mention.title or not whole.postings), None)
    if whole.postings and (inner is None or not inner.head):
        return whole
    return inner or _unseen(view, whole, kind)


def _firm(view: Sight) -> Mention | None:
    """Take a name with a legal form as that of the company which bears the rest as its own: "ПАО «МТС»", "Yandex LLC".

    Names that are also words need more: an "ООО «Звезда»" is seldom the television channel.
    """
    words = tuple(view.tokens.words)
    rest = without_forms(words)
    if len(rest) == len(words) or view.postings(0, len(words) - 1):
        return None
    first = next(start for start in range(len(words)) if words[start : start + len(rest)] == rest)
    postings = tuple(one for one in view.postings(first, first + len(rest) - 1) if _is_company(view.gazetteer, one))
    return Mention(first, first + len(rest) - 1, Source.SCAN, _FIRM, postings) if postings else None


def _is_company(gazetteer: Gazetteer, posting: Posting) -> bool:
    if gazetteer.kind_at(posting.entity) is not Kind.ORGANIZATION or posting.weak or posting.ordinary:
        return False
    return gazetteer.entity_at(posting.entity).subtype == "company"


def _unseen(view: Sight, whole: Mention, kind: Kind | None) -> Mention:
    return replace(whole, kinds=_guessed(view, kind), source=Source.NAME)


def _guessed(view: Sight, kind: Kind | None) -> frozenset[Kind]:
    """Guess what an unknown name is of: a company by its legal form, a person by its capitals."""
    if kind is not None:
        return frozenset({kind})
    if len(without_forms(tuple(view.tokens.words))) < len(view.tokens):
        return _FIRM
    return PEOPLE if len(view.tokens) > 1 and all(view.capitals) and not _is_body(view) else frozenset()


def _is_body(view: Sight) -> bool:
    """Tell whether an unknown name is no person's: with a number, an acronym or the name of a body in it."""
    words = view.tokens.words
    if any(map(find_given, view.tokens.folded)):
        return False
    if not all(word[:1].isalpha() for word in words):
        return True
    acronym = any(word.isupper() and len(word) > 1 for word in words) and not all(map(str.isupper, words))
    known = {view.gazetteer.kind_at(one.entity) for index in range(len(words)) for one in view.postings(index, index)}
    return acronym or (Kind.ORGANIZATION in known and Kind.PERSON not in known)


def _ranked(context: Context, mention: Mention, kind: Kind | None, whole: int | None) -> list[Weighed]:
    if not len(context.view.tokens):
        return []
    gazetteer = context.gazetteer
    usable = tuple(posting for posting in mention.postings if posting.form is not Form.ADJECTIVE)
    if kind is not None:
        usable = tuple(posting for posting in usable if gazetteer.kind_at(posting.entity) is kind)
        mention = replace(mention, kinds=frozenset({kind}))
    elif not mention.head:
        usable = tuple(posting for posting in usable if posting.form is not Form.SPECIFIC) or usable
    found = candidates(context, replace(mention, postings=usable))
    if not found and kind is not None and kind is not Kind.PERSON:
        found = _keyed(context, mention, kind)
    found = [one for one in found if _fits_whole(context, mention, one)]
    if not found and mention.kinds == PEOPLE:
        found = misspelt(context, mention)
    if whole is not None:
        found = [one for one in found if inside(gazetteer, one.entity, whole)]
        for one in found:
            one.add(scales.BOUND)
        weigh_against_others(context, mention, found)
    return sorted(found, key=lambda one: -one.odds)


def _keyed(context: Context, mention: Mention, kind: Kind) -> list[Weighed]:
    surface = context.view.tokens.surface(mention.first, mention.last)
    specific = parse_place(surface).specific if kind in PLACES else surface
    found = []
    for index in dict.fromkeys(context.gazetteer.by_key(match_key(specific, kind))):
        weighed = Weighed(index, None)
        weighed.add(scales.EXACT, Rule.KEY, surface=surface, name=name_of(context.gazetteer, index))
        weigh_existence(context, weighed)
        found.append(weighed)
    weigh_against_others(context, mention, found)
    return found


def _fits_whole(context: Context, mention: Mention, weighed: Weighed) -> bool:
    """Tell whether a person fits all words of a name, also the first, which in a text might open a sentence.

    "Омскенко Дионисий Владимирович" is not Дионисий Владимиров.
    """
    view = context.view
    if mention.kinds != PEOPLE or mention.first != 1 or mention.title or not view.capitals[0]:
        return True
    surface = view.tokens.surface(0, len(view.tokens) - 1)
    names = context.gazetteer.entity_at(weighed.entity).names.values()
    return any(compare(surface, name, Kind.PERSON).verdict is not Verdict.DIFFERENT for name in names)
