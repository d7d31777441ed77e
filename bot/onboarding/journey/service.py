"""Use cases of the first weeks: reminders, “not now”, “stop”, and what was sent is kept true."""

from datetime import datetime

from bot import access
from bot.access import Viewer
from bot.onboarding import rules as onboarding_rules
from bot.onboarding import steps
from bot.onboarding.journey import composing, rules
from bot.onboarding.journey.rules import Facts
from storage import journeys, onboarding, pulse
from storage.database import Database, Reading, Transaction
from storage.journeys import Journey


class JourneyService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def remind_next(self) -> bool:
        """Looks after the one whose reminder has been due longest, and writes to them if there is reason to. False if none is due."""
        async with self._db.write() as tx:
            journey = await journeys.next_due(tx)
            if journey is None:
                return False
            viewer = await access.viewer(tx, journey.member_id)
            if not viewer.member.is_person or journey.stopped_at is not None:
                await journeys.change(tx, viewer.id, due_at=None)
                return True
            at = await _write_at(tx, viewer)
            if at > tx.now:
                # It was due in their hours, but nobody was there to send it; or they have had enough this week.
                await journeys.change(tx, viewer.id, due_at=at)
                return True
            decision = rules.decide(await _facts(tx, viewer, journey), tx.now, viewer.zone)
            await journeys.change(tx, viewer.id, due_at=decision.again_at)
            if decision.reminder is not None:
                await _remind(tx, viewer, decision.reminder)
            return True

    async def put_off(self, member_id: str) -> None:
        """“Not now”: nothing for a week, and then once more if there is still reason to. It counts once."""
        async with self._db.write() as tx:
            journey = await journeys.hold(tx, member_id)
            if journey is None or journey.put_off_at is not None or journey.stopped_at is not None:
                return
            viewer = await access.viewer(tx, member_id)
            due_at = rules.put_off(journey.due_at, tx.now, viewer.zone)
            await journeys.change(tx, member_id, put_off_at=tx.now, due_at=due_at, redraw_at=tx.now)

    async def stop(self, member_id: str) -> None:
        """“No reminders, please”: from now on, for good."""
        async with self._db.write() as tx:
            journey = await journeys.hold(tx, member_id)
            if journey is not None and journey.stopped_at is None:
                await journeys.change(tx, member_id, stopped_at=tx.now, due_at=None, redraw_at=tx.now)

    async def redraw_next(self) -> bool:
        """Writes anew, in place, what one newcomer was sent and their Home, if it is out of date. False if nothing is."""
        async with self._db.write() as tx:
            journey = await journeys.next_stale(tx)
            if journey is None:
                return False
            times = journey.redraws + 1
            await journeys.change(tx, journey.member_id, redraw_at=None, redraws=times)
            viewer = await access.viewer(tx, journey.member_id)
            if not viewer.member.is_person:
                return True
            items = await composing.checklist(tx, viewer, journey)
            # Whoever has done all and is heard of needs no reminder.
            if items.is_complete and journey.active_at is not None and journey.due_at is not None:
                await journeys.change(tx, viewer.id, due_at=None)
                journey = await journeys.get(tx, viewer.id) or journey
            await _rewrite(tx, viewer, journey, times)
            return True

    async def next_due(self) -> datetime | None:
        async with self._db.read() as tx:
            return await journeys.soonest(tx)


async def _write_at(tx: Transaction, viewer: Viewer) -> datetime:
    """When they may be written to: in their hours, on a working day, and not too often."""
    sent = await onboarding.sent_since(tx, viewer.id, tx.now - onboarding_rules.WEEK)
    return rules.write_at(onboarding_rules.write_at(tx.now, sent, viewer.zone), viewer.zone)


async def _facts(tx: Reading, viewer: Viewer, journey: Journey) -> Facts:
    items = await composing.checklist(tx, viewer, journey)
    first = steps.first_small(items.steps)
    return Facts(
        began_at=journey.began_at,
        is_first_open=first is not None and first.name not in items.done,
        is_silent=journey.active_at is None and not await _was_active(tx, viewer, journey),
        is_put_off=journey.put_off_at is not None,
    )


async def _was_active(tx: Reading, viewer: Viewer, journey: Journey) -> bool:
    """Whether anything is recorded of them since they came, where they are, whenever it was told."""
    since = journey.began_at.date()
    days = await pulse.of_member(tx, viewer.id, since, sorted(viewer.channels))
    return any(day.posts or day.reactions for day in days)


async def _remind(tx: Transaction, viewer: Viewer, about: rules.Reminder) -> None:
    journey = await journeys.get(tx, viewer.id)
    if journey is None:
        return
    key = f"journey:{viewer.id}:{about}:{tx.now.isoformat()}"
    message = await composing.reminder(tx, viewer, journey, about)
    await tx.outbox.direct(key, viewer.id, *message)
    await onboarding.sent(tx, viewer.id, key)
    await journeys.change(tx, viewer.id, reminder=about, reminder_key=key)


async def _rewrite(tx: Transaction, viewer: Viewer, journey: Journey, times: int) -> None:
    welcome = await composing.welcome(tx, viewer, journey.channel_ids, to_workspace=True, journey=journey)
    sent = [(journey.message_key, welcome)]
    if journey.reminder_key and journey.reminder:
        about: rules.Reminder = "silent" if journey.reminder == "silent" else "first_step"
        sent.append((journey.reminder_key, await composing.reminder(tx, viewer, journey, about)))
    for key, message in sent:
        if message is not None:
            text, blocks = message
            await tx.outbox.update(f"{key}:{times}", viewer.id, of=key, text=text, blocks=blocks)
    await tx.outbox.home(f"home:{viewer.id}:journey:{times}", viewer.id)
