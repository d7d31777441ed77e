"""What people do in the workspace. Each sends the events that Slack would send, and returns once they are queued."""

from collections.abc import Iterable
from typing import Any

from sandbox import event_shapes
from sandbox.files import File
from sandbox.files_doings import Filing
from sandbox.model import Channel, Json, Member, Message


class Doings(Filing):
    """People joining, leaving, writing, editing, reacting; administrators renaming, archiving, deactivating."""

    def team_join(self, name: str, **fields: Any) -> Member:
        """A new person: `team_join`, and everybody but guests joins the general channel. `fields` as add_member's."""
        general, self.core.state.general = self.core.state.general, None
        try:
            member = self.add_member(name, **fields)
        finally:
            self.core.state.general = general
        self.core.actions.team_join(member)
        if general and not member.guest and not member.is_bot:
            self.core.actions.join(general, member.id)
        return member

    def create_channel(self, name: str, member: Member | str, *, private: bool = False) -> Channel:
        """A member makes a channel, in which it's alone at first: `channel_created`, if it's public.

        Raises ValueError if there is a channel of that name."""
        if self.core.state.named(name):
            raise ValueError(f"there is a channel {name!r} already")
        channel = self.add_channel(name, private=private, members=[member])
        self.core.actions.created(channel)
        return channel

    def join(self, channel: Channel | str, member: Member | str) -> None:
        """A member comes into a channel without an inviter. Nothing happens if it's there already."""
        channel, member = self.channel(channel), self.member(member)
        if member.id not in channel.members:
            self.core.actions.join(channel, member.id)

    def invite(self, channel: Channel | str, *members: Member | str, by: Member | str | None = None) -> None:
        """People (or the bot) come into a channel; `by` invites, else the first person in it, else its creator."""
        channel = self.channel(channel)
        people = (m for m in channel.members if not self.member(m).is_bot)
        inviter = self.member(by).id if by is not None else next(people, channel.creator)
        for each in members:
            member = self.member(each)
            if member.id not in channel.members:
                self.core.actions.join(channel, member.id, inviter if inviter != member.id else None)

    def leave(self, channel: Channel | str, member: Member | str, *, by: Member | str | None = None) -> None:
        """A member leaves, or is removed by `by`."""
        channel, member = self.channel(channel), self.member(member)
        if member.id in channel.members:
            self.core.actions.leave(channel, member.id, self.member(by).id if by is not None else None)

    def say(
        self,
        channel: Channel | Member | str,
        member: Member | str,
        text: str,
        thread: str | None = None,
        *,
        blocks: list[Json] | None = None,
        files: Iterable[File | str] = (),
        broadcast: bool = False,
    ) -> str:
        """A member writes; returns the `ts`. Give the bot's member as the channel to write to it directly.

        `text` is as Slack keeps it: `&amp;`, `&lt;`, `&gt;` for what was typed, `<@U…>` for people. `files` are the
        member's own, from `upload`. `broadcast` sends a reply in a thread to the channel too.

        Raises PermissionError where the member isn't in the channel or it's archived, and for others' files."""
        member = self.member(member)
        if isinstance(channel, Member) or channel == self.core.state.app.bot_user_id:
            channel = self.core.state.open_conversation(member.id, self.member(channel).id)
        channel = self.channel(channel)
        if channel.archived or member.deleted or member.id not in channel.members:
            raise PermissionError("that member can't write there")
        ts = self.core.state.ids.ts(self.core.clock.now())
        shared = self._own(files, member)
        message = Message(ts, channel.id, member.id, text, blocks, thread_ts=thread, files=shared)
        if thread and broadcast:
            message.subtype, message.broadcast = "thread_broadcast", True
        self.core.actions.post(message)
        return ts

    def edit(self, channel: Channel | str, ts: str, text: str) -> None:
        """The author edits a message."""
        message = self.message(channel, ts)
        before = self.core.actions.shown(message)
        message.text, message.blocks = text, None
        self.core.actions.changed(message, before, message.user)

    def delete(self, channel: Channel | str, ts: str) -> None:
        """A message is deleted."""
        self.core.actions.delete(self.message(channel, ts))

    def react(
        self, channel: Channel | str, ts: str, member: Member | str, name: str, *, add: bool = True
    ) -> None:
        """A member adds (or takes away) a reaction such as `wave`."""
        self.core.actions.react(self.message(channel, ts), self.member(member).id, name, add=add)

    def rename(self, channel: Channel | str, name: str, *, by: Member | str | None = None) -> None:
        """A channel gets another name."""
        channel = self.channel(channel)
        self.core.actions.rename(channel, name, self.member(by).id if by is not None else channel.creator)

    def archive(self, channel: Channel | str, *, by: Member | str | None = None) -> None:
        """A channel is archived."""
        channel = self.channel(channel)
        self.core.actions.archive(channel, self.member(by).id if by is not None else channel.creator)

    def unarchive(self, channel: Channel | str, *, by: Member | str | None = None) -> None:
        """A channel is brought back."""
        channel = self.channel(channel)
        self.core.actions.archive(
            channel, self.member(by).id if by is not None else channel.creator, back=True
        )

    def change_member(self, member: Member | str, **fields: Any) -> None:
        """A person's profile or account changes: `user_change`. `fields` are those of Member."""
        member = self.member(member)
        for key, value in fields.items():
            if not hasattr(member, key):
                raise TypeError(f"a member has no {key!r}")
            setattr(member, key, value)
        self.core.actions.user_change(member)

    def uninstall_app(self) -> None:
        """An administrator removes the app: it's told, its tokens are refused, and it hears of nothing more."""
        actions, app = self.core.actions, self.core.state.app
        actions.events.emit(event_shapes.tokens_revoked(app.bot_user_id, actions.moment()))
        actions.events.emit({"type": "app_uninstalled", "event_ts": actions.moment()})
        app.token_error = "account_inactive"

    def deactivate(self, member: Member | str) -> None:
        """A person's account is deactivated: they leave every channel, silently, as in Slack."""
        member = self.member(member)
        for channel in self.core.state.channels.values():
            if channel.kind in {"public", "private"}:
                channel.members.pop(member.id, None)
        self.change_member(member, deleted=True)
