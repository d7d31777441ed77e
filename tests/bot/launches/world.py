"""The day on which #migration is launched: planned by Ada, who moderates it, for Carmen in Lima, whom the Secretariat agrees to invite."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.groups.entries import Entry
from bot.groups.inviting import InvitationService
from bot.launches.service import LaunchService
from storage import launch_posts, launches
from storage.database import Database
from storage.launches import Launch
from tests.bot.groups.world import (
    ADA,
    CARMEN,
    MIGRATION,
    SECRETARIAT,
    SOFIA,
    go_through,
    inviting,
    said,
    settled,
)
from tests.conftest import MovableClock

PLAN: dict[str, Any] = {
    "day": "2019-03-19",
    "hour": "14:00",
    "ends": "18:00",
    "at1": "14:00",
    "text1": "Who are you?",
    "at2": "16:00",
    "text2": "What is open?",
}


def at(hour: int, minute: int = 0, day: int = 19) -> datetime:
    """An hour of Zurich's."""
    return datetime(2019, 3, day, hour - 1, minute, tzinfo=UTC)


@dataclass
class Day:
    """A launch, with the clock that brings it on."""

    db: Database
    clock: MovableClock
    service: LaunchService
    lists: InvitationService

    async def save(self, by: str = ADA, people: tuple[str, ...] = (), key: str = "V2", **given: Any) -> None:
        """The form is sent as it was opened just now."""
        await self.send(by, await self.opened(), people, key, **given)

    async def send(
        self, by: str, context: dict[str, str], people: tuple[str, ...] = (), key: str = "V2", **given: Any
    ) -> None:
        named = [Entry(email=each) if "@" in each else Entry(each) for each in people]
        await self.service.save(by, context, PLAN | given, named, key)
        await self.run()

    async def opened(self) -> dict[str, str]:
        """What the form carries when it is opened."""
        async with self.db.read() as tx:
            launch = await launches.open_in(tx, MIGRATION)
            if launch is None:
                return {"channel": MIGRATION}
            planned = [str(p.id) for p in await launch_posts.of_launch(tx, launch.id) if p.is_open]
        known = {"launch": str(launch.id), "edits": str(launch.edits), "prompts": ",".join(planned)}
        return {"channel": MIGRATION} | known

    async def agree(self) -> None:
        launch = await self.launch()
        assert launch.list_id is not None
        await self.service.agree(SOFIA, launch.id, launch.list_id)

    async def run(self) -> None:
        for _ in range(30):
            if not (await self.lists.read_next() or await self.service.go_on_next()):
                return
        raise AssertionError("it never ends")

    async def go(self, hour: int, minute: int = 0, day: int = 19) -> None:
        self.clock.move_to(at(hour, minute, day))
        await self.run()

    async def invite(self) -> None:
        """All who are to be invited now are."""
        await go_through(self.db, self.lists)

    async def launch(self, launch_id: int = 1) -> Launch:
        async with self.db.read() as tx:
            found = await launches.get(tx, launch_id)
        assert found is not None
        return found

    async def prompts(self, launch_id: int = 1) -> list[str]:
        async with self.db.read() as tx:
            return [prompt.state for prompt in await launch_posts.of_launch(tx, launch_id)]

    async def posts(self) -> list[str]:
        return [text for kind, lane, text in await said(self.db) if kind == "post" and lane == MIGRATION]

    async def to(self, lane: str, kind: str = "direct") -> list[str]:
        return [text for found, to, text in await said(self.db) if found == kind and to == lane]

    async def asked(self) -> list[str]:
        """What the Secretariat read of it, and reads now."""
        mine = ("post", "update")
        return [text for kind, lane, text in await said(self.db) if kind in mine and lane == SECRETARIAT]


async def planned(
    db: Database,
    clock: MovableClock,
    by: str = ADA,
    people: tuple[str, ...] = (CARMEN,),
    *,
    agreed: bool = True,
    **given: Any,
) -> Day:
    await settled(db)
    day = Day(db, clock, LaunchService(db), inviting(db))
    await day.save(by, people, "V1", **given)
    if agreed and (await day.launch()).needs_consent:
        await day.agree()
        await day.run()
    return day
