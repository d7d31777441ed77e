"""The use case of the week's card: to the Secretariat, in its channel or else to each of them, on Monday at 09:00 in its zone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import access, hours
from bot.calendar.rules import is_round_up_worthwhile, round_up_before, round_up_from
from bot.i18n import words, zone
from bot.onboarding import steps
from bot.onboarding.week import rules, views
from bot.onboarding.week.rules import Newcomer
from storage import channels, greetings, journeys, onboarding, people, pulse
from storage import workspace as workspaces
from storage.database import Database, Reading, Transaction
from storage.workspace import Workspace


class CardService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def tell_next(self) -> bool:
        """Tells the Secretariat of the week, if that is due and somebody is new. From Thursday on it is too late. False if it isn't due."""
        async with self._db.write() as tx:
            ours = await workspaces.get(tx)
            here, due = zone(ours.timezone), ours.card_due_at
            if not ours.name or (due is not None and due > tx.now) or (due and hours.is_night(tx.now, here)):
                return False
            following = round_up_from(tx.now + timedelta(microseconds=1), here)
            if await workspaces.claim_card(tx, due, following) and due is not None:
                newcomers = await _newcomers(tx, ours)
                if newcomers and is_round_up_worthwhile(tx.now, here):
                    await _tell(tx, ours, newcomers)
            return True

    async def next_due(self) -> datetime | None:
        """When the next card is due, if there will be somebody to tell of."""
        async with self._db.read() as tx:
            due = (await workspaces.get(tx)).card_due_at
            return due if due and await journeys.began_since(tx, due - rules.NEW_FOR) else None


async def _tell(tx: Transaction, ours: Workspace, newcomers: Sequence[Newcomer]) -> None:
    week = rules.week(newcomers, tx.now)
    monday = round_up_before(tx.now, zone(ours.timezone)).date()
    key = f"first-weeks:{monday.isoformat()}"
    if ours.secretariat_channel_id:
        card = views.card(words(ours.language), week)
        await tx.outbox.post(key, ours.secretariat_channel_id, *card)
        return
    for member in await people.secretariat(tx):
        viewer = await access.viewer(tx, member.id)
        await tx.outbox.direct(f"{key}:{member.id}", member.id, *views.card(viewer.words, week))


async def _newcomers(tx: Reading, ours: Workspace) -> list[Newcomer]:
    """Those who are in their first weeks: people who are still here, but for the Secretariat itself."""
    found = await journeys.began_since(tx, tx.now - rules.NEW_FOR)
    ids = [each.member_id for each in found]
    members = await people.by_ids(tx, ids)
    done = await onboarding.done_by(tx, ids)
    asking, ungreeted = await _asking(tx), await _ungreeted(tx)
    newcomers = []
    for each in found:
        member = members[each.member_id]
        if not member.is_person or member.is_secretariat:
            continue
        theirs = steps.applying(steps.of_workspace(ours.steps), ours.guide_url, is_guest=member.is_guest)
        newcomers.append(
            Newcomer(
                member_id=member.id,
                began_at=each.began_at,
                active_at=each.active_at,
                done=done[member.id],
                is_complete=not steps.still_open(theirs, done[member.id]),
                asks=member.id in asking,
                is_ungreeted=member.id in ungreeted,
                wants_rest=each.stopped_at is not None,
            )
        )
    return newcomers


async def _asking(tx: Reading) -> set[str]:
    """Whose question in a group has waited for an answer for a day, of the last week's."""
    after, before = tx.now - rules.WEEK, tx.now - rules.WAITED
    waiting = [
        await pulse.unanswered(tx, channel_id, after, before) for channel_id in await channels.groups(tx)
    ]
    return {post.member_id for posts in waiting for post in posts}


async def _ungreeted(tx: Reading) -> set[str]:
    """Whom nobody has greeted in a group that they are in still."""
    found = set()
    for each in await greetings.ungreeted(tx):
        here = await channels.membership(tx, each.channel_id, each.member_id)
        if here is not None and here.left_at is None:
            found.add(each.member_id)
    return found
