"""Events: their envelope, their delivery, Slack's retries of it, and their disorder on demand."""

import asyncio
import base64
import json
import random
from dataclasses import dataclass
from datetime import timedelta

from sandbox.clock import Real
from sandbox.courier import Courier
from sandbox.log import Delivery
from sandbox.model import Channel, Json
from sandbox.state import State
from sandbox.subscriptions import may_hear
from sandbox.tasks import Tasks
from sandbox.timetable import Timetable

# Before the first, second and third retry. https://docs.slack.dev/apis/events-api/#retries
RETRIES = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))


@dataclass(slots=True)
class Disorder:
    """What is done to events on demand: so many are lost, extra deliveries of each, a delay on the workspace's clock,
    a shuffle."""

    lose: int = 0
    duplicate: int = 0
    delay: timedelta = timedelta(0)
    shuffle: bool = False


@dataclass(slots=True, eq=False)
class Event:
    """An event on its way: its envelope and how often it was tried again."""

    id: str
    type: str
    envelope: Json
    retry_num: int = 0
    retry_reason: str | None = None


class Events:
    """Sends the app what it has subscribed to, has the scope for, and is in the channel of."""

    def __init__(
        self, state: State, courier: Courier, timetable: Timetable, tasks: Tasks, real: Real
    ) -> None:
        self.disorder = Disorder()
        self._state = state
        self._courier = courier
        self._timetable = timetable
        self._tasks = tasks
        self._real = real
        # So many deliveries at once; the three seconds begin when one is sent.
        self._lines = asyncio.Semaphore(64)
        self._held: list[Event] = []
        # What the app has neither acknowledged nor missed for good.
        self.unanswered: dict[Event, None] = {}
        self._left: list[Event] = []
        self._random = random.Random(19)

    @property
    def heard(self) -> bool:
        """Whether anybody receives events at all."""
        return self._courier.has_receiver

    def emit(self, event: Json, channel: Channel | None = None) -> str | None:
        """Queue an event for the app and return its id, or None when it isn't the app's to have.

        `channel` is where it happened, if it happened in a channel."""
        if not self.heard or not may_hear(self._state.app, event["type"], channel):
            return None
        made = self._wrap(event, channel)
        if self.disorder.lose > 0:
            self.disorder.lose -= 1
            return made.id
        for _ in range(1 + self.disorder.duplicate):
            self._queue(Event(made.id, made.type, made.envelope))
        return made.id

    def put_back(self, events: list[Event]) -> None:
        """These were unanswered when the workspace was last open: `resume` sends them again."""
        self._left = events
        self.unanswered = dict.fromkeys(events)

    def resume(self) -> None:
        """Send again what was put back, now that the app listens."""
        left, self._left = self._left, []
        for event in left:
            self._tasks.start(self._deliver(event))

    def clear(self) -> None:
        """Forget what is unanswered, and what was held back."""
        self.unanswered.clear()
        self._left.clear()
        self._held.clear()

    def flush(self) -> bool:
        """Let go, in any order, what was held back to be shuffled; whether there was any."""
        held, self._held = self._held, []
        self._random.shuffle(held)
        for event in held:
            self._tasks.start(self._deliver(event))
        return bool(held)

    def _wrap(self, event: Json, channel: Channel | None) -> Event:
        state = self._state
        event_id = state.passing.new("Ev")
        return Event(
            event_id,
            event["type"],
            {
                "token": state.app.verification_token,
                "team_id": state.team_id,
                "context_team_id": state.team_id,
                "context_enterprise_id": None,
                "api_app_id": state.app.app_id,
                "event": event,
                "type": "event_callback",
                "event_id": event_id,
                "event_time": state.seconds(),
                "authorizations": [
                    {
                        "enterprise_id": None,
                        "team_id": state.team_id,
                        "user_id": state.app.bot_user_id,
                        "is_bot": True,
                        "is_enterprise_install": False,
                    }
                ],
                "is_ext_shared_channel": False,
                "event_context": self._context(event["type"], channel),
            },
        )

    def _context(self, kind: str, channel: Channel | None) -> str:
        about = {"et": kind, "tid": self._state.team_id, "aid": self._state.app.app_id}
        where = {"cid": channel.id} if channel else {}
        compact = json.dumps(about | where, separators=(",", ":"))
        return f"4-{base64.urlsafe_b64encode(compact.encode()).decode().rstrip('=')}"

    def _queue(self, event: Event) -> None:
        self.unanswered[event] = None
        if self.disorder.delay:
            due = self._state.clock.now() + self.disorder.delay
            self._timetable.add(due, "event", lambda: self._tasks.start(self._deliver(event)))
        elif self.disorder.shuffle:
            self._held.append(event)
        else:
            self._tasks.start(self._deliver(event))

    async def _deliver(self, event: Event) -> None:
        delivery = Delivery(
            "event",
            event.id,
            event.type,
            event.retry_num,
            event.retry_reason,
            self._real.time(),
            self._state.clock.now(),
        )
        async with self._lines:
            answer = await self._courier.send(delivery, event.envelope)
        if (
            not answer.failure
            or event.retry_num >= len(RETRIES)
            or answer.headers.get("x-slack-no-retry") == "1"
        ):
            self.unanswered.pop(event, None)
            return
        wait = RETRIES[event.retry_num]
        event.retry_num += 1
        event.retry_reason = answer.failure
        if wait:
            due = self._state.clock.now() + wait
            self._timetable.add(due, "retry of an event", lambda: self._tasks.start(self._deliver(event)))
        else:
            await self._deliver(event)
