"""The one way in which anything comes into the calendar and changes there: with its history, its dates, its reminders, and word of it.

Whoever calls this has asked `access`, and has tidied the values.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any, Final, cast

from bot.calendar import recurrence
from bot.calendar.draft import ActivityDraft
from bot.calendar.expansion import moved
from bot.calendar.interest import letters
from bot.calendar.planned_reminders import plan_reminders
from bot.calendar.recurrence import Rule
from bot.calendar.repeating import expand
from bot.calendar.telling import announcing
from bot.calendar.when import When
from storage import calendar, details, noticing, planning, recurring
from storage import workspace as workspaces
from storage.calendar import Activity
from storage.database import Transaction
from storage.details import Details
from storage.recurring import Exceptional

CALM: Final = timedelta(
    minutes=10
)  # without another change, before people are told: many edits make one notice

FIELDS: Final = (
    "fields"  # among the values: ids of the directory's terms, with what the activity calls them itself
)
DATES: Final = ("precision", "starts_on", "ends_on", "starts_at", "ends_at", "timezone")
OF_OCCURRENCE: Final = ("status", "starts_on", "ends_on", "starts_at", "ends_at", "place", "venue")


def columns_of(draft: ActivityDraft) -> dict[str, Any]:
    """A draft's values, by column; all but its uid and the fields that it is about, which are looked up first."""
    kept = (
        "kind",
        "title",
        "channel_id",
        "country",
        "place",
        "venue",
        "link",
        "status",
        "summary",
        "organiser",
        "language",
    )
    return {
        **{name: getattr(draft, name) for name in kept},
        **asdict(draft.when),
        "is_public": draft.is_public and draft.channel_id is None,
        "rrule": str(draft.rule) if draft.rule else None,
    }


async def add(
    tx: Transaction,
    uid: str,
    values: Mapping[str, Any],
    *,
    by: str | None,
    stage: str = "approved",
    exceptions: Sequence[Exceptional] = (),
    quiet: bool = False,
) -> Activity:
    """A new activity. `values` are its columns, as `columns_of` has them, and perhaps `fields`; `by`: a member, None for a file.

    `exceptions` are dates that are not as its rule has them. With `quiet` it is not told as new, whoever adds it.
    """
    fields = values.get(FIELDS, {})
    columns = {name: value for name, value in values.items() if name != FIELDS}
    activity = await calendar.add(tx, uid, {**columns, **_instants(columns), "stage": stage})
    await planning.set_fields(tx, activity.id, fields)
    await planning.note(tx, activity.id, {"stage": [None, stage]}, by=by)
    await recurring.save_exceptions(tx, activity.id, exceptions)
    await _follow(tx, activity, stage, repeats=columns.get("rrule") is not None)
    # What a file brings is told when its time comes, like all that is ahead.
    if stage == "approved" and by is not None and not quiet:
        await noticing.note(tx, activity.id, None, {"stage": None}, tx.now)
    return activity


async def apply(
    tx: Transaction, activity_id: int, values: Mapping[str, Any], *, by: str | None, on: date | None = None
) -> Activity | None:
    """Changes an activity, or with `on` one occurrence of it. Returns it as it is now; None if nothing is different, or it is not there.

    `values` are columns with what they become, as `columns_of` has them, and perhaps `fields`; of an occurrence those of
    `OF_OCCURRENCE`. What is not named stays. The instants follow by themselves.
    """
    await planning.lock(tx, activity_id)
    known = await details.get(tx, activity_id)
    if known is None:
        return None
    if on is not None:
        return await _apply_to_occurrence(tx, known, on, values, by)
    before = facts(known)
    changed = {name: value for name, value in values.items() if before[name] != _comparable(name, value)}
    if not changed:
        return None
    after = {**before, **changed}
    columns = {name: value for name, value in changed.items() if name != FIELDS}
    activity = await calendar.change(tx, activity_id, {**columns, **_instants(after)})
    if FIELDS in changed:
        await planning.set_fields(tx, activity_id, changed[FIELDS])
    what = {
        name: [as_json(before[name]), as_json(_comparable(name, value))] for name, value in changed.items()
    }
    await planning.note(tx, activity_id, what, by=by)
    await _follow(tx, activity, after["stage"], repeats="rrule" in changed or after["rrule"] is not None)
    await letters.replan(tx, activity)
    if "channel_id" in changed:
        await announcing.follow(tx, activity)
    if after["stage"] == "approved":
        # What is new to people, and what is called off, is told at once.
        at_once = before["stage"] != "approved" or changed.get("status") == "cancelled"
        said = _as_known(known, before)
        await noticing.note(tx, activity_id, None, said, tx.now if at_once else tx.now + CALM)
    return activity


