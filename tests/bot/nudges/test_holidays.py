"""A group's holidays: how they are written, and when they are."""

from datetime import UTC, date, datetime

import pytest

from bot.nudges import holidays, silence
from storage.channels import Channel
from storage.rhythms import Rhythm
from storage.workspace import Workspace


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2019-08-01/2019-08-31", "2019-08-01", "2019-08-31"),
        ("08-01/08-31", "2019-08-01", "2019-08-31"),
        ("2019-05-01", "2019-05-01", "2019-05-01"),
        ("12-24/01-02", "2019-12-24", "2020-01-02"),
        ("02-29/03-02", "2019-02-28", "2019-03-02"),
    ],
)
def test_holidays_are_days_once_or_every_year(written: str, first: str, last: str) -> None:
    assert holidays.check(written) == written
    found = holidays.within([written], day(first), day(last))
    assert found == [(day(first), day(last))]
    next_year = holidays.within([written], day("2022-01-03"), day("2022-12-20"))
    assert bool(next_year) == (not written.startswith("20") and written != "12-24/01-02")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "summer",
        "2019-08",
        "08-01/2019-08-31",
        "2019-08-31/2019-08-01",
        "2019-02-29",
        "13-01",
        "01-01/12-31",
        "٠٥-٠١",
    ],
)
def test_what_are_no_holidays_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        holidays.check(written)


def test_holidays_over_new_year_and_next_to_each_other_end_when_the_last_of_them_does() -> None:
    both = ["12-24/01-02", "2020-01-03"]
    assert holidays.until(both, day("2019-12-23")) is None
    assert holidays.until(both, day("2020-01-01")) == day("2020-01-04")
    assert holidays.until(["01-01/06-30", "07-01/12-31"], day("2020-01-01")) is not None


def test_a_silence_does_not_grow_in_the_holidays_of_the_group() -> None:
    monday = datetime(2019, 3, 18, 9, tzinfo=UTC)
    channel, known = Channel("C1", last_post_at=monday, quiet_days=7), Rhythm("C1", holidays=["03-20/03-29"])
    assert silence.due(channel, known, Workspace(), monday) == datetime(2019, 4, 4, 9, tzinfo=UTC)
