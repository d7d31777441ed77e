"""Brings the message catalogues in step with the sources.

    python -m scripts.words              updates bot/locale: keeps translations, drops what nobody says any more
    python -m scripts.words --check      changes nothing; says what is missing, and exits with 1 if anything is

English is what stands in the sources, so its catalogue has no translations: copy it to begin another language.
Nothing in a catalogue depends on the day, the machine or the versions of tools.
"""

import argparse
import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from bot.i18n import LANGUAGES

ROOT: Final = Path(__file__).parents[1]
SOURCES: Final = ("bot", "handlers")
SOURCE_LANGUAGE: Final = "en"

HEADER: Final = """\
# Liaison in {name}. Kept in step with the sources by `make words`.
msgid ""
msgstr ""
"Project-Id-Version: Liaison\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


class NotLiteral(Exception):
    """A message that can't be looked up, because it is only known when the program runs."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A place in the sources where a message is said: ``_("…")`` (`many` is None), or ``_.many("…", "…", n)``."""

    line: int
    one: str
    many: str | None = None


def spoken(source: str) -> Iterator[Spoken]:
    """Every message in a source text, in order. Raises NotLiteral for an f-string or anything else but plain text.

    Babel's own extractor goes by tokens: it misses what is said inside an f-string or an argument, and words that go by
    another name than `_` (``self("and")`` in `bot.i18n`, ``viewer.words("…")``). A syntax tree has them all.
    """
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        match call:
            case ast.Call(func=ast.Attribute(attr="many"), args=[one, many, *_]):
                yield Spoken(call.lineno, _literal(one), _literal(many))
            case ast.Call(
                func=ast.Name(id="_") | ast.Name(id="self") | ast.Attribute(attr="words"), args=[one, *_]
            ):
                yield Spoken(call.lineno, _literal(one))


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise NotLiteral(f"line {node.lineno}: {ast.unparse(node)} is not plain text; put values in by {{name}}")


def template(root: Path = ROOT) -> Catalog:
    """All messages of the sources, each with the files where it is said. Raises NotLiteral with file and line."""
    catalogue = Catalog(fuzzy=False)
    for path in sorted(path for folder in SOURCES for path in (root / folder).rglob("*.py")):
        name = path.relative_to(root).as_posix()
        try:
            for said in spoken(path.read_text(encoding="utf-8")):
                message = said.one if said.many is None else (said.one, said.many)
                catalogue.add(message, locations=[(name, said.line)])
        except NotLiteral as error:
            raise NotLiteral(f"{name}, {error}") from None
    return catalogue


def path_of(language: str, root: Path = ROOT) -> Path:
    return root / "bot" / "locale" / language / "LC_MESSAGES" / "liaison.po"


def load(language: str, root: Path = ROOT) -> Catalog:
    """The catalogue of a language as it is on disk; empty if there is none yet."""
    path = path_of(language, root)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def forms(message: Message) -> list[str]:
    """The translations of a message: one, or one for each plural form. Empty where there is none yet."""
    return list(message.string) if isinstance(message.string, list | tuple) else [str(message.string or "")]


def in_english(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, list | tuple) else message.id)


def render(language: str, messages: Catalog, root: Path = ROOT) -> bytes:
    """What the catalogue's file should hold: the messages of the sources, with the translations that it has of them."""
    catalogue = load(language, root)
    # No guesses from messages that look alike: a wrong translation is worse than an English sentence.
    catalogue.update(messages, no_fuzzy_matching=True)
    name, plural_forms = Locale(language).get_language_name("en"), catalogue.plural_forms
    written = BytesIO()
    written.write(HEADER.format(name=name, language=language, plural_forms=plural_forms).encode())
    write_po(
        written,
        catalogue,
        width=100,
        omit_header=True,
        sort_by_file=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return written.getvalue()


def missing(language: str, messages: Catalog, root: Path = ROOT) -> list[str]:
    """The messages of the sources that a language does not have, or not in all of its plural forms."""
    if language == SOURCE_LANGUAGE:
        return []
    catalogue = load(language, root)
    return [in_english(message) for message in messages if message.id and not _has(catalogue, message)]


def _has(catalogue: Catalog, message: Message) -> bool:
    found = catalogue.get(message.id)
    if found is None or found.fuzzy or found.id != message.id:
        return False
    expected = catalogue.num_plurals if message.pluralizable else 1
    return len(forms(found)) == expected and all(forms(found))


def problems(messages: Catalog, root: Path = ROOT) -> list[str]:
    """What is wrong with the catalogues: a line each."""
    found = []
    for language in LANGUAGES:
        path = path_of(language, root)
        name = path.relative_to(root).as_posix()
        if not path.exists() or path.read_bytes() != render(language, messages, root):
            found.append(f"{name}: not in step with the sources; `make words` mends that")
        found += [f"{name}: not translated: {message}" for message in missing(language, messages, root)]
    return found


def update(messages: Catalog, root: Path = ROOT) -> None:
    """Writes the catalogues anew."""
    for language in LANGUAGES:
        path = path_of(language, root)
        content = render(language, messages, root)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit with 1 if anything is missing"
    )
    given = parser.parse_args(arguments)
    try:
        messages = template(root)
    except NotLiteral as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not given.check:
        update(messages, root)
    found = problems(messages, root)
    for line in found:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(messages)} messages in {', '.join(LANGUAGES)}: {len(found)} to do.\n")
    return 1 if given.check and found else 0


if __name__ == "__main__":
    sys.exit(main())
