"""Events: who gets which, their envelope, their delivery and Slack's retries of it."""

import asyncio
import random
from dataclasses import dataclass
from datetime import timedelta

from sandbox.clock import Real
from sandbox.courier import Courier
from sandbox.log import Delivery
from sandbox.model import Channel, Json
from sandbox.state import State
from sandbox.tasks import Tasks
from sandbox.timetable import Timetable

# Before the first, second and third retry. https://docs.slack.dev/apis/events-api/#retries
RETRIES = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))

# Which scope an event needs; `{}` is the family of the channel that it's about.
SCOPES = {
    "message": "{}:history",
    "app_mention": "app_mentions:read",
    "member_joined_channel": "{}:read",
    "member_left_channel": "{}:read",
    "channel_left": "channels:read",
    "group_left": "groups:read",
    "channel_rename": "channels:read",
    "group_rename": "groups:read",
    "channel_archive": "channels:read",
    "group_archive": "groups:read",
    "channel_unarchive": "channels:read",
    "group_unarchive": "groups:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "pin_added": "pins:read",
    "pin_removed": "pins:read",
    "team_join": "users:read",
    "user_change": "users:read",
}


@dataclass(slots=True)
class Disorder:
    """What is done to events on demand: extra deliveries of each, a delay on the workspace's clock, a shuffle."""

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
        self._random = random.Random(19)

    @property
    def heard(self) -> bool:
        """Whether anybody receives events at all."""
        return self._courier.has_receiver

    def emit(self, event: Json, channel: Channel | None = None, *, in_channel: bool = True) -> str | None:
        """Queue an event for the app and return its id, or None when it isn't the app's to have.

        `in_channel=False` is for what the app hears of a channel that it has just left."""
        if not self.heard or not self._allowed(event["type"], channel, in_channel=in_channel):
            return None
        made = self._wrap(event)
        for _ in range(1 + self.disorder.duplicate):
            self._queue(Event(made.id, made.type, made.envelope))
        return made.id

    def flush(self) -> bool:
        """Let go, in any order, what was held back to be shuffled; whether there was any."""
        held, self._held = self._held, []
        self._random.shuffle(held)
        for event in held:
            self._tasks.start(self._deliver(event))
        return bool(held)

    def _allowed(self, kind: str, channel: Channel | None, *, in_channel: bool) -> bool:
        app = self._state.app
        if channel and in_channel and app.bot_user_id not in channel.members:
            return False
        scope = SCOPES.get(kind)
        if scope and scope.format(channel.scope_family if channel else "") not in app.scopes:
            return False
        if app.bot_events is None:
            return True
        name = f"message.{plural(channel)}" if kind == "message" and channel else kind
        return name in app.bot_events

    def _wrap(self, event: Json) -> Event:
        state = self._state
        event_id = state.passing.new("Ev")
        context = f"4-{event_id}"
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
                "event_context": context,
            },
        )

    def _queue(self, event: Event) -> None:
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
            return
        wait = RETRIES[event.retry_num]
        event.retry_num += 1
        event.retry_reason = answer.failure
        if wait:
            due = self._state.clock.now() + wait
            self._timetable.add(due, "retry of an event", lambda: self._tasks.start(self._deliver(event)))
        else:
            await self._deliver(event)


def plural(channel: Channel) -> str:
    """The second half of a message subscription's name: `channels`, `groups`, `im`, `mpim`."""
    return {"public": "channels", "private": "groups"}.get(channel.kind, channel.kind)
