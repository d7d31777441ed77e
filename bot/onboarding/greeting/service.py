"""Use cases of greeting: newcomers whom nobody has greeted are noticed, one moderator says “I will”, the others see it."""

from datetime import datetime, timedelta
from typing import Final

from bot import access
from bot.errors import NotForYou
from bot.i18n import zone
from bot.onboarding.greeting import rules, telling
from bot.onboarding.greeting.errors import GreetedAlready, SomebodyWill
from bot.onboarding.views import Newcomers
from storage import channels, greeting_words, greetings, people
from storage.database import Database, Transaction
from storage.greetings import Greeting
from storage.people import Member

# Slack has not told yet who somebody is: they may be a bot.
LOOK_AGAIN: Final = timedelta(hours=1)


class GreetingService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def notice_next(self) -> bool:
        """Plans for its moderators a word about the next newcomer to a group whom nobody has greeted in time. False if there is none."""
        async with self._db.write() as tx:
            found = await greetings.next_due(tx)
            if found is None:
                return False
            member = await people.get(tx, found.member_id)
            if member is not None and member.synced_at is None:
                await greetings.change(tx, found, due_at=tx.now + LOOK_AGAIN)
            elif member is not None and await _stands(tx, found, member):
                await _plan(tx, found)
            else:
                await greetings.end(tx, found)
            return True

    async def will(self, member_id: str, channel_id: str, newcomer_id: str) -> None:
        """A moderator says “I will”; their messages are rewritten. Raises NotForYou, GreetedAlready, SomebodyWill."""
        async with self._db.write() as tx:
            viewer = await access.viewer(tx, member_id)
            if not viewer.may_moderate(channel_id):
                raise NotForYou
            greeting = await greetings.hold(tx, channel_id, newcomer_id)
            if greeting is None or greeting.greeted_at is not None:
                raise GreetedAlready
            if not await telling.is_there(tx, channel_id, newcomer_id):
                raise GreetedAlready
            if greeting.claimed_by not in (None, member_id):
                raise SomebodyWill(str(greeting.claimed_by))
            if greeting.claimed_by is None:
                again = tx.now + rules.CLAIM_HOLDS if greeting.told < rules.MOST else None
                values = {"claimed_by": member_id, "claimed_at": tx.now, "due_at": again}
                await greetings.change(tx, greeting, **values)
                # Those who have not been told yet need not be.
                await greeting_words.drop(tx, [greeting.key])

    async def redraw_next(self) -> bool:
        """Writes anew, in place, one message to a moderator in which something has been settled. False if there is none."""
        async with self._db.write() as tx:
            stale = await greeting_words.next_stale(tx)
            if stale is None:
                return False
            moderator = await access.viewer(tx, stale.moderator_id)
            if not moderator.member.is_person:
                return True
            told = await greetings.of(tx, await greeting_words.of_message(tx, stale.key))
            joined = [
                Newcomers(channel_id, member_ids)
                for channel_id, member_ids in stale.newcomers
                if moderator.may_moderate(channel_id)
            ]
            if told or joined:
                text, blocks = await telling.message(tx, moderator, joined, told)
                key = f"{stale.key}:{stale.redraws + 1}"
                await tx.outbox.update(key, moderator.id, of=stale.key, text=text, blocks=blocks)
            return True

    async def next_due(self) -> datetime | None:
        async with self._db.read() as tx:
            moments = [await greetings.soonest(tx), await greeting_words.soonest(tx)]
            return min((moment for moment in moments if moment), default=None)


async def _stands(tx: Transaction, greeting: Greeting, newcomer: Member) -> bool:
    """Whether moderators are to hear of it: of a person who is still there, is no moderator or of the Secretariat, and still new."""
    moderators = {member.id for member in await channels.moderators_of(tx, greeting.channel_id)}
    return (
        newcomer.is_person
        and not newcomer.is_secretariat
        and newcomer.id not in moderators
        and await telling.is_there(tx, *greeting.key)
        and rules.is_to_be_told(greeting.joined_at, greeting.told, tx.now)
    )


async def _plan(tx: Transaction, greeting: Greeting) -> None:
    """To its moderators who are in it; a group without them concerns the Secretariat."""
    here = await channels.member_ids(tx, greeting.channel_id)
    moderators = [m for m in await channels.moderators_of(tx, greeting.channel_id) if m.id in here]
    told = moderators or await people.secretariat(tx)
    dues = [(member.id, rules.tell_at(tx.now, zone(member.timezone))) for member in told]
    times = greeting.told + 1
    await greeting_words.plan(tx, greeting.key, times, dues)
    # A claim that was not kept holds no more.
    await greetings.change(tx, greeting, told=times, due_at=None, claimed_by=None, claimed_at=None)
    if greeting.claimed_by is not None:
        await greeting_words.make_stale(tx, [greeting.key])
