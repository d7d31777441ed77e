"""Dates as they are entered: each slip has its own message, beside its own field."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.calendar.planning import clocks, repeats
from bot.calendar.planning.dates import Written, when_of
from bot.calendar.planning.form import LONGEST_WHEN, Context
from bot.calendar.reading.sentence import Sentence
from bot.calendar.recurrence import Rule
from bot.calendar.rule_requirements import MOST_DATES
from bot.calendar.when import When
from bot.errors import FieldErrors
from bot.i18n import words

ZURICH = "Europe/Zurich"
THIRD_OF_APRIL = When("day", date(2019, 4, 3), date(2019, 4, 3), None, None, ZURICH)


def reads(text: str) -> Sentence:
    """What reading words finds in them, for these tests."""
    said: dict[str, dict[str, Any]] = {
        "31 February": {"problem": "no_such_day"},
        "5 to 3 April": {"problem": "end_before_start"},
        "first week of March": {
            "when": When("week", date(2019, 3, 4), date(2019, 3, 10), None, None, ZURICH)
        },
        "3 April 14:00": {"when": When("day", date(2019, 4, 3), date(2019, 4, 3), time(14), None, ZURICH)},
    }
    nothing: dict[str, Any] = dict.fromkeys(Sentence.__dataclass_fields__)
    return Sentence(**nothing | {"title": ""} | said.get(text, {}))


def read(**fields: str) -> When:
    given = {"day": "", "words": "", "end": "", "starts": "", "ends": "", "zone": ZURICH} | fields
    return when_of(Written(**given), reads)


def wrong(language: str = "en", **fields: str) -> dict[str, str]:
    with pytest.raises(FieldErrors) as caught:
        read(**fields)
    return {block_id: refusal.say(words(language)) for block_id, refusal in caught.value.fields.items()}


def test_a_day_an_hour_and_a_last_day_are_what_they_say() -> None:
    assert read(day="2019-04-03") == THIRD_OF_APRIL
    timed = read(day="2019-04-03", starts="14:00", ends="15:30", zone="Africa/Lagos")
    assert (timed.starts_at, timed.ends_at, timed.timezone) == (time(14), time(15, 30), "Africa/Lagos")
    assert read(day="2019-04-03", end="2019-04-05").ends_on == date(2019, 4, 5)


@pytest.mark.parametrize(
    ("text", "precision"),
    [("TBC", "tbc"), ("2019-Q2", "quarter"), ("2019-05", "month"), ("first week of March", "week")],
)
def test_what_is_not_known_to_the_day_is_written_in_words(text: str, precision: str) -> None:
    assert read(words=text).precision == precision


def test_words_may_say_a_day_with_its_hour_and_the_fields_win() -> None:
    assert read(words="3 April 14:00").starts_at == time(14)
    assert read(words="3 April 14:00", starts="16:00").starts_at == time(16)
    assert read(words="3 April 14:00", day="2019-04-03") == read(words="3 April 14:00")


@pytest.mark.parametrize(
    ("fields", "block_id", "says"),
    [
        ({}, "day", "When is it?"),
        ({"words": "31 February"}, "when", "no such day: “31 February”"),
        ({"words": "5 to 3 April"}, "when", "It ends before it begins."),
        ({"words": "soon <b>"}, "when", "I find no date in “soon <b>”"),
        ({"words": "TBC", "day": "2019-04-03"}, "when", "clear one of the two"),
        ({"day": "2019-04-03", "end": "2019-04-02"}, "end", "before it begins, on Wed 3 Apr 2019"),
        ({"day": "2019-04-03", "starts": "14:00", "ends": "13:00"}, "ends", "before it begins, at 14:00"),
        ({"day": "2019-04-03", "ends": "13:00"}, "ends", "At what time does it begin?"),
        ({"words": "TBC", "starts": "13:00"}, "starts", "This needs a day"),
        ({"words": "2019-05", "end": "2019-05-03"}, "end", "This needs a day"),
        ({"day": "1819-04-03"}, "day", "Years go from 1900"),
        ({"day": "2019-03-31", "starts": "02:30"}, "starts", "There is no 02:30 on Sun 31 Mar 2019"),
        ({"day": "2019-10-27", "starts": "02:30"}, "starts", "02:30 comes twice on Sun 27 Oct 2019"),
        ({"day": "2019-03-31", "starts": "01:00", "ends": "02:15"}, "ends", "There is no 02:15"),
    ],
)
def test_each_slip_has_its_own_message_beside_its_field(
    fields: dict[str, str], block_id: str, says: str
) -> None:
    assert says in wrong(**fields)[block_id]


def test_a_date_that_nobody_rewrote_stays_as_it_was() -> None:
    week = When("week", date(2019, 3, 4), date(2019, 3, 10), None, None, ZURICH)
    written = Written("", "in the first week", "", "", "", ZURICH)
    assert when_of(written, reads, week) == week


@pytest.mark.parametrize(
    ("day", "hour", "zone", "trouble"),
    [
        (date(2019, 3, 10), time(2), "America/New_York", "skipped"),
        (date(2019, 3, 10), time(3), "America/New_York", None),
        (date(2019, 11, 3), time(1, 59), "America/New_York", "repeated"),
        (date(2019, 11, 3), time(2), "America/New_York", None),
        (date(2019, 10, 6), time(2, 15), "Australia/Lord_Howe", "skipped"),  # half an hour
        (date(2011, 12, 30), time(12), "Pacific/Apia", "skipped"),  # a whole day
        (date(2019, 3, 31), time(2, 30), "Africa/Lagos", None),
    ],
)
def test_hours_that_a_clock_change_skips_or_repeats_are_known(
    day: date, hour: time, zone: str, trouble: str | None
) -> None:
    assert clocks.trouble(day, hour, zone) == trouble


@pytest.mark.parametrize("choice", ["daily", "weekly", "fortnightly", "monthly", "nth", "yearly"])
def test_what_the_menu_offers_is_what_it_shows_when_it_is_changed(choice: str) -> None:
    rule, when = repeats.repeating(choice, "2020-12-31", THIRD_OF_APRIL)
    assert when == THIRD_OF_APRIL
    assert repeats.choice_of(rule, when) == choice


def test_a_rule_that_no_choice_is_stays_as_it_was() -> None:
    kept = "FREQ=MONTHLY;BYMONTHDAY=3,17"
    rule, _when = repeats.repeating(repeats.KEPT, "", THIRD_OF_APRIL, kept)
    assert str(rule) == kept
    assert "as before" in str(repeats.choices(words("en"), kept, THIRD_OF_APRIL)).lower()


def test_dates_beside_a_rule_stay_as_long_as_they_are_before_its_end() -> None:
    for kept, expected in (
        ("FREQ=WEEKLY;BYDAY=WE;COUNT=9", "FREQ=WEEKLY;BYDAY=WE;UNTIL=20190430;RDATE=20190406"),
        ("FREQ=DAILY;COUNT=1", "FREQ=DAILY;COUNT=1;RDATE=20190406"),
    ):
        text = f"{kept};RDATE=20190406,20190504"
        assert str(repeats.repeating(repeats.KEPT, "", THIRD_OF_APRIL, text)[0]) == text
        assert str(repeats.repeating(repeats.KEPT, "2019-04-30", THIRD_OF_APRIL, text)[0]) == expected


def test_the_longest_rule_finds_room_in_the_forms_metadata() -> None:
    days = tuple(date(2019, 1, 1) + timedelta(days=n) for n in range(MOST_DATES))
    rule = Rule("yearly", months=tuple(range(1, 13)), month_days=(*range(1, 32), -1), dates=days)
    kept = ("day", "2019-04-03", "2019-04-03", "America/Argentina/ComodRivadavia")
    context = Context(id=10**9, version=10**6, whole=True, said="x" * LONGEST_WHEN, when=kept, rule=str(rule))
    assert len(str(context)) <= 3000


def test_the_fifth_weekday_of_a_month_is_its_last() -> None:
    last = When("day", date(2019, 4, 29), date(2019, 4, 29), None, None, ZURICH)
    rule, _when = repeats.repeating("nth", "", last)
    assert str(rule) == "FREQ=MONTHLY;BYDAY=-1MO"


@pytest.mark.parametrize(
    ("choice", "until", "when", "block_id"),
    [
        ("weekly", "2019-04-02", THIRD_OF_APRIL, "until"),  # over before it begins
        ("weekly", "", When("tbc", None, None, None, None, ZURICH), "repeats"),
        ("hourly", "", THIRD_OF_APRIL, "repeats"),
    ],
)
def test_a_rule_that_never_occurs_is_refused_beside_its_field(
    choice: str, until: str, when: When, block_id: str
) -> None:
    with pytest.raises(FieldErrors) as caught:
        repeats.repeating(choice, until, when)
    assert set(caught.value.fields) == {block_id}
