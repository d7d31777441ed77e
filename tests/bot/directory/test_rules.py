"""What a profile may hold, and how a search is read."""

from typing import Any

import pytest

from bot.directory import languages
from bot.directory.errors import (
    FieldTooLong,
    NothingToShow,
    NotOnTheList,
    TooLong,
    TooManyFields,
    TooManyLanguages,
)
from bot.directory.folding import fold, fold_for_finding
from bot.directory.form import draft_of
from bot.directory.rules import Draft, one_line, page_within, split_fields, typed_words
from bot.errors import FieldErrors
from bot.i18n import words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Labour \t inspector\n", "Labour inspector"),
        ("a\u2028b\x07c", "a b c"),
        ("Ana \u202egnp.exe", "Ana gnp.exe"),
        ("مفتش عمل", "مفتش عمل"),
        ("   ", ""),
    ],
)
def test_a_line_is_tidied(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("Mining, cocoa,, cotton", ("Mining", "cocoa", "cotton")),
        ("Mining\r\nCocoa\n\n, ", ("Mining", "Cocoa")),
        ("b, a, B, c, A", ("b", "a", "c")),
        ("fair recruitment; inspection", ("fair recruitment", "inspection")),
        ("تعدين، كاكاو", ("تعدين", "كاكاو")),
        ("采矿、可可", ("采矿", "可可")),
        ("", ()),
    ],
)
def test_fields_are_parted_by_commas_semicolons_and_lines_and_kept_once(
    typed: str, fields: tuple[str, ...]
) -> None:
    assert split_fields(typed) == fields


@pytest.mark.parametrize(
    ("typed", "words_"),
    [
        ("  labour   kenya labour ", ("labour", "kenya")),
        ("R&amp;D &lt;b&gt;", ("R&D", "<b>")),
        ("'peru', “español” o'brien \"", ("peru", "español", "o'brien", '"')),
        ("x" * 500, ("x" * 200,)),
        (" ".join(f"w{n}" for n in range(30)), tuple(f"w{n}" for n in range(10))),
        ("", ()),
    ],
)
def test_a_search_is_a_few_words_as_they_were_typed(typed: str, words_: tuple[str, ...]) -> None:
    assert typed_words(typed) == words_


@pytest.mark.parametrize(
    ("page", "total", "shown"), [(0, 0, 0), (3, 10, 0), (1, 11, 1), (9, 25, 2), (-4, 25, 0)]
)
def test_a_page_that_is_no_longer_there_is_the_last_one(page: int, total: int, shown: int) -> None:
    assert page_within(page, total) == shown


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź, Straße & Ærø", ["lodz", "strasse", "aero"]),
        ("e\u0301cole d’Été", ["ecole", "d", "ete"]),
        ("100% _x_", ["100", "x"]),
        ("Иван", ["ivan"]),
        ("?!", []),
    ],
)
def test_text_is_folded_to_plain_words(text: str, folded: list[str]) -> None:
    assert fold(text) == folded


def test_a_name_with_an_apostrophe_is_found_in_both_spellings() -> None:
    assert fold_for_finding("Maeve O’Brien") == ["maeve", "o", "brien", "obrien"]


def test_what_was_entered_becomes_a_tidy_draft() -> None:
    entered: dict[str, Any] = {
        "role": " Labour  inspector ",
        "organisation": "Ministry",
        "country": "KE",
        "fields": "Mining, cocoa",
        "languages": ["en", "sw", "en"],
        "listed": ["yes"],
    }
    assert draft_of(entered) == Draft(
        "Labour inspector", "Ministry", "KE", ("Mining", "cocoa"), ("en", "sw"), True
    )


@pytest.mark.parametrize("entered", [{}, {"role": None, "country": "none", "languages": [], "listed": []}])
def test_an_empty_form_is_an_empty_draft(entered: dict[str, Any]) -> None:
    assert draft_of(entered) == Draft()


@pytest.mark.parametrize(
    ("entered", "block_id", "refusal"),
    [
        ({"role": "x" * 101}, "role", TooLong),
        ({"organisation": "x" * 101}, "organisation", TooLong),
        ({"country": "QQ"}, "country", NotOnTheList),
        ({"fields": ",".join("abcdefghijk")}, "fields", TooManyFields),
        ({"fields": "ok," + "y" * 61}, "fields", FieldTooLong),
        ({"languages": ["xx"]}, "languages", NotOnTheList),
        (
            {"languages": sorted(languages.codes())[:21]},
            "languages",
            TooManyLanguages,
        ),
        ({"listed": ["yes"]}, "listed", NothingToShow),
    ],
)
def test_each_mistake_is_told_beside_its_field(
    entered: dict[str, Any], block_id: str, refusal: type[Exception]
) -> None:
    with pytest.raises(FieldErrors) as error:
        draft_of(entered)
    assert {k: type(v) for k, v in error.value.fields.items()} == {block_id: refusal}
    assert error.value.say(words("en"))


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(FieldErrors) as error:
        draft_of({"role": "x" * 101, "fields": "y" * 61, "country": "<!channel>"})
    assert set(error.value.fields) == {"role", "fields", "country"}
    assert "“yyyyyyyyyyyyyyyyyyyy…” is too long" in error.value.fields["fields"].say(words("en"))
