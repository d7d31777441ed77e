"""Runs a simulation: time moves from one thing due to the next, people's or Liaison's."""

import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sandbox.demo import START
from sandbox.demo_bot import liaison_at_hand
from sandbox.simulation.agenda import from_slot
from sandbox.simulation.answering import Answering
from sandbox.simulation.cast import Cast, workspace_file, world
from sandbox.simulation.coming import Coming
from sandbox.simulation.life import Life
from sandbox.simulation.scene import Scene
from sandbox.simulation.watching import Watch
from sandbox.workspace import Attached, create_workspace

# A real worker looks every second. Here it looks at full hours, if something is due or somebody did something with Liaison; of what
# people merely wrote Liaison makes something within this time.
SOON: Final = timedelta(hours=6)
# What stays due although nothing is done about it is looked at again after this time, and complained of.
AGAIN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Options:
    """What is simulated. `database_url`: an empty database; None for one of its own."""

    seed: str = "1"
    days: int = 182
    people: int = 200
    groups: int = 5
    database_url: str | None = None


@dataclass(slots=True)
class Story:
    """A simulation that is over: all that there is to judge it by."""

    options: Options
    scene: Scene
    watch: Watch
    begins: datetime
    ends: datetime
    stops: int = 0
    seconds: float = 0.0


async def simulate(options: Options) -> Story:
    """Lives through so many days."""
    cast = Cast(options.seed)
    started = time.process_time()
    async with AsyncExitStack() as stack:
        ws = await stack.enter_async_context(
            create_workspace(
                now=START,
                world=lambda ws: world(ws, cast, options.people, options.groups),
                rate_limits=False,
                name="Alliance 8.7",
            )
        )
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="liaison-simulation-"))
        url = options.database_url or f"sqlite:///{Path(folder) / 'liaison.db'}"
        worker = await stack.enter_async_context(liaison_at_hand(ws, url, workspace_file(cast)))
        watch = Watch(ws)
        watch.skip()
        story = Story(options, Scene(ws, cast), watch, START, START + timedelta(days=options.days))
        await _Run(story, worker).live()
    story.seconds = time.process_time() - started
    return story


class _Run:
    def __init__(self, story: Story, worker: Attached) -> None:
        self._story = story
        self._scene, self._watch = story.scene, story.watch
        self._worker = worker
        self._answering = Answering(story.scene)
        self._due: datetime | None = None
        self._worked_at = story.begins

    async def live(self) -> None:
        """From the beginning to the end."""
        scene = self._scene
        Coming(scene).plan(self._story.options.days)
        await Life(scene).day()
        await self._work()
        while (moment := self._next()) <= self._story.ends:
            scene.ws.clock.move_to(max(moment, scene.now))
            self._story.stops += 1
            did = False
            while act := scene.agenda.take(scene.now):
                await act()
                did = True
            if did:
                await self._settle()
            is_time = did and scene.now - self._worked_at >= SOON
            if scene.stirred or is_time or (self._due is not None and self._due <= scene.now):
                await self._work()

    def _next(self) -> datetime:
        moments = (self._scene.agenda.next(), self._due)
        return min((moment for moment in moments if moment), default=self._story.ends + AGAIN)

    async def _work(self) -> None:
        """Liaison does what is due, until nothing is."""
        self._scene.stirred, self._worked_at = False, self._scene.now
        before = None
        while True:
            await self._worker.work()
            await self._settle()
            due = await self._worker.next_due()
            if due is None or due[0] > self._scene.now:
                break
            if due == before:
                self._scene.complaints.append(f"{self._scene.now:%d %b %H:%M} stays due: {due[1]}")
                due = (self._scene.now + AGAIN, due[1])
                break
            before = due
        self._due = from_slot(due[0]) if due else None

    async def _settle(self) -> None:
        await self._scene.ws.idle()
        for told in self._watch.look():
            self._answering.hear(told)
