"""What happens in the workspace, whoever does it: each changes the state, sends its events and tells the page."""

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
        self._channel_update(channel)
        by: Json = {"inviter": inviter} if inviter else {}
        event = {
            "type": "member_joined_channel",
            "user": member,
            "channel": channel.id,
            "channel_type": letter(channel),
            "team": state.team_id,
            "event_ts": state.ids.ts(state.clock.now()),
        }
        self.events.emit(event | by, channel)
        self._notice(channel, member, "channel_join", f"<@{member}> has joined the channel", by)

    def leave(self, channel: Channel, member: str, actor: str | None = None) -> None:
        """A member goes, or is removed by `actor`."""
        state = self.state
        public = channel.kind == "public"
        is_app = member == state.app.bot_user_id
        if is_app:
            event = {
                "type": "channel_left" if public else "group_left",
                "channel": channel.id,
                "actor_id": actor or member,
                "event_ts": state.ids.ts(state.clock.now()),
            }
            self.events.emit(event, channel)
        channel.members.pop(member)
        channel.read.pop(member, None)
        if not public:
            self.feed.publish("channel_gone", channel.id, only=member)
        self._channel_update(channel)
        if not is_app:
            event = {
                "type": "member_left_channel",
                "user": member,
                "channel": channel.id,
                "channel_type": letter(channel),
                "team": state.team_id,
                "event_ts": state.ids.ts(state.clock.now()),
            }
            self.events.emit(event, channel)
        self._notice(channel, member, "channel_leave", f"<@{member}> has left the channel", {})

    def rename(self, channel: Channel, name: str, by: str) -> None:
        """Rename a channel."""
        old, channel.name = channel.name, name
        channel.previous_names = [old, *channel.previous_names]
        self._channel_update(channel)
        self.events.emit(
            {
                "type": f"{channel.channel_type}_rename",
                "channel": {
                    "id": channel.id,
                    "name": name,
                    "name_normalized": name,
                    "created": channel.created,
                    "is_channel": channel.kind == "public",
                    "is_mpim": False,
                },
                "event_ts": self.state.ids.ts(self.state.clock.now()),
            },
            channel,
        )
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
        self.events.emit(
            {
                "type": f"{channel.channel_type}_{word}",
                "channel": channel.id,
                "user": by,
                "event_ts": self.state.ids.ts(self.state.clock.now()),
            },
            channel,
        )

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
        self.events.emit(
            {
                "type": kind,
                "user": user,
                "cache_ts": state.seconds(),
                "event_ts": state.ids.ts(state.clock.now()),
            }
        )

    def _channel_update(self, channel: Channel) -> None:
        self.feed.publish("channel", channel, channel=channel)

    def channel_shown(self, channel: Channel) -> Json:
        """The channel as the app's token sees it."""
        return channel_json(channel, self.state.team_id, self.state.app.bot_user_id)


def letter(channel: Channel) -> str:
    """The `channel_type` of joins and leaves: C for a public channel, G for the others."""
    return "C" if channel.kind == "public" else "G"
