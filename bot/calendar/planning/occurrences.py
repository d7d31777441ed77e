"""Changing one occurrence of what repeats: an exception of its rule, with its history, its reminders, and word of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.calendar.planning.facts import OF_OCCURRENCE, as_json, as_known, date_by_rule, facts, of_occurrence
from bot.calendar.planning.following import CALM, follow, tell_those_who_go
from storage import calendar, details, noticing, planning, recurring
from storage.calendar import Activity
from storage.database import Transaction
from storage.details import Details
from storage.noticing import Notice
from storage.recurring import Exceptional


async def apply(
    tx: Transaction, activity_id: int, on: date, values: Mapping[str, Any], *, by: str | None
) -> Activity | None:
    """Changes one occurrence, by its day by the rule: `values` are of `facts.OF_OCCURRENCE`. Returns the activity; None if nothing is
    different, or there is no such date."""
    await planning.lock(tx, activity_id)
    known = await details.get(tx, activity_id)
    by_rule = date_by_rule(known, on) if known is not None else None
    if known is None or by_rule is None:
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
        await recurring.save_exceptions(tx, {activity_id: [exceptional]})
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
        await recurring.save_exceptions(tx, {activity_id: [exceptional]})
    activity = (await calendar.change(tx, {activity_id: {}}))[activity_id]
    changed = [name for name in OF_OCCURRENCE if before[name] != after[name]]
    what = {name: [as_json(before[name]), as_json(after[name])] for name in changed}
    await planning.note(tx, {activity_id: what}, by=by, on=on)
    await follow(tx, [activity], {activity_id: known.stage}, [activity_id])
    await tell_those_who_go(tx, [activity])
    if known.stage == "approved" and changed:
        is_off = after["status"] == "cancelled" and "status" in changed
        said = as_known(known, {**facts(known), **before})
        await noticing.note(tx, [Notice(activity_id, on, said, tx.now if is_off else tx.now + CALM)])
    return activity
