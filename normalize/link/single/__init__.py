"""One name without a text: a whole string is asked about, not what it contains."""

from normalize.link.single.deciding import decide_name, rank

__all__ = ["decide_name", "rank"]
