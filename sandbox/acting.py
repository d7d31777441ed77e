"""People at the app's surfaces: slash commands, buttons, modals, App Home. Each awaits the app's answer."""

from typing import Any

from sandbox.doings import Doings
from sandbox.elements import FIELDS, entry, find
from sandbox.interactivity import Outcome, Reply
from sandbox.modals import View
from sandbox.model import Channel, Json, Member, Message

Surface = Message | View


class Acting(Doings):
    """What a person does with the app."""

    async def command(
        self, member: Member | str, channel: Channel | str, command: str, text: str = ""
    ) -> Reply:
        """Type a slash command. An ephemeral answer becomes a message that this member alone sees."""
        member = self.member(member)
        channel = self.channel(channel)
        if member.id not in channel.members:
            raise PermissionError("that member isn't there")
        return await self.core.interactivity.command(member.id, channel, command, text)

    async def press(
        self,
        member: Member | str,
        surface: Surface,
        action_id: str,
        *,
        value: Any = None,
        block_id: str | None = None,
    ) -> Outcome:
        """Press a button, or choose `value` in another element, of a message, modal or Home.

        Options are chosen by their value. Raises LookupError if there is no such element or option."""
        _, element = find(surface.blocks, action_id, block_id)
        chosen = entry(element, value, self._suggested(surface, action_id))
        return await self.core.interactivity.press(
            self.member(member).id, surface, action_id, block_id, chosen
        )

    async def fill(self, member: Member | str, values: dict[str, Any]) -> None:
        """Fill in elements of the member's modal, by action id. An input with `dispatch_action` tells the app."""
        view = self._open(member)
        for action_id, value in values.items():
            block, element = find(view.blocks, action_id)
            if element["type"] not in FIELDS:
                raise LookupError(f"{action_id!r} is nothing to fill in")
            chosen = entry(element, value, self._suggested(view, action_id))
            if block["type"] != "input" or block.get("dispatch_action"):
                await self.press(member, view, action_id, value=value)
            else:
                view.values[block["block_id"]][action_id] = {"type": element["type"]} | chosen

    async def submit(self, member: Member | str) -> Outcome:
        """Submit the member's modal."""
        return await self.core.interactivity.submit(self._open(member))

    async def close_view(self, member: Member | str, *, everything: bool = False) -> None:
        """Close the member's modal, or the whole stack of them."""
        await self.core.interactivity.close(self._open(member), everything=everything)

    async def options(
        self, member: Member | str, action_id: str, typed: str = "", *, surface: Surface | None = None
    ) -> list[Json]:
        """Type into an external select, of the member's modal unless another surface is given: the options offered."""
        where = surface or self._open(member)
        offered = await self.core.interactivity.suggest(self.member(member).id, where, action_id, None, typed)
        groups = offered.get("option_groups", [])
        found: list[Json] = offered.get("options") or [each for group in groups for each in group["options"]]
        return found

    async def open_home(self, member: Member | str) -> View | None:
        """Open the app's Home: `app_home_opened`, awaited until all is quiet; returns what is published there."""
        member = self.member(member)
        self.home_opened(member)
        await self.core.idle()
        return self.home(member)

    def home_opened(self, member: Member) -> None:
        """Send `app_home_opened`."""
        state = self.core.state
        event: Json = {
            "type": "app_home_opened",
            "user": member.id,
            "channel": state.open_conversation(state.app.bot_user_id, member.id).id,
            "tab": "home",
            "event_ts": state.ids.ts(self.core.clock.now()),
        }
        if view := self.core.views.homes.get(member.id):
            event["view"] = self.core.views.shown(view)
        self.core.events.emit(event)

    def view(self, member: Member | str) -> View | None:
        """The modal that a member sees."""
        return self.core.views.top(self.member(member).id)

    def home(self, member: Member | str) -> View | None:
        """A member's Home tab."""
        return self.core.views.homes.get(self.member(member).id)

    def _open(self, member: Member | str) -> View:
        view = self.view(member)
        if view is None:
            raise LookupError("no modal is open")
        return view

    def _suggested(self, surface: Surface, action_id: str) -> list[Json] | None:
        if isinstance(surface, Message):
            return None
        ends = f" {action_id}"
        return next((options for key, options in surface.suggested.items() if key.endswith(ends)), None)
