"""How a VEVENT repeats: its RRULE with what is otherwise on single dates (EXDATE, RECURRENCE-ID). Pure."""

from dataclasses import replace
from datetime import date
from typing import Final

from bot.calendar.ical.reading import Component
from bot.calendar.importing import texts
from bot.calendar.importing.further_dates import Hours
from bot.calendar.importing.problems import Bad, Problem
from bot.calendar.importing.times import Moment, Times
from bot.calendar.recurrence import NeverOccursError, Rule, first_of
from bot.calendar.rrule_text import FINER
from bot.calendar.when import When
from storage.recurring import Exceptional

MOST_EXCEPTIONS: Final = 500  # of one activity


def rule_of(event: Component, when: When) -> tuple[Rule | None, When]:
    """The rule, and the first date by it. Raises Bad for a rule that we can't keep."""
    written = [found.value for found in event.all("RRULE")]
    if not written:
        return None, when
    if len(written) > 1:
        raise Bad("rule")
    return rule_from(written[0], when)


def rule_from(text: str, when: When) -> tuple[Rule, When]:
    """The same from an RRULE's text. Raises Bad."""
    try:
        rule = Rule.parse(text, when)
        first = first_of(when, rule)
    except NeverOccursError:
        raise Bad("never") from None
    except ValueError:
        raise Bad("too_often" if any(word in text.upper() for word in FINER) else "rule") from None
    if first is None:
        raise Bad("never")
    return rule, first


def left_out(event: Component) -> list[Problem]:
    """What of a series can't be kept."""
    return [Problem("exrule")] if event.first("EXRULE") else []


def days_off(event: Component, when: When, times: Times) -> Hours:
    """The dates that don't take place, by their day by the rule, with their hours. Raises Bad."""
    found: Hours = {}
    for line in event.all("EXDATE"):
        values = line.value.split(",")
        if len(values) + len(found) > MOST_EXCEPTIONS:
            raise Bad("many_exceptions")
        for value in values:
            if value.strip():
                moment = times.moment(line, value)
                if moment.hour is not None and when.starts_at is not None:
                    moment = moment.seen_in(when.timezone)
                found.setdefault(moment.day, set()).add(moment.hour)
    return found


def day_of(event: Component, when: When | None, times: Times) -> date:
    """The day by the rule that a RECURRENCE-ID names. `when` is the series', if it is known. Raises Bad."""
    line = event.first("RECURRENCE-ID")
    if line is None:
        raise Bad("no_date")
    if line.parameters.get("RANGE", "").upper() == "THISANDFUTURE":
        raise Bad("following")
    moment = times.moment(line)
    return _day_of(moment, when) if when else moment.day


def _day_of(moment: Moment, when: When) -> date:
    """A moment as a day of a series: on its zone's clock."""
    if moment.hour is None or when.starts_at is None:
        return moment.day
    return moment.seen_in(when.timezone).day


def other(
    event: Component, on: date, when: When, times: Times, status: str, place: dict[str, str | None]
) -> Exceptional | None:
    """What one date of a series is like instead: None if we can't keep it. `status` and `place` are the series'. Raises Bad."""
    said = status_of(event)
    if said == "cancelled":
        return Exceptional(on, status="cancelled")
    theirs = _on_clock_of(times.when(event, is_series=True), when)
    if (theirs.starts_at is None) != (when.starts_at is None):
        return None
    where = texts.place_of(event)
    found = Exceptional(
        on,
        status=said if said != status else None,
        place=_otherwise(where, place, "place"),
        venue=_otherwise(where, place, "venue"),
    )
    days = (theirs.starts_on, theirs.ends_on, theirs.starts_at, theirs.ends_at)
    length = (when.ends_on or on) - (when.starts_on or on)
    if days == (on, on + length, when.starts_at, when.ends_at):
        return found
    return replace(found, starts_on=days[0], ends_on=days[1], starts_at=days[2], ends_at=days[3])


def _on_clock_of(theirs: When, when: When) -> When:
    """A date on the clock of the series that it is of."""
    if theirs.starts_at is None or theirs.timezone == when.timezone or theirs.starts_on is None:
        return theirs
    starts = Moment(theirs.starts_on, theirs.starts_at, theirs.timezone).seen_in(when.timezone)
    last, ends_at = theirs.ends_on or theirs.starts_on, None
    if theirs.ends_at is not None:
        ends = Moment(last, theirs.ends_at, theirs.timezone).seen_in(when.timezone)
        last, ends_at = ends.day, ends.hour
    else:
        last = max(starts.day, last)
    return When("day", starts.day, last, starts.hour, ends_at, when.timezone)


def _otherwise(where: dict[str, str | None], plain: dict[str, str | None], name: str) -> str | None:
    return where.get(name) if where.get(name) != plain.get(name) else None


def status_of(event: Component) -> str:
    status = event.text("STATUS").lower()
    return status if status in ("tentative", "cancelled") else "confirmed"
