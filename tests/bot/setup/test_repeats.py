"""Activities of the workspace file that repeat: in the file itself, and loaded."""

from datetime import UTC, datetime

import pytest

from bot.setup.service import SetupService
from storage import calendar, recurring
from storage.database import Database
from tests.bot.setup.test_file import START, problems
from tests.bot.setup.world import FILE

ACTIVITY = START + '[[activities]]\nkind = "event"\ntitle = "Call"\ndate = "2019-04-01"\nstarts = "14:00"\n'


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('repeats = "every Monday"', "line 9, activities[1].repeats: It is not a rule as RFC 5545 writes it"),
        ('repeats = "FREQ=HOURLY"', "line 9, activities[1].repeats: It repeats more often than daily"),
        (
            'repeats = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"',
            "line 9, activities[1].repeats: It never takes place: there is no such day in that month.",
        ),
        (
            'repeats = "FREQ=WEEKLY;UNTIL=20190101"',
            "line 9, activities[1].repeats: By this rule it never takes place.",
        ),
        (
            'repeats = "FREQ=WEEKLY;BYDAY=TU"',
            "The date (2019-04-01) is not a day by this rule. The first after it is 2019-04-02.",
        ),
        ('except = ["2019-04-08"]', "line 9, activities[1].except: It doesn't repeat"),
        (
            'repeats = "FREQ=WEEKLY"\nexcept = ["2019-04-22", "2019-04-23"]',
            "line 10, activities[1].except: By its rule it doesn't take place on 2019-04-23 anyway.",
        ),
        ('repeats = "FREQ=WEEKLY"\nexcept = ["2019-04"]', "“2019-04” is not a day."),
        ('repeats = "FREQ=WEEKLY"\nmoved = { "2019-04-09" = "2019-04-10" }', "on 2019-04-09 anyway"),
        (
            'repeats = "FREQ=WEEKLY"\nmoved = { "2019-04-08" = "Q2" }',
            "activities[1].moved: “Q2” is not a date.",
        ),
        (
            'repeats = "FREQ=WEEKLY"\nexcept = [2019-04-08]\nmoved = { "2019-04-08" = 2019-04-09 }',
            "line 11, activities[1].moved: 2019-04-08 is moved, and called off by `except`.",
        ),
    ],
)
def test_a_wrong_rule_is_told_at_its_line(lines: str, expected: str) -> None:
    (problem,) = problems(ACTIVITY + lines)
    assert expected in problem


def test_what_has_no_day_yet_does_not_repeat() -> None:
    text = ACTIVITY.replace('"2019-04-01"\nstarts = "14:00"', '"2019-04"')
    (problem,) = problems(text + 'repeats = "FREQ=WEEKLY"')
    assert "What repeats needs a day to begin with." in problem


async def test_what_repeats_is_loaded_with_its_exceptions_and_again_nothing_is_different(
    setup: SetupService, db: Database
) -> None:
    head, _, _ = FILE.partition("[[activities]]")
    text = (
        head
        + ACTIVITY.removeprefix(START).replace("2019-04-01", "2019-03-25")
        + ('repeats = "FREQ=WEEKLY"\nexcept = ["2019-04-01"]\nmoved = { "2019-04-08" = "2019-04-09" }\n')
    )
    await setup.load(text)
    async with db.read() as tx:
        (call,) = await calendar.everything(tx)
        found = list((await recurring.of_activity(tx, call.id, after=tx.now)).values())
    assert [(occurrence.status, occurrence.begins) for occurrence in found[:3]] == [
        ("confirmed", datetime(2019, 3, 25, 13, tzinfo=UTC)),
        ("cancelled", datetime(2019, 4, 1, 12, tzinfo=UTC)),
        ("confirmed", datetime(2019, 4, 9, 12, tzinfo=UTC)),
    ]
    report = await setup.load(text)
    assert report.changes == []
    report = await setup.load(text.replace('"2019-04-09"', '"2019-04-10"'))
    assert report.changes == ["activity changed: Call"]
