"""Brings the message catalogues in step with the sources.

    python -m scripts.words              updates bot/locale: keeps translations, drops what nobody says any more
    python -m scripts.words --check      changes nothing; says what is missing, and exits with 1 if anything is

English is what stands in the sources, so its catalogue has no translations: copy it to begin another language.
Nothing in a catalogue depends on the day, the machine or the versions of tools.
"""

import argparse
import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from bot.i18n import CATALOGUES, LANGUAGES

ROOT: Final = Path(__file__).parents[1]
SOURCES: Final = ("bot", "handlers")
KEYWORDS: Final[Mapping[str, tuple[int, ...] | None]] = {"_": None, "many": (1, 2)}

HEADER: Final = """\
# Liaison in {name}. Kept in step with the sources by `make words`.
msgid ""
msgstr ""
"Project-Id-Version: Liaison\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms};\\n"

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

    Babel's own extractor goes by tokens: it misses what is said inside an f-string, and the words that go by another name
    than `_` (``self("and")`` in `bot.i18n`, ``viewer.words("…")``). A syntax tree has them all.
    """
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        match call.func:
            case ast.Attribute(attr="many") if len(call.args) >= 2:
                yield Spoken(call.lineno, _literal(call.args[0]), _literal(call.args[1]))
            case ast.Name(id="_") if call.args:
                yield Spoken(call.lineno, _literal(call.args[0]))
            case ast.Name(id="self") | ast.Attribute(attr="words") if call.args:
                yield Spoken(call.lineno, _literal(call.args[0]))


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise NotLiteral(
        f"line {node.lineno}: `{ast.unparse(node)}` is not plain text: put values in by {{name}}"
    )


def _extract(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str | tuple[str, ...], list[str]]]:
    """An extraction method as Babel takes it (https://babel.pocoo.org/en/latest/messages.html#writing-extraction-methods)."""
    for said in spoken(file.read().decode("utf-8")):
        if said.many is None:
            yield said.line, "_", said.one, []
        else:
            yield said.line, "many", (said.one, said.many), []


def template(root: Path = ROOT) -> Catalog:
    """All messages of the sources, each with the files where it is said. Raises NotLiteral with file and line."""
    catalogue = Catalog(fuzzy=False)
    for path in sorted(path for folder in SOURCES for path in (root / folder).rglob("*.py")):
        name = path.relative_to(root).as_posix()
        try:
            for line, message, _comments, _context in extract_from_file(_extract, path, keywords=KEYWORDS):
                catalogue.add(message, locations=[(name, line)])
        except NotLiteral as error:
            raise NotLiteral(f"{name}, {error}") from None
    return catalogue


def path_of(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "liaison.po"


def load(language: str) -> Catalog:
    """The catalogue of a language as it is on disk; empty if there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def render(language: str, messages: Catalog) -> bytes:
    """What the catalogue's file should hold: the messages of the sources, with the translations that it has of them."""
    catalogue = load(language)
    # No guesses from messages that look alike: a wrong translation is worse than an English sentence.
    catalogue.update(messages, no_fuzzy_matching=True)
    written = BytesIO()
    written.write(
        HEADER.format(
            name=Locale(language).get_language_name("en"),
            language=language,
            plural_forms=catalogue.plural_forms,
        ).encode()
    )
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


def untranslated(language: str, messages: Catalog) -> list[str]:
    """The messages of the sources that a language does not have, or not in all of its plural forms."""
    if language == "en":
        return []
    catalogue = load(language)
    return [_first_form(message) for message in messages if message.id and not _has(catalogue, message)]


def _has(catalogue: Catalog, message: Message) -> bool:
    found = catalogue.get(message.id)
    if found is None or found.fuzzy or bool(found.pluralizable) != bool(message.pluralizable):
        return False
    forms: Any = found.string if isinstance(found.string, list | tuple) else (found.string,)
    return all(forms) and (not message.pluralizable or len(forms) == catalogue.num_plurals)


def _first_form(message: Message) -> str:
    return message.id[0] if isinstance(message.id, list | tuple) else str(message.id)


def problems(messages: Catalog) -> list[str]:
    """What is wrong with the catalogues: a line each."""
    found = []
    for language in LANGUAGES:
        name = path_of(language).relative_to(ROOT).as_posix()
        if not path_of(language).exists() or path_of(language).read_bytes() != render(language, messages):
            found.append(f"{name}: not in step with the sources; `make words` mends that")
        found += [f"{name}: not translated: {message}" for message in untranslated(language, messages)]
    return found


def update(messages: Catalog) -> list[str]:
    """Writes the catalogues anew, and returns what is still missing: a line each."""
    for language in LANGUAGES:
        path = path_of(language)
        content = render(language, messages)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return problems(messages)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit with 1 if something is missing"
    )
    given = parser.parse_args(arguments)
    try:
        messages = template()
    except NotLiteral as error:
        sys.stderr.write(f"{error}\n")
        return 1
    found = problems(messages) if given.check else update(messages)
    for line in found:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(messages)} messages, in {', '.join(LANGUAGES)}; {len(found)} to do.\n")
    return 1 if given.check and found else 0


if __name__ == "__main__":
    sys.exit(main())
