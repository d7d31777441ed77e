"""Trigger ids: they open one view for one person, once, within three seconds of real time."""

import re
import secrets
from dataclasses import dataclass

from sandbox.clock import Real

LIFETIME = 3.0
FORM = re.compile(r"\d+\.\d+\.[0-9a-f]+")


class TriggerError(Exception):
    """The trigger can't be used; the message is Slack's error."""


@dataclass(slots=True)
class Trigger:
    """Whose action it was, in which conversation, until when it can be used, and whether it has been."""

    member: str
    until: float
    channel: str | None = None
    used: bool = False


class Triggers:
    """The triggers handed out, newest last."""

    def __init__(self, real: Real, team_id: str) -> None:
        self._real = real
        self._team = int(team_id[1:], 36) % 10**12
        self._known: dict[str, Trigger] = {}
        self._number = 0

    def new(self, member: str, channel: str | None = None) -> str:
        """A trigger for what this member has just done; `channel` is the conversation that they were looking at."""
        self._number += 1
        trigger_id = f"{self._number}.{self._team}.{secrets.token_hex(16)}"
        self._known[trigger_id] = Trigger(member, self._real.time() + LIFETIME, channel)
        if len(self._known) > 2_000:
            for old in list(self._known)[:1_000]:
                del self._known[old]
        return trigger_id

    def check(self, trigger_id: str) -> Trigger:
        """The trigger, if it can still be used. Raises TriggerError: `malformed` is what no trigger looks like,
        `invalid_trigger_id` one that was never given out."""
        if not FORM.fullmatch(trigger_id):
            raise TriggerError("malformed")
        trigger = self._known.get(trigger_id)
        if trigger is None:
            raise TriggerError("invalid_trigger_id")
        if trigger.used:
            raise TriggerError("exchanged_trigger_id")
        if self._real.time() > trigger.until:
            raise TriggerError("expired_trigger_id")
        return trigger
