"""iCalendar as calendar apps read it: read back by vobject, which validates it, too."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar.ical import writing
from bot.calendar.ical.lines import line, text
from bot.calendar.when import When
from bot.i18n import words
from storage.published import Entry
from tests.bot.calendar.feeds.world import entry

EN = words("en")


def written(*entries: Entry, language: str = "en", group: str = "") -> bytes:
    events = [writing.event(each, words(language), group) for each in entries]
    return writing.calendar("Alliance: calendar", events)


def read(body: bytes) -> Any:
    calendar = vobject.readOne(body.decode())
    assert calendar.validate(raiseException=True)
    return calendar


def only(body: bytes) -> Any:
    (event,) = read(body).vevent_list
    return event


def test_an_hour_is_written_as_the_instant_in_utc() -> None:
    event = only(written(entry(starts="14:00", ends="15:30")))
    assert event.dtstart.value == datetime(2019, 3, 28, 13, tzinfo=UTC)
    assert event.dtend.value == datetime(2019, 3, 28, 14, 30, tzinfo=UTC)


def test_days_end_on_the_day_after_the_last() -> None:
    event = only(written(entry(date="2019-12-30", end_date="2019-12-31")))
    assert (event.dtstart.value, event.dtend.value) == (date(2019, 12, 30), date(2020, 1, 1))


def test_an_hour_without_an_end_has_none_and_several_days_have_one() -> None:
    assert not hasattr(only(written(entry(starts="14:00"))), "dtend")
    several = only(written(entry(starts="14:00", end_date="2019-03-29")))
    assert several.dtend.value == datetime(2019, 3, 29, 23, tzinfo=UTC)


def test_what_ends_as_it_begins_has_no_end() -> None:
    # An hour that spring skips: 02:30 is read as 03:30, which overtakes 03:15.
    assert not hasattr(only(written(entry(date="2019-03-31", starts="02:30", ends="03:15"))), "dtend")


def test_what_has_no_day_yet_is_no_event() -> None:
    body = written(*(entry(date=each) for each in ("2019-04", "2019-Q2", "2019", "TBC")))
    assert b"VEVENT" not in body
    assert read(body).vtimezone


def test_all_that_is_known_is_written_in_the_readers_language() -> None:
    full = entry(
        "Réunion; suite, fin",
        uid="abc@example.org",
        sequence=4,
        kind="deadline",
        status="tentative",
        venue="Palais\\Nord",
        place="Geneva",
        country="CH",
        link="https://example.org/a b?é=1,2;3",
        summary="One\r\nTwo\u2028Three\x00\x07",
        organiser="ILO",
    )
    event = only(written(full, language="fr", group="Groupe; A, B"))
    assert event.uid.value == "abc@example.org"
    assert event.sequence.value == "4"
    assert event.status.value == "TENTATIVE"
    assert event.summary.value == "Réunion; suite, fin"
    assert event.location.value == "Palais\\Nord, Geneva, Suisse"
    assert event.url.value == "https://example.org/ab?%C3%A9=1,2;3"
    assert event.last_modified.value == event.dtstamp.value == full.activity.updated_at
    assert "One\nTwo\nThree" in event.description.value
    assert event.categories.value[1] == "Groupe; A, B"


def test_an_occurrence_is_named_by_its_day_by_the_rule() -> None:
    moved = entry(date="2019-04-02", on=date(2019, 4, 1), uid="weekly")
    assert only(written(moved)).uid.value == "weekly-2019-04-01"


def test_a_link_that_is_none_is_left_out() -> None:
    for link in ("javascript:alert(1)", "example.org", "http://[", "https://" + "a" * 3000):
        assert not hasattr(only(written(entry(link=link))), "url")


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_whatever_is_typed_comes_back_and_no_line_is_too_long(title: str) -> None:
    body = line("SUMMARY", text(title)) + line("X-END", "")
    for each in body.split(b"\r\n"):
        assert len(each) <= 75
        each.decode()  # never cut within a character
    assert b"\n" not in body.replace(b"\r\n", b"")
    unfolded = body.replace(b"\r\n ", b"").decode()
    assert unfolded.count("\r\n") == 2
    value = unfolded.removeprefix("SUMMARY:").split("\r\n")[0]
    kept = [c for c in title if c not in "\r\n\x85\u2028\u2029" and (c >= " " or c == "\t") and c != "\x7f"]
    back = value.replace("\\\\", "\0").replace("\\;", ";").replace("\\,", ",").replace("\\n", "")
    assert back.replace("\0", "\\") == "".join(kept)


@given(
    st.sampled_from(["Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Asia/Tehran", "UTC"]),
    st.dates(date(2018, 1, 1), date(2023, 12, 31)),
    st.times().map(lambda each: each.replace(second=0, microsecond=0)),
)
@settings(max_examples=200, deadline=None)
def test_hours_are_right_through_clock_changes(timezone: str, day: date, hour: time) -> None:
    event = only(written(entry(date=f"{day}", starts=f"{hour:%H:%M}", timezone=timezone)))
    assert event.dtstart.value == When.parse(day, starts=hour, timezone=timezone).begins
    there = event.dtstart.value.astimezone(ZoneInfo(timezone))
    assert abs(there.replace(tzinfo=None) - datetime.combine(day, hour)) <= timedelta(hours=1)
