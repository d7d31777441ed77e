"""A group with two moderators, and the services of onboarding on a clock that a test moves: what they write is read in the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.activity.happening import Happening
from bot.onboarding import noticing
from bot.onboarding.greeting.service import GreetingService
from bot.onboarding.journey.service import JourneyService
from bot.onboarding.service import OnboardingService
from bot.onboarding.week.service import CardService
from storage import channels, people, workspace
from storage.database import Database
from storage.outbox import outbox
from tests.conftest import MovableClock

GROUP, OTHER, ROOM = "CGROUP", "COTHER", "CROOM"


@dataclass
class World:
    db: Database
    clock: MovableClock
    onboarding: OnboardingService = field(init=False)
    journeys: JourneyService = field(init=False)
    greetings: GreetingService = field(init=False)
    cards: CardService = field(init=False)
    _events: int = 0

    def __post_init__(self) -> None:
        self.onboarding, self.journeys = OnboardingService(self.db), JourneyService(self.db)
        self.greetings, self.cards = GreetingService(self.db), CardService(self.db)

    async def settle(self) -> None:
        """All that is due is done."""
        sweeps = (
            self.onboarding.welcome_next,
            self.greetings.notice_next,
            self.onboarding.tell_next_moderator,
            self.greetings.redraw_next,
            self.journeys.remind_next,
            self.journeys.redraw_next,
            self.cards.tell_next,
        )
        while any([await sweep() for sweep in sweeps]):
            pass

    async def move(self, **delta: float) -> None:
        """Time passes, from one thing due to the next."""
        until = self.clock.now() + timedelta(**delta)
        await self.settle()
        while self.clock.now() < until:
            services = (self.onboarding, self.journeys, self.greetings, self.cards)
            dues = [due for each in services if (due := await each.next_due()) is not None]
            self.clock.move_to(min([until, *dues]))
            await self.settle()

    async def arrive(self, member_id: str, *groups: str, **about: Any) -> None:
        """Somebody new comes into the workspace, and into groups."""
        async with self.db.write() as tx:
            known = {"name": member_id, "timezone": "Europe/Zurich", "synced_at": tx.now}
            await people.save(tx, member_id, **(known | {"welcome_due_at": tx.now} | about))
        for group in groups:
            await self.join(group, member_id)
        await self.settle()

    async def join(self, group: str, member_id: str, *, was_brought: bool = False) -> None:
        self._events += 1
        event_id = f"Ev{self._events}"
        inviter = "ULIAISON" if was_brought else None
        await self.onboarding.joined(event_id, group, member_id, self.clock.now(), inviter=inviter)

    async def happen(self, *happenings: Happening) -> None:
        async with self.db.write() as tx:
            await noticing.follow(tx, happenings)
        await self.settle()

    def post(self, member_id: str, *named: str, group: str = GROUP) -> Happening:
        return Happening(group, "1.0", self.clock.now(), member_id, mentions=frozenset(named))

    async def sent(self, lane: str) -> list[str]:
        """What was written to somebody or in a channel, each as it stands now."""
        async with self.db.read() as tx:
            rows = (await tx.execute(select(outbox).where(outbox.c.lane == lane).order_by(outbox.c.id))).all()
        said: dict[str, str] = {}
        for row in rows:
            said[row.payload.get("of", row.key)] = f"{row.payload.get('text')}\n{row.payload.get('blocks')}"
        return list(said.values())

    async def moments(self, lane: str) -> Sequence[datetime]:
        """When somebody was written to."""
        mine = select(outbox.c.created_at).where(outbox.c.lane == lane, outbox.c.kind == "direct")
        async with self.db.read() as tx:
            return (await tx.execute(mine.order_by(outbox.c.id))).scalars().all()


async def make(db: Database, clock: MovableClock) -> World:
    async with db.write() as tx:
        ours = {"name": "Alliance", "timezone": "Europe/Zurich", "languages": ["en", "fr", "es"]}
        guide = "https://example.org/guide"
        await workspace.save(
            tx, **ours, guide_url=guide, secretariat_channel_id=ROOM, bot_user_id="ULIAISON", synced_at=tx.now
        )
        for member_id, zone in (
            ("ADA", "Europe/Zurich"),
            ("BEN", "America/New_York"),
            ("SOFIA", "Europe/Zurich"),
        ):
            about = {"name": member_id, "timezone": zone, "synced_at": tx.now}
            await people.save(tx, member_id, **about, is_secretariat=member_id == "SOFIA")
        await channels.save(tx, ROOM, kind="secretariat", bot_is_member=True)
        for group, moderators in ((GROUP, {"ADA", "BEN"}), (OTHER, {"ADA"})):
            await channels.save(tx, group, kind="group", title=f"The {group}", bot_is_member=True)
            await channels.record_present(tx, group, ["ADA", "BEN"], tx.now)
            await channels.set_moderators(tx, group, frozenset(moderators))
    return World(db, clock)
