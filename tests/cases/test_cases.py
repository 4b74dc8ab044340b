"""The acceptance cases: one line of JSON is one test.

`found.jsonl` says what must be found and linked, `absent.jsonl` what must not be, `wanted.jsonl` what cannot be done
yet (a strict xfail: it tells the day it can), `found_ner.jsonl` what only the model finds. Fields of a case:

- `id`, `text`, `why`; `date` when the text was written (2025-12-08 where it is left out)
- `expect`: `surface` (its `nth` occurrence from 0), `entity` (an id, or null for a link to nothing), `also` (other ids
  that are as good), `kind`, `ru` and `en` (the normal forms), `candidates` (ids that the link must offer: a tie)
- `absent`: a surface no occurrence of which may be covered by a link to an entity; or a surface with the ids in
  `entity` that it must not be linked to (it may be linked to others)
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parent
_DATE = "2025-12-08"
_MODEL = [pytest.mark.slow]
_WANTED = [pytest.mark.xfail(reason="wanted, not there yet", strict=True)]


def cases(file, marks=()):
    """Give the cases of a file as parameters of a test."""
    lines = (_FOLDER / file).read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines if line.strip()]
    return [pytest.param(case, id=case["id"], marks=marks) for case in read]


@pytest.mark.parametrize("case", [*cases("found.jsonl"), *cases("absent.jsonl"), *cases("wanted.jsonl", _WANTED)])
def test_every_case_comes_home(nz, case):
    assert_case(nz, case)


@pytest.mark.parametrize("case", cases("found_ner.jsonl", _MODEL))
def test_every_case_that_needs_the_model_comes_home(nz_with_model, case):
    assert_case(nz_with_model, case)


def test_every_id_names_one_case():
    ids = [param.id for file in sorted(_FOLDER.glob("*.jsonl")) for param in cases(file.name)]
    assert len(ids) == len(set(ids))


def assert_case(nz, case):
    """Annotate a case and say everything that is wrong with it, and all links that were found."""
    links = nz.annotate(case["text"], date=case.get("date", _DATE)).links
    wrong = problems(case, links)
    assert not wrong, "\n".join([f"{case['text']!r} ({case['why']})", *wrong, "all links:", *map(shown, links)])


def problems(case, links):
    """List what differs from a case: a link that is missing or wrong, a surface that must not be linked."""
    wrong = [problem for one in case["expect"] if (problem := _missed(case["text"], links, one))]
    return wrong + [problem for one in case.get("absent", ()) for problem in _linked(case["text"], links, one)]


def shown(link):
    """Show a link on one line."""
    entity = link.entity.id if link.entity else "NIL"
    others = ", ".join(f"{one.entity.id} {one.confidence:.2f}" for one in link.candidates[:3])
    reasons = "; ".join(map(str, link.reasons))
    return f"  {link.surface!r} {link.kind} {entity} ({link.normal.ru} | {link.normal.en}) [{others}] {reasons}"


def _missed(text, links, one):
    start = _place(text, one["surface"], one.get("nth", 0))
    end = start + len(one["surface"])
    link = next((link for link in links if tuple(link.span) == (start, end)), None)
    if link is None:
        return f"{one['surface']!r} is not found"
    allowed = [one["entity"], *one.get("also", ())]
    entity = link.entity.id if link.entity else None
    if entity not in allowed:
        return f"{one['surface']!r} is {entity or 'NIL'}, not {' or '.join(id_ or 'NIL' for id_ in allowed)}"
    return _differs(link, one)


def _differs(link, one):
    offered = {candidate.entity.id for candidate in link.candidates}
    facts = {"kind": link.kind, "ru": link.normal.ru, "en": link.normal.en}
    for field, value in facts.items():
        if one.get(field, value) != value:
            return f"{one['surface']!r}: {field} is {value!r}, not {one[field]!r}"
    lacking = [id_ for id_ in one.get("candidates", ()) if id_ not in offered]
    return f"{one['surface']!r}: {', '.join(lacking)} not among the candidates" if lacking else ""


def _linked(text, links, one):
    surface, ids = (one["surface"], one["entity"]) if isinstance(one, dict) else (one, None)
    start = text.index(surface)
    while start >= 0:
        for link in links:
            overlaps = link.span.start < start + len(surface) and start < link.span.end
            if overlaps and link.entity and (ids is None or link.entity.id in ids):
                yield f"{surface!r} must not be linked, but {link.surface!r} is {link.entity.id}"
        start = text.find(surface, start + 1)


def _place(text, surface, nth):
    start = text.index(surface)
    for _ in range(nth):
        start = text.index(surface, start + 1)
    return start
