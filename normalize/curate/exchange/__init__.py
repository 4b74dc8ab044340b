"""The tables in the shapes that others use: facts without loss, and views of them for graphs, maps and catalogues."""

from normalize.curate.exchange.exports import FORMATS, export
from normalize.curate.exchange.readers import read_mapping

__all__ = ["FORMATS", "export", "read_mapping"]
