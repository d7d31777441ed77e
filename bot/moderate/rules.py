"""The picture of a channel's weeks, in characters. Pure: numbers in, text out."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

WEEKS: Final = 12
BARS: Final = "▁▂▃▄▅▆▇█"
NONE: Final = "·"  # nothing was written, or it is not to be shown


def bars(numbers: Sequence[int | None]) -> str:
    """A bar for each number, the highest as high as there is; a dot for none, and for what is not to be shown.

    Of the same width everywhere in a fixed-width font, without a picture that would have to be made, kept and described.
    """
    most = max((number for number in numbers if number), default=0)
    return "".join(NONE if not number else BARS[_height(number, most)] for number in numbers)


def _height(number: int, most: int) -> int:
    return (number * len(BARS) - 1) // most if most >= len(BARS) else number * len(BARS) // most - 1


def known_from(weeks: Sequence[tuple[date, int]], began: date) -> int:
    """The first week of which anything is known in a channel where Liaison came on the day `began`: that day's, or the first before it
    in which anybody was active. `weeks`: at least one, their Mondays and how many people were active."""
    return next(
        n
        for n, (monday, people) in enumerate(weeks)
        if people or monday + timedelta(days=7) > began or n == len(weeks) - 1
    )


def spoken_length(length: timedelta) -> tuple[int, str]:
    """A length in one unit that fits: minutes, hours or days, rounded; at least one."""
    minutes = max(1, round(length.total_seconds() / 60))
    if minutes < 60:
        return minutes, "minutes"
    hours = round(minutes / 60)
    if hours < 48:
        return hours, "hours"
    return round(minutes / 60 / 24), "days"
