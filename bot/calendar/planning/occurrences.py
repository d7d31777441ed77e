"""Changing one occurrence of what repeats: an exception of its rule, with its history, its reminders, and word of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.calendar.planning.facts import (
    OF_OCCURRENCE,
    as_json,
    as_known,
    date_by_rule,
    dates_by_rule,
    facts,
    of_occurrence,
)
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
    return await _change(tx, known, [_Difference(Exceptional(on, **different), before, after)], by)


async def make_exceptional(
    tx: Transaction, wanted: Mapping[int, Sequence[Exceptional]], *, by: str | None
) -> dict[int, Activity]:
    """Makes occurrences what exceptions say, as files write them: by activity, of each all at once. Returns the activities that are
    different now. Of two of one day the last counts."""
    by_day = {id_: {each.on: each for each in of_one} for id_, of_one in wanted.items() if of_one}
    if not by_day:
        return {}
    await planning.lock(tx, *by_day)
    there = await recurring.exceptions_of_all(tx, by_day)
    changed = dict[int, Activity]()
    for id_, known in sorted((await details.by_ids(tx, by_day)).items()):
        others = there.get(id_, {})
        new = [each for on, each in by_day[id_].items() if each != (others.get(on) or Exceptional(on))]
        days = dates_by_rule(known, [each.on for each in new])
        # There may be no such date by the rule, as it is now: that is kept for when there is.
        await _write(tx, id_, [each for each in new if each.on not in days])
        differences = []
        for each in (each for each in new if each.on in days):
            was = others.get(each.on) or Exceptional(each.on)
            before, after = (of_occurrence(known, days[each.on], other) for other in (was, each))
            differences.append(_Difference(each, before, after))
        if differences:
            changed[id_] = await _change(tx, known, differences, by)
    return changed


@dataclass(frozen=True, slots=True)
class _Difference:
    """What becomes of one occurrence."""

    exceptional: Exceptional
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def on(self) -> date:
        return self.exceptional.on

    @property
    def changed(self) -> list[str]:
        return [name for name in OF_OCCURRENCE if self.before[name] != self.after[name]]

    @property
    def noted(self) -> dict[str, Any]:
        """As history keeps it."""
        return {name: [as_json(self.before[name]), as_json(self.after[name])] for name in self.changed}

    @property
    def is_called_off(self) -> bool:
        return self.after["status"] == "cancelled" and "status" in self.changed


async def _change(
    tx: Transaction, known: Details, differences: Sequence[_Difference], by: str | None
) -> Activity:
    """However many they are, the activity's dates and reminders are worked out once."""
    activity_id = known.activity.id
    await _write(tx, activity_id, [each.exceptional for each in differences])
    activity = (await calendar.change(tx, {activity_id: {}}))[activity_id]
    await planning.note_dates(tx, activity_id, {each.on: each.noted for each in differences}, by=by)
    await follow(tx, [activity], {activity_id: known.stage}, [activity_id])
    await tell_those_who_go(tx, [activity])
    if known.stage == "approved":
        plain = facts(known)
        await noticing.note(
            tx,
            [
                Notice(
                    activity_id,
                    each.on,
                    as_known(known, {**plain, **each.before}),
                    tx.now if each.is_called_off else tx.now + CALM,
                )
                for each in differences
                if each.changed
            ],
        )
    return activity


async def _write(tx: Transaction, activity_id: int, exceptions: Sequence[Exceptional]) -> None:
    """What is as the rule has it is no exception."""
    usual = [each.on for each in exceptions if each == Exceptional(each.on)]
    await recurring.drop_exceptions(tx, activity_id, usual)
    others = [each for each in exceptions if each.on not in usual]
    await recurring.save_exceptions(tx, {activity_id: others})
