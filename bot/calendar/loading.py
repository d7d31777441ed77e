"""Activities from the workspace file, and the reminders that follow from them."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot import hours
from bot.calendar import rules
from bot.calendar.when import When
from bot.i18n import zone
from storage import calendar
from storage import workspace as workspaces
from storage.calendar import Activity, Reminder
from storage.database import Transaction
from storage.workspace import DEFAULT_LEADS, Workspace

KINDS = ("event", "news", "campaign", "report", "deadline")
STATUSES = ("tentative", "confirmed", "cancelled")  # RFC 5545, 3.8.1.11


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """An activity as somebody wrote it down. `channel_id` is the group's, None for everyone; `country` is ISO 3166-1 alpha-2."""

    kind: str
    title: str
    channel_id: str | None
    country: str | None
    place: str | None
    venue: str | None
    link: str | None
    status: str
    when: When
    uid: str | None = None

    @property
    def identity(self) -> str:
        """The uid given, or one made of kind, title and channel, so that a new date changes the activity that was there."""
        if self.uid:
            return self.uid
        title = " ".join(self.title.casefold().split())
        parts = "\x1f".join((self.kind, title, self.channel_id or ""))
        return hashlib.sha256(parts.encode()).hexdigest()[:32]


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
        values = _columns(draft)
        if old is None:
            word, activity = "added", await calendar.add(tx, draft.identity, values)
        elif any(getattr(old, name) != value for name, value in values.items()):
            word, activity = "changed", await calendar.change(tx, old.id, values)
        else:
            word, activity = "unchanged", old
        done.append((word, draft.title))
        activities.append(activity)
    # Unchanged ones too: the leads or the workspace's zone may be new.
    for activity in sorted(activities, key=lambda a: a.id):
        await plan_reminders(tx, activity, workspace)
    return done


def leads_of(workspace: Workspace, kind: str) -> list[int]:
    """At which leads, in minutes, the workspace wants to hear of activities of that kind."""
    leads = {**DEFAULT_LEADS, **(workspace.leads or {})}
    return leads.get(kind, DEFAULT_LEADS["event"])


async def plan_reminders(tx: Transaction, activity: Activity, workspace: Workspace) -> None:
    """Makes the pending reminders of an activity what its date, its channel and the workspace's leads now ask for.

    A reminder whose moment is already past is not planned; one that was planned in time and is overdue stays.
    """
    wanted = _wanted(activity, workspace)
    planned = {(r.occurrence, r.lead): r for r in await calendar.reminders_of(tx, activity.id)}
    for key, reminder in planned.items():
        if reminder.state != "pending":
            continue
        if key not in wanted:
            await calendar.drop_reminder(tx, reminder)
        elif reminder != wanted[key]:
            await calendar.move_reminder(tx, wanted[key])
    for key, reminder in wanted.items():
        if key not in planned and reminder.due_at > tx.now:
            await calendar.add_reminder(tx, reminder)


def _wanted(activity: Activity, workspace: Workspace) -> dict[tuple[Any, int], Reminder]:
    channel_id = activity.channel_id or workspace.announcements_channel_id
    occurrence = activity.begins
    if channel_id is None or occurrence is None:
        return {}
    here = zone(workspace.timezone)
    reminders = {}
    for lead in leads_of(workspace, activity.kind):
        due = rules.due_at(activity, lead, here)
        if due is not None:
            due = due if rules.is_urgent(lead) else hours.after_the_night(due, here)
            reminders[occurrence, lead] = Reminder(activity.id, occurrence, lead, channel_id, due, "pending")
    return reminders


def _columns(draft: ActivityDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "title": draft.title,
        "channel_id": draft.channel_id,
        "country": draft.country,
        "place": draft.place,
        "venue": draft.venue,
        "link": draft.link,
        "status": draft.status,
        "begins": draft.when.begins,
        "finishes": draft.when.finishes,
        **asdict(draft.when),
    }


def _check_distinct(drafts: Sequence[ActivityDraft]) -> None:
    seen: set[str] = set()
    for draft in drafts:
        if draft.identity in seen:
            raise ValueError(
                f"Two activities can't be told apart: “{draft.title}”. Give each a uid of its own."
            )
        seen.add(draft.identity)
