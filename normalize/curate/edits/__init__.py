"""Changes to the tables: made as one, checked before they are written, never half there.

Knows the tables and their checks; asks nobody anything and prints nothing: that is the command line's part.
"""

from normalize.curate.edits.desk import Change, Desk, editing
from normalize.curate.tables.writing import alone, recover, write_all

__all__ = ["Change", "Desk", "alone", "editing", "recover", "write_all"]
