"""The only door to the package transliterate: its packs as our schemes, our schemes as its packs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normalize.translit.forward import romanize
from normalize.translit.scheme import schemes

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalize.translit.scheme import Scheme

_BLOCK = (0x0400, 0x04FF)


def register_transliterate() -> tuple[str, ...]:
    """Register every scheme as a language pack of transliterate, and give the packs' names.

    As in that package, plain `translit` goes from Latin to Cyrillic and `reversed=True` to Latin. A second
    call changes nothing. The packs are not detectable: the package goes on guessing languages as before.

    >>> names = register_transliterate()
    >>> import transliterate
    >>> transliterate.translit("Щербаков", "ru_bgn_pcgn", reversed=True)
    'Shcherbakov'
    >>> transliterate.translit("Shcherbakov", "ru_bgn_pcgn")
    'Щербаков'
    """
    import transliterate
    from transliterate.base import registry

    transliterate.get_available_language_codes()  # it looks for its own packs only while there are none
    ours = [each for each in schemes() if not each.pack]
    for each in ours:
        if registry.get(_code(each)) is None:
            registry.register(_language_pack(each))
    return tuple(_code(each) for each in ours)


def pack_romanize(pack: str) -> Callable[[str], str]:
    """Give the function that romanizes by one of the package's own packs."""
    return lambda text: _translit(text, pack, backwards=True)


def pack_cyrillize(pack: str) -> Callable[[str], str]:
    """Give the function that goes back to Cyrillic by one of the package's own packs."""
    return lambda text: _translit(text, pack, backwards=False)


def _translit(text: str, pack: str, *, backwards: bool) -> str:
    import transliterate

    return str(transliterate.translit(text, pack, reversed=backwards))


def _code(found: Scheme) -> str:
    """Name a scheme as the package names languages: ru_bgn_pcgn, uk_2010."""
    words = {"ukrainian": "uk", "belarusian": "be"}
    first, _, rest = found.name.partition("-")
    language = words.get(first)
    if language:
        return f"{language}_{rest}".replace("-", "_")
    return f"{'ru' if found.language == 'mul' else found.language}_{found.name}".replace("-", "_")


def _language_pack(found: Scheme) -> type[Any]:
    """Make a subclass of the package's pack that asks us for both directions.

    Its own engine replaces letter by letter and cannot look at what stands around them; `mapping` is there
    only because the base class insists on one.
    """
    from transliterate.base import TranslitLanguagePack

    from normalize.translit.backward import cyrillize

    def translit(
        _self: object,
        value: str,
        reversed: bool = False,  # noqa: A002  # the package's own name for it
        strict: bool = False,
        fail_silently: bool = True,
    ) -> str:
        del strict, fail_silently
        return romanize(value, found.name) if reversed else cyrillize(value, found.name, limit=1)[0].text

    single = [(latin, letter) for letter, latin in found.letters if len(latin) == 1]
    members = {
        "__doc__": found.title,
        "language_code": _code(found),
        "language_name": found.title,
        "character_ranges": (_BLOCK,),
        "mapping": tuple(map("".join, zip(*single, strict=True))),
        "detectable": False,
        "translit": translit,
    }
    return type(f"{_code(found)}_pack", (TranslitLanguagePack,), members)
