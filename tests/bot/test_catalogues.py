"""Catalogues are read as gettext has them."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot import catalogues
from bot.cldr import FOLDER

ENTRIES = r"""
msgid ""
msgstr ""
"Language: fr\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

#: bot/a.py
#, python-brace-format
msgid "Say \"no\"\n"
msgstr ""
"Dites "
"« non »\n"

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} jour"
msgstr[1] "{n} jours"
msgid "Not yet"
msgstr ""

#, fuzzy, python-brace-format
msgid "Guessed"
msgstr "Deviné"

#~ msgid "Gone"
#~ msgstr "Parti"
"""


def _written(folder: Path, text: str) -> Path:
    path = folder / "liaison.po"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_translated_is_said_and_what_is_not_stays_english(tmp_path: Path) -> None:
    said = catalogues.read(_written(tmp_path, ENTRIES))
    assert said.say('Say "no"\n') == "Dites « non »\n"
    assert [said.say(text) for text in ("Not yet", "Guessed", "Gone")] == ["Not yet", "Guessed", "Gone"]
    assert [said.count("{n} day", "{n} days", n) for n in (0, 1, 2)] == ["{n} jour", "{n} jour", "{n} jours"]
    assert [said.count("{n} hour", "{n} hours", n) for n in (0, 1)] == ["{n} hours", "{n} hour"]


def test_without_a_file_everything_is_english(tmp_path: Path) -> None:
    assert catalogues.read(tmp_path / "none.po").say("Yes") == "Yes"


def test_a_line_that_means_something_else_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"liaison\.po, line 1: "):
        catalogues.read(_written(tmp_path, 'msgctxt "menu"\nmsgid "Open"\nmsgstr "Ouvrir"\n'))


def test_our_catalogues_are_read_as_babel_reads_them() -> None:
    path = FOLDER / "fr" / "LC_MESSAGES" / "liaison.po"
    mine = catalogues.read(path)
    with path.open("rb") as file:
        theirs = [message for message in read_po(file, locale="fr") if message.id]
    for message in theirs:
        if isinstance(message.id, str):
            assert mine.say(message.id) == (message.string or message.id)
        else:
            assert mine.many.get(message.id[0], ("", "")) == tuple(message.string or ())
