"""What happens in the workspace, whoever does it: each changes the state, sends its events and tells the page."""

from sandbox.events import Events
from sandbox.feed import Feed
from sandbox.model import Channel, Json, Member, Message
from sandbox.shapes import channel_json, message_json, user_json
from sandbox.state import State


class Actions:
    """Posts, edits, joins, leaves and the rest. Nothing is checked here: the doors do that."""

    def __init__(self, state: State, events: Events, feed: Feed) -> None:
        self.state = state
        self.events = events
        self.feed = feed

    def shown(self, message: Message, *, metadata: bool = False) -> Json:
        """The message as the API shows it."""
        channel = self.state.channels[message.channel]
        return message_json(
            message, self.state.members[message.user], self.state.team_id, channel, metadata=metadata
        )

    def post(self, message: Message, *, silent: bool = False) -> Message:
        """A new message in its channel; `silent` is history from before, of which nobody is told."""
        state = self.state
        channel = state.channels[message.channel]
        author = state.members[message.user]
        if author.bot_id and message.subtype in {None, "thread_broadcast"}:
            message.bot_id, message.app_id = author.bot_id, author.app_id
        message.blocks = state.accepted(message.blocks)
        state.store(message)
        if silent:
            return message
        if message.user in channel.members:
            channel.read[message.user] = message.ts
        self.feed.publish("message", message, channel=channel)
        if not self.events.heard:
            return message
        event = self.shown(message)
        if message.subtype is None and not message.bot_id:
            event["client_msg_id"] = f"00000000-0000-4000-8000-{message.ts.replace('.', '')[-12:]}"
        event |= {"channel": channel.id, "event_ts": message.ts, "channel_type": channel.channel_type}
        self.events.emit(event, channel)
        if f"<@{state.app.bot_user_id}>" in message.text and not message.bot_id and channel.kind != "im":
            mention = {key: value for key, value in event.items() if key != "channel_type"}
            self.events.emit(mention | {"type": "app_mention"}, channel)
        return message

    def ephemeral(self, message: Message) -> Message:
        """A message for one person's eyes, gone on reload."""
        viewer = message.ephemeral_for or ""
        message.bot_id, message.app_id = self.state.app.bot_id, self.state.app.app_id
        message.blocks = self.state.accepted(message.blocks)
        self.state.ephemerals.setdefault(viewer, []).append(message)
        self.feed.publish("ephemeral", message, only=viewer)
        return message

    def ephemeral_gone(self, message: Message) -> None:
        """Take an ephemeral message away."""
        viewer = message.ephemeral_for or ""
        self.state.ephemerals[viewer].remove(message)
        self.feed.publish("ephemeral_gone", message, only=viewer)

    def changed(self, message: Message, before: Json, by: str) -> None:
        """A message was edited by `by`; `before` is how it was shown."""
        state = self.state
        channel = state.channels[message.channel]
        ts = state.ids.ts(state.clock.now())
        message.edited = {"user": by, "ts": ts}
        message.blocks = state.accepted(message.blocks)
        self.feed.publish("message_changed", message, channel=channel)
        self._hidden(
            "message_changed", channel, ts, {"message": self.shown(message), "previous_message": before}
        )

    def delete(self, message: Message) -> None:
        """Delete a message."""
        state = self.state
        channel = state.channels[message.channel]
        before = self.shown(message)
        state.remove(message)
        ts = state.ids.ts(state.clock.now())
        if message.subtype == "tombstone":
            self.feed.publish("message_changed", message, channel=channel)
            self._hidden(
                "message_changed", channel, ts, {"message": self.shown(message), "previous_message": before}
            )
            return
        self.feed.publish("message_deleted", message, channel=channel)
        self._hidden("message_deleted", channel, ts, {"deleted_ts": message.ts, "previous_message": before})

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

    def react(self, message: Message, member: str, name: str, *, add: bool = True) -> None:
        """Add or take away a reaction."""
        users = message.reactions.setdefault(name, [])
        if add == (member in users):
            return
        if add:
            users.append(member)
        else:
            users.remove(member)
        if not users:
            del message.reactions[name]
        channel = self.state.channels[message.channel]
        self.feed.publish("message_changed", message, channel=channel)
        item = {"type": "message", "channel": channel.id, "ts": message.ts}
        self.events.emit(
            {
                "type": "reaction_added" if add else "reaction_removed",
                "user": member,
                "reaction": name,
                "item": item,
                "item_user": message.user,
                "event_ts": self.state.ids.ts(self.state.clock.now()),
            },
            channel,
        )

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

    def _notice(self, channel: Channel, member: str, subtype: str, text: str, extra: Json) -> None:
        ts = self.state.ids.ts(self.state.clock.now())
        self.post(Message(ts, channel.id, member, text, subtype=subtype, extra=extra or None))

    def _hidden(self, subtype: str, channel: Channel, ts: str, fields: Json) -> None:
        event = {
            "type": "message",
            "subtype": subtype,
            "hidden": True,
            "channel": channel.id,
            "ts": ts,
            "event_ts": ts,
            "channel_type": channel.channel_type,
        }
        self.events.emit(event | fields, channel)

    def channel_shown(self, channel: Channel) -> Json:
        """The channel as the app's token sees it."""
        return channel_json(channel, self.state.team_id, self.state.app.bot_user_id)


def letter(channel: Channel) -> str:
    """The `channel_type` of joins and leaves: C for a public channel, G for the others."""
    return "C" if channel.kind == "public" else "G"
