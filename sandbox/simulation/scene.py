"""What those who act in a simulation share: the workspace, the cast, the agenda, and notes of what they did."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sandbox.interactivity import Outcome
from sandbox.modals import View
from sandbox.model import Message
from sandbox.simulation.agenda import Agenda
from sandbox.simulation.cast import Cast, Player
from sandbox.simulation.watching import actions
from sandbox.workspace import Workspace

CAME: Final = "came"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody did with Liaison: an action id, a command, or CAME. `channel_id`: what it was about;
    `kind`: which kind of concern, of a nudge."""

    at: datetime
    member_id: str
    what: str
    channel_id: str = ""
    kind: str = ""


@dataclass(slots=True)
class Scene:
    """The stage. `stirred`: something was done of which Liaison is to make something at once."""

    ws: Workspace
    cast: Cast
    agenda: Agenda = field(default_factory=Agenda)
    deeds: list[Deed] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    taken_back: dict[str, list[datetime]] = field(default_factory=dict)  # when was written what was deleted
    stirred: bool = False
    written: int = 0

    @property
    def now(self) -> datetime:
        return self.ws.clock.now()

    def stir(self) -> None:
        """Liaison has something to do."""
        self.stirred = True

    def note(self, player: Player, what: str, channel_id: str = "", kind: str = "") -> None:
        """Keeps that somebody did something with Liaison, now."""
        self.deeds.append(Deed(self.now, player.member_id, what, channel_id, kind))
        self.stir()

    def inside(self, channel_id: str) -> Iterator[Player]:
        """The people who are in a channel, as they came."""
        for member_id in self.ws.channel(channel_id).members:
            if player := self.cast.players.get(member_id):
                yield player

    def say(self, channel_id: str, player: Player, text: str, thread: str | None = None) -> str | None:
        """Somebody writes, if they are still there and there is still something to reply to; returns the ts."""
        channel = self.ws.channel(channel_id)
        if player.member_id not in channel.members or (thread and thread not in channel.by_ts):
            return None
        self.written += 1
        return self.ws.say(channel, player.member_id, text, thread)

    async def press(
        self,
        player: Player,
        surface: Message | View,
        action_id: str,
        *,
        block_id: str | None = None,
        value: str | None = None,
        about: str = "",
        kind: str = "",
    ) -> bool:
        """Presses a button, if it is still there. What Liaison makes of it must be an answer."""
        blocks = surface.blocks or []
        found = [
            block
            for block, element in actions(blocks)
            if element["action_id"] == action_id and block_id in (None, block["block_id"])
        ]
        if not found or self.ws.member(player.member_id).deleted:
            return False
        outcome = await self.ws.press(
            player.member_id, surface, action_id, block_id=found[0]["block_id"], value=value
        )
        self.check(outcome, action_id)
        self.note(player, action_id, about, kind)
        return True

    def check(self, outcome: Outcome, what: str) -> None:
        if outcome.failure is not None:  # a sentence beside a field is an answer
            self.complaints.append(f"{self.now:%d %b %H:%M} {what}: {outcome}")
