"""How dates and places are written: for a reader, for a channel, in each language."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import wording
from bot.i18n import words
from storage.calendar import Activity
from tests.bot.calendar.world import activity

GENEVA, LIMA = ZoneInfo("Europe/Zurich"), ZoneInfo("America/Lima")
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
ABIDJAN = activity(
    "Strategic workshop",
    "2019-05-14",
    end_date="2019-05-15",
    starts="08:00",
    timezone="Africa/Abidjan",
    place="Abidjan",
    venue="TBC",
    country="CI",
)


@pytest.mark.parametrize(
    ("what", "zone", "dates"),
    [
        (activity(date="2019-03-20"), LIMA, "Wed 20 Mar"),
        (activity(date="2019-03-20", end_date="2019-03-21"), LIMA, "Wed 20 Mar to Thu 21 Mar"),
        (activity(date="2020-03-20"), GENEVA, "Fri 20 Mar 2020"),
        (activity(date="2019-W13"), GENEVA, "in the week of Mon 25 Mar"),
        (activity(date="early 2019-06"), GENEVA, "in early June 2019"),
        (activity(date="mid 2019-05"), GENEVA, "in mid-May 2019"),
        (activity(date="late 2019-02"), GENEVA, "in late February 2019"),
        (activity(date="2019-05"), GENEVA, "in May 2019"),
        (activity(date="2019-Q2"), GENEVA, "between April and June 2019"),
        (activity(date="2019"), GENEVA, "in 2019"),
        (activity(date="TBC"), GENEVA, "date to be confirmed"),
        (SIDE_EVENT, GENEVA, "Wed 17 Jul, 19:15 to 20:30 (13:15 in New York)"),
        (SIDE_EVENT, ZoneInfo("America/Toronto"), "Wed 17 Jul, 13:15 to 14:30"),
        (
            SIDE_EVENT,
            ZoneInfo("Australia/Sydney"),
            "Thu 18 Jul, 03:15 to 04:30 (Wed 17 Jul, 13:15 in New York)",
        ),
        (SIDE_EVENT._replace(place="New York, UN"), GENEVA, "Wed 17 Jul, 19:15 to 20:30 (13:15 in New York)"),
        (
            SIDE_EVENT._replace(place="En ligne (Zoom)"),
            GENEVA,
            "Wed 17 Jul, 19:15 to 20:30 (13:15 in New York)",
        ),
        (ABIDJAN, GENEVA, "Tue 14 May, 10:00 (08:00 in Abidjan) to Wed 15 May"),
        (
            activity(date="2019-05-14", starts="22:00", end_date="2019-05-15", ends="01:00"),
            GENEVA,
            "Tue 14 May, 22:00 to Wed 15 May, 01:00",
        ),
        (
            activity(date="2019-05-14", starts="10:00", timezone="Asia/Kathmandu"),
            GENEVA,
            "Tue 14 May, 06:15 (10:00 in Kathmandu)",
        ),
    ],
)
def test_dates_are_shown_as_the_reader_lives_them(what: Activity, zone: ZoneInfo, dates: str) -> None:
    assert wording.dates_for_reader(what, zone, NOW.astimezone(zone).date(), EN) == dates


def test_in_channels_slack_shows_each_reader_their_own_time() -> None:
    assert wording.dates_for_channel(SIDE_EVENT, GENEVA, NOW, EN) == (
        "<!date^1563383700^{date_short_pretty} {time}|Wed 17 Jul, 19:15 (Zurich)>"
        " to <!date^1563388200^{time}|20:30> (13:15 in New York)"
    )
    assert wording.dates_for_channel(ABIDJAN, GENEVA, NOW, EN).endswith(" to Wed 15 May (08:00 in Abidjan)")
    assert wording.dates_for_channel(activity(), GENEVA, NOW, EN) == "Thu 28 Mar"
    at_home = activity(starts="10:00", place="Geneva")
    assert wording.dates_for_channel(at_home, GENEVA, NOW, EN).endswith("> (10:00 in Geneva)")


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({}, None),
        ({"place": "Abidjan", "country": "CI", "venue": "tbc"}, "Abidjan, Côte d’Ivoire (venue to be confirmed)"),
        ({"venue": "TBC"}, "venue to be confirmed"),
        ({"venue": "Palais <des> Nations", "place": "Geneva"}, "Palais &lt;des&gt; Nations, Geneva"),
        ({"country": "MG"}, "Madagascar"),
        ({"title": "Workshop: Nigeria", "country": "NE"}, "Niger"),
        ({"title": "Workshop: Nigeria", "country": "NG"}, None),
    ],
)  # fmt: skip
def test_places_are_as_sure_as_they_are(values: dict[str, Any], place: str | None) -> None:
    assert wording.where(activity(**values), EN) == place


@pytest.mark.parametrize(
    ("language", "line", "quarter"),
    [
        ("en", "•  *Thing* · Report · Mon 1 Apr", "between April and June 2019"),
        ("fr", "•  *Thing* · Rapport · lun. 1er avr.", "entre avril et juin 2019"),
        ("es", "•  *Thing* · Informe · lun 1 abr", "entre abril y junio de 2019"),
    ],
)
def test_each_language_writes_dates_its_own_way(language: str, line: str, quarter: str) -> None:
    report = activity("Thing", "2019-04-01", kind="report")
    assert wording.lines([report], GENEVA, NOW, words(language)) == [line]
    some_day = activity(date="2019-Q2")
    assert wording.dates_without_hours(some_day, NOW.date(), words(language)) == quarter
