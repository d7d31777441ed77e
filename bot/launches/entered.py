"""What was entered into the form of a launch, as moments. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.calendar.when import instant
from bot.directory.profile.errors import TooLong
from bot.errors import FieldErrors, Refusal
from bot.groups.errors import Needed
from bot.launches import errors, rules

DAY, HOUR, ENDS, REHEARSAL = "day", "hour", "ends", "rehearsal"  # blocks of the form
AT, TEXT, PICK = "at", "text", "pick"  # of each prompt, with its number

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entered:
    """A plan. `prompts`: when to post what, in order."""

    wave_at: datetime
    ends_at: datetime
    prompts: tuple[tuple[datetime, str], ...]
    is_rehearsal: bool


def numbers() -> range:
    """Of the prompts in the form."""
    return range(1, rules.PROMPTS + 1)


def read(
    fields: Fields, timezone: str, now: datetime, choices: Mapping[str, str], begun: datetime | None = None
) -> Entered:
    """Reads the form, whose hours are those of a zone. `choices`: the prompts that can be chosen, by name. `begun`: when people were
    invited; then that stays. Raises FieldErrors."""
    wrong: dict[str, Refusal] = {}
    wave_at = begun or _wave(fields, timezone, now, wrong)
    if wrong or wave_at is None:
        raise FieldErrors(wrong)
    day = wave_at.astimezone(ZoneInfo(timezone)).date()
    ends_at = _at(fields.get(ENDS), day, timezone)
    if ends_at is None:
        wrong.setdefault(ENDS, Needed())
    elif ends_at <= wave_at:
        wrong[ENDS] = errors.BeforeWave()
    elif ends_at <= now:
        wrong[ENDS] = errors.HourPast()
    planned = _prompts(fields, timezone, (wave_at, ends_at, now), choices, wrong)
    if wrong or ends_at is None:
        raise FieldErrors(wrong)
    in_order = tuple(sorted(planned, key=lambda each: each[0]))
    return Entered(wave_at, ends_at, in_order, bool(fields.get(REHEARSAL)))


def _wave(fields: Fields, timezone: str, now: datetime, wrong: dict[str, Refusal]) -> datetime | None:
    day = _day(fields.get(DAY))
    wave_at = _at(fields.get(HOUR), day, timezone)
    if day is None:
        wrong[DAY] = Needed()
    if wave_at is None:
        wrong.setdefault(HOUR if day else DAY, Needed())
    elif wave_at <= now:
        wrong[HOUR] = errors.HourPast()
    elif wave_at > now + rules.FURTHEST:
        wrong[DAY] = errors.TooFar()
    return wave_at


def _prompts(
    fields: Fields,
    timezone: str,
    day: tuple[datetime, datetime | None, datetime],
    choices: Mapping[str, str],
    wrong: dict[str, Refusal],
) -> list[tuple[datetime, str]]:
    """`day`: when people are invited, when it ends, and what time it is."""
    wave_at, ends_at, now = day
    planned = []
    for number in numbers():
        on = wave_at.astimezone(ZoneInfo(timezone)).date()
        found = _prompt(fields, number, on, timezone, choices, wrong)
        if found is None:
            continue
        block = f"{AT}{number}"
        if found[0] < wave_at:
            wrong[block] = errors.BeforeWave()
        elif found[0] < now:
            wrong[block] = errors.HourPast()
        elif ends_at is not None and found[0] > ends_at:
            wrong[block] = errors.AfterEnd()
        planned.append(found)
    return planned


def _prompt(
    fields: Fields,
    number: int,
    day: date | None,
    timezone: str,
    choices: Mapping[str, str],
    wrong: dict[str, Refusal],
) -> tuple[datetime, str] | None:
    """Own words go before a choice. None if there is none, or something is wrong."""
    typed = str(fields.get(f"{TEXT}{number}") or "").strip()
    text = typed or choices.get(str(fields.get(f"{PICK}{number}") or ""), "")
    hour = fields.get(f"{AT}{number}")
    if len(text) > rules.LONGEST_PROMPT:
        wrong[f"{TEXT}{number}"] = TooLong(len(text), rules.LONGEST_PROMPT)
    elif text and not hour:
        wrong[f"{AT}{number}"] = errors.HourNeeded()
    elif hour and not text:
        wrong[f"{TEXT}{number}"] = errors.TextNeeded()
    at = _at(hour, day, timezone)
    return (at, text) if at is not None and text else None


def _day(given: object) -> date | None:
    try:
        return date.fromisoformat(str(given or ""))
    except ValueError:
        return None


def _at(given: object, day: date | None, timezone: str) -> datetime | None:
    try:
        return instant(day, time.fromisoformat(str(given or "")), timezone) if day else None
    except (ValueError, OverflowError):
        return None
