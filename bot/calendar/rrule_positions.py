"""What BYSETPOS means (RFC 5545, 3.3.10): of all the days that a rule has in a month, or a year, the first, the last. Pure.

“The last working day of the month” is FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1. Of rules that say the same we keep one.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

WEEK: Final = 7
COUNTED: Final = (1, 2, 3, 4, 5, -1)  # which of a month's Mondays: a fifth is not in every month
# What stands for the last day of the month with programs that have no name for it.
_LAST_DAYS: Final = frozenset({28, 29, 30, 31})


def positioned(
    frequency: str,
    weekdays: Sequence[int],
    month_days: Sequence[int],
    months: Sequence[int],
    positions: Sequence[int],
) -> dict[str, Any] | None:
    """The fields of a `Rule` that say which days of which months are meant; None if it can't.

    `frequency` is MONTHLY or YEARLY; `weekdays` are counted together, 0 is Monday.
    """
    within = months if frequency == "MONTHLY" else _months_of_year(weekdays or month_days, months, positions)
    if within is None or bool(weekdays) == bool(month_days):
        return None
    fields: dict[str, Any] = {
        "frequency": "yearly" if within else "monthly",
        "months": tuple(within),
    }
    if month_days:
        is_last = set(month_days) == _LAST_DAYS and tuple(positions) == (-1,)
        return fields | {"month_days": (-1,)} if is_last else None
    return fields | days_of(weekdays, positions)


def days_of(weekdays: Collection[int], positions: Sequence[int]) -> dict[str, Any]:
    """Which days of a month these weekdays, counted together, are at these positions: as simply as it can be said."""
    if len(weekdays) == WEEK and all(1 <= each <= 31 or each == -1 for each in positions):
        return {"month_days": tuple(positions)}
    if len(weekdays) == 1 and all(each in COUNTED for each in positions):
        return {"nth": tuple((position, *weekdays) for position in positions)}
    return {"weekdays": tuple(weekdays), "positions": tuple(positions)}


def _months_of_year(
    days: Sequence[int], months: Sequence[int], positions: Sequence[int]
) -> Sequence[int] | None:
    """The month that is meant where positions are counted through a year, or through several months of it: the first, or the last.

    Each month has four of each weekday at least. None if it is not sure which month it is.
    """
    if len(months) == 1:
        return months
    surely = 4 * len(days)
    if all(1 <= each <= surely for each in positions):
        return [min(months, default=1)]
    if all(-surely <= each <= -1 for each in positions):
        return [max(months, default=12)]
    return None
