"""The filters of a search: what can be chosen, how many people it leaves, and what becomes of it."""

from dataclasses import replace
from typing import Any

from bot.directory.pages import filters
from bot.directory.query import reading
from bot.directory.query.parts import Lexicon, Part, Query
from bot.directory.search.found import Facets
from bot.directory.words import countries, languages, sectors
from sandbox.blockkit import check_view
from tests.bot.directory.looks import COCOA, MINING, VIEWER

LONG = tuple(Part("word", "w" * 100, ('"' + "&<" * 60)[:100]) for _ in range(40))
FACETS = Facets(
    VIEWER,
    Query(
        (
            Part("country", "NP", "nepal"),
            Part("word", "cotton", "cotton"),
            Part("field", "2", "mining"),
            Part("language", "wo", "lang:wo"),
        )
    ),
    12,
    countries=[("NP", 12), ("KE", 4)],
    fields=[(COCOA, 7), (MINING, 12)],
    languages=[("en", 9)],
    sectors=[("un", 3)],
    groups=[("C1", "Migration Action Group", 2)],
)


def _menus(facets: Facets) -> dict[str, dict[str, Any]]:
    view = filters.filters(facets, "{}")
    return {b["label"]["text"]: b["element"] for b in view["blocks"] if b["type"] == "input"}


def _texts(options: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(option["text"]["text"], option["value"]) for option in options]


def test_filters_say_how_many_people_each_choice_leaves_and_hold_what_was_searched_for() -> None:
    menus = _menus(FACETS)
    assert list(menus) == ["Country", "Field of expertise", "Kind of organisation", "Language", "Group"]
    assert _texts(menus["Country"]["options"]) == [("Nepal (12)", "nepal"), ("Kenya (4)", "country:KE")]
    assert _texts(menus["Country"]["initial_options"]) == [("Nepal (12)", "nepal")]
    assert _texts(menus["Field of expertise"]["options"]) == [
        ("Mining (12)", "mining"),
        ("cocoa (7)", "field:cocoa"),
    ]
    assert _texts(menus["Language"]["initial_options"]) == [("Wolof (0)", "lang:wo")]
    assert _texts(menus["Group"]["options"]) == [
        ("Migration Action Group (2)", 'group:"Migration Action Group"')
    ]
    view = filters.filters(FACETS, "{}")
    assert view["submit"]["text"] == "Show 12 people"
    assert check_view(view) == []


def test_what_is_chosen_becomes_the_searchs_text() -> None:
    rest = filters.others(FACETS.query)
    assert rest == "cotton"
    entered = {"partners.filters.country.a1": ["nepal", "country:KE"], "partners.filters.language.0": []}
    assert filters.chosen_text(rest, entered) == "cotton nepal country:KE"


def test_a_choice_has_its_new_count_in_all_menus_but_the_one_that_is_open() -> None:
    def ids(people: int, touched: str = "") -> dict[str, str]:
        view = filters.filters(replace(FACETS, countries=[("NP", people)]), "{}", touched)
        return {b["label"]["text"]: b["block_id"] for b in view["blocks"] if b["type"] == "input"}

    before = ids(12)
    assert ids(12) == before
    assert ids(3)["Country"] != before["Country"]
    assert ids(3)["Group"] == before["Group"]
    assert ids(3, touched=before["Country"]) == before


def test_menus_keep_within_slacks_limits() -> None:
    terms = [(type(MINING)(n, "field", f"{n} " + "&" * 58), 1) for n in range(150)]
    facets = Facets(VIEWER, Query(LONG), 0, fields=terms, groups=[("C1", "g" * 300, 1), ("C2", "", 1)])
    view = filters.filters(facets, "x")
    assert check_view(view) == []
    assert len(view["blocks"][0]["element"]["options"]) == 100
    assert check_view(filters.filters(Facets(VIEWER, Query(), 0), "x")) == []


def test_every_choice_is_read_back_as_what_it_was() -> None:
    every = Facets(
        VIEWER,
        Query(),
        1,
        countries=[(code, 1) for code in sorted(countries.codes())],
        fields=[(MINING, 1)],
        languages=[(code, 1) for code in sorted(languages.codes())],
        sectors=[(key, 1) for key in sectors.SECTORS],
        groups=[("C1", "Migration “Action” Group", 1)],
    )
    lexicon = Lexicon({}, {"mining": MINING.id}, {"migration action group": "C1"})
    for menu in filters.MENUS:
        for choice in menu.choices(every, VIEWER.words):
            (part,) = reading.read(choice.source, lexicon).parts
            assert (part.kind, part.value) == (menu.kind, choice.value)
