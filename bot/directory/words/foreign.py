"""What countries are called in languages that Liaison does not speak: folded names, each leading to one code.

They stand in two files that `scripts/foreign_countries.py` writes: whole locales of Babel's would take a megabyte for each language.
"""

from functools import cache
from pathlib import Path
from typing import Final

IN_LATIN: Final = Path(__file__).with_name("foreign_countries.txt")
IN_SCRIPTS: Final = Path(__file__).with_name("foreign_countries_in_scripts.txt")


@cache
def in_latin() -> dict[str, str]:
    """In other languages of our alphabet: by folded name, the code. Short names are left out, being words in ours."""
    return _read(IN_LATIN)


@cache
def in_scripts() -> dict[str, str]:
    """In other alphabets, folded: only for what was typed in one, since folded it may look like any word."""
    return _read(IN_SCRIPTS)


def _read(path: Path) -> dict[str, str]:
    rows = (line.split(" ", maxsplit=1) for line in path.read_text(encoding="ascii").splitlines())
    return {name: code for code, names in rows for name in names.split("|")}
