"""From a corpus to the names that the gazetteer does not know or doubts: clusters to be judged one at a time."""

from normalize.curate.suggest.collect import collect
from normalize.curate.suggest.store import Context, Store
from normalize.curate.suggest.suggestions import Suggestion, suggestions

__all__ = ["Context", "Store", "Suggestion", "collect", "suggestions"]
