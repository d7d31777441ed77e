from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks import Block
from bot.calendar import posts, views, wording
from bot.calendar.agenda import Agenda, RoundUp, arrange, round_up
from bot.calendar.telling import messages
from bot.calendar.telling.lines import Named, Sight
from bot.calendar.telling.rounding_up import listed
from bot.i18n import Words, words
from sandbox.blockkit import check_message, check_view
from storage.calendar import Activity
from tests.bot.calendar.world import MIGRATION, activity, says

GENEVA = ZoneInfo("Europe/Zurich")
NOW = datetime(2019, 3, 18, 7, 55, tzinfo=UTC)
EN = words("en")

SIDE_EVENT = activity(
    "Pathways",
    "2019-07-17",
    starts="13:15",
    ends="14:30",
    timezone="America/New_York",
    place="New York",
    link="https://example.org/pathways?a=1&b=2",
)


def reminder(activities: Sequence[Activity], zone: ZoneInfo, now: datetime, _: Words) -> messages.Message:
    """A post of reminders, as `telling.posting` has it."""
    named = [Named("reminder", each, each) for each in activities]
    beyond = {"reminder": len(named) - messages.NAMED} if len(named) > messages.NAMED else {}
    return messages.message("reminder", named[: messages.NAMED], beyond, Sight(zone, now, _))


def posted_round_up(found: RoundUp, zone: ZoneInfo, now: datetime, _: Words) -> messages.Message:
    sight = Sight(zone, now, _)
    return messages.message(messages.ROUND_UP, *listed(found, sight), sight)


def page(*activities: Activity, number: int = 1, language: str = "en", zone: ZoneInfo = GENEVA) -> Agenda:
    groups = {MIGRATION: "Migration Action Group"}
    return arrange(activities, groups, number, words=words(language), zone=zone, now=NOW)


def text_of(agenda: Agenda) -> str:
    return says(*views.agenda(agenda))


def buttons(blocks: Sequence[Block]) -> dict[str, str]:
    """The values of those that turn pages."""
    return {
        element["action_id"]: element["value"]
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] in (views.PAGE, views.EARLIER)
    }


def test_the_agenda_is_grouped_by_how_soon_things_are() -> None:
    text = text_of(
        page(
            activity("Tunisia", "2019-03-28", country="TN"),
            activity("Terms", "2019-03-15", end_date="2019-03-22", kind="deadline", channel_id=MIGRATION),
            activity("Uganda", "2019-04-17", starts="10:00"),
            activity("Kenya", "2019-04-01"),
            activity("Malta", "2019-05-20"),
            activity("Ghana", "2020-01-08"),
            activity("Some day", "TBC", country="PE"),
            activity("Maybe", "2019-03-20", status="tentative"),
        )
    )
    for heading, *lines in (
        ("*Under way*", "*Terms* · Deadline · Fri 15 Mar to Fri 22 Mar · Migration Action Group"),
        ("*This week*", "*Maybe* · Wed 20 Mar · not certain yet"),
        ("*Next week*", "*Tunisia* · Thu 28 Mar"),
        ("*Week of 1 April*", "*Kenya* · Mon 1 Apr"),
        ("*Week of 15 April*", "*Uganda* · Wed 17 Apr, 10:00"),
        ("*Week of 20 May*", "*Malta* · Mon 20 May"),
        ("*January 2020*", "*Ghana* · Wed 8 Jan 2020"),
        ("*Date to be confirmed*", "*Some day* · Peru"),
    ):
        assert "\n•  ".join([heading, *lines]) in text


def test_the_zone_is_named_where_an_hour_is_shown_and_only_there() -> None:
    assert "Times are in your time zone (Zurich)." in text_of(page(SIDE_EVENT))
    assert "in your time zone" not in text_of(page(activity()))
    assert "(El Cairo)" in text_of(page(SIDE_EVENT, language="es", zone=ZoneInfo("Africa/Cairo")))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_the_title_says_is_not_said_twice(language: str) -> None:
    named = activity("Strategic planning: Tunisia", country="TN", place="Tunis", timezone="Africa/Tunis")
    assert wording.where(named, words(language)) == "Tunis"
    meeting = activity("Migration Action Group: second meeting", "TBC", channel_id=MIGRATION)
    assert text_of(page(meeting, language=language)).count("Migration Action Group") == 1


