"""Building a workspace's world, and finding things in it. Nobody is told of what is built."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from sandbox.core import Core
from sandbox.model import Channel, Command, Guest, Json, Member, Message, Shortcut


class Building:
    """What a world function calls to fill the workspace before anything happens in it."""

    def __init__(self, core: Core) -> None:
        self.core = core

    def add_member(
        self,
        name: str,
        *,
        real_name: str,
        email: str | None = None,
        tz: str = "Europe/Zurich",
        locale: str = "en-US",
        is_bot: bool = False,
        deleted: bool = False,
        guest: Guest | None = None,
        title: str = "",
        display_name: str = "",
        is_admin: bool = False,
        is_owner: bool = False,
        role: str = "",
    ) -> Member:
        """A member with this handle (made unique). Everybody but guests and bots is in the general channel.

        `role` is free text for the page: `secretariat`, `moderator`, `partner`."""
        member = self.core.state.add_member(
            name, real_name=real_name, email=email, tz=tz, locale=locale, is_bot=is_bot, deleted=deleted, guest=guest,
            title=title, display_name=display_name, is_admin=is_admin, is_owner=is_owner, role=role,
        )  # fmt: skip
        if (general := self.core.state.general) and not (is_bot or deleted or guest):
            general.members[member.id] = None
        return member

    def add_channel(
        self,
        name: str,
        *,
        private: bool = False,
        members: Iterable[Member | str] = (),
        topic: str = "",
        general: bool = False,
    ) -> Channel:
        """A channel with these members; the bot is in it only if it's among them. All members are in the general one."""
        state = self.core.state
        ids = [self.member(member).id for member in members]
        if general:
            everybody = [m.id for m in state.members.values() if not (m.is_bot or m.deleted or m.guest)]
            ids = [*dict.fromkeys([*ids, *(m for m in everybody if m != "USLACKBOT")])]
        channel = state.add_channel(
            name, "private" if private else "public", ids[0] if ids else "USLACKBOT", ids
        )
        channel.topic, channel.general = topic, general
        if general:
            state.general = channel
        return channel

    def add_message(
        self,
        channel: Channel | str,
        member: Member | str,
        text: str,
        *,
        at: datetime,
        thread: str | None = None,
        blocks: list[Json] | None = None,
    ) -> str:
        """A message of the past, of which no event tells; returns its `ts`."""
        ts = self.core.state.ids.past_ts(at)
        message = Message(
            ts, self.channel(channel).id, self.member(member).id, text, blocks, thread_ts=thread
        )
        self.core.actions.post(message, silent=True)
        return ts

    def add_command(self, command: str, description: str = "", usage_hint: str = "") -> None:
        """Declare a slash command, as a manifest does. With none declared every command goes to the app."""
        self.core.state.app.commands[command] = Command(command, description, usage_hint)

    def add_shortcut(
        self, callback_id: str, name: str, *, of_message: bool = False, description: str = ""
    ) -> None:
        """Declare a shortcut, as a manifest does: a global one, or one in the menus of messages."""
        kind: Literal["global", "message"] = "message" if of_message else "global"
        self.core.state.app.shortcuts[callback_id] = Shortcut(name, callback_id, kind, description)

    def member(self, member: Member | str) -> Member:
        """A member by id or handle. Raises KeyError."""
        if isinstance(member, Member):
            return member
        members = self.core.state.members
        found = members.get(member) or next((m for m in members.values() if m.name == member), None)
        if found is None:
            raise KeyError(f"nobody here is {member!r}")
        return found

    def channel(self, channel: Channel | str) -> Channel:
        """A channel by id or name. Raises KeyError."""
        if isinstance(channel, Channel):
            return channel
        found = self.core.state.channels.get(channel) or self.core.state.named(channel)
        if found is None:
            raise KeyError(f"there is no channel {channel!r}")
        return found

    def message(self, channel: Channel | str, ts: str) -> Message:
        """A message by channel and `ts`. Raises KeyError."""
        return self.channel(channel).by_ts[ts]

    @property
    def members(self) -> list[Member]:
        """Everybody in the workspace, deactivated people, bots and Slackbot too."""
        return list(self.core.state.members.values())

    @property
    def channels(self) -> list[Channel]:
        """Every conversation."""
        return list(self.core.state.channels.values())
