"""The compiled gazetteer: look-ups and the exact scan over a memory-mapped file."""

from __future__ import annotations

import itertools
import json
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from normalize.errors import UnknownNameError
from normalize.gazetteer.build import bare_name, build
from normalize.gazetteer.compiled import near
from normalize.gazetteer.compiled.container import Sections
from normalize.gazetteer.compiled.layout import DTYPES, KINDS, misshapen
from normalize.gazetteer.compiled.scan import Found, scan
from normalize.gazetteer.compiled.strings import Lines
from normalize.gazetteer.compiled.table import Posting, Table
from normalize.gazetteer.entity import Alias, Entity, entity_from
from normalize.gazetteer.forms import all_aliases
from normalize.gazetteer.store.hits import Hit, hits
from normalize.gazetteer.surfaces import surface_hash, word_hash
from normalize.keys import match_key
from normalize.types import EntityId, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from normalize.text.tokens import Tokens

_CACHED = 65536
_MOST_KEYED = 64
_DEEPEST = 8  # parts of parts
_PERSON = f"{Kind.PERSON.value}:"


class Gazetteer:
    """Entities and their surfaces, read from one compiled file that several processes may share."""

    def __init__(self, path: Path) -> None:
        """Open a compiled file.

        Raises:
            GazetteerError: the file is missing, foreign, of another version, or cut short.
        """
        self.path = path
        self._sections = Sections(path, DTYPES)
        if wrong := misshapen(self._sections):
            raise self._sections.damaged(wrong)
        self.about = self._sections.about
        self._count = self._sections.size_of("entity_kind")
        self.table = Table(self._sections)
        self._lines = Lines(self._sections, "meta", self._count)
        self.words = near.Names(self._sections)
        self.entity_at = lru_cache(maxsize=_CACHED)(self._entity_at)
        self.names_of = lru_cache(maxsize=_CACHED)(self._names_of)
        self.by_key = lru_cache(maxsize=_CACHED)(self._by_key)
        self.lookup = lru_cache(maxsize=_CACHED)(self._lookup)

    @cached_property
    def parents(self) -> NDArray[np.int32]:
        """The number of each entity's parent, or -1."""
        found = self._sections["entity_parent"]
        if len(found) != self._count or (len(found) and (found.max() >= self._count or found.min() < -1)):
            raise self._sections.damaged("entity_parent")
        return found

    @cached_property
    def populations(self) -> NDArray[np.uint32]:
        """How many people live in each place, or 0."""
        return self._sections["entity_population"]

    @cached_property
    def cities(self) -> frozenset[int]:
        """The regions that are cities."""
        return frozenset(self._sections.below("entity_city", self._count).tolist())

    @cached_property
    def kinds(self) -> NDArray[np.uint8]:
        """The kind of each entity, by its place in `Kind`."""
        return self._sections.below("entity_kind", len(KINDS))

    @cached_property
    def _kinds(self) -> memoryview:
        return self.kinds.data

    @cached_property
    def _key_hash(self) -> memoryview:
        return self._sections["key_hash"].data

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
        forms: str = "auto",
        about: Mapping[str, object] | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Gazetteer:
        """Compile records into a file and open it.

        A record is a mapping with `id`, `kind`, `names` (`{"ru": …, "en": …}`) and, as far as known, `aliases` (names,
        or mappings with name, lang, kind, strength, valid_from, valid_to), `parent`, `ids`, `tenures`, `population` …

        Args:
            records: the entities, in any order.
            path: where the file is to be; an older one is replaced when the new one is whole.
            forms: "all" makes every case form and romanization of every name a surface, at about a millisecond a name;
                "plain" keeps names as they are written and finds the rest by key and likeness; "auto" is "all" up
                to 50,000 names.
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
        build(records, Path(path), forms=forms, about=about, progress=progress)
        return cls.open(path)

    def verify(self) -> None:
        """Read the whole file and check it; else each section is checked when it is first needed.

        Raises:
            GazetteerError: a section is damaged.
        """
        for name in self._sections:
            self._sections[name]
        self.table.verify()
        self.words.verify()
        for index in range(len(self)):
            self._entity_at(index)

    def __len__(self) -> int:
        return self._count

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        """Travel to another process as a path: the mapping is opened again there."""
        return type(self), (self.path,)

    def index_of(self, entity_id: str) -> int | None:
        """Give the number of an entity in this file, or None; an id that was merged away leads on."""
        index = bisect_left(range(len(self)), entity_id.encode(), key=self._id_bytes)
        if index < len(self) and self._id_bytes(index) == entity_id.encode():
            return index
        now = self.about.get("redirects", {}).get(entity_id, entity_id)
        return self.index_of(now) if now != entity_id else None

    def id_at(self, index: int) -> EntityId:
        """Give the id of the entity with this number."""
        try:
            return EntityId(self._id_bytes(index).decode())
        except UnicodeDecodeError as error:
            raise self._sections.damaged("id") from error

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

    @cached_property
    def outer(self) -> tuple[tuple[int, str], ...]:
        """The entities whose parent another file holds, and its id."""
        content = self._sections["outer"]
        at = self._sections.offsets("outer_at", len(content)).tolist()
        entities = self._sections.below("outer_entity", self._count).tolist()
        try:
            ids = [content[first:last].tobytes().decode() for first, last in itertools.pairwise(at)]
        except UnicodeDecodeError as error:
            raise self._sections.damaged("outer") from error
        return tuple(zip(entities, ids, strict=True))

    def inside(self, whole: int) -> NDArray[np.bool_]:
        """Tell for each entity whether it is this one or lies in it."""
        found = np.zeros(len(self) + 1, dtype=bool)  # the last stands for no parent
        found[whole] = True
        for _ in range(_DEEPEST):
            found[:-1] |= found[self.parents]
        return found[:-1]

    def _by_key(self, key: str) -> tuple[int, ...]:
        """Give the numbers of the entities that have this match key."""
        hashed = word_hash(key[:64])
        first = bisect_left(self._key_hash, hashed)
        last = bisect_right(self._key_hash, hashed, first)
        found: list[int] = self._sections.below("key_entity", self._count)[first:last].tolist()
        if not found and self.about.get("forms") == "plain" and key.startswith(_PERSON):
            return self._with_stems(key)
        return tuple(found)

    def _with_stems(self, key: str) -> tuple[int, ...]:
        """Give the people whose whole name has this key, or whose given name and surname have it."""
        stems = key.removeprefix(_PERSON).split()
        numbers = [self.words.stem_number(stem) for stem in stems]
        known = [number for number in numbers if number is not None]
        if len(stems) < 2 or len(known) < len(stems):
            return ()
        held = sorted((self.words.words_of([number]) for number in known), key=self.words.count)
        names = self.words.names_with(held).astype(np.int64)
        sizes = self.words.sizes(names)
        whole = np.unique(self.words.name_entity[names[sizes == len(stems)]])[:_MOST_KEYED].tolist()
        longer = np.unique(self.words.name_entity[names[sizes == len(stems) + 1]])[:_MOST_KEYED].tolist()
        found = {*whole, *(index for index in longer if self._is_borne(key, index))}
        return tuple(index for index in sorted(found) if self.kind_at(index) is Kind.PERSON)

    def _is_borne(self, key: str, index: int) -> bool:
        """Tell whether a name of a person without the patronymic has this key."""
        entity = self.entity_at(index)
        bare = (bare_name(entity, alias) for alias in self.names_of(index))
        return any(match_key(name, Kind.PERSON) == key for name in bare if name)

    def scan(self, tokens: Tokens) -> list[Hit]:
        """Find every window of joined tokens that is a surface, by start and then by length; windows overlap."""
        return self.scan_each([tokens])[0]

    def scan_each(self, texts: Sequence[Tokens]) -> list[list[Hit]]:
        """Find in each of some texts what `scan` finds in it, at less cost than one by one."""
        return hits(self.table, texts)

    def scan_many(self, texts: Iterable[str]) -> Iterator[list[Found]]:
        """Find the surfaces of each text: start, end, and surface; leftmost, then longest, none overlapping.

        Offsets are code points; each surface is compared letter by letter with the text. Ask `bearers` who bears it.
        """
        return scan([self.table], texts)

    def bearers(self, surface: int) -> tuple[Posting, ...]:
        """Give the entities that bear a surface which `scan_many` has found."""
        return self.table.postings(surface)

    def _lookup(self, words: Sequence[str]) -> tuple[Posting, ...]:
        """Give the postings of one surface, given as folded tokens."""
        if not words:
            return ()
        window = surface_hash(words)
        surface = self.table.surface(window, " ".join(words))
        return () if surface is None else self.table.postings(surface)

    def _id_bytes(self, index: int) -> bytes:
        content = self._sections["id"]
        at = self._sections.offsets("id_at", len(content))
        return content[int(at[index]) : int(at[index + 1])].tobytes()

    def _entity_at(self, index: int) -> Entity:
        try:
            return entity_from(json.loads(self._lines[index]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._sections.damaged("meta") from error

    def _names_of(self, index: int) -> tuple[Alias, ...]:
        return all_aliases(self.entity_at(index))