async def _apply_to_occurrence(
    tx: Transaction, known: Details, on: date, values: Mapping[str, Any], by: str | None
) -> Activity | None:
    by_rule = date_by_rule(known, on)
    if by_rule is None:
        return None
    other = (await recurring.exceptions_of(tx, known.activity.id)).get(on) or Exceptional(on)
    plain = of_occurrence(known, by_rule, Exceptional(on))
    before = of_occurrence(known, by_rule, other)
    after = {**before, **{name: values[name] for name in OF_OCCURRENCE if name in values}}
    changed = [name for name in OF_OCCURRENCE if before[name] != after[name]]
    if not changed:
        return None
    different = {name: value for name, value in after.items() if value != plain[name]}
    if different.keys() & {"starts_on", "ends_on", "starts_at", "ends_at"}:
        # A new day or hour takes the end along (`expansion.moved`): so all of a moved date is written down.
        different |= {name: after[name] for name in ("starts_on", "ends_on", "starts_at", "ends_at")}
    return await _except(tx, known, Exceptional(on, **different), before, after, by)


async def make_exceptional(
    tx: Transaction, activity_id: int, exceptional: Exceptional, *, by: str | None
) -> Activity | None:
    """Makes one occurrence what an exception says, as files write it. Returns the activity; None if it was so, or is not there."""
    await planning.lock(tx, activity_id)
    known = await details.get(tx, activity_id)
    if known is None:
        return None
    other = (await recurring.exceptions_of(tx, activity_id)).get(exceptional.on) or Exceptional(
        exceptional.on
    )
    if other == exceptional:
        return None
    by_rule = date_by_rule(known, exceptional.on)
    if by_rule is None:
        # There is no such date by the rule, as it is now: kept for when there is.
        await recurring.save_exceptions(tx, activity_id, [exceptional])
        return None
    before, after = (of_occurrence(known, by_rule, each) for each in (other, exceptional))
    return await _except(tx, known, exceptional, before, after, by)


async def _except(
    tx: Transaction,
    known: Details,
    exceptional: Exceptional,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: str | None,
) -> Activity:
    activity_id, on = known.activity.id, exceptional.on
    if exceptional == Exceptional(on):
        await recurring.drop_exception(tx, activity_id, on)
    else:
        await recurring.save_exceptions(tx, activity_id, [exceptional])
    activity = await calendar.change(tx, activity_id, {})
    changed = [name for name in OF_OCCURRENCE if before[name] != after[name]]
    what = {name: [as_json(before[name]), as_json(after[name])] for name in changed}
    await planning.note(tx, activity_id, what, by=by, on=on)
    await _follow(tx, activity, known.stage, repeats=True)
    await letters.replan(tx, activity)
    if known.stage == "approved" and changed:
        is_off = after["status"] == "cancelled" and "status" in changed
        said = _as_known(known, {**facts(known), **before})
        await noticing.note(tx, activity_id, on, said, tx.now if is_off else tx.now + CALM)
    return activity


def date_by_rule(known: Details, on: date) -> When | None:
    """The date of the occurrence that a day names, as the rule has it; None if it has none then."""
    if known.rrule is None or known.activity.precision != "day":
        return None
    return next(
        (when for _, when in recurrence.occurrences(_when(known.activity), Rule.parse(known.rrule), on, on)),
        None,
    )


def of_occurrence(known: Details, by_rule: When, other: Exceptional) -> dict[str, Any]:
    """What one occurrence is like: `OF_OCCURRENCE` by name."""
    when, activity = moved(by_rule, other), known.activity
    return {
        "status": activity.status if activity.status == "cancelled" else other.status or activity.status,
        "starts_on": when.starts_on,
        "ends_on": when.ends_on,
        "starts_at": when.starts_at,
        "ends_at": when.ends_at,
        "place": activity.place if other.place is None else other.place,
        "venue": activity.venue if other.venue is None else other.venue,
    }


def facts(known: Details) -> dict[str, Any]:
    """All that people may change about an activity, by column."""
    named = ("kind", "title", "channel_id", "country", "place", "venue", "link", "status", *DATES)
    more = ("stage", "summary", "organiser", "language", "is_public", "rrule", FIELDS)
    return {name: getattr(known.activity, name) for name in named} | {
        name: getattr(known, name) for name in more
    }


def _as_known(known: Details, before: Mapping[str, Any]) -> dict[str, Any]:
    """What a notice keeps of an activity: how it was `before`, and of which version that is."""
    return {name: as_json(value) for name, value in before.items()} | {"sequence": known.activity.sequence}


def as_json(value: Any) -> Any:
    """A value of a column as JSON holds it."""
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset | set | tuple | list) else value


def _comparable(name: str, value: Any) -> Any:
    return frozenset(cast(Collection[int], value)) if name == FIELDS else value


def _when(activity: Activity) -> When:
    return When(**{name: getattr(activity, name) for name in DATES})


def _instants(values: Mapping[str, Any]) -> dict[str, datetime | None]:
    when = When(**{name: values[name] for name in DATES})
    return {"begins": when.begins, "finishes": when.finishes}


async def _follow(tx: Transaction, activity: Activity, stage: str, *, repeats: bool) -> None:
    """What follows from an activity: the dates at which it takes place, and its reminders."""
    if repeats:
        await expand(tx, activity.id)
    if stage == "approved":
        await plan_reminders(tx, activity, await workspaces.get(tx))
