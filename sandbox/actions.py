"""What happens in the workspace, whoever does it: each changes the state, sends its events and tells the page."""

from sandbox import event_shapes
from sandbox.message_actions import MessageActions
from sandbox.model import Channel, Json, Member
from sandbox.shapes import channel_json, user_json


class Actions(MessageActions):
    """Joins, leaves, renames, and what happens to people; with what happens to messages."""

    def join(self, channel: Channel, member: str, inviter: str | None = None) -> None:
        """A member comes in, by itself or invited."""
        state = self.state
        channel.members[member] = None
        channel.read[member] = state.ids.ts(state.clock.now())
        self._introduce(channel, member)
        self._channel_update(channel)
        by: Json = {"inviter": inviter} if inviter else {}
        event = event_shapes.membership(channel, member, state.team_id, self.moment(), joined=True)
        self.events.emit(event | by, channel)
        self._notice(channel, member, "channel_join", f"<@{member}> has joined the channel", by)

    def leave(self, channel: Channel, member: str, actor: str | None = None) -> None:
        """A member goes, or is removed by `actor`."""
        state = self.state
        is_app = member == state.app.bot_user_id
        if is_app:
            self.events.emit(event_shapes.departure(channel, actor or member, self.moment()), channel)
        channel.members.pop(member)
        channel.read.pop(member, None)
        if not channel.seen_by(state.members[member]):
            self.feed.publish("channel_gone", channel.id, only=member)
        self._channel_update(channel)
        if not is_app:
            event = event_shapes.membership(channel, member, state.team_id, self.moment(), joined=False)
            self.events.emit(event, channel)
        self._notice(channel, member, "channel_leave", f"<@{member}> has left the channel", {})

    def rename(self, channel: Channel, name: str, by: str) -> None:
        """Rename a channel."""
        old, channel.name = channel.name, name
        channel.previous_names = [old, *channel.previous_names]
        self._channel_update(channel)
        self.events.emit(event_shapes.renamed(channel, self.moment()), channel)
        self._notice(
            channel,
            by,
            f"{channel.channel_type}_name",
            f'has renamed the channel from "{old}" to "{name}"',
            {"old_name": old, "name": name},
        )

    def archive(self, channel: Channel, by: str, *, back: bool = False) -> None:
        """Archive a channel, or bring it back. The members stay in it."""
        word = "unarchive" if back else "archive"
        if back:
            channel.archived = False
        self._notice(channel, by, f"{channel.channel_type}_{word}", f"{word}d the channel", {})
        channel.archived = not back
        self._channel_update(channel)
        self.events.emit(event_shapes.archived(channel, by, self.moment(), back=back), channel)

    def describe(self, channel: Channel, what: str, words: str, by: str) -> None:
        """Change a channel's `topic` or `purpose`."""
        setattr(channel, what, words)
        self._channel_update(channel)
        text = f"<@{by}> set the channel {what}: {words}" if words else f"<@{by}> cleared the channel {what}"
        self._notice(channel, by, f"{channel.channel_type}_{what}", text, {what: words})

    def created(self, channel: Channel) -> None:
        """A channel is new; its members are in it from the start."""
        self._channel_update(channel)
        if channel.kind == "public":
            self.events.emit(event_shapes.created(channel, self.state.team_id, self.moment()), channel)
        for member in channel.members:
            event = event_shapes.membership(channel, member, self.state.team_id, self.moment(), joined=True)
            self.events.emit(event, channel)
            self._notice(channel, member, "channel_join", f"<@{member}> has joined the channel", {})

    def team_join(self, member: Member) -> None:
        """A new person is in the workspace."""
        self._person("team_join", member)

    def user_change(self, member: Member) -> None:
        """A person's profile or account changed."""
        member.updated = self.state.seconds()
        self._person("user_change", member)

    def _person(self, kind: str, member: Member) -> None:
        state = self.state
        email = "users:read.email" in state.app.scopes
        self.feed.publish("member", member)
        user = user_json(member, state.team_id, state.clock.now(), email=email)
        self.events.emit(event_shapes.person(kind, user, state.seconds(), self.moment()))

    def _introduce(self, channel: Channel, member: str) -> None:
        """Tell the pages of guests who exists for them now: all who are here for a guest who comes, and who comes."""
        members = self.state.members
        if members[member].guest:
            for other in channel.members:
                self.feed.publish("member", members[other], only=member)
        for other in channel.members:
            if members[other].guest and other != member:
                self.feed.publish("member", members[member], only=other)

    def _channel_update(self, channel: Channel) -> None:
        self.feed.publish("channel", channel, channel=channel)

    def channel_shown(self, channel: Channel) -> Json:
        """The channel as the app's token sees it."""
        return channel_json(channel, self.state.team_id, self.state.app.bot_user_id)
