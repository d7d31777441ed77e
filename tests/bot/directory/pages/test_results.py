"""Pages of people found: what was understood, what was left out, where to go next, within all of Slack's limits."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from bot.directory.pages import cards, chips, finding, guide, nobody, results
from bot.directory.pages.place import Place, place_of
from bot.directory.query.parts import Part
from bot.directory.query.typed import KEYS
from bot.directory.search.found import Found, Hit, Widening
from bot.directory.words.folding import fold
from bot.errors import Gone
from bot.i18n import LANGUAGES
from sandbox.blockkit import check_message, check_view
from tests.bot.directory.looks import (
    EVIL,
    HOSTILE,
    MINING,
    elements,
    found,
    lines,
    viewer,
)

NEPAL = Part("country", "NP", "nepal", ("nepal",))
COTTON = Part("word", "cotton", "cotton")
EVERY_KIND = (
    NEPAL,
    COTTON,
    Part("name", "ana", "name:ana"),
    Part("region", "africa", "region:africa"),
    Part("pathfinders", "", "pathfinder"),
    Part("organisation", "1", 'org:"labour court"'),
    Part("field", "2", "field:mining"),
    Part("language", "fr", "lang:fr"),
    Part("group", "C1", "group:migration"),
    Part("sector", "un", "type:un"),
)
LONG = tuple(Part("word", "w" * 100, ('"' + "&<" * 60)[:100]) for _ in range(40))


def _chips(page: Found) -> dict[str, str]:
    """What a press of each chip searches for, by what the chip says."""
    every = elements(results.results(page))
    return {
        e["text"]["text"]: place_of(e["value"]).text for id_, e in every.items() if id_ in chips.ACTION_IDS
    }


def test_what_was_understood_can_be_taken_away_part_by_part() -> None:
    page = found(1, 0, NEPAL, COTTON)
    assert _chips(page) == {"✕ Nepal": "cotton", "✕ “cotton”": "nepal"}
    every = elements(results.results(page))
    assert [every[id_]["accessibility_label"] for id_ in chips.ACTION_IDS[:2]] == [
        "Remove Nepal",
        "Remove “cotton”",
    ]


def test_a_part_that_does_not_speak_for_itself_says_what_it_is() -> None:
    page = found(1, 0, *EVERY_KIND, terms={2: MINING}, groups={"C1": "Migration Action Group"})
    assert list(_chips(page))[4:] == [
        "✕ Pathfinder countries",
        "✕ Organisation: labour court",
        "✕ Field: Mining",
        "✕ Language: French",
        "✕ Group: Migration Action Group",
        "✕ UN or international organisation",
    ]


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR", "es-ES"])
@pytest.mark.parametrize(
    "page",
    [
        found(0),
        found(1),
        found(10),
        found(35, 1),
        found(35, 1, *LONG),
        found(
            10,
            0,
            *EVERY_KIND,
            hits=[Hit(HOSTILE, frozenset({"C1"}))] * 10,
            unknown=(EVIL,) * 9,
            ignored=(EVIL,),
        ),
        found(0, 0, *LONG, unknown=("xyz",)),
        found(0, unknown=(EVIL * 9,)),
        found(0, 0, NEPAL, COTTON, widening=Widening("nepal", 3, (COTTON,))),
        found(0, 0, *LONG, widening=Widening("w", 3, LONG[:9])),
        found(0, 0, NEPAL, widening=Widening("region:asia-pacific", 4, region="asia")),
    ],
)
def test_every_answer_is_what_slack_takes(page: Found, locale: str) -> None:
    page = Found(**{n: getattr(page, n) for n in Found.__slots__} | {"viewer": viewer(locale)})
    blocks = results.results(page)
    assert len(blocks) <= 50
    assert check_message(blocks, text=results.title(page)) == []
    assert check_view(finding.find(page)) == []
    assert check_view(finding.like(page, "U1")) == []


def test_more_and_back_carry_the_search_and_the_page() -> None:
    buttons = elements(results.results(found(35, 1, Part("word", "x", 'lab "x'))))
    assert place_of(buttons[results.NEXT]["value"]) == Place('lab "x', 2)
    assert place_of(buttons[results.BACK]["value"]) == Place('lab "x', 0)
    liked = elements(results.results(found(35, 1), "U1"))
    assert place_of(liked[results.NEXT]["value"]) == Place("", 2, "U1")
    assert results.FILTERS not in liked


@pytest.mark.parametrize("value", ["", "[]", "null", "7", '{"q": "a", "p": "x"}', '{"q": "a", "p": null}'])
def test_a_button_that_is_not_ours_is_gone(value: str) -> None:
    with pytest.raises(Gone):
        place_of(value)


def test_what_was_left_out_is_said_as_it_was_typed() -> None:
    shown = json.dumps(results.results(found(3, 0, NEPAL, unknown=("xyz",), ignored=("lang:<!here>",))))
    assert "I left out \\u201cxyz\\u201d: nobody fits." in shown
    assert "I did not understand \\u201clang:&lt;!here&gt;\\u201d." in shown
    # Where the rest fits nobody, that comes first.
    top, *_rest = blocks = results.results(found(0, 0, NEPAL, COTTON, unknown=("xyz",)))
    assert top["text"]["text"] == "Nobody found who fits all of this."
    assert "I left out “xyz”: nobody fits." in json.dumps(blocks, ensure_ascii=False)


def test_a_filter_that_there_is_not_is_told_with_those_that_there_are() -> None:
    page = found(3, 0, NEPAL)
    page = replace(page, query=replace(page.query, unknown_keys=("skill", "<!here>")))
    blocks = results.results(page)
    assert check_message(blocks, text="People") == []
    shown = json.dumps(blocks, ensure_ascii=False)
    assert "I don't know “skill:” and “&lt;!here&gt;:” as a filter. There are: `country:` `region:`" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_filters_that_there_are_are_told_in_the_readers_language_and_can_be_typed(language: str) -> None:
    page = found(3, 0, NEPAL, locale=language)
    page = replace(page, query=replace(page.query, unknown_keys=("skill",)))
    told = re.findall("`([^`]+):`", json.dumps(results.results(page), ensure_ascii=False))
    assert [KEYS["".join(fold(key))] for key in told] == list(dict.fromkeys(KEYS.values()))


def test_where_nobody_fits_the_nearest_search_that_finds_somebody_is_one_button() -> None:
    def offered(page: Found) -> tuple[str, str]:
        button = elements(results.results(page))[nobody.WIDEN]
        assert button["style"] == "primary"
        return button["text"]["text"], place_of(button["value"]).text

    without = Widening("nepal", 3, (COTTON,))
    assert offered(found(0, 0, NEPAL, COTTON, widening=without)) == (
        "Search without “cotton”: 3 people",
        "nepal",
    )
    nearby = Widening("region:africa", 1, region="africa")
    assert offered(found(0, 0, NEPAL, widening=nearby)) == ("Show 1 person (Africa)", "region:africa")


def test_what_a_wider_search_leaves_out_is_said_within_a_sentence() -> None:
    mining, nepal = Part("field", "2", "field:mining"), NEPAL

    def offered(*left_out: Part) -> str:
        wider = Widening("x", 3, left_out)
        page = found(0, 0, mining, COTTON, nepal, widening=wider, terms={2: MINING})
        return str(elements(results.results(page))[nobody.WIDEN]["text"]["text"])

    assert offered(mining) == "Search without “Mining”: 3 people"
    assert offered(mining, COTTON) == "Search only for Nepal: 3 people"
    assert offered(COTTON, nepal) == "Search only for “Mining”: 3 people"


def test_where_nothing_finds_anybody_it_is_said_what_to_try() -> None:
    blocks = results.results(found(0, unknown=("xyz",)))
    assert blocks[0]["text"]["text"] == "Nobody found for “xyz”."
    assert "another spelling" in blocks[1]["elements"][0]["text"]


def test_an_empty_directory_asks_for_the_first_profile() -> None:
    assert cards.EDIT in elements(results.results(found(0)))


def test_the_line_of_the_modal_follows_the_search() -> None:
    def line(*parts: Part) -> dict[str, Any]:
        block: dict[str, Any] = finding.find(found(1, 0, *parts))["blocks"][0]
        return block

    assert line(NEPAL, COTTON)["element"]["initial_value"] == "nepal cotton"
    assert line(NEPAL)["block_id"] != line(COTTON)["block_id"]
    assert finding.typed({line(NEPAL)["block_id"]: "kenya"}) == "kenya"


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR", "es-ES"])
def test_help_is_what_slack_takes_and_tells_a_guest_of_their_reach(locale: str) -> None:
    guest = viewer(locale, is_guest=True)
    assert check_message(guide.partners_help(guest)) == []
    assert check_view(finding.like_nobody(guest)) == []
    assert check_view(finding.like_nobody(guest, "U1")) == []
    assert guide.partners_help(guest)[-2] != guide.partners_help(viewer(locale))[-2]


def test_the_group_that_was_asked_for_is_marked() -> None:
    page = found(1, 0, Part("group", "C2", "group:x"))
    (about,) = [lines(b) for b in results.results(page) if b["type"] == "rich_text"]
    assert about[-1] == "In common: #C1, *#C2*"


def test_a_modal_has_a_line_to_type_in_and_says_nothing_of_commands() -> None:
    assert "/partners" not in json.dumps(finding.find(found(1)))
    assert "/partners" in json.dumps(results.results(found(1)))
