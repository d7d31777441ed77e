"""A person as somebody may see them: who, why they were found, and what can be done."""

import json

import pytest

from bot.directory.pages import cards, person
from bot.directory.pages.marking import around_marks, marked
from bot.directory.search.found import Hit
from sandbox.blockkit import check_message, check_view
from storage.directory import Profile
from tests.bot.directory.looks import ANA, BARE, HOSTILE, VIEWER, elements, lines, viewer
from tests.conftest import START


def _everywhere(*words: str) -> dict[str, frozenset[str]]:
    return dict.fromkeys(("name", "role", "organisation", "fields", "offers", "seeks"), frozenset(words))


def test_a_card_says_who_where_and_what_time_it_is_there() -> None:
    heading, about, _ = cards.card(Hit(ANA, frozenset({"C1"})), START, VIEWER)
    photo, name = heading["elements"]
    assert photo == {"type": "image", "image_url": ANA.photo, "alt_text": "Ana O’Brien"}
    assert name["text"] == "*<@U1>*  ·  10:55 local time"
    assert lines(about) == [
        "Judge, Labour Court  ·  Government",
        "Based in: Kenya  ·  Works on: Tanzania, Uganda",
        "Knows about: Mining, cocoa",
        "Speaks: English, Swahili",
        "In common: #C1",
    ]


def test_what_was_searched_for_is_bold() -> None:
    hit = Hit(
        ANA,
        frozenset({"C1"}),
        marks=_everywhere("judge", "cocoa", "obrien"),
        matched={"country": frozenset({"KE"}), "languages": frozenset({"sw"}), "groups": frozenset({"C1"})},
    )
    assert lines(cards.card(hit, START, VIEWER)[1]) == [
        "Name: Ana *O’Brien*",
        "*Judge*, Labour Court  ·  Government",
        "Based in: *Kenya*  ·  Works on: Tanzania, Uganda",
        "Knows about: Mining, *cocoa*",
        "Speaks: English, *Swahili*",
        "Looks for: Data on *cocoa* farms",
        "In common: *#C1*",
    ]


def test_a_field_is_marked_in_the_readers_language_whatever_it_was_searched_by() -> None:
    hit = Hit(ANA, matched={"fields": frozenset({"2"}), "organisation": frozenset({"1"})})
    shown = lines(cards.card(hit, START, viewer("fr-FR"))[1])
    assert any(line.startswith("Judge, *Tribunal du travail*") for line in shown)
    assert any("*mines*, cacao" in line for line in shown)


def test_of_many_values_those_that_were_searched_for_are_shown() -> None:
    profile = ANA._replace(works_in=("AO", "BJ", "BW", "BF", "BI", "CV", "CM", "TD"))
    hit = Hit(profile, matched={"works_in": frozenset({"TD"})})
    place = lines(cards.card(hit, START, VIEWER)[1])[1]
    assert "Works on: *Chad*, Angola" in place
    assert place.endswith("2 more")


def test_another_day_over_there_is_named() -> None:
    there = ANA._replace(timezone="Pacific/Kiritimati")
    heading = cards.heading(there, START.replace(hour=20), VIEWER)
    assert "10:55 local time, Tue 19 Mar" in heading["elements"][1]["text"]


def test_others_are_written_to_and_met_and_one_edits_oneself() -> None:
    blocks = cards.card(Hit(ANA), START, VIEWER)
    buttons = elements(blocks)
    assert list(buttons) == [cards.MESSAGE, cards.INTRODUCE, cards.PERSON]
    assert buttons[cards.MESSAGE]["url"] == "https://slack.com/app_redirect?channel=U1"
    assert buttons[cards.INTRODUCE]["value"] == buttons[cards.PERSON]["value"] == "U1"
    assert buttons[cards.PERSON]["accessibility_label"] == "Full profile of Ana O’Brien"
    assert list(elements(cards.card(Hit(ANA._replace(member_id="UV")), START, VIEWER))) == [cards.EDIT]


def test_whoever_switched_introductions_off_is_not_introduced() -> None:
    assert cards.INTRODUCE not in elements(cards.card(Hit(BARE), START, VIEWER))


@pytest.mark.parametrize("profile", [ANA, HOSTILE, BARE])
@pytest.mark.parametrize("locale", ["en-GB", "fr-FR", "es-ES"])
def test_cards_and_full_profiles_are_what_slack_takes(profile: Profile, locale: str) -> None:
    hit = Hit(profile, frozenset({"C1"}), marks=_everywhere("channel", "evil", "b"))
    blocks = cards.card(hit, START, viewer(locale))
    assert len(blocks) <= 3
    assert check_message(blocks, text="One person") == []
    assert check_view(person.person(hit, START, viewer(locale))) == []
    assert check_view(person.not_there(viewer(locale))) == []


def test_what_people_typed_stays_literal() -> None:
    blocks = cards.card(Hit(HOSTILE), START, VIEWER)
    parsed = json.dumps([block for block in blocks if block["type"] != "rich_text"])
    assert "<!channel>" not in parsed
    assert "evil|" not in parsed.replace("&lt;https://evil|", "")
    shown = json.dumps(person.person(Hit(HOSTILE), START, VIEWER)["blocks"])
    assert '"type": "link"' not in shown


def test_the_full_profile_has_all_that_the_card_leaves_out() -> None:
    view = person.person(Hit(ANA), START, VIEWER)
    shown = [line for block in view["blocks"] if block["type"] == "rich_text" for line in lines(block)]
    assert shown[-6:] == [
        "*Offers*",
        "Training for inspectors",
        "*Looks for*",
        "Data on cocoa farms",
        "*Website*",
        "https://example.org/court?a=1&b=2",
    ]
    assert cards.PERSON not in elements(view["blocks"])


def test_a_word_is_marked_with_its_accents_and_apostrophes() -> None:
    def shown(text: str, *marks: str) -> str:
        return "|".join(("*" if e.get("style") else "") + e["text"] for e in marked(text, frozenset(marks)))

    assert shown("Côte d’Ivoire", "cote", "ivoire") == "*Côte| |*d’Ivoire"
    assert shown("pêcheurs, Pérou", "perou") == "pêcheurs, |*Pérou"
    assert shown("Labour", "labo") == "Labour"


def test_a_long_text_is_cut_around_the_word_that_was_searched_for() -> None:
    text = "training " * 40 + "cotton growers " + "and more " * 40
    cut = around_marks(text, frozenset({"cotton"}), 100)
    assert "cotton growers" in cut
    assert len(cut) <= 102
    assert cut.startswith("…")
    assert cut.endswith("…")


def test_a_field_found_by_its_name_in_another_language_is_marked_as_it_is_shown() -> None:
    hit = Hit(ANA, marks=_everywhere("mineria", "tribunal"))
    shown = lines(cards.card(hit, START, VIEWER)[1])
    assert shown[0].startswith("Judge, *Labour Court*")
    assert "Knows about: *Mining*, cocoa" in shown
