"""What a profile may hold, as it is typed."""

import pytest

from bot.directory.profile.rules import Choice, one_line, website
from bot.directory.words.folding import fold, fold_for_finding


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
    ("typed", "address"),
    [
        ("", ""),
        ("   ", ""),
        ("www.example.org", "https://www.example.org"),
        (" example.org/équipe?a=1&b=2#c ", "https://example.org/équipe?a=1&b=2#c"),
        ("https://example.org", "https://example.org"),
        ("HTTP://Example.org/", "HTTP://Example.org/"),
        ("//example.org", "https://example.org"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("ministère.example", "https://ministère.example"),
        ("example.org.", "https://example.org."),
    ],
)
def test_a_website_gets_https_only_where_nothing_stands_in_front(typed: str, address: str) -> None:
    assert website(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "we have none",
        "localhost",
        "https://",
        "https://nothing",
        "example..org",
        ".org",
        "javascript:alert(1)//example.org",
        "mailto:ana@example.org",
        "ana@example.org",
        "https://bank.example@evil.example",
        "ftp://example.org",
        "https://example.org/<b>",
        "https://example.org|bank",
        'https://example.org/"x"',
        "https://example.org:port",
        "https://[::1",
        "n.a.",
        "2.5",
        "https://10.0.0.1/",
    ],
)
def test_what_is_no_website_is_refused(typed: str) -> None:
    assert website(typed) is None


@pytest.mark.parametrize(
    ("value", "choice"),
    [
        ("id:12", Choice(term_id=12)),
        ("new: ILO ", Choice(name="ILO")),
        ("new:id:12", Choice(name="id:12")),
        ("new:", None),
        ("id:", None),
        ("id:-1", None),
        ("id:٣", None),
        ("id:9999999999", None),
        ("12", None),
        ("ILO", None),
        ("", None),
    ],
)
def test_only_what_an_option_of_ours_carries_is_a_choice(value: str, choice: Choice | None) -> None:
    assert Choice.of(value) == choice


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
