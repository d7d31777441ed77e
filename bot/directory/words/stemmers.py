"""Snowball's stemmers of our languages (https://snowballstem.org), and of no others.

Whoever imports `snowballstemmer` gets those of thirty languages more: three megabytes. So its modules are imported as of a package
beside it, which has the same files and no such beginning.
"""

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Final

from bot.i18n import LANGUAGES

_NAMES: Final = {"en": "english", "fr": "french", "es": "spanish"}


@cache
def stemmers() -> tuple[Callable[[str], str], ...]:
    """What makes a word's stem, in the order of our languages. None may be called in two threads at once."""
    return tuple(_stemmer(_NAMES[language]) for language in LANGUAGES)


def _stemmer(name: str) -> Callable[[str], str]:
    module = import_module(f"{_package()}.{name}_stemmer")
    stem: Callable[[str], str] = getattr(module, f"{name.capitalize()}Stemmer")().stemWord
    return stem


@cache
def _package() -> str:
    found = find_spec("snowballstemmer")  # which does not import it
    if found is None or found.submodule_search_locations is None:
        raise ModuleNotFoundError("snowballstemmer")
    package = ModuleType(f"{__name__}.snowball")
    package.__path__ = list(found.submodule_search_locations)
    sys.modules[package.__name__] = package
    return package.__name__
