"""The catalogues: complete, in step with the sources, and set as each language sets its type."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from bot.i18n import words
from scripts.words import (
    ROOT,
    SOURCES,
    NotLiteral,
    Spoken,
    forms,
    in_english,
    load,
    main,
    path_of,
    problems,
    spoken,
    template,
)

TRANSLATED = ("fr", "es")

# Characters that Slack shows, by the builder or argument in bot/blocks.py, which cuts what is longer: a translation must not
# need it. https://docs.slack.dev/reference/block-kit
LIMITS = {"header": 150, "button": 75, "option": 75, "field": 2000, "title": 24, "submit": 24, "close": 24}
ROOM = {"name": 40}  # characters kept for a placeholder's value; 8 for any other


def _messages(language: str) -> list[Message]:
    return [message for message in load(language) if message.id]


def _said(language: str) -> list[tuple[str, str]]:
    """Every message with its translation; a plural with each of its forms, against the English plural."""
    return [
        (message.id[1] if message.pluralizable else str(message.id), form)
        for message in _messages(language)
        for form in forms(message)
    ]


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_the_catalogues_are_complete_and_in_step_with_the_sources() -> None:
    assert problems(template()) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    for message in _messages(language):
        # “every day” leaves the number out where “every {n} days” has it.
        expected = _placeholders(message.id if isinstance(message.id, str) else message.id[-1])
        *singular, last = [_placeholders(form) for form in forms(message)]
        assert last == expected, message.id
        # “a week” may leave the number out.
        assert all(form | {"n"} == expected | {"n"} for form in singular), message.id


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("en", 0, "0 activities this week"),
        ("en", 1, "1 activity this week"),
        ("fr", 0, "0 activité cette semaine"),
        ("fr", 1, "1 activité cette semaine"),
        ("fr", 2, "2 activités cette semaine"),
        ("es", 0, "0 actividades esta semana"),
        ("es", 1, "1 actividad esta semana"),
        ("es", 2, "2 actividades esta semana"),
    ],
)
def test_a_number_takes_the_form_of_its_language(language: str, n: int, said: str) -> None:
    assert words(language).many("{n} activity this week", "{n} activities this week", n) == said


@pytest.mark.parametrize("language", TRANSLATED)
def test_commands_and_formatting_are_kept(language: str) -> None:
    for english, translation in _said(language):
        assert re.findall(r"(?<!\w)/[a-z]+", translation) == re.findall(r"(?<!\w)/[a-z]+", english), english
        for mark in ("`", "*", "\n"):
            assert translation.count(mark) == english.count(mark), english


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_label_is_quoted_as_it_is_shown(language: str) -> None:
    labels = {in_english(message): forms(message)[0] for message in _messages(language)}
    quoted = [
        (labels[label], translation)
        for english, translation in _said(language)
        for label in re.findall("“([^”]+)”", english)
        if label in labels
    ]
    assert quoted
    for label, translation in quoted:
        assert label in translation


def test_french_spaces_do_not_break_and_its_quotes_and_apostrophes_are_french() -> None:
    for _english, translation in _said("fr"):
        text = re.sub(r"`[^`]*`", "…", translation)
        assert not re.search(r"(?<!\u00a0)[:»]", text), text
        assert not re.search(r"(?<!\u202f)[;?!]", text), text
        assert not re.search(r"«(?!\u00a0)", text), text
        assert not re.search("[“”\"']", text), text


def test_spanish_questions_and_exclamations_open_as_they_close() -> None:
    for _english, text in _said("es"):
        assert text.count("¿") == text.count("?"), text
        assert text.count("¡") == text.count("!"), text
        assert not re.search(r"\s[:;?!]", text), text


def _shown() -> Iterator[tuple[str, Spoken, str]]:
    """Every message that stands directly in something short: what it is, the message, and its file."""
    for path in sorted(path for folder in SOURCES for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            places = [("title" if name == "modal" else name, node.args[0])] if node.args else []
            places += [(word.arg, word.value) for word in node.keywords if word.arg and name == "modal"]
            for place, value in places:
                if place in LIMITS and isinstance(value, ast.Call):
                    yield from ((place, said, path.name) for said in spoken(ast.unparse(value)))


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_short_is_cut(language: str) -> None:
    catalogue, shown = load(language), list(_shown())
    assert {place for place, _said, _file in shown} == set(LIMITS)
    for place, said, file in shown:
        message = catalogue.get((said.one, said.many) if said.many else said.one)
        assert message is not None, said.one
        for form in forms(message):
            room = sum(ROOM.get(name, 8) for name in _placeholders(form))
            length = len(re.sub(r"\{\w+\}", "", form)) + room
            assert length <= LIMITS[place], f"{file}: “{form}” is {length} long as a {place}"


def test_messages_are_found_however_they_are_written() -> None:
    source = """
        one = _("plain")
        two = _(
            "in two "
            "parts",
            name=_("inside an argument"),
        )
        three = _.many("{n} day", "{n} days", n)
        four = viewer.words.many("{n} hour", "{n} hours", n)
        five = f"*{_('inside an f-string')}*"
        six = viewer.words("by another name") + self("of itself")
        seven = words("en")
    """
    found = list(spoken("if True:" + source))
    assert [said.one for said in found] == [
        "plain", "in two parts", "inside an argument", "{n} day", "{n} hour", "inside an f-string",
        "by another name", "of itself",
    ]  # fmt: skip
    assert [said.many for said in found if said.many] == ["{n} days", "{n} hours"]


@pytest.mark.parametrize(
    "said",
    ['_(f"Hello {name}")', '_("a " f"{b}")', '_("a" + b)', "_(text)", '_.many("{n} day", f"{n} d", n)'],
)
def test_what_is_not_plain_text_is_refused_with_its_file_and_line(said: str, tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "views.py").write_text(f"\n\nhello = {said}\n", encoding="utf-8")
    with pytest.raises(NotLiteral, match=r"^bot/views\.py, line 3: "):
        template(tmp_path)
    assert main(["--check"], tmp_path) == 1


def _project(root: Path, source: str) -> Path:
    (root / "bot").mkdir(exist_ok=True)
    (root / "bot" / "views.py").write_text(source, encoding="utf-8")
    return root


def _translate(root: Path, english: str, translation: str) -> None:
    path = path_of("fr", root)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f'"{english}"\nmsgstr ""', f'"{english}"\nmsgstr "{translation}"'), "utf-8")


def test_an_update_keeps_translations_drops_the_obsolete_and_guesses_nothing(tmp_path: Path) -> None:
    main([], _project(tmp_path, '_("Yes")\n_("No")\n'))
    _translate(tmp_path, "Yes", "Oui")
    _translate(tmp_path, "No", "Non")
    main([], _project(tmp_path, '_("Not")\n_("Yes")\n'))
    written = path_of("fr", tmp_path).read_text(encoding="utf-8")
    assert 'msgid "Yes"\nmsgstr "Oui"' in written
    assert 'msgid "Not"\nmsgstr ""' in written
    assert "Non" not in written
    assert "fuzzy" not in written


def test_a_moved_line_changes_nothing_in_the_catalogues(tmp_path: Path) -> None:
    main([], _project(tmp_path, '_("Yes")\n'))
    before = path_of("fr", tmp_path).read_bytes()
    main([], _project(tmp_path, '"""Now with a docstring."""\n\n_("Yes")\n'))
    assert path_of("fr", tmp_path).read_bytes() == before
    assert b"20" not in before  # no year


def test_a_check_names_what_is_missing_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], _project(tmp_path, '_("Yes")\n'))
    before = path_of("fr", tmp_path).read_bytes()
    assert main(["--check"], _project(tmp_path, '_("Yes")\n_.many("{n} day", "{n} days", 2)\n')) == 1
    said = capsys.readouterr().out
    assert "bot/locale/fr/LC_MESSAGES/liaison.po: not in step" in said
    assert "bot/locale/es/LC_MESSAGES/liaison.po: not translated: {n} day\n" in said
    assert path_of("fr", tmp_path).read_bytes() == before
