"""Somebody comes or goes: what is written down, within the transaction at hand. Used by events and by the comparison with Slack."""

from datetime import datetime, timedelta

from bot.i18n import zone
from bot.onboarding import rules
from bot.onboarding.greeting import rules as greeting
from bot.roster.rules import Membership, is_news, is_welcomed_on_joining
from storage import arrivals, channels, greetings, journeys, launches, people
from storage import workspace as workspaces
from storage.channels import Channel
from storage.database import Transaction


async def arrive_in_workspace(tx: Transaction, member_id: str, *, due_at: datetime | None = None) -> None:
    """Somebody is seen for the first time. Whoever is here when Liaison itself first looks is known, not welcomed."""
    is_new = await people.save(tx, member_id)
    if is_new and (await workspaces.get(tx)).synced_at is not None:
        await people.save(tx, member_id, welcome_due_at=due_at or tx.now)


async def hold(tx: Transaction, member_id: str) -> None:
    """Whoever else says that somebody comes or goes waits until we have committed; somebody unknown is known from now on.

    Who does this for several does it for all before anything else, in the order of their ids.
    """
    await arrive_in_workspace(tx, member_id)
    await people.lock(tx, member_id)


async def arrive(
    tx: Transaction, channel: Channel, member_id: str, at: datetime, *, due_at: datetime | None = None
) -> None:
    """Somebody came into a channel at `at`. `due_at`: when to welcome them, if not at once."""
    await arrive_in_workspace(tx, member_id, due_at=due_at)
    await people.lock(tx, member_id)
    known = await _known(tx, channel.id, member_id)
    if not is_news(known, at):
        return
    values: dict[str, datetime | None] = {"left_at": None, "changed_at": at}
    if channel.kind == "group" and not channel.is_archived and is_welcomed_on_joining(known, at):
        # When we learned of it, not when it happened: an event that comes late is news to the moderators all the same.
        values["joined_at"] = await _tell_moderators(tx, channel.id, member_id)
        values |= {"welcome_due_at": due_at or tx.now, "welcomed_at": None}
        await greetings.expect(tx, channel.id, member_id, greeting.due(tx.now))
    elif known is None:
        values["joined_at"] = at
    await channels.save_membership(tx, channel.id, member_id, **values)


async def when_awake(tx: Transaction, member_id: str, *, is_ours: bool) -> datetime | None:
    """When to welcome somebody who was brought into a channel: by Liaison (`is_ours`) in their hours, whoever decided it; by another
    person not in their night. None: at once, for they have just come into the workspace by themselves, or nobody has told yet where
    they are."""
    member, journey = await people.get(tx, member_id), await journeys.get(tx, member_id)
    has_just_come = await people.is_to_be_welcomed(tx, member_id) or (
        journey is not None and tx.now - journey.began_at < rules.GATHER
    )
    if member is None or member.synced_at is None or has_just_come:
        return None
    due_at = rules.catch_up_due if is_ours else rules.invited_due
    return due_at(tx.now, zone(member.timezone))


async def _tell_moderators(tx: Transaction, channel_id: str, member_id: str) -> datetime:
    """Plans the word to a channel's moderators. Returns the moment of joining that each of them has not been told of yet."""
    moment = tx.now
    # On the day of a launch its card says who came: this is said once, after it.
    from_then = max(tx.now, await launches.runs_until(tx, channel_id) or tx.now)
    for moderator in await channels.moderators_of(tx, channel_id):
        if moderator.id != member_id:
            due_at = rules.newcomers_due(from_then, zone(moderator.timezone))
            told_until = await arrivals.tell_moderator(tx, channel_id, moderator.id, due_at)
            if told_until is not None:
                moment = max(moment, told_until + timedelta(microseconds=1))
    return moment


async def are_known(tx: Transaction, member_id: str) -> None:
    """Slack has told who somebody is: only now can the moderators hear of them, where they have just come."""
    await people.lock(tx, member_id)
    for channel_id in await arrivals.unwelcomed(tx, member_id):
        row = await channels.membership(tx, channel_id, member_id)
        joined_at = await _tell_moderators(tx, channel_id, member_id)
        await channels.save_membership(
            tx, channel_id, member_id, changed_at=row.changed_at, joined_at=joined_at
        )


async def are_here(tx: Transaction, channel_id: str, member_ids: frozenset[str], at: datetime) -> None:
    """People are there when Liaison first looks: known, not welcomed."""
    for member_id in sorted(member_ids - (await people.by_ids(tx, member_ids)).keys()):
        await arrive_in_workspace(tx, member_id)
    await channels.record_present(tx, channel_id, sorted(member_ids), at)


async def leave(tx: Transaction, channel_id: str, member_id: str, at: datetime) -> None:
    """Somebody left a channel at `at`: a welcome that has not been said is not said any more.

    It may be told before their joining is: that is written down as well, so that the late joining is no news.
    """
    await hold(tx, member_id)
    known = await _known(tx, channel_id, member_id)
    if not is_news(known, at):
        return
    values: dict[str, datetime | None] = {"left_at": at, "changed_at": at, "welcome_due_at": None}
    if known is None:
        await channels.save(tx, channel_id)
        values["joined_at"] = at
    await channels.save_membership(tx, channel_id, member_id, **values)
    if (unmet := await greetings.hold(tx, channel_id, member_id)) is not None and unmet.greeted_at is None:
        await greetings.end(tx, unmet)


async def _known(tx: Transaction, channel_id: str, member_id: str) -> Membership | None:
    row = await channels.membership(tx, channel_id, member_id)
    return None if row is None else Membership(row.joined_at, row.left_at, row.changed_at, row.welcomed_at)
