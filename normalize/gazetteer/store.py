"""The compiled gazetteer: look-ups and the exact scan over a memory-mapped file."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.errors import UnknownNameError
from normalize.gazetteer import container
from normalize.gazetteer.build import BLOCK, KINDS, SECTIONS, build
from normalize.gazetteer.entity import Alias, Entity, entity_from
from normalize.gazetteer.forms import all_aliases
from normalize.gazetteer.surfaces import Form, Needs, grow, surface_hash, token_hashes, word_hash
from normalize.text.script import fold
from normalize.types import Case, EntityId, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from normalize.text.tokens import Tokens

_CASES = tuple(Case)
_FORMS = tuple(Form)
_NEEDS = tuple(Needs)
_MAX_WINDOW = 16


@dataclass(frozen=True, slots=True)
class Posting:
    """One entity that a surface may name, and how.

    Attributes:
        entity: the number of the entity.
        form: which part of the name the surface shows.
        needs: how the surface must be written.
        plural: whether it is a plural form.
        weak: whether it needs support.
        cases: the grammatical cases in which the name has this form.
        dated: whether the name was borne only for a time.
        ordinary: whether it is also an ordinary word or a surname.
        alias: the number of the name among `Gazetteer.names_of(entity)`.
    """

    entity: int
    form: Form
    needs: Needs
    plural: bool
    weak: bool
    cases: tuple[Case, ...]
    dated: bool
    ordinary: bool
    alias: int

    @classmethod
    def unpack(cls, entity: int, info: int) -> Posting:
        """Unpack what `build.pack` has packed."""
        return cls(
            entity=entity,
            form=_FORMS[info & 15],
            needs=_NEEDS[(info >> 4) & 3],
            plural=bool((info >> 6) & 1),
            weak=bool((info >> 7) & 1),
            cases=tuple(case for bit, case in enumerate(_CASES) if (info >> (8 + bit)) & 1),
            dated=bool((info >> 14) & 1),
            ordinary=bool((info >> 15) & 1),
            alias=(info >> 16) & 1023,
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A surface of the gazetteer in a text: tokens `first` through `last`."""

    first: int
    last: int
    postings: tuple[Posting, ...]


