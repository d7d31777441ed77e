"""What Slack would refuse, in all languages and for long names; and what is said."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.access import Viewer
from bot.calendar import views
from bot.calendar.agenda import Agenda, arrange
from bot.calendar.looking import menus
from bot.calendar.looking.detail import Detail
from bot.calendar.looking.detail_views import detail
from bot.calendar.looking.facets import Widening, facets
from bot.calendar.looking.place import MINE, START, Mine, Part, Place
from bot.i18n import Markup, words
from sandbox.blockkit import check_message, check_view
from storage.calendar import Activity
from storage.details import Details
from storage.looking import Proposed
from storage.people import Member
from storage.planning import Proposal
from storage.vocabulary import Term
from storage.workspace import Workspace
from tests.bot.calendar.world import activity, says

GENEVA = ZoneInfo("Europe/Zurich")
NOW = datetime(2019, 3, 18, 7, 55, tzinfo=UTC)
LONG = "Groupe d’action sur les chaînes d’approvisionnement & <les> minerais de conflit " * 3
GROUPS = {f"C{n:010}": f"{n} {LONG}" for n in range(120)}
KINDS = ["event", "news", "campaign", "report", "deadline"]


def many(count: int = 200) -> list[Activity]:
    """Of all kinds, of 120 groups with long names, in many countries."""
    countries = ["NP", "CI", "CD", "GB", "ST"]
    return [
        activity(
            f"{n} {LONG}",
            f"2019-04-{n % 28 + 1:02}",
            kind=KINDS[n % 5],
            country=countries[n % 4],
            channel_id=f"C{n % 120:010}",
        )._replace(id=n)
        for n in range(count)
    ]


def look(place: Place = START, *, language: str = "en", waiting: int = 0, seen: Any = None) -> Agenda:
    seen = many() if seen is None else seen
    fitting = [each for each in seen if place.fits(each, Mine())]
    found = arrange(fitting, GROUPS, place.page, words=words(language), zone=GENEVA, now=NOW)
    return replace(
        found,
        place=place,
        choices=facets(place, seen, Mine()),
        waiting=[Proposed(each._replace(id=1000 + each.id), "U1") for each in many(waiting)],
        widening=Widening(START, len(seen)) if seen and not fitting else None,
        reader_id="U1",
    )


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize(
    "place",
    [
        START,
        Place(2, (Part("kind", "event"), *(Part("group", id_) for id_ in list(GROUPS)[:6]))),
        Place(1, (MINE, Part("country", "PE"))),
    ],
)
def test_slack_takes_any_page_with_its_chips_and_menus(language: str, place: Place) -> None:
    for waiting in (0, 150):
        page = look(place, language=language, waiting=waiting)
        text, blocks = views.agenda(page)
        assert check_message(blocks, text=text) == []
        assert check_view(views.agenda_modal(page)) == []


def elements(blocks: list[Any], action_id: str) -> list[Any]:
    return [
        element
        for block in blocks
        for element in [*block.get("elements", ()), block.get("accessory") or {}]
        if element.get("action_id") == action_id
    ]


def test_a_chip_takes_away_its_part_and_one_button_takes_away_all() -> None:
    event, nepal = Part("kind", "event"), Part("country", "NP")
    blocks = views.agenda(look(Place(1, (event, nepal))))[1]
    (first,), (everything,) = elements(blocks, menus.WITHOUT[0]), elements(blocks, menus.EVERYTHING)
    assert (first["text"]["text"], first["value"]) == ("✕ Events", "1 c:NP")
    assert first["accessibility_label"] == "Remove Events"
    assert everything["value"] == "1"
    assert not elements(views.agenda(look(Place(1, (event,))))[1], menus.EVERYTHING)


def test_the_menu_narrows_by_what_there_is_and_pages_keep_what_was_chosen() -> None:
    place = Place(1, (Part("kind", "event"),))
    blocks = views.agenda(look(place))[1]
    (menu,) = elements(blocks, menus.NARROW)
    options = {o["text"]["text"]: o["value"] for g in menu["option_groups"] for o in g["options"]}
    assert options["Reports (40)"] == "1 k:report"
    assert options["Nepal (10)"] == "1 k:event c:NP"
    (more,) = elements(blocks, views.PAGE)
    assert more["value"] == "2 k:event"
    (mine,) = elements(blocks, menus.ONLY_MINE)
    assert mine["value"] == "1 k:event m:"


def test_what_waits_is_listed_below_the_list_and_counted_beyond_three() -> None:
    text = says(*views.agenda(look(waiting=5)))
    assert "Waiting for a decision" in text
    assert "and 2 more" in text
    assert "proposed by you" in text
    assert "Waiting" not in says(*views.agenda(look(Place(2), waiting=5)))


def test_where_nothing_is_ahead_one_button_shows_everything() -> None:
    blocks = views.agenda(look(Place(1, (Part("country", "PE"),))))[1]
    (wider,) = elements(blocks, menus.WIDEN)
    assert (wider["text"]["text"], wider["value"]) == ("Show everything (200)", "1")
    empty = views.agenda(look(seen=[]))[1]
    assert "Nothing is in the calendar at the moment." in says("", empty)
    assert not elements(empty, menus.WIDEN)


def whole(language: str = "en", **values: Any) -> Detail:
    member = Member("U1", locale=f"{language}-XX", timezone="Europe/Zurich", synced_at=NOW)
    viewer = Viewer(replace(member, is_secretariat=True), Workspace(languages=("en", "fr", "es")))
    given = activity("Talk", "2019-04-03", starts="14:00", timezone="America/New_York", place="New York")
    known = Details(given, "approved", None, None, None, False, None, None, frozenset())
    found = Detail(viewer, NOW, known, given)
    return replace(found, **values)


def test_a_date_is_in_the_readers_zone_and_in_the_places() -> None:
    assert "*When*  Wed 3 Apr, 20:00 (14:00 in New York)" in says("", detail(whole())["blocks"])


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("stage", ["approved", "proposed", "declined", "withdrawn"])
def test_slack_takes_one_activity_whole_however_much_is_known(language: str, stage: str) -> None:
    given = activity(
        LONG * 9, status="tentative", place=LONG * 9, venue=LONG * 9, country="CI", link="https://x.org/" + "&" * 900,
        channel_id="C2",
    )._replace(rrule="FREQ=MONTHLY;BYDAY=-1FR", on=date(2019, 4, 26))  # fmt: skip
    known = Details(
        given, stage, "<" * 4000, LONG * 9, "fr", True, given.rrule, date(2020, 1, 1), frozenset({1})
    )
    shown = whole(
        language,
        known=known,
        activity=given,
        group=LONG * 9,
        fields=[Term(n, "field", LONG) for n in range(20)],
        proposal=Proposal(1, "U2", NOW, (), "U3", NOW, LONG * 9),
        next_dates=[given] * 4,
        changes=[Markup("•  " + "x" * 2000)] * 10,
    )
    view = detail(shown)
    assert check_view(view) == []
    assert len(view["blocks"]) <= 30
