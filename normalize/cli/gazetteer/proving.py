"""The sentences of tables tried on the tables themselves: compiled aside where they are not those that load() opens."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from normalize.cli.annotate import loaded
from normalize.errors import SourceError

if TYPE_CHECKING:
    from normalize import Normalizer
    from normalize.curate import Problem


def proved(root: Path, gazetteer: str | None = None, base: str = "") -> list[Problem]:
    """Give the sentences of the proofs below a root that do not link as they should.

    Tables that rest on a gazetteer are opened above it. `gazetteer` is a compiled file to take instead.
    """
    from normalize import curate

    proofs = curate.read(root).proofs
    if not proofs:
        return []
    if gazetteer or curate.is_shipped(root):
        return curate.prove(loaded(gazetteer, ner=False), proofs)
    with tempfile.TemporaryDirectory() as folder:
        compiled = Path(folder, "tables.nrm")
        try:
            curate.compile_gazetteer(root, compiled)
        except SourceError:
            return []  # the checker tells what is wrong with them
        return curate.prove(_above(root, compiled, base), proofs)


def _above(root: Path, compiled: Path, base: str) -> Normalizer:
    import normalize
    from normalize.curate.checks import base_file

    below = base_file(root, base)
    return normalize.load([below, compiled] if below else compiled, ner=False)
