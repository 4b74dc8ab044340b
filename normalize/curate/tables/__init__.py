"""The source tables: what rows there are, how they are read, written and merged into records.

Knows the shape of a row and nothing of what makes it right: that is the checker's part.
"""

from normalize.curate.tables.reading import files, lead_on, parsed, read, read_alone
from normalize.curate.tables.rows import (
    ROWS,
    SPEAKS_OF,
    EntityRow,
    ExceptionRow,
    ExpectedRow,
    FormRow,
    NameRow,
    OfficeRow,
    Problem,
    ProofRow,
    RedirectRow,
    RelationRow,
    Row,
    SourceRow,
    Tables,
    TenureRow,
    Where,
    columns,
    order,
)

__all__ = [
    "ROWS",
    "SPEAKS_OF",
    "EntityRow",
    "ExceptionRow",
    "ExpectedRow",
    "FormRow",
    "NameRow",
    "OfficeRow",
    "Problem",
    "ProofRow",
    "RedirectRow",
    "RelationRow",
    "Row",
    "SourceRow",
    "Tables",
    "TenureRow",
    "Where",
    "columns",
    "files",
    "lead_on",
    "order",
    "parsed",
    "read",
    "read_alone",
]
