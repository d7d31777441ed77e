"""What a profile is found by: every part under its own reach, whatever it is called."""

from bot.directory.search import tokens
from bot.directory.search.tokens import Token
from storage.directory import Profile
from storage.vocabulary import Term

ILO = Term(5, "organisation", "ILO", {"fr": "OIT"})
COCOA = Term(7, "field", "Cocoa", {"fr": "Cacao"})
NAMES = {5: ("ilo", "international labour office"), 7: ("cocoa", "cocoa beans")}


def profile(**values: object) -> Profile:
    return Profile("U1", "Zoé O’Brien", "UTC", number=3, **values)  # type: ignore[arg-type]


def test_a_name_is_found_by_its_words_their_beginnings_and_without_apostrophes() -> None:
    found = tokens.of(profile(), {})
    assert {("zoe", "n", 0), ("^zo", "n^", 0), ("obrien", "n", 0), ("brien", "n", 0), ("*", "*", 0)} <= found
    assert not {token for token in found if token.zone == "n~"}


def test_a_term_is_found_by_all_its_names() -> None:
    found = tokens.of(profile(organisation=ILO, fields=(COCOA,), sector="un"), NAMES)
    assert {("ilo", "o", 0), ("oit", "o", 0), ("office", "o", 0), ("%5", "O", 0), ("=un", "S", 0)} <= found
    assert {("cacao", "f", 0), ("beans", "f", 0), ("#7", "F", 0)} <= found


def test_each_part_has_its_own_reach_and_the_name_none() -> None:
    hidden = {
        "role": 1,
        "organisation": 2,
        "fields": 1,
        "country": 2,
        "works_in": 1,
        "languages": 2,
        "offers": 1,
        "seeks": 2,
    }
    whole = profile(
        role="Judge",
        organisation=ILO,
        sector="un",
        fields=(COCOA,),
        country="KE",
        works_in=("PE",),
        languages=("fr",),
        offers="Advice",
        seeks="Friends",
        reach=hidden,
    )
    found = tokens.of(whole, NAMES)
    assert {token.zone[:1] for token in found if token.reach == 0} == {"n", "*"}
    assert {token.zone[:1] for token in found if token.reach == 1} == {"r", "f", "F", "W", "c", "t"}
    assert {token.zone[:1] for token in found if token.reach == 2} == {"o", "O", "S", "B", "c", "L", "l", "k"}


def test_stems_stand_apart_from_words() -> None:
    found = tokens.of(profile(role="Inspectors"), {})
    assert Token("inspectors", "r", 0) in found
    assert {token.text for token in found if token.zone == "r~"} >= {"~inspector"}
    assert "inspector" not in {token.text for token in found}


def test_codes_and_words_never_meet() -> None:
    found = tokens.of(
        profile(role="12 fr un KE", organisation=Term(12, "organisation", "x"), languages=("fr",)), {}
    )
    codes = {token.text for token in found if not tokens.is_word(token.text)}
    assert {"%12", ":fr", "*"} <= codes
    assert {"12", "fr", "un", "ke"} <= {token.text for token in found if token.zone == "r"}


def test_the_website_is_not_searched() -> None:
    assert tokens.of(profile(website="https://canary.example"), {}) == tokens.of(profile(), {})