def test_a_place_that_its_zone_is_named_for_is_in_the_readers_language() -> None:
    text = text_of(page(SIDE_EVENT, language="es"))
    assert "(13:15 en Nueva York) · Nueva York" in text
    elsewhere = activity(place="<Boston>", timezone="America/New_York", starts="10:00")
    assert "10:00 en &lt;Boston&gt;) · &lt;Boston&gt;" in text_of(page(elsewhere, language="es"))


def test_an_empty_agenda_says_so() -> None:
    assert "Nothing is in the calendar at the moment." in text_of(page())


def test_buttons_lead_to_the_pages_there_are() -> None:
    many = [activity(f"{n}", f"2019-04-{n + 1:02}") for n in range(20)]
    assert buttons(views.agenda(page(*many))[1]) == {views.PAGE: "2"}
    assert buttons(views.agenda(page(*many, number=2))[1]) == {views.EARLIER: "1", views.PAGE: "3"}
    assert buttons(views.agenda(page(*many, number=3))[1]) == {views.EARLIER: "2"}
    assert buttons(views.agenda(page(many[0]))[1]) == {}
    assert "Page 2 of 3." in text_of(page(*many, number=2))


def test_links_are_shown_only_if_they_are_web_addresses() -> None:
    assert "<https://example.org/pathways?a=1&amp;b=2|More about it>" in text_of(page(SIDE_EVENT))
    for link in ("javascript:alert(1)", "example.org", "https://" + "x" * 3000):
        assert wording.link(activity(link=link), EN) is None


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("event", "*Thing* takes place tomorrow."),
        ("deadline", "*Thing* falls due tomorrow."),
        ("report", "*Thing* is published tomorrow."),
        ("campaign", "*Thing* begins tomorrow."),
        ("news", "News tomorrow: *Thing*"),
    ],
)
def test_each_kind_has_its_own_words(kind: str, sentence: str) -> None:
    text, blocks = reminder([activity("Thing", "2019-03-19", kind=kind)], GENEVA, NOW, EN)
    assert text == sentence.replace("*", "")
    assert sentence in says(text, blocks)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"date": "2019-03-25"}, "takes place in a week."),
        ({"date": "2019-03-20"}, "takes place in 2 days."),
        ({"date": "2019-03-18"}, "takes place today."),
        ({"date": "2019-03-18", "starts": "09:55"}, "takes place in an hour."),
        ({"date": "2019-03-18", "starts": "09:20"}, "takes place in 25 minutes."),
        ({"date": "2019-03-18", "starts": "08:56"}, "takes place in 1 minute."),
        ({"date": "2019-03-18", "starts": "20:00"}, "takes place today."),
        ({"date": "2019-03-18", "starts": "08:30"}, "has begun."),
        ({"date": "2019-03-16", "end_date": "2019-03-20"}, "has begun."),
        ({"date": "2019-03-18", "starts": "08:30", "kind": "campaign"}, "has begun."),
        ({"date": "2019-03-18", "starts": "08:30", "kind": "report"}, "is out."),
        ({"date": "2019-03-17", "kind": "report"}, "is out."),
        ({"date": "2019-03-18", "starts": "08:30", "kind": "deadline"}, "falls due now."),
    ],
)
def test_a_reminder_is_true_when_it_is_said(values: dict[str, Any], sentence: str) -> None:
    assert posts.headline(activity("Thing", **values), GENEVA, NOW, EN) == f"*Thing* {sentence}"


