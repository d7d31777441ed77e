from contextlib import suppress
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar import spans
from bot.calendar.when import When

ZONES = (
    "Europe/Zurich",
    "America/New_York",
    "Africa/Abidjan",
    "Asia/Kathmandu",
    "Pacific/Kiritimati",
    "Pacific/Honolulu",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2019-03-20", "day", date(2019, 3, 20), date(2019, 3, 20)),
        (" 2019-03-20 ", "day", date(2019, 3, 20), date(2019, 3, 20)),
        (date(2019, 3, 20), "day", date(2019, 3, 20), date(2019, 3, 20)),
        ("2020-02-29", "day", date(2020, 2, 29), date(2020, 2, 29)),
        ("2019-05", "month", date(2019, 5, 1), date(2019, 5, 31)),
        ("2019-02", "month", date(2019, 2, 1), date(2019, 2, 28)),
        ("2019-Q2", "quarter", date(2019, 4, 1), date(2019, 6, 30)),
        ("2019-q4", "quarter", date(2019, 10, 1), date(2019, 12, 31)),
        ("2019-W12", "week", date(2019, 3, 18), date(2019, 3, 24)),
        ("2020-w53", "week", date(2020, 12, 28), date(2021, 1, 3)),
        ("early 2019-05", "part", date(2019, 5, 1), date(2019, 5, 10)),
        ("Mid-2019-05", "part", date(2019, 5, 11), date(2019, 5, 20)),
        ("late 2019-02", "part", date(2019, 2, 21), date(2019, 2, 28)),
        ("2019", "year", date(2019, 1, 1), date(2019, 12, 31)),
        ("TBC", "tbc", None, None),
        ("tbc", "tbc", None, None),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_written(
    text: str | date, precision: str, first: date | None, last: date | None
) -> None:
    when = When.parse(text)
    assert (when.precision, when.starts_on, when.ends_on) == (precision, first, last)


def test_two_dates_are_several_days() -> None:
    when = When.parse("2019-03-04", end_date="2019-03-08", timezone="Europe/Zurich")
    assert (when.precision, when.ends_on) == ("day", date(2019, 3, 8))
    assert when.begins == utc("2019-03-03T23:00")
    assert when.finishes == utc("2019-03-08T23:00")


def test_hours_are_those_of_the_place() -> None:
    when = When.parse("2019-07-17", starts="13:15", ends="14:30", timezone="America/New_York")
    assert when.begins == utc("2019-07-17T17:15")
    assert when.finishes == utc("2019-07-17T18:30")


def test_tomls_own_dates_and_times_are_understood() -> None:
    when = When.parse(date(2019, 7, 17), starts=time(13, 15), ends=time(14, 30), timezone="UTC")
    assert (when.starts_at, when.ends_at) == (time(13, 15), time(14, 30))


def test_an_activity_whose_end_is_unknown_lasts_to_the_end_of_its_last_day() -> None:
    when = When.parse("2019-05-14", end_date="2019-05-15", starts="08:00", timezone="Africa/Abidjan")
    assert when.begins == utc("2019-05-14T08:00")
    assert when.finishes == utc("2019-05-16T00:00")


def test_an_end_after_midnight_needs_only_its_end_date() -> None:
    when = When.parse("2019-05-14", end_date="2019-05-15", starts="22:00", ends="01:00")
    assert when.finishes == utc("2019-05-15T01:00")


def test_what_is_to_be_confirmed_has_no_instants() -> None:
    when = When.parse("TBC")
    assert when.begins is None
    assert when.finishes is None


def test_an_hour_that_spring_skips_is_the_hour_after() -> None:
    when = When.parse("2019-03-31", starts="02:30", ends="03:10", timezone="Europe/Zurich")
    assert when.begins is not None
    assert when.begins.astimezone(ZoneInfo("Europe/Zurich")).time() == time(3, 30)
    assert when.finishes == when.begins  # never before it begins


def test_an_hour_that_comes_twice_in_autumn_is_the_first() -> None:
    when = When.parse("2019-10-27", starts="02:30", timezone="Europe/Zurich")
    assert when.begins == utc("2019-10-27T00:30")


def test_a_day_of_a_clock_change_is_as_long_as_it_is() -> None:
    when = When.parse("2019-03-31", timezone="Europe/Zurich")
    assert when.begins is not None
    assert when.finishes is not None
    assert (when.finishes - when.begins).total_seconds() == 23 * 3600


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": "2019-02-31"}, "February 2019 has 28 days"),
        ({"text": "2019-03-00"}, "March 2019 has 31 days"),
        ({"text": "2019-13"}, "months 01 to 12"),
        ({"text": "2019-Q5"}, "quarters 1 to 4"),
        ({"text": "soon"}, "Write a day as 2019-03-20"),
        ({"text": ""}, "is not a date"),
        ({"text": "20 March 2019"}, "is not a date"),
        ({"text": "٢٠١٩-03-20"}, "is not a date"),
        ({"text": "2019-03-20T10:00"}, "is not a date"),
        ({"text": "0001-01-01"}, "out of reach"),
        ({"text": "9999-12-31"}, "out of reach"),
        ({"text": "2019-W53"}, "2019 has weeks 01 to 52"),
        ({"text": "2019-W00"}, "has weeks 01"),
        ({"text": "mid 2019"}, "is not a date"),
        ({"text": "late 2019-03-20"}, "is not a date"),
        ({"text": "early 2019-W12"}, "is not a date"),
        ({"text": "2019-W12", "starts": "10:00"}, "A time needs a day"),
        ({"text": "mid 2019-05", "end_date": "2019-06-01"}, "needs a first day"),
        ({"text": "2019-03-20", "end_date": "2019-03-19"}, "ends (2019-03-19) before it starts (2019-03-20)"),
        ({"text": "2019-03-20", "end_date": "2019-04"}, "is not a day"),
        ({"text": "2019-03-20", "end_date": "TBC"}, "is not a day"),
        ({"text": "2019-03", "end_date": "2019-04-01"}, "needs a first day"),
        ({"text": "TBC", "end_date": "2019-04-01"}, "needs a first day"),
        ({"text": "TBC", "starts": "10:00"}, "A time needs a day"),
        ({"text": "2019-05", "starts": "10:00"}, "A time needs a day"),
        ({"text": "2019-03-20", "ends": "10:00"}, "needs a start time"),
        ({"text": "2019-03-20", "starts": "24:00"}, "is not a time"),
        ({"text": "2019-03-20", "starts": "10h"}, "is not a time"),
        ({"text": "2019-03-20", "starts": "10:60"}, "is not a time"),
        ({"text": "2019-03-20", "starts": "14:30", "ends": "13:15"}, "ends (13:15) before it starts (14:30)"),
        ({"text": "2019-03-20", "timezone": "Europe/Geneva"}, "not a time zone"),
        ({"text": "TBC", "timezone": "../etc/passwd"}, "not a time zone"),
        ({"text": "TBC", "timezone": ""}, "not a time zone"),
        ({"text": "TBC", "timezone": "Europe"}, "not a time zone"),
    ],
)
def test_what_is_no_date_is_refused_in_words(values: dict[str, str], words: str) -> None:
    text = values.pop("text")
    with pytest.raises(ValueError, match=r"[.]$") as refused:
        When.parse(text, **values)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("month", "number", "monday"),
    [
        (3, 1, date(2019, 3, 4)),  # 1 March is a Friday
        (5, 1, date(2019, 4, 29)),  # 1 May is a Wednesday
        (3, -1, date(2019, 3, 25)),
        (4, -1, date(2019, 4, 22)),  # 30 April is a Tuesday
        (7, 2, date(2019, 7, 8)),
    ],
)
def test_a_week_is_of_the_month_that_has_its_thursday(month: int, number: int, monday: date) -> None:
    assert spans.week_in(2019, month, number)[:2] == ("week", monday)


@settings(deadline=None)
@given(
    day=st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    starts=st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
)
def test_nothing_is_over_before_it_begins(day: date, starts: time | None, zone: str) -> None:
    written = None if starts is None else f"{starts:%H:%M}"
    when = When.parse(f"{day:%Y-%m-%d}" if day.year > 999 else day, starts=written, timezone=zone)
    assert when.begins is not None
    assert when.finishes is not None
    assert when.begins <= when.finishes


@settings(deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    when = None
    with suppress(ValueError):
        when = When.parse(text)
    assert when is None or (when.starts_on is None) == (when.precision == "tbc")
