"""What was entered into the form of a launch, as moments. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.calendar.when import instant
from bot.directory.profile.errors import TooLong
from bot.errors import FieldErrors, Refusal
from bot.groups.errors import Needed
from bot.launches import errors, rules
from storage.launch_posts import Prompt

DAY, HOUR, ENDS, REHEARSAL, WAITING = "day", "hour", "ends", "rehearsal", "waiting"  # blocks of the form
AT, TEXT, PICK = "at", "text", "pick"  # of each prompt, with its number

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entered:
    """A plan. `prompts`: when to post what, in order; `with_waiting`: those who wait for the group are invited, too."""

    wave_at: datetime
    ends_at: datetime
    prompts: tuple[tuple[datetime, str], ...]
    is_rehearsal: bool
    with_waiting: bool


@dataclass(frozen=True, slots=True)
class Basis:
    """What the form was opened with. `choices`: the prompts that can be chosen, by name; `begun`: when people were invited, then that
    stays; `known`: the prompts that stood in it, by their numbers, as they are now."""

    timezone: str
    now: datetime
    choices: Mapping[str, str]
    begun: datetime | None
    known: Mapping[int, Prompt]


def read(fields: Fields, basis: Basis) -> Entered:
    """Reads the form, whose hours are those of a zone. An hour before that of the invitations is the next day's, where that makes a day
    of LONGEST_DAY at most: it may be midnight where somebody plans, and afternoon where people are. Raises FieldErrors."""
    wrong: dict[str, Refusal] = {}
    wave_at = basis.begun or _wave(fields, basis, wrong)
    if wrong or wave_at is None:
        raise FieldErrors(wrong)
    floor = max(wave_at, basis.now)
    hour = _hour(fields.get(ENDS))
    ends_at = _after(floor, hour, basis.timezone) if hour else None
    if hour is None:
        wrong[ENDS] = Needed()
    elif ends_at is None:
        wrong[ENDS] = errors.HourPast() if basis.begun else errors.BeforeWave()
    planned = _prompts(fields, basis, (wave_at, ends_at), wrong)
    if wrong or ends_at is None:
        raise FieldErrors(wrong)
    in_order = tuple(sorted(planned, key=lambda each: each[0]))
    return Entered(wave_at, ends_at, in_order, bool(fields.get(REHEARSAL)), bool(fields.get(WAITING)))


def _wave(fields: Fields, basis: Basis, wrong: dict[str, Refusal]) -> datetime | None:
    day, hour = _day(fields.get(DAY)), _hour(fields.get(HOUR))
    if day is None:
        wrong[DAY] = Needed()
    if hour is None:
        wrong[HOUR] = Needed()
    if day is None or hour is None:
        return None
    wave_at = _at(day, hour, basis.timezone)
    if wave_at is None or wave_at > basis.now + rules.FURTHEST:
        wrong[DAY] = errors.TooFar()
    elif wave_at <= basis.now:
        wrong[HOUR] = errors.HourPast()
    return wave_at


def _prompts(
    fields: Fields, basis: Basis, day: tuple[datetime, datetime | None], wrong: dict[str, Refusal]
) -> list[tuple[datetime, str]]:
    """`day`: when people are invited, and when it ends."""
    planned = []
    for number in range(1, rules.PROMPTS + 1):
        hour, text = _hour(fields.get(f"{AT}{number}")), _text(fields, number, basis)
        known = basis.known.get(number)
        if known is not None and (not text or not known.is_open):
            # Left out; or it has been posted, or decided about, while the form was open.
            if text and (text != known.text or hour != _shown(known, basis.timezone)):
                wrong[f"{AT}{number}"] = errors.DoneMeanwhile()
        elif text and len(text) > rules.LONGEST_PROMPT:
            wrong[f"{TEXT}{number}"] = TooLong(len(text), rules.LONGEST_PROMPT)
        elif text and hour is None:
            wrong[f"{AT}{number}"] = errors.HourNeeded()
        elif hour is not None and not text:
            wrong[f"{TEXT}{number}"] = errors.TextNeeded()
        elif hour is not None:
            at = _within(hour, day, basis)
            if isinstance(at, Refusal):
                wrong[f"{AT}{number}"] = at
            else:
                planned.append((at, text))
    return planned


def _within(hour: time, day: tuple[datetime, datetime | None], basis: Basis) -> datetime | Refusal:
    """When a prompt is posted, on the day or in the night after it."""
    wave_at, ends_at = day
    on = wave_at.astimezone(ZoneInfo(basis.timezone)).date()
    found = [_at(on + timedelta(days=days), hour, basis.timezone) for days in (0, 1)]
    ahead = [at for at in found if at is not None and at >= max(wave_at, basis.now)]
    if ahead and (ends_at is None or ahead[0] <= ends_at):
        return ahead[0]
    here = found[0]
    if here is None or here < wave_at:
        return errors.BeforeWave()
    return errors.HourPast() if here < basis.now else errors.AfterEnd()


def _after(floor: datetime, hour: time, timezone: str) -> datetime | None:
    """When the clock shows an hour next, after a moment: on the same day, or within LONGEST_DAY. None if not by then."""
    day = floor.astimezone(ZoneInfo(timezone)).date()
    here, there = _at(day, hour, timezone), _at(day + timedelta(days=1), hour, timezone)
    if here is not None and here > floor:
        return here
    return there if there is not None and there <= floor + rules.LONGEST_DAY else None


def _text(fields: Fields, number: int, basis: Basis) -> str:
    """Own words go before a choice."""
    typed = str(fields.get(f"{TEXT}{number}") or "").strip()
    return typed or basis.choices.get(str(fields.get(f"{PICK}{number}") or ""), "")


def _shown(known: Prompt, timezone: str) -> time:
    return known.at.astimezone(ZoneInfo(timezone)).time().replace(second=0, microsecond=0)


def _day(given: object) -> date | None:
    try:
        return date.fromisoformat(str(given or ""))
    except ValueError:
        return None


def _hour(given: object) -> time | None:
    try:
        return time.fromisoformat(str(given or ""))
    except ValueError:
        return None


def _at(day: date, hour: time, timezone: str) -> datetime | None:
    """None at the end of the calendar."""
    try:
        return instant(day, hour, timezone)
    except (ValueError, OverflowError):
        return None