def test_many_reminders_are_one_post_of_bounded_length() -> None:
    text, blocks = reminder([activity(f"Thing {n}") for n in range(32)], GENEVA, NOW, EN)
    assert text == "32 dates are coming up."
    assert "and 12 more: `/calendar`" in says(text, blocks)
    assert "Thing 19" in says(text, blocks)
    assert "Thing 20" not in says(text, blocks)
    assert check_message(blocks, text=text) == []


def test_a_long_round_up_counts_what_it_does_not_list() -> None:
    found = round_up([activity(f"Thing {n}")._replace(id=n) for n in range(24)], NOW.date(), GENEVA, NOW)
    text, blocks = posted_round_up(found, GENEVA, NOW, EN)
    assert "and 12 more: `/calendar`" in says(text, blocks)
    assert "Nothing is planned for this week." in says(text, blocks)
    assert text == "The weeks ahead: 24 in the weeks after."
    assert check_message(blocks, text=text) == []


def test_the_help_says_what_there_is_and_what_was_probably_meant() -> None:
    assert "/calendar 2" in says(*views.help_message(EN))
    assert "I don't know “foo”. Here is the help.\n" in says(*views.help_message(EN, "foo"))
    meant = says(*views.help_message(EN, "evnts", "/calendar events"))
    assert "I don't know “evnts”. Did you mean `/calendar events`?\n" in meant
    strange = says(*views.help_message(EN, "<!channel>`x`"))
    assert "&lt;!channel&gt;" in strange
    assert "Did you mean" not in strange


def test_what_people_typed_pings_nobody() -> None:
    hostile = activity(
        "<!channel> *hi*\n<@U1>",
        place="<https://evil|bank>",
        venue="<!here>",
        country="<!",
        timezone="America/Lima",
        starts="10:00",
    )
    for text, blocks in (views.agenda(page(hostile)), reminder([hostile], GENEVA, NOW, EN)):
        said = says(text, blocks)
        for part in ("<!channel", "<@U1", "<https://evil", "<!here", "<! "):
            assert part not in said
        assert check_message(blocks, text=text) == []


typed = (
    st.none()
    | st.text(min_size=1, max_size=40)
    | st.sampled_from(["&" * 4000, "<" * 4000, "ö" * 4000, "TBC", "<!channel>"])
)
dates = st.sampled_from(
    [
        {"date": "2019-03-18", "starts": "08:00", "timezone": "America/New_York"},
        {"date": "2019-03-16", "end_date": "2019-03-29", "starts": "08:00", "ends": "09:00"},
        {"date": "2019-03-28", "end_date": "2019-03-29"},
        {"date": "2019-04-28"},
        {"date": "2019-Q2"},
        {"date": "TBC"},
    ]
)  # fmt: skip


@settings(deadline=None)
@given(
    title=st.text(min_size=1, max_size=40) | st.sampled_from(["&" * 4000, "*" * 300, "<" * 151]),
    place=typed,
    venue=typed,
    link=st.none() | st.sampled_from(["https://x.org/" + "&" * 980, "https://x.org/|>", "nonsense"]),
    date=dates,
    kind=st.sampled_from(["event", "deadline", "report", "campaign", "news"]),
    number=st.sampled_from([1, 2, 9, 70]),
    language=st.sampled_from(["en", "fr", "es"]),
)
def test_slack_accepts_whatever_is_in_the_calendar(
    title: str,
    place: str | None,
    venue: str | None,
    link: str | None,
    date: dict[str, str],
    kind: str,
    number: int,
    language: str,
) -> None:
    what = activity(title, place=place, venue=venue, link=link, kind=kind, **date)
    _ = words(language)
    agenda = page(*[what] * number, language=language)
    messages = [
        views.agenda(agenda),
        reminder([what] * number, GENEVA, NOW, _),
        posted_round_up(
            round_up([what._replace(id=n) for n in range(number)], NOW.date(), GENEVA, NOW), GENEVA, NOW, _
        ),
        views.help_message(_, title),
    ]
    for text, blocks in messages:
        assert check_message(blocks, text=text) == []
        assert len(blocks) <= 50
        assert len(text) <= 3000
    assert check_view(views.agenda_modal(agenda)) == []
