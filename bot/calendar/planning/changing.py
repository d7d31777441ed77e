"""The one way in which anything comes into the calendar and changes there: with its history, its dates, its reminders, and word of it.

Whoever calls this has asked `access`, and has tidied the values. A file brings thousands at once, so all is done for many together: a
statement for each step, not for each activity. One occurrence of what repeats: see `occurrences`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.calendar.planning import occurrences
from bot.calendar.planning.facts import FIELDS, as_json, as_known, comparable, facts, instants
from bot.calendar.planning.following import CALM, follow, keep_answers, tell_those_who_go
from bot.calendar.telling import announcing
from storage import calendar, details, noticing, planning, recurring
from storage.calendar import Activity
from storage.database import Transaction
from storage.details import Details
from storage.noticing import Notice
from storage.recurring import Exceptional


@dataclass(frozen=True, slots=True)
class New:
    """A new activity. `values` are its columns, as `facts.columns_of` has them, and perhaps `fields`; `exceptions` are dates that are not
    as its rule has them."""

    values: Mapping[str, Any]
    exceptions: Sequence[Exceptional] = ()


async def add(
    tx: Transaction, uid: str, values: Mapping[str, Any], *, by: str | None, stage: str = "approved"
) -> Activity:
    """A new activity, as `add_all` adds it; told as new if a member added it."""
    return (await add_all(tx, {uid: New(values)}, by=by, stage=stage, quiet=by is None))[uid]


async def add_all(
    tx: Transaction, new: Mapping[str, New], *, by: str | None, stage: str = "approved", quiet: bool
) -> dict[str, Activity]:
    """New activities, by UID. `by`: a member, None for a file. What is `quiet` is not told as new: only when its time comes, like all
    that is ahead."""
    columns = {uid: _columns(each.values) for uid, each in new.items()}
    added = await calendar.add(
        tx, {uid: {**of_one, **instants(of_one), "stage": stage} for uid, of_one in columns.items()}
    )
    ids = {uid: activity.id for uid, activity in added.items()}
    fields = {ids[uid]: each.values[FIELDS] for uid, each in new.items() if each.values.get(FIELDS)}
    await planning.set_fields(tx, fields)
    await planning.note(tx, {id_: {"stage": [None, stage]} for id_ in ids.values()}, by=by)
    await recurring.save_exceptions(tx, {ids[uid]: each.exceptions for uid, each in new.items()})
    repeating = [ids[uid] for uid, of_one in columns.items() if of_one.get("rrule") is not None]
    await follow(tx, added.values(), dict.fromkeys(ids.values(), stage), repeating)
    if stage == "approved" and not quiet:
        await noticing.note(tx, [Notice(id_, None, {"stage": None}, tx.now) for id_ in ids.values()])
    return added


async def apply(
    tx: Transaction, activity_id: int, values: Mapping[str, Any], *, by: str | None, on: date | None = None
) -> Activity | None:
    """Changes an activity as `apply_all` does, or with `on` one occurrence of it: then `values` are of `facts.OF_OCCURRENCE`. Returns it as
    it is now; None if nothing is different, or it is not there."""
    if on is not None:
        return await occurrences.apply(tx, activity_id, on, values, by=by)
    return (await apply_all(tx, {activity_id: values}, by=by)).get(activity_id)


async def apply_all(
    tx: Transaction, wanted: Mapping[int, Mapping[str, Any]], *, by: str | None
) -> dict[int, Activity]:
    """Changes activities, by id. Returns those that are different now.

    The values are columns with what they become, as `facts.columns_of` has them, and perhaps `fields`. What is not named stays. The
    instants follow by themselves.
    """
    await planning.lock(tx, *wanted)
    changes = {
        id_: change
        for id_, known in (await details.by_ids(tx, wanted)).items()
        if (change := _Change(known, wanted[id_])).changed
    }
    if not changes:
        return {}
    activities = await calendar.change(
        tx,
        {id_: {**_columns(each.changed), **instants(each.after)} for id_, each in changes.items()},
    )
    fields = {id_: each.changed[FIELDS] for id_, each in changes.items() if FIELDS in each.changed}
    await planning.set_fields(tx, fields)
    await planning.note(tx, {id_: each.noted for id_, each in changes.items()}, by=by)
    repeating = [
        id_ for id_, each in changes.items() if "rrule" in each.changed or each.after["rrule"] is not None
    ]
    stages = {id_: each.after["stage"] for id_, each in changes.items()}
    await follow(tx, activities.values(), stages, repeating)
    for id_, activity in activities.items():
        if "rrule" in changes[id_].changed:
            await keep_answers(tx, activity, changes[id_].before["rrule"])
        if "channel_id" in changes[id_].changed:
            await announcing.follow(tx, activity)
    await tell_those_who_go(tx, activities.values())
    told = [each for each in changes.values() if each.after["stage"] == "approved"]
    await noticing.note(
        tx,
        [
            Notice(
                each.known.activity.id, None, each.people_know, tx.now if each.is_urgent else tx.now + CALM
            )
            for each in told
        ],
    )
    return activities


class _Change:
    """What becomes of one activity. `before` and `after`: all of it, by column; `changed`: what becomes different."""

    def __init__(self, known: Details, values: Mapping[str, Any]) -> None:
        self.known, self.before = known, facts(known)
        self.changed = {
            name: value for name, value in values.items() if self.before[name] != comparable(name, value)
        }
        self.after = {**self.before, **self.changed}

    @property
    def noted(self) -> dict[str, Any]:
        """As history keeps it."""
        return {
            name: [as_json(self.before[name]), as_json(comparable(name, value))]
            for name, value in self.changed.items()
        }

    @property
    def people_know(self) -> dict[str, Any]:
        return as_known(self.known, self.before)

    @property
    def is_urgent(self) -> bool:
        """What is new to people, and what is called off, is told at once."""
        return self.before["stage"] != "approved" or self.changed.get("status") == "cancelled"


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != FIELDS}
