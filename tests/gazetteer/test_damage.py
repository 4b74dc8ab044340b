"""A damaged file gives the clear error or a right answer; a forged one never crashes, hangs or raises otherwise."""

from __future__ import annotations

import json
import random
import zlib

import numpy as np
import pytest

from normalize.errors import GazetteerError
from normalize.gazetteer import Gazetteer
from normalize.gazetteer.compiled import container
from normalize.match import search_of
from normalize.text import tokenize

TEXT = "В Тульской области Иван Зотов, the Ministry of River Defence and Shchyokinsky District; МОР"
HEADER = len(container.MAGIC)


@pytest.fixture
def gazetteer(records, tmp_path):
    return Gazetteer.build(records, tmp_path / "small.nrm")


def asked(gazetteer):
    """Ask everything that can be asked."""
    tokens = tokenize(TEXT)
    search = search_of.__wrapped__(gazetteer)
    return {
        "hits": gazetteer.scan(tokens),
        "lookup": gazetteer.lookup(("щекинском",)),
        "key": gazetteer.by_key("person:ivan zotov"),
        "entities": [gazetteer.entity_at(index) for index in range(len(gazetteer))],
        "ids": [(gazetteer.id_at(index), gazetteer.kind_at(index)) for index in range(len(gazetteer))],
        "index": gazetteer.index_of("d1"),
        "inside": gazetteer.inside(0).tolist(),
        "children": gazetteer.children(0).tolist(),
        "cities": sorted(gazetteer.cities),
        "populations": gazetteer.populations.tolist(),
        "near": [search.nearest(name) for name in ("Зотво Иван", "Shchyokniski", "Тулская", "Xqzw")],
    }


def test_a_bit_that_flips_is_named_or_does_not_matter(gazetteer, tmp_path):
    content = gazetteer.path.read_bytes()
    right = asked(gazetteer)
    path = tmp_path / "flipped.nrm"
    dice = random.Random(5)  # noqa: S311
    named = []
    for _ in range(150):
        damaged = bytearray(content)
        damaged[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        path.write_bytes(damaged)
        try:
            assert asked(Gazetteer.open(path)) == right
        except GazetteerError as error:
            named.append(str(error))
    assert len(named) > 50
    assert all("normalize gazetteer compile" in message for message in named)


def test_every_length_of_a_cut_is_named(gazetteer, tmp_path):
    content = gazetteer.path.read_bytes()
    path = tmp_path / "cut.nrm"
    for length in [*range(0, 4096, 97), *range(4096, len(content), 997)]:
        path.write_bytes(content[:length])
        with pytest.raises(GazetteerError, match="compile"):
            Gazetteer.open(path)


def forged(content: bytes, dice: random.Random) -> bytes:
    """Change a section and put its checksum right again, as only malice would."""
    length = int.from_bytes(content[HEADER : HEADER + 4], "little")
    start = HEADER + 8 + length
    header = json.loads(content[HEADER + 8 : start])
    body = bytearray(content[start:])
    name = dice.choice(sorted(header["sections"]))
    dtype, offset, count, _ = header["sections"][name]
    size = count * np.dtype(dtype).itemsize
    sort = dice.randrange(4)
    for _ in range(dice.randrange(1, 8) if size else 0):
        body[offset + dice.randrange(size)] = dice.choice((0, 1, 127, 255, dice.randrange(256)))
    if sort == 0:
        count = dice.randrange(count + 1)
    elif sort == 1:
        dtype = dice.choice(("|u1", "<u2", "<u4", "<i4", "<u8"))
        count = min(count, size // np.dtype(dtype).itemsize)
    size = count * np.dtype(dtype).itemsize
    header["sections"][name] = [dtype, offset, count, zlib.crc32(bytes(body[offset : offset + size]))]
    written = json.dumps(header).encode()
    written += b" " * (-(len(written) + HEADER + 8) % 64)
    lead = len(written).to_bytes(4, "little") + zlib.crc32(written).to_bytes(4, "little")
    return container.MAGIC + lead + written + bytes(body)


def test_a_forged_file_never_raises_anything_else(gazetteer, tmp_path):
    content = gazetteer.path.read_bytes()
    dice = random.Random(6)  # noqa: S311
    path = tmp_path / "forged.nrm"
    for number in range(400):
        path.write_bytes(forged(content, dice))
        try:
            asked(Gazetteer.open(path))
        except GazetteerError:
            continue
        except Exception as error:  # noqa: BLE001 - the point of the test
            pytest.fail(f"forgery {number}: {type(error).__name__}: {error}")


def test_an_older_format_is_refused(gazetteer, tmp_path):
    content = gazetteer.path.read_bytes()
    length = int.from_bytes(content[HEADER : HEADER + 4], "little")
    header = content[HEADER + 8 : HEADER + 8 + length].replace(b'"format": 3', b'"format": 1')
    lead = length.to_bytes(4, "little") + zlib.crc32(header).to_bytes(4, "little")
    path = tmp_path / "old.nrm"
    path.write_bytes(container.MAGIC + lead + header + content[HEADER + 8 + length :])
    with pytest.raises(GazetteerError, match="has format 1, this version reads 3"):
        Gazetteer.open(path)


def test_verifying_reads_the_whole_file(gazetteer, tmp_path):
    gazetteer.verify()
    content = gazetteer.path.read_bytes()
    length = int.from_bytes(content[HEADER : HEADER + 4], "little")
    start = HEADER + 8 + length
    places = json.loads(content[HEADER + 8 : start])["sections"]
    path = tmp_path / "damaged.nrm"
    for name, (_, offset, count, _) in places.items():
        if count:
            damaged = bytearray(content)
            damaged[start + offset] ^= 255
            path.write_bytes(damaged)
            with pytest.raises(GazetteerError, match=name):
                Gazetteer.open(path).verify()
