"""Use cases of `/calendar settings`: what a person is told, and what a channel is told, whose moderator decides."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot import access
from bot.access import Viewer
from bot.calendar.draft import KINDS
from bot.calendar.interest import choices
from bot.calendar.planned_reminders import LATE, leads_of, replan_channel
from bot.calendar.settings import rules
from bot.calendar.settings.rules import Leads
from bot.calendar.settings.views import LEADS, POSTS, OfChannel, Settings
from bot.errors import Gone, NotForYou
from storage import channel_calendars, channels
from storage.channel_calendars import POSTS_A_DAY, ChannelCalendar
from storage.database import Database, Reading, Transaction

TOLD: Final = frozenset({"announcements", "group"})  # kinds of channels that are told of the calendar


class CalendarSettingsService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def settings(self, member_id: str, channel_id: str) -> Settings:
        """What a member may decide who asks in a channel. Raises NotForYou of the deactivated, ForMembers."""
        async with self._db.read() as tx:
            viewer = await access.person(tx, member_id)
            channel = (
                await _of_channel(tx, viewer, channel_id) if await _may(tx, viewer, channel_id) else None
            )
            moderates = viewer.is_secretariat or bool(viewer.moderates & viewer.channels)
            return Settings(viewer, await choices.of(tx, member_id), channel, moderates)

    async def save(self, member_id: str, channel_id: str | None, entered: Mapping[str, Any]) -> Settings:
        """Saves what was entered, by block id: for the member, and for a channel if the form had one. Reminders follow at once.

        Returns what holds now. Raises NotForYou if the channel is not theirs to decide about (any more), Gone, ForMembers.
        """
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            channel = None
            if channel_id is not None:
                if not await _may(tx, viewer, channel_id):
                    raise NotForYou
                channel = await _save_channel(tx, viewer, channel_id, entered)
            await choices.save(tx, member_id, str(entered.get(choices.BLOCK)))
            return Settings(viewer, await choices.of(tx, member_id), channel)


async def _may(tx: Reading, viewer: Viewer, channel_id: str) -> bool:
    """Whether a viewer decides how a channel is told of the calendar, and it is one that is."""
    if not viewer.may_moderate(channel_id):
        return False
    channel = await channels.get(tx, channel_id)
    is_open = channel_id == viewer.workspace.announcements_channel_id
    return channel is not None and not channel.is_archived and (is_open or channel.kind in TOLD)


async def _of_channel(tx: Reading, viewer: Viewer, channel_id: str) -> OfChannel:
    own = await channel_calendars.of(tx, channel_id)
    return OfChannel(channel_id, _leads(viewer, own), own.posts_a_day)


def _leads(viewer: Viewer, own: ChannelCalendar | None = None) -> dict[str, Sequence[int]]:
    """The leads of every kind: those of the workspace, or those that hold where a channel has its own."""
    return {kind: leads_of(viewer.workspace, kind, own.leads if own else {}) for kind in KINDS}


async def _save_channel(
    tx: Transaction, viewer: Viewer, channel_id: str, entered: Mapping[str, Any]
) -> OfChannel:
    await channels.hold(tx, channel_id)
    before = _leads(viewer, await channel_calendars.of(tx, channel_id))
    after, posts = _entered_leads(entered, before), _entered_posts(entered)
    kinds, is_open = rules.different(before, after), channel_id == viewer.workspace.announcements_channel_id
    # In the order in which who changes an activity takes them: the activity, then the channel's leads.
    await channel_calendars.hold_ahead(tx, channel_id, kinds, tx.now - LATE, for_everyone=is_open)
    own = rules.own(after, _leads(viewer))
    await channel_calendars.save(tx, channel_id, own, None if posts == POSTS_A_DAY else posts)
    await replan_channel(tx, channel_id, viewer.workspace, kinds)
    return await _of_channel(tx, viewer, channel_id)


def _entered_leads(entered: Mapping[str, Any], before: Leads) -> dict[str, list[int]]:
    """What was chosen for every kind. Raises Gone for what the form does not offer."""
    found = {}
    for kind in KINDS:
        values = entered.get(f"{LEADS}{kind}") or []
        offered = {str(minutes): minutes for minutes in rules.offered(before[kind])}
        if not isinstance(values, list) or not set(values) <= offered.keys():
            raise Gone
        found[kind] = sorted({offered[value] for value in values}, reverse=True)
    return found


def _entered_posts(entered: Mapping[str, Any]) -> int:
    typed = str(entered.get(POSTS))
    if typed not in map(str, rules.POSTS):
        raise Gone
    return int(typed)
