"""What a rule must keep, so that it is one: each with what is said of one that doesn't. Pure."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from bot.calendar.recurrence import Rule

Frequency = Literal["daily", "weekly", "monthly", "yearly"]

FARTHEST: Final = (
    1000  # days, weeks, months or years between two: what is more is a slip of the pen, or hostile
)
OFTEST: Final = 5000  # times, if they are counted: more than thirteen years of days
MOST_DATES: Final = 250  # beside a rule: with it they must find room in a form's metadata


def requirements(rule: "Rule") -> Iterator[tuple[bool, str]]:
    """Whether each is kept, and what it is."""
    of_month = bool(rule.nth or rule.month_days or rule.positions)
    weekdays = range(7)
    most = 4 * len(rule.weekdays) + min(3, len(rule.weekdays))  # of these weekdays in a month
    yield rule.frequency in get_args(Frequency), "it is daily, weekly, monthly or yearly"
    yield 1 <= rule.interval <= FARTHEST, f"from one to the next it is 1 to {FARTHEST}"
    yield rule.count is None or 1 <= rule.count <= OFTEST, f"it is counted from 1 to {OFTEST} times"
    yield rule.count is None or rule.until is None, "it has a last day, or a number of times, not both"
    yield (
        not rule.weekdays or rule.frequency == "weekly" or bool(rule.positions),
        "only what is weekly has weekdays",
    )
    yield all(day in weekdays for day in (*rule.weekdays, rule.week_start)), "weekdays are 0 to 6"
    yield not of_month or rule.frequency in ("monthly", "yearly"), "it has days of a month, and no month"
    yield (
        sum(map(bool, (rule.nth, rule.month_days, rule.positions))) <= 1,
        "it has a weekday, or days of the month, not both",
    )
    yield all(1 <= abs(each) <= most for each in rule.positions), "a month has not so many of these weekdays"
    yield not (rule.positions and len(rule.months) > 1 < rule.interval), "it is of one month of some years"
    yield (
        all(number in (1, 2, 3, 4, 5, -1) and day in weekdays for number, day in rule.nth),
        "weekdays are the first to the fifth, or the last",
    )
    yield all(1 <= day <= 31 or day == -1 for day in rule.month_days), "days are 1 to 31, or the last"
    yield all(1 <= month <= 12 for month in rule.months), "months are 1 to 12"
    yield not rule.months or rule.frequency == "yearly", "only what is yearly has months"
    yield not of_month or rule.frequency == "monthly" or bool(rule.months), "it does not say in which month"
    yield len(rule.dates) <= MOST_DATES, f"it has more than {MOST_DATES} further dates"
