"""What reviewers say of the names that a corpus asks for: kept as rows, merged, and done to the tables.

Knows no screen and asks nobody anything: that is the command line's part.
"""

from normalize.curate.review.clusters import Cluster, Known, read_clusters
from normalize.curate.review.judgements import (
    VERDICTS,
    Contradiction,
    Judgement,
    Judgements,
    as_table,
    contradictions,
    merged,
    parsed_judgements,
    read_judgements,
)
from normalize.curate.review.replay import Outcome, replay

__all__ = [
    "VERDICTS",
    "Cluster",
    "Contradiction",
    "Judgement",
    "Judgements",
    "Known",
    "Outcome",
    "as_table",
    "contradictions",
    "merged",
    "parsed_judgements",
    "read_clusters",
    "read_judgements",
    "replay",
]
