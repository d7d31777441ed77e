"""What of somebody's letters is still to be said when they are sent: as things are then, and as far as they may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.access import Viewer
from bot.calendar.interest import choices, rules
from bot.calendar.interest.before import is_over, was, what_of
from bot.calendar.interest.letters import FOR_ALL, nearest_date
from bot.calendar.telling.rules import What
from storage import interest, published
from storage.calendar import Activity
from storage.database import Reading
from storage.letters import Letter
from storage.occasions import ONCE


@dataclass(frozen=True, slots=True)
class Told:
    """One thing of a message: a letter, and what it says of an activity as it is now. `old`: as they knew it, if it has changed.
    `nearest`: the date that it is about."""

    letter: Letter
    what: What | Literal["reminder"]
    activity: Activity
    old: Activity
    nearest: Activity

    def cannot_wait(self, zone: ZoneInfo, now: datetime) -> bool:
        """Whether it is said at any hour."""
        begins = (self.nearest.begins, self.old.begins)
        return self.what != "reminder" and now >= rules.news_due(
            begins, zone, now, is_off=self.what == "cancelled"
        )

    def is_as_good_at(self, until: datetime | None, now: datetime) -> bool:
        """Whether it may wait until then, because there is more to tell then: not if it begins before. None: there is no such moment."""
        begins = (self.nearest.begins, self.old.begins)
        return until is not None and not any(each is not None and now < each <= until for each in begins)


async def compose(tx: Reading, viewer: Viewer, claimed: Sequence[Letter]) -> list[Told]:
    """What is to be said of these letters. The others are worth nothing any more: it is over, was undone, or is not for them."""
    choice = await choices.of(tx, viewer.id)
    if not viewer.member.is_person or choice == "none":
        return []
    found, wanted = list[Told](), await interest.wanted_by(tx, viewer.id)
    for letter in claimed:
        entry = await published.of_activity(tx, letter.activity_id, None if letter.on == ONCE else letter.on)
        if entry is None or not viewer.may_see_activity(entry.activity.channel_id):
            continue
        if letter.purpose == "reminder":
            is_going = await interest.answer_of(tx, viewer.id, letter.activity_id, letter.on) == "going"
            told = _reminder(letter, entry.activity, viewer.zone, tx.now)
            if told and is_going and choice != "digest":
                found.append(told)
        else:
            is_theirs = _is_wanted(letter, wanted)
            nearest = await nearest_date(tx, entry.activity)
            told = _news(letter, entry.activity, nearest, viewer.zone, tx.now)
            if told and (is_theirs or (choice == "all" and told.what in FOR_ALL)):
                found.append(told)
    changed = {(each.letter.activity_id, each.letter.on) for each in found if each.what != "reminder"}
    # Who reads that it has changed reads there when it is.
    return [
        each
        for each in found
        if each.what != "reminder" or (each.letter.activity_id, each.letter.on) not in changed
    ]


def _reminder(letter: Letter, activity: Activity, zone: ZoneInfo, now: datetime) -> Told | None:
    begins = rules.begins_for(activity, zone)
    is_past = begins is None or begins <= now
    if is_past or activity.status == "cancelled" or activity.begins != letter.begins:
        return None
    return Told(letter, "reminder", activity, activity, activity)


def _news(
    letter: Letter, activity: Activity, nearest: Activity, zone: ZoneInfo, now: datetime
) -> Told | None:
    before = letter.before or {}
    what, old = what_of(activity, before), was(activity, before)
    if activity.kind in rules.OUT and what in ("new", "dated"):
        begins = rules.begins_for(activity, zone)
        is_out = begins is not None and begins <= now and not rules.is_stale(activity, zone, now)
        return Told(letter, "new", activity, old, nearest) if is_out else None
    return None if what is None or is_over(nearest, old, now) else Told(letter, what, activity, old, nearest)


def _is_wanted(letter: Letter, wanted: frozenset[tuple[int, date]]) -> bool:
    """Whether somebody goes or is interested: in that occurrence, or of the whole of an activity in any."""
    if letter.on == ONCE:
        return any(id_ == letter.activity_id for id_, _on in wanted)
    return (letter.activity_id, letter.on) in wanted
