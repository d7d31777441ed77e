"""Dates beside the rule of a series, and those that it leaves out."""

import time

import pytest

from storage.recurring import Exceptional
from tests.bot.calendar.importing.world import dates, ics, one, read, why

P = ";TZID=Europe/Paris:"  # between a property and its value
PARIS = f"DTSTART{P}20190403T150000\nDTEND{P}20190403T160000\n"
WEEKLY = PARIS + "RRULE:FREQ=WEEKLY;COUNT=5\n"
AS_A_LIST = "FREQ=DAILY;COUNT=1;RDATE="


def said(exceptional: Exceptional) -> str:
    """“10: cancelled”, “10: 16:00”, “10: 06 15:00 06 17:00”."""
    days = [f"{day:%d}" if day else "" for day in (exceptional.starts_on, exceptional.ends_on)]
    hours = [f"{hour:%H:%M}" if hour else "" for hour in (exceptional.starts_at, exceptional.ends_at)]
    words = [exceptional.status or "", days[0], hours[0], days[1], hours[1], exceptional.place or ""]
    return f"{exceptional.on:%d}: " + " ".join(filter(None, words))


@pytest.mark.parametrize(
    ("lines", "rule", "different"),
    [
        (WEEKLY + f"RDATE{P}20190406T150000", "FREQ=WEEKLY;BYDAY=WE;COUNT=5;RDATE=20190406", []),
        (PARIS + "RDATE;VALUE=DATE:20190406,20190408", AS_A_LIST + "20190406,20190408", []),
        (PARIS + "RDATE:20190406T130000Z\nRDATE:20190403T130000Z", AS_A_LIST + "20190406", []),
        # Nine in New York is three in Paris; and its evening is another day there.
        (
            PARIS + "RDATE;TZID=America/New_York:20190406T090000,20190407T210000",
            AS_A_LIST + "20190406,20190408",
            ["08: 03:00"],
        ),
        (
            PARIS + "RDATE;VALUE=PERIOD:20190406T130000Z/PT2H,20190407T130000Z/20190407T140000Z",
            AS_A_LIST + "20190406,20190407",
            ["06: 06 15:00 06 17:00"],
        ),
        ("DTSTART;VALUE=DATE:20190403\nRDATE;VALUE=DATE:20190405,20190403", AS_A_LIST + "20190405", []),
        (PARIS + "RDATE:20190406T130000Z,20190231T100000Z,tomorrow", AS_A_LIST + "20190406", []),
        # Left out beside the rule as by the rule; the hour says which of two is meant.
        (
            WEEKLY + f"RDATE{P}20190411T150000\nEXDATE{P}20190411T150000",
            "FREQ=WEEKLY;BYDAY=WE;COUNT=5;RDATE=20190411",
            ["11: cancelled"],
        ),
        (WEEKLY + f"EXDATE{P}20190410T150000\nRDATE{P}20190410T160000", "FREQ=WEEKLY;COUNT=5", ["10: 16:00"]),
        (
            PARIS + f"EXDATE{P}20190403T150000\nRDATE;VALUE=DATE:20190406",
            AS_A_LIST + "20190406",
            ["03: cancelled"],
        ),
    ],
)
def test_what_dates_beside_a_rule_come_to(lines: str, rule: str, different: list[str]) -> None:
    found = one(lines)
    assert found.said["rrule"] == rule
    assert [said(each) for _, each in sorted(found.exceptions.items())] == different
    assert dates(found).startswith("2019-04-03")


def test_what_is_different_on_a_date_beside_the_rule_holds() -> None:
    series = WEEKLY + f"UID:u\nRDATE{P}20190412T150000"
    moved = f"UID:u\nRECURRENCE-ID:20190412T130000Z\nDTSTART{P}20190413T150000\nDTEND{P}20190413T160000\nLOCATION:Room 5"
    (found,) = read(ics(series, moved)).found
    assert [said(each) for each in found.exceptions.values()] == ["12: 13 15:00 13 16:00 Room 5"]


def test_the_report_says_how_many_came_along_and_what_did_not() -> None:
    found = one(PARIS + "RDATE:20190406T130000Z,20190406T150000Z,20190231T100000Z,20190408T130000Z")
    assert [(note.what, note.value) for note in found.notes] == [
        ("date_left_out", "20190231T100000Z"),
        ("second_time", "2019-04-06"),
        ("more_dates", "2"),
    ]


@pytest.mark.parametrize("between", [",", "\nRDATE:"])
def test_ten_thousand_dates_are_refused_in_under_a_second(between: str) -> None:
    many = between.join(f"2019{n // 28 % 12 + 1:02}{n % 28 + 1:02}T{n % 24:02}0000Z" for n in range(10_000))
    began = time.process_time()
    assert why(ics(PARIS + "RDATE:" + many)) == ["many_dates"]
    assert time.process_time() - began < 1
