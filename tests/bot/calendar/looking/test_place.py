import pytest

from bot.calendar.looking.facets import Widening, facets, widening
from bot.calendar.looking.place import MINE, START, Mine, Part, Place, place_of
from bot.errors import Gone
from storage.calendar import Activity
from tests.bot.calendar.world import MIGRATION, activity

EVENTS, REPORTS, GROUP, NEPAL = (
    Part("kind", "event"),
    Part("kind", "report"),
    Part("group", MIGRATION),
    Part("country", "NP"),
)
PERU = Part("country", "PE")


def some() -> list[Activity]:
    return [
        activity("A", country="NP"),
        activity("B", kind="report", country="NP", channel_id=MIGRATION),
        activity("C", kind="report", country="KE"),
    ]


@pytest.mark.parametrize("place", [START, Place(12), Place(2, (EVENTS, REPORTS, GROUP, NEPAL, MINE))])
def test_a_button_carries_where_somebody_is(place: Place) -> None:
    assert place_of(place.written()) == place


@pytest.mark.parametrize(
    "value", ["", "x", "1 ", "1 k:party", "1 z:1", "1 c:", "1 g:<C1>", "1 m:1", "²", "1 k:event" * 20]
)
def test_what_is_not_ours_is_refused(value: str) -> None:
    with pytest.raises(Gone):
        place_of(value)


@pytest.mark.parametrize(
    ("parts", "titles"),
    [
        ((), "ABC"),
        ((REPORTS,), "BC"),
        ((REPORTS, EVENTS), "ABC"),
        ((REPORTS, NEPAL), "B"),
        ((GROUP,), "B"),
        ((PERU,), ""),
        ((MINE,), "B"),
        ((MINE, EVENTS), ""),
    ],
)
def test_of_one_sort_either_will_do_and_all_sorts_must_fit(parts: tuple[Part, ...], titles: str) -> None:
    mine = Mine(groups={MIGRATION})
    assert "".join(a.title for a in some() if Place(1, parts).fits(a, mine)) == titles


def test_mine_is_what_i_go_to_and_what_i_proposed() -> None:
    going = Mine(activities={(1, None)})
    assert going.has(activity())
    assert not going.has(activity()._replace(on=activity().starts_on))
    assert Mine(proposed={1}).has(activity())
    assert not Mine().has(activity())


def test_a_choice_says_how_much_it_leaves_and_what_changes_nothing_is_no_choice() -> None:
    assert facets(START, some(), Mine()) == {
        REPORTS: 2, EVENTS: 1, GROUP: 1, NEPAL: 2, Part("country", "KE"): 1,
    }  # fmt: skip
    assert facets(Place(1, (REPORTS,)), some(), Mine()) == {
        EVENTS: 1, GROUP: 1, NEPAL: 1, Part("country", "KE"): 1,
    }  # fmt: skip
    assert facets(START, [activity("A", country="NP")], Mine()) == {}


def test_where_nothing_fits_the_nearest_place_that_shows_something_is_offered() -> None:
    assert widening(Place(1, (REPORTS, PERU)), some(), Mine()) == Widening(Place(1, (REPORTS,)), 2, (PERU,))
    assert widening(Place(1, (PERU,)), some(), Mine()) == Widening(START, 3)
    assert widening(Place(1, (PERU, Part("kind", "news"))), some(), Mine()) == Widening(START, 3)
    assert widening(Place(1, (PERU,)), [], Mine()) is None