class Gazetteer:
    """Entities and their surfaces, read from one compiled file that several processes may share."""

    def __init__(self, path: Path) -> None:
        """Open a compiled file.

        Raises:
            GazetteerError: the file is missing, foreign, of another version, or cut short.
        """
        self.path = path
        self._sections, self.about = container.read(path, SECTIONS)
        self._surface_hash: NDArray[np.uint64] = self._sections["surface_hash"]
        self._first: NDArray[np.uint16] = self._sections["first_token"]
        self.parents = self._sections["entity_parent"]
        self.populations = self._sections["entity_population"]
        self._kinds = self._sections["entity_kind"].data
        self._key_hash = self._sections["key_hash"].data
        self.cities = frozenset(self._sections["entity_city"].tolist())  # the regions that are cities
        self.entity_at = lru_cache(maxsize=65536)(self._entity_at)
        self.names_of = lru_cache(maxsize=65536)(self._names_of)
        self._surface_words = lru_cache(maxsize=65536)(self._read_surface)
        self._postings = lru_cache(maxsize=65536)(self._read_postings)
        self.by_key = lru_cache(maxsize=65536)(self._by_key)
        self.lookup = lru_cache(maxsize=65536)(self._lookup)

    @classmethod
    def open(cls, path: str | Path) -> Gazetteer:
        """Open a compiled gazetteer by memory-mapping it."""
        return cls(Path(path))

    @classmethod
    def build(
        cls,
        records: Iterable[Mapping[str, Any]],
        path: str | Path,
        *,
        about: Mapping[str, object] | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Gazetteer:
        """Compile records into a file and open it.

        A record is a mapping with `id`, `kind`, `names` (`{"ru": …, "en": …}`) and, as far as known, `aliases` (names,
        or mappings with name, lang, kind, strength, valid_from, valid_to), `parent`, `ids`, `tenures`, `population` …

        Args:
            records: the entities, in any order.
            path: where the file is to be; an older one is replaced when the new one is whole.
            about: facts to keep in the header, such as a hash of the sources.
            progress: called now and then with the number of entities done.

        Raises:
            InputError: a record cannot be used; the message names it and what it lacks.

        >>> import tempfile, pathlib
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "mine.nrm"
        >>> record = {"id": "x1", "kind": "settlement", "names": {"ru": "Кирилловка", "en": "Kyrylivka"}}
        >>> gazetteer = Gazetteer.build([record], path)
        >>> [gazetteer.entity_at(posting.entity).id for posting in gazetteer.lookup(("кирилловке",))]
        ['x1']
        """
        build(records, Path(path), about=about, progress=progress)
        return cls.open(path)

    def __len__(self) -> int:
        return len(self._kinds)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        """Travel to another process as a path: the mapping is opened again there."""
        return type(self), (self.path,)

    def index_of(self, entity_id: str) -> int | None:
        """Give the number of an entity in this file, or None."""
        index = bisect_left(range(len(self)), entity_id.encode(), key=self._id_bytes)
        return index if index < len(self) and self._id_bytes(index) == entity_id.encode() else None

    def id_at(self, index: int) -> EntityId:
        """Give the id of the entity with this number."""
        return EntityId(self._id_bytes(index).decode())

    def kind_at(self, index: int) -> Kind:
        """Give the kind of the entity with this number."""
        return KINDS[self._kinds[index]]

    def entity(self, entity_id: str) -> Entity:
        """Give an entity by its id.

        Raises:
            UnknownNameError: no entity has the id; the message offers near ones.
        """
        index = self.index_of(entity_id)
        if index is None:
            near = (self.id_at(number) for number in range(len(self)))
            raise UnknownNameError("entity id", entity_id, near)
        return self.entity_at(index)

    def children(self, index: int) -> NDArray[np.int64]:
        """Give the numbers of the entities whose parent this is."""
        return np.flatnonzero(self.parents == index)

    def _by_key(self, key: str) -> tuple[int, ...]:
        """Give the numbers of the entities that have this match key."""
        hashed = word_hash(key[:64])
        first = bisect_left(self._key_hash, hashed)
        last = bisect_right(self._key_hash, hashed, first)
        return tuple(self._sections["key_entity"][first:last].tolist())

    def scan(self, tokens: Tokens) -> list[Hit]:
        """Find every window of joined tokens that is a surface, by start and then by length; windows overlap."""
        if not len(tokens):
            return []
        starts, ends = np.array(tokens.starts), np.array(tokens.ends)
        hashes = token_hashes(fold(tokens.text), starts, ends)
        for index in tokens.respelled:
            hashes[index] = word_hash(tokens.folded[index])
        found = self._windows(hashes, np.cumsum(~np.array(tokens.joined)))
        return [hit for first, length, row in found if (hit := self._verified(tokens, first, length, row))]

    def _windows(self, hashes: NDArray[np.uint64], runs: NDArray[np.int64]) -> list[tuple[int, int, int]]:
        lengths = self._first[(hashes & np.uint64(len(self._first) - 1)).astype(np.int64)]
        alive = np.flatnonzero(lengths)
        windows = hashes[alive]
        found: list[tuple[int, int, int]] = []
        for length in range(1, _MAX_WINDOW + 1):
            if length > 1:
                inside = alive + length - 1 < len(hashes)
                alive, windows = alive[inside], windows[inside]
                joined = runs[alive] == runs[alive + length - 1]
                more = joined & (lengths[alive] >> np.uint16(length - 1) > 0)
                alive, windows = alive[more], windows[more]
                windows = grow(windows, hashes[alive + length - 1])
            if not len(alive):
                break
            rows = np.searchsorted(self._surface_hash, windows)
            rows[rows == len(self._surface_hash)] = 0
            equal = self._surface_hash[rows] == windows if len(self._surface_hash) else np.zeros(len(rows), bool)
            found += [(int(alive[k]), length, int(rows[k])) for k in np.flatnonzero(equal)]
        return sorted(found)

    def _verified(self, tokens: Tokens, first: int, length: int, row: int) -> Hit | None:
        surface = int(self._sections["surface_id"][row])
        if self._surface_words(surface) != " ".join(tokens.folded[first : first + length]):
            return None
        return Hit(first, first + length - 1, self._postings(surface))

    def _lookup(self, words: Sequence[str]) -> tuple[Posting, ...]:
        """Give the postings of one surface, given as folded tokens."""
        if not words or not len(self._surface_hash):
            return ()
        row = int(np.searchsorted(self._surface_hash, np.uint64(surface_hash(words))))
        if row == len(self._surface_hash):
            return ()
        surface = int(self._sections["surface_id"][row])
        return self._postings(surface) if self._surface_words(surface) == " ".join(words) else ()

    def _read_postings(self, surface: int) -> tuple[Posting, ...]:
        first, last = (int(edge) for edge in self._sections["posting_at"][surface : surface + 2])
        entities = self._sections["posting_entity"][first:last].tolist()
        infos = self._sections["posting_info"][first:last].tolist()
        return tuple(map(Posting.unpack, entities, infos))

    def _read_surface(self, surface: int) -> str:
        block, place = divmod(surface, BLOCK)
        at = self._sections["surface_at"]
        coded = self._sections["surface"][int(at[block]) : int(at[block + 1])].tobytes()
        letters, cursor = b"", 0
        for _ in range(place + 1):
            shared, length = coded[cursor], int.from_bytes(coded[cursor + 1 : cursor + 3], "little")
            letters = letters[:shared] + coded[cursor + 3 : cursor + 3 + length]
            cursor += 3 + length
        return letters.decode()

    def _id_bytes(self, index: int) -> bytes:
        at = self._sections["id_at"]
        return self._sections["id"][int(at[index]) : int(at[index + 1])].tobytes()

    def _entity_at(self, index: int) -> Entity:
        at = self._sections["meta_at"]
        meta = json.loads(self._sections["meta"][int(at[index]) : int(at[index + 1])].tobytes())
        return entity_from(meta)

    def _names_of(self, index: int) -> tuple[Alias, ...]:
        """Give every name of an entity, preferred ones first."""
        return all_aliases(self.entity_at(index))
