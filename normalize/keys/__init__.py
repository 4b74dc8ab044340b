"""What is left of a name without alphabet and spelling habit: skeletons, match keys, blocking keys.

This room knows letters and endings, no names and no entities.
"""

from __future__ import annotations

from normalize.keys.matchkey import blocking_keys, match_key, match_keys
from normalize.keys.radius import FARTHEST, confusion_radius, distance, near_pairs, shortened
from normalize.keys.skeleton import LEVELS, alternates, merged, skeleton, stem
from normalize.keys.sounds import rules_version

__all__ = [
    "FARTHEST",
    "KEY_RULES_VERSION",
    "LEVELS",
    "alternates",
    "blocking_keys",
    "confusion_radius",
    "distance",
    "match_key",
    "match_keys",
    "merged",
    "near_pairs",
    "rules_version",
    "shortened",
    "skeleton",
    "stem",
]


def __getattr__(name: str) -> str:
    """Work out `KEY_RULES_VERSION` when it is first asked for, so that importing reads no file."""
    if name == "KEY_RULES_VERSION":
        return rules_version()
    raise AttributeError(name)
