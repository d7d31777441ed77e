"""Activities from the workspace file."""

from collections.abc import Sequence
from typing import Final

from bot.calendar.draft import ActivityDraft
from bot.calendar.planned_reminders import plan_reminders
from bot.calendar.planning import changing, occurrences
from bot.calendar.planning.facts import columns_of
from bot.calendar.telling import announcing
from storage import calendar
from storage import workspace as workspaces
from storage.calendar import Activity
from storage.database import Transaction

NOT_IN_THE_FILE: Final = ("summary", "organiser", "language")


async def load_activities(tx: Transaction, drafts: Sequence[ActivityDraft]) -> list[tuple[str, str]]:
    """Adds and changes activities, and plans their reminders. Returns what became of each: added, changed or unchanged, and its title.

    The channels must be known. What is not among the drafts stays as it is: to call an activity off, its status says cancelled.
    Raises ValueError if two drafts can't be told apart.
    """
    _check_distinct(drafts)
    workspace = await workspaces.get(tx)
    known = await calendar.by_uids(tx, [draft.identity for draft in drafts])
    done: list[tuple[str, str]] = []
    activities: list[Activity] = []
    for draft in drafts:
        old = known.get(draft.identity)
        word, activity = await _load(tx, draft, old)
        done.append((word, draft.title))
        activities.append(activity)
    # Unchanged ones too: the leads or the workspace's zone may be new.
    await plan_reminders(tx, sorted(activities, key=lambda a: a.id), workspace)
    return done


async def _load(tx: Transaction, draft: ActivityDraft, old: Activity | None) -> tuple[str, Activity]:
    """What became of one of them, and as it is now. What the file says nothing of stays as people have it."""
    values = {name: value for name, value in columns_of(draft).items() if name not in NOT_IN_THE_FILE}
    if draft.is_public is None and draft.channel_id is None:
        del values["is_public"]
    changed = (
        await changing.add(tx, draft.identity, values, by=None)
        if old is None
        else await changing.apply(tx, old.id, values, by=None)
    )
    activity = changed or old
    if activity is None:
        raise LookupError("an activity vanished while it was changed")
    await announcing.plan_save_the_date(tx, activity, draft.save_the_date)
    excepted = await occurrences.make_exceptional(tx, {activity.id: draft.exceptions}, by=None)
    changed = excepted.get(activity.id) or changed
    return ("added" if old is None else "changed" if changed else "unchanged"), changed or activity


def _check_distinct(drafts: Sequence[ActivityDraft]) -> None:
    seen: set[str] = set()
    for draft in drafts:
        if draft.identity in seen:
            raise ValueError(
                f"Two activities can't be told apart: “{draft.title}”. Give each a uid of its own."
            )
        seen.add(draft.identity)
