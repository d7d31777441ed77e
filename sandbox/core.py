"""The parts of one workspace, put together: what the doors (Web API, page, control) work on."""

import asyncio
from dataclasses import dataclass

from sandbox.actions import Actions
from sandbox.clock import Clock, Real
from sandbox.courier import Courier
from sandbox.events import Events
from sandbox.faults import Faults
from sandbox.feed import Feed
from sandbox.files_actions import FileActions
from sandbox.files_contents import Contents
from sandbox.interactivity import Interactivity
from sandbox.limits import Limits
from sandbox.log import Call, Delivery, Log
from sandbox.modals import Views
from sandbox.page_presence import Presence
from sandbox.payloads import Payloads
from sandbox.response_urls import ResponseUrls
from sandbox.scheduled import Scheduled
from sandbox.state import State
from sandbox.tasks import Tasks
from sandbox.timetable import Timetable
from sandbox.triggers import Triggers


@dataclass(slots=True)
class Core:
    """Everything of one workspace but its doors."""

    clock: Clock
    real: Real
    state: State
    feed: Feed
    presence: Presence
    tasks: Tasks
    timetable: Timetable
    courier: Courier
    events: Events
    actions: Actions
    files: FileActions
    scheduled: Scheduled
    faults: Faults
    limits: Limits
    calls: Log[Call]
    deliveries: Log[Delivery]
    views: Views
    triggers: Triggers
    urls: ResponseUrls
    interactivity: Interactivity

    async def idle(self) -> None:
        """Wait until no event or request to the app is under way or due now. Raises what broke in the sandbox."""
        while True:
            self.timetable.run_due()
            self.events.flush()
            await self.tasks.settle()
            await asyncio.sleep(0)
            due = self.timetable.next()
            if not self.tasks.busy and not (due and due[0] <= self.clock.now()):
                return


def build_core(
    clock: Clock,
    real: Real,
    *,
    name: str,
    app_name: str,
    rate_limits: bool,
    contents: Contents | None = None,
) -> Core:
    """A workspace with nobody in it but the app."""
    state = State(clock, name=name, app_name=app_name)
    feed, tasks, timetable = Feed(), Tasks(), Timetable(clock)
    calls: Log[Call] = Log()
    deliveries: Log[Delivery] = Log()
    courier = Courier(state, real, deliveries, feed)
    events = Events(state, courier, timetable, tasks, real)
    actions = Actions(state, events, feed)
    views, triggers, urls = Views(state, feed), Triggers(real, state.team_id), ResponseUrls(actions)
    payloads = Payloads(actions, views, triggers, urls)
    return Core(
        clock=clock,
        real=real,
        state=state,
        feed=feed,
        presence=Presence(feed),
        tasks=tasks,
        timetable=timetable,
        courier=courier,
        events=events,
        actions=actions,
        files=FileActions(actions, contents or Contents()),
        scheduled=Scheduled(actions, timetable),
        faults=Faults(state, events),
        limits=Limits(real, enabled=rate_limits),
        calls=calls,
        deliveries=deliveries,
        views=views,
        triggers=triggers,
        urls=urls,
        interactivity=Interactivity(payloads, actions, views, courier, feed, real),
    )
