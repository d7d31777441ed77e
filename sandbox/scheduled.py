"""Scheduled messages: kept until their moment on the workspace's clock, and then posted, in order."""

from collections.abc import Callable
from datetime import UTC, datetime

from sandbox.message_actions import MessageActions
from sandbox.model import Message, ScheduledMessage
from sandbox.timetable import Job, Timetable

LABEL = "scheduled message"


class Scheduled:
    """What is still to be posted. Nothing is checked here: the Web API does that."""

    def __init__(self, actions: MessageActions, timetable: Timetable) -> None:
        self._state = actions.state
        self._actions = actions
        self._timetable = timetable
        self._jobs: dict[str, Job] = {}

    def add(self, entry: ScheduledMessage) -> None:
        """Post a message when its time comes."""
        self._state.scheduled[entry.id] = entry
        self._arm(entry)

    def cancel(self, entry: ScheduledMessage) -> None:
        """It won't be posted."""
        del self._state.scheduled[entry.id]
        self._timetable.cancel(self._jobs.pop(entry.id))

    def rearm(self) -> None:
        """Put everything that the workspace holds on the timetable, which has been emptied."""
        self._jobs.clear()
        for entry in sorted(
            self._state.scheduled.values(), key=lambda each: (each.post_at, each.date_created)
        ):
            self._arm(entry)

    def _arm(self, entry: ScheduledMessage) -> None:
        due = datetime.fromtimestamp(entry.post_at, UTC)
        self._jobs[entry.id] = self._timetable.add(due, LABEL, self._posting(entry))

    def _posting(self, entry: ScheduledMessage) -> Callable[[], None]:
        return lambda: self._post(entry)

    def _post(self, entry: ScheduledMessage) -> None:
        """Its time has come. What can't be posted any more is silently dropped, and so is what carries metadata:

        https://docs.slack.dev/reference/methods/chat.scheduleMessage: messages with it "will not post"."""
        state = self._state
        self._jobs.pop(entry.id, None)
        if state.scheduled.pop(entry.id, None) is None or entry.metadata:
            return
        channel, bot = state.channels[entry.channel], state.app.bot_user_id
        away = channel.kind == "im" and any(state.members[member].deleted for member in channel.members)
        orphan = entry.thread_ts is not None and entry.thread_ts not in channel.by_ts
        if bot not in channel.members or channel.archived or away or orphan:
            return
        self._actions.post(
            Message(
                state.ids.ts(state.clock.now()),
                channel.id,
                bot,
                entry.text,
                entry.blocks,
                entry.attachments,
                entry.thread_ts,
                subtype="thread_broadcast" if entry.broadcast else None,
                broadcast=entry.broadcast,
            )
        )
