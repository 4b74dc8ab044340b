"""`normalize gazetteer …`: the tables and the compiled file in the hands of their keepers."""

from normalize.cli.gazetteer.corpus.review import replay, review
from normalize.cli.gazetteer.corpus.suggest import suggest
from normalize.cli.gazetteer.edits.add import add
from normalize.cli.gazetteer.edits.edit import alias, decline, merge, rename, retire, split, tenure
from normalize.cli.gazetteer.edits.proof import proof
from normalize.cli.gazetteer.exchange import diff, export, import_
from normalize.cli.gazetteer.group import gazetteer
from normalize.cli.gazetteer.package import init, release

for _command in (
    add,
    alias,
    tenure,
    rename,
    decline,
    retire,
    merge,
    split,
    proof,
    suggest,
    review,
    replay,
    export,
    import_,
    diff,
    init,
    release,
):
    gazetteer.add_command(_command)

__all__ = ["gazetteer"]
