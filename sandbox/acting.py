"""People at the app's surfaces: slash commands, buttons, modals, App Home. Each awaits the app's answer."""

from typing import Any

from sandbox import event_shapes
from sandbox.doings import Doings
from sandbox.elements import FIELDS, entry, find
from sandbox.files_input import taken
from sandbox.interactivity import Outcome, Reply
from sandbox.modals import View
from sandbox.model import Channel, Json, Member, Message
from sandbox.payloads import blocks_of

Surface = Message | View


class Acting(Doings):
    """What a person does with the app."""

    async def command(
        self, member: Member | str, channel: Channel | str, command: str, text: str = ""
    ) -> Reply:
        """Type a slash command. An ephemeral answer becomes a message that this member alone sees."""
        member = self.member(member)
        channel = self.channel(channel)
        if member.id not in channel.members or channel.archived:
            raise PermissionError("that member can't write there")
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

        Options are chosen by their value. Raises LookupError if there is no such element or option, or if the surface
        doesn't exist for this member."""
        self._exists(surface, self.member(member))
        _, element = find(blocks_of(surface), action_id, block_id)
        chosen = entry(element, value, self._suggested(surface, action_id))
        return await self.core.interactivity.press(
            self.member(member).id, surface, action_id, block_id, chosen
        )

    async def shortcut(
        self, member: Member | str, callback_id: str, on: Message | Channel | str | None = None
    ) -> Outcome:
        """Choose a shortcut of the app: one of a message, or a global one, while looking at a conversation or at none.

        Raises LookupError if the app has no such shortcut there."""
        shortcut = self.core.state.app.shortcuts[callback_id]
        message = on if isinstance(on, Message) else None
        if (shortcut.type == "message") != (message is not None) or (message and message.ephemeral_for):
            raise LookupError(f"{callback_id!r} is a {shortcut.type} shortcut")
        if message:
            self._exists(message, self.member(member))
        channel = None if on is None or isinstance(on, Message) else self.channel(on)
        return await self.core.interactivity.shortcut(self.member(member).id, shortcut, channel, message)

    async def fill(self, member: Member | str, values: dict[str, Any]) -> None:
        """Fill in elements of the member's modal, by action id; a file input with files of theirs. An input with
        `dispatch_action` tells the app."""
        view = self._open(member)
        for action_id, value in values.items():
            block, element = find(view.blocks, action_id)
            if element["type"] not in FIELDS:
                raise LookupError(f"{action_id!r} is nothing to fill in")
            if element["type"] == "file_input":
                value = taken(self.core.state, self.member(member), value)  # noqa: PLW2901
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
        self._exists(where, self.member(member))
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

    def home_opened(self, member: Member, tab: str = "home") -> None:
        """Send `app_home_opened`; `tab` is the one that was opened, `home` or `messages`."""
        core = self.core
        channel = core.state.open_conversation(core.state.app.bot_user_id, member.id)
        view = core.views.homes.get(member.id)
        shown = core.views.shown(view) if view else None
        core.events.emit(event_shapes.home_opened(member.id, channel.id, tab, shown, core.actions.moment()))

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

    def _exists(self, surface: Surface, member: Member) -> None:
        """Raises LookupError for what is somebody else's, or in a conversation that doesn't exist for the member."""
        if isinstance(surface, View):
            seen = surface.member == member.id
        elif surface.ephemeral_for:
            seen = surface.ephemeral_for == member.id
        else:
            seen = self.channel(surface.channel).seen_by(member)
        if not seen:
            raise LookupError("that doesn't exist for this member")

    def _suggested(self, surface: Surface, action_id: str) -> list[Json] | None:
        if isinstance(surface, Message):
            return None
        ends = f" {action_id}"
        return next((options for key, options in surface.suggested.items() if key.endswith(ends)), None)
