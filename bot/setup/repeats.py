"""What the workspace file says of an activity that repeats: `repeats`, `except` and `moved`. Errors are ValueErrors with a sentence."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.calendar.recurrence import Rule, first_of, occurrences
from bot.calendar.when import When
from storage.recurring import Exceptional


def check_rule(written: str, when: When) -> None:
    """Raises if it is no rule, or if the first date is not one by it."""
    first = first_of(when, Rule.parse(written, when))
    if first is None:
        raise ValueError("By this rule it never takes place.")
    if first.starts_on != when.starts_on:
        raise ValueError(
            f"The date ({when.starts_on}) is not a day by this rule. The first after it is {first.starts_on}."
        )


def check_days(written: Iterable[str], rule: str | None, when: When) -> None:
    """Raises unless each is a day on which it takes place by its rule."""
    if rule is None:
        raise ValueError("It doesn't repeat: that goes with `repeats`.")
    for text in written:
        on = day(text)
        if not list(occurrences(when, Rule.parse(rule, when), on, on)):
            raise ValueError(f"By its rule it doesn't take place on {on} anyway.")


def check_moves(moved: Mapping[str, str], off: Iterable[str]) -> None:
    """Raises unless each is moved to a day, and none of them is called off."""
    called_off = {day(text) for text in off}
    for on, to in moved.items():
        day(to)
        if day(on) in called_off:
            raise ValueError(f"{on} is moved, and called off by `except`.")


def day(written: str) -> date:
    when = When.parse(written)
    if when.precision != "day" or when.starts_on is None:
        raise ValueError(f"“{written}” is not a day. Write it as 2019-03-20.")
    return when.starts_on


def exceptions(off: Iterable[str], moved: Mapping[str, str]) -> tuple[Exceptional, ...]:
    """Those that don't take place, and those that do on another day, at the same hour."""
    return (
        *(Exceptional(day(on), status="cancelled") for on in off),
        *(Exceptional(day(on), starts_on=day(to)) for on, to in moved.items()),
    )
