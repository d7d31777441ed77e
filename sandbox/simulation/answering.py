"""What people do about what Liaison tells them: moderators about nudges and newcomers, the Secretariat about requests."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from sandbox.model import Json
from sandbox.simulation.agenda import at_work
from sandbox.simulation.cast import Player
from sandbox.simulation.scene import Scene
from sandbox.simulation.watching import Reason, Told, actions

# By manner, how likely a moderator does what about a nudge; else nothing.
WILL_DO: Final = {
    "diligent": {"nudges.post": 0.6, "nudges.fine": 0.2, "nudges.snooze": 0.1},
    "easy-going": {"nudges.post": 0.2, "nudges.fine": 0.5},
    "busy": {"nudges.snooze": 0.3, "nudges.more": 0.15, "nudges.post": 0.1},
    "idle": {},
}
GREETS: Final = {"diligent": 0.9, "easy-going": 0.5, "busy": 0.25, "idle": 0.0}


class Answering:
    """Reads what was told, and plans who does what about it."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def hear(self, told: Told) -> None:
        """Somebody got a message. What they do about it they do later, at work."""
        if told.to is None:
            self._read_in_channel(told)
            return
        player = self._scene.cast.players[told.to]
        if player.is_away(told.at.date()):
            return
        if told.kind == "nudge":
            for reason in told.reasons:
                self._plan_nudge(player, told, reason)
        elif told.kind in ("newcomers", "ungreeted"):
            if player.chance.random() < GREETS.get(player.manner, 0.0):
                self._later(player, 20, partial(self._greet, player, told))
        elif told.kind in ("welcome", "reminder") and player.role in ("partner", "guest"):
            self._plan_first_steps(player, told)

    def _later(self, player: Player, hours: float, act: object) -> None:
        """Within some hours, at work."""
        wait = timedelta(hours=player.chance.uniform(0.2, hours))
        self._scene.agenda.add(at_work(self._scene.now + wait, player.zone), act)  # type: ignore[arg-type]

    def _plan_nudge(self, player: Player, told: Told, reason: Reason) -> None:
        does, draw = WILL_DO.get(player.manner, {}), player.chance.random()
        for action_id, likely in does.items():
            draw -= likely
            if draw < 0:
                self._later(player, 30, partial(self._act, player, told, reason, action_id))
                return

    async def _act(self, player: Player, told: Told, reason: Reason, action_id: str) -> None:
        blocks = told.message.blocks or []
        number = next(
            (
                str(block["block_id"]).removesuffix(".0")
                for block in blocks
                if reason.sentence in str(block.get("text", {}).get("text"))
            ),
            None,
        )
        if number is None:
            return  # somebody was quicker
        value = None
        if action_id == "nudges.post" and (asked := _asked(blocks, number)):
            for ts in asked:  # of several questions each is answered where it is
                self._scene.say(reason.channel_id, player, "I can help with that.", ts)
            return
        if action_id == "nudges.more":
            options = [
                option["value"]
                for block, element in actions(blocks)
                if block["block_id"] == f"{number}.2" and element["action_id"] == action_id
                for option in element["options"]
            ]
            value = options[-1] if options else None
        await self._scene.press(
            player,
            told.message,
            action_id,
            block_id=f"{number}.2",
            value=value,
            about=reason.channel_id,
            kind=reason.kind,
        )

    async def _greet(self, player: Player, told: Told) -> None:
        """Says “I will”, where it is asked, and names the newcomers in the channel."""
        for block, element in list(actions(told.message.blocks or [])):
            if element["action_id"] == "onboarding.will":
                await self._scene.press(
                    player, told.message, "onboarding.will", block_id=str(block["block_id"])
                )
        for channel_id in player.moderates:
            for newcomer in self._scene.inside(channel_id):
                if newcomer.is_new and newcomer.member_id in str(told.message.blocks):
                    self._scene.say(channel_id, player, f"Welcome, <@{newcomer.member_id}>!")

    def _plan_first_steps(self, player: Player, told: Told) -> None:
        """What a newcomer makes of a welcome or a reminder."""
        if player.manner == "keen" or (player.manner == "slow" and told.kind == "reminder"):
            self._later(player, 40, partial(self._steps, player, told))
        elif player.manner == "annoyed":
            action = "onboarding.stop" if player.chance.random() < 0.5 else "onboarding.not_now"
            self._later(player, 90, partial(self._press, player, told, action))

    async def _steps(self, player: Player, told: Told) -> None:
        await self._press(player, told, "onboarding.guide")
        await self._press(player, told, "onboarding.tick")
        for channel_id in self._scene.cast.groups:
            self._scene.say(channel_id, player, "Hello everybody!")
        player.is_new = False

    async def _press(self, player: Player, told: Told, action_id: str) -> None:
        await self._scene.press(player, told.message, action_id)

    def _read_in_channel(self, told: Told) -> None:
        """The Secretariat decides on requests within some days; a few it forgets."""
        names = {element["action_id"] for _block, element in actions(told.message.blocks or [])}
        if "groups.approve" not in names:
            return
        staff = self._scene.cast.with_role("secretariat")
        decider = staff[len(self._scene.deeds) % len(staff)]
        if decider.chance.random() < 0.9:
            self._later(decider, 110, partial(self._decide, decider, told))

    async def _decide(self, player: Player, told: Told) -> None:
        if player.chance.random() < 0.85:
            await self._scene.press(player, told.message, "groups.approve")
        elif await self._scene.press(player, told.message, "groups.decline"):
            view = self._scene.ws.view(player.member_id)
            if view is None:
                self._scene.complaints.append(f"{self._scene.now:%d %b %H:%M} no form for declining")
                return
            await self._scene.ws.fill(player.member_id, {"groups.reason": "The group is full for now."})
            self._scene.check(await self._scene.ws.submit(player.member_id), "groups.decline")
            if self._scene.ws.view(player.member_id):
                await self._scene.ws.close_view(player.member_id, everything=True)


def _asked(blocks: Sequence[Json], number: str) -> list[str]:
    """The ts of the questions that a nudge names, of several."""
    return [
        str(element["value"]).rpartition("|")[2]
        for block, element in actions(list(blocks))
        if str(block["block_id"]).startswith(f"{number}.q")
    ]
