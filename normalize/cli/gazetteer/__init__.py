"""`normalize gazetteer …`: the tables and the compiled file in the hands of their keepers."""

from normalize.cli.gazetteer.add import add
from normalize.cli.gazetteer.edit import alias, merge, rename, retire, split, tenure
from normalize.cli.gazetteer.group import gazetteer

for _command in (add, alias, tenure, rename, retire, merge, split):
    gazetteer.add_command(_command)

__all__ = ["gazetteer"]
