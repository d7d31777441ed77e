"""Occurrences as a rule and its exceptions have them. Pure: facts in, occurrences out."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import cast

from bot.calendar import recurrence
from bot.calendar.recurrence import END, Rule
from bot.calendar.when import Precision, When
from storage.recurring import Exceptional, Occurrence, Repeating

Exceptions = Mapping[date, Exceptional]


def expanded(
    repeating: Repeating, exceptions: Exceptions, first: date, last: date
) -> tuple[list[Occurrence], bool]:
    """The occurrences by whose rule the day is from `first` to `last`, and the next after them, so that there always is a next one.

    Exceptions before `first` are among them: they may have been moved to a day that is still ahead. Returns too whether that is all:
    nothing follows any more. Nothing repeats without a rule, or without a day to begin with.
    """
    when, rule = when_of(repeating), rule_of(repeating)
    if rule is None:
        return [], True
    beyond = next(recurrence.occurrences(when, rule, last + timedelta(days=1), END), None)
    by_rule = [
        *recurrence.on_days(when, rule, [on for on in exceptions if on < first]).items(),
        *recurrence.occurrences(when, rule, first, last),
        *_there(beyond),
    ]
    return [_occurrence(repeating, on, by, exceptions.get(on)) for on, by in by_rule], beyond is None


def rule_of(repeating: Repeating) -> Rule | None:
    """Its rule, if it repeats and has a day to begin with."""
    if repeating.rrule is None or repeating.precision != "day" or repeating.starts_on is None:
        return None
    return Rule.parse(repeating.rrule)


def when_of(repeating: Repeating) -> When:
    """Its first date."""
    return When(
        cast(Precision, repeating.precision),
        repeating.starts_on,
        repeating.ends_on,
        repeating.starts_at,
        repeating.ends_at,
        repeating.timezone,
    )


def _there(found: tuple[date, When] | None) -> Iterator[tuple[date, When]]:
    if found is not None:
        yield found


def _occurrence(repeating: Repeating, on: date, by_rule: When, other: Exceptional | None) -> Occurrence:
    when = by_rule if other is None else moved(by_rule, other)
    starts_on, ends_on, begins, finishes = when.starts_on, when.ends_on, when.begins, when.finishes
    if starts_on is None or ends_on is None or begins is None or finishes is None:
        raise ValueError("An occurrence has a day.")
    other = other or Exceptional(on)
    is_off = repeating.status == "cancelled"
    return Occurrence(
        on=on,
        status=repeating.status if is_off else other.status or repeating.status,
        place=repeating.place if other.place is None else other.place,
        venue=repeating.venue if other.venue is None else other.venue,
        starts_on=starts_on,
        ends_on=ends_on,
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        begins=begins,
        finishes=finishes,
    )


def moved(by_rule: When, other: Exceptional) -> When:
    """A date by the rule, moved as the exception says. What it leaves open is as the rule has it: how long it takes, above all."""
    first, last = by_rule.starts_on, by_rule.ends_on
    if first is None or last is None:
        return by_rule
    starts_on, starts_at = other.starts_on or first, other.starts_at or by_rule.starts_at
    ends_on, ends_at = other.ends_on, other.ends_at
    if ends_at is None and starts_at and by_rule.starts_at and by_rule.ends_at:
        # On the clock, as people reckon: a clock change in between makes nothing longer.
        length = datetime.combine(last, by_rule.ends_at) - datetime.combine(first, by_rule.starts_at)
        end = datetime.combine(starts_on, starts_at) + length
        ends_on, ends_at = ends_on or end.date(), end.time()
    if ends_on is None:
        ends_on = starts_on + (last - first)
    return replace(
        by_rule, starts_on=starts_on, ends_on=max(starts_on, ends_on), starts_at=starts_at, ends_at=ends_at
    )
