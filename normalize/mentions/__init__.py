"""Where a text may name something: surfaces, patterns, and a model for what is left; decides nothing about entities."""

from normalize.mentions.find import find
from normalize.mentions.mention import (
    Mention,
    Sight,
    Source,
    company_of,
    is_crossing,
    is_opener,
    office_ending_at,
    sight,
    sights,
    title_before,
)

__all__ = [
    "Mention",
    "Sight",
    "Source",
    "company_of",
    "find",
    "is_crossing",
    "is_opener",
    "office_ending_at",
    "sight",
    "sights",
    "title_before",
]
