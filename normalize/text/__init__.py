"""Characters, alphabets, repair and tokens; every span leads back to the caller's text.

This room knows letters, not language: which word a row of letters is, or what it names, is decided above.
"""

from normalize.text.characters import RepairKind
from normalize.text.cleaning import Cleaned, Repair, clean
from normalize.text.homoglyphs import alternatives
from normalize.text.script import Script, fold, script
from normalize.text.tokens import MAX_WORD, Tokens, abbreviations, fold_tokens, tokenize

__all__ = [
    "MAX_WORD",
    "Cleaned",
    "Repair",
    "RepairKind",
    "Script",
    "Tokens",
    "abbreviations",
    "alternatives",
    "clean",
    "fold",
    "fold_tokens",
    "script",
    "tokenize",
]
