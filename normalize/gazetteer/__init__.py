"""Entities and the compiled store that finds them; knows nothing of mentions, documents or source tables."""

from normalize.gazetteer.compiled.table import Posting
from normalize.gazetteer.entity import Alias, AliasKind, Entity, Relation, Tenure, within
from normalize.gazetteer.store import Gazetteer, Hit, Layers
from normalize.gazetteer.surfaces import Form, Needs

__all__ = [
    "Alias",
    "AliasKind",
    "Entity",
    "Form",
    "Gazetteer",
    "Hit",
    "Layers",
    "Needs",
    "Posting",
    "Relation",
    "Tenure",
    "within",
]
