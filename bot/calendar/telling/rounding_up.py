"""Monday's round-up: what is on this week and in those after it, and what has no date yet, in each channel that has something."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time, timedelta

from bot import hours
from bot.calendar import agenda, rules
from bot.calendar.agenda import RoundUp
from bot.calendar.planned_reminders import channel_of
from bot.calendar.telling.lines import Named, Sight, line
from bot.calendar.telling.messages import LISTED, NEXT, PART, ROUND_UP, THIS_WEEK, TO_CONFIRM
from bot.calendar.telling.publishing import Written, publish, sight_of, written
from bot.calendar.when import instant
from bot.calendar.wording import fitting
from bot.i18n import zone
from storage import calendar, channels, dates, planned
from storage import workspace as workspaces
from storage.calendar import Activity
from storage.database import Transaction
from storage.workspace import Workspace


class OvertakenError(Exception):
    """Something that the round-up names is just being changed: nothing of it is posted, and it is composed anew."""


async def round_up_next(tx: Transaction) -> bool:
    """Posts this week's round-up, if it is due. Returns whether it was due. Raises OvertakenError: give it up then."""
    workspace = await workspaces.get(tx)
    here, due = zone(workspace.timezone), workspace.round_up_due_at
    if due is None or due > tx.now or hours.is_night(tx.now, here):
        return False
    following = rules.round_up_from(tx.now + timedelta(microseconds=1), here)
    is_mine = await workspaces.claim_round_up(tx, due, following)
    if is_mine and rules.is_round_up_worthwhile(tx.now, here):
        await post_all(tx, workspace)
    return True


async def post_all(tx: Transaction, workspace: Workspace) -> None:
    """This week's round-up in each channel that has something. Raises OvertakenError."""
    here = zone(workspace.timezone)
    monday = rules.round_up_before(tx.now, here).astimezone(here).date()
    by_channel: defaultdict[str | None, list[Activity]] = defaultdict(list)
    # All day may be a day later elsewhere.
    until = instant(monday + timedelta(weeks=1 + agenda.NEXT_WEEKS, days=1), time(0), here.key)
    for activity in await dates.coming(tx, until):
        by_channel[channel_of(activity, workspace)].append(activity)
    posts, sight = list[Written](), sight_of(workspace, tx.now)
    for channel in await channels.everything(tx):
        found = agenda.round_up(by_channel[channel.id], monday, here, tx.now)
        if found and not channel.is_archived and not await _is_repetition(tx, channel.id, found, monday):
            key, (named, beyond) = _key(channel.id, monday), listed(found, sight)
            posts.append(written(key, channel.id, ROUND_UP, named, beyond, sight))
    await _hold(tx, [each.said for post in posts for each in post.named])
    await publish(tx, posts)


async def _hold(tx: Transaction, said: Sequence[Activity]) -> None:
    """What a post names is not changed before the post is noted, or else whoever changes it would not find the post."""
    sequences = {each.id: each.sequence for each in said}
    if await calendar.hold(tx, sequences) != sequences:
        raise OvertakenError


def listed(found: RoundUp, sight: Sight) -> tuple[list[Named], dict[str, int]]:
    """What a round-up names, and how many more it only counts, by part."""
    parts = {THIS_WEEK: found.this_week, NEXT: found.next_weeks, TO_CONFIRM: found.to_confirm}
    named, beyond = list[Named](), dict[str, int]()
    for part, every in parts.items():
        first = [Named(part, each, each) for each in every[:LISTED]]
        first = first[: fitting((line(each, sight) for each in first), PART)]
        named += first
        if len(every) > len(first):
            beyond[part] = len(every) - len(first)
    return named, beyond


def _key(channel_id: str, monday: date) -> str:
    return f"round-up:{channel_id}:{monday.isoformat()}"


async def _is_repetition(tx: Transaction, channel_id: str, found: RoundUp, monday: date) -> bool:
    """Whether a channel has heard all this within the last weeks: nothing has a date, and nothing has changed since."""
    if found.this_week or found.next_weeks:
        return False
    keys = [_key(channel_id, before) for before in rules.mondays_before(monday)]
    said = await planned.last_said(tx, keys)
    return rules.is_repetition(said, [activity.updated_at for activity in found.to_confirm])
