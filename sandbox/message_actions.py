"""What happens to messages, whoever does it: each changes the state, sends its events and tells the page."""

from sandbox import event_shapes
from sandbox.events import Events
from sandbox.feed import Feed
from sandbox.files_shapes import files_of_message
from sandbox.model import Channel, Json, Message
from sandbox.shapes import message_json
from sandbox.state import State

NO_PREVIEW = "[no preview available]"


class MessageActions:
    """Posts, edits, deletions and reactions. Nothing is checked here: the doors do that."""

    def __init__(self, state: State, events: Events, feed: Feed) -> None:
        self.state = state
        self.events = events
        self.feed = feed

    def shown(self, message: Message, *, metadata: bool = False) -> Json:
        """The message as the API shows it."""
        channel = self.state.channels[message.channel]
        shown = message_json(
            message, self.state.members[message.user], self.state.team_id, channel, metadata=metadata
        )
        return shown | files_of_message(self.state, message)

    def post(self, message: Message, *, silent: bool = False) -> Message:
        """A new message in its channel; `silent` is history from before, of which nobody is told."""
        state = self.state
        channel = state.channels[message.channel]
        author = state.members[message.user]
        if author.bot_id and message.subtype in {None, "thread_broadcast"}:
            message.bot_id, message.app_id = author.bot_id, author.app_id
        self._accept(message)
        state.store(message)
        newly_public = state.files.share(message, public=channel.kind == "public")
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
        # Only the event has this subtype; in the history a message with files is one like others.
        self.events.emit(event | {"subtype": "file_share"} if message.files else event, channel)
        for file in state.files.of(message):
            if file in newly_public:
                self.events.emit(event_shapes.file("file_public", file, None, self.moment()), channel)
            self.events.emit(event_shapes.file("file_shared", file, channel.id, self.moment()), channel)
        # Other bots' mentions count, too; one's own would be a conversation with oneself.
        by_itself = message.user == state.app.bot_user_id
        if f"<@{state.app.bot_user_id}>" in message.text and not by_itself and channel.kind != "im":
            mention = {key: value for key, value in event.items() if key != "channel_type"}
            self.events.emit(mention | {"type": "app_mention"}, channel)
        return message

    def ephemeral(self, message: Message) -> Message:
        """A message for one person's eyes, gone on reload."""
        viewer = message.ephemeral_for or ""
        message.bot_id, message.app_id = self.state.app.bot_id, self.state.app.app_id
        self._accept(message)
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
        self._accept(message)
        self.feed.publish("message_changed", message, channel=channel)
        self._hidden(
            "message_changed", channel, ts, {"message": self.shown(message), "previous_message": before}
        )

    def refreshed(self, message: Message, before: Json) -> None:
        """A message looks otherwise, though nobody edited it: a file of it is gone."""
        channel = self.state.channels[message.channel]
        self.feed.publish("message_changed", message, channel=channel)
        both = {"message": self.shown(message), "previous_message": before}
        self._hidden("message_changed", channel, self.moment(), both)

    def ephemeral_changed(self, message: Message) -> None:
        """An ephemeral message has other content. No event tells of it."""
        self._accept(message)
        self.feed.publish("ephemeral", message, only=message.ephemeral_for)

    def delete(self, message: Message) -> None:
        """Delete a message."""
        state = self.state
        channel = state.channels[message.channel]
        before, files = self.shown(message), state.files.of(message)
        state.remove(message)
        for file in files:
            if not file.deleted:
                self.events.emit(event_shapes.file("file_unshared", file, channel.id, self.moment()), channel)
        ts = state.ids.ts(state.clock.now())
        if message.subtype == "tombstone":
            self.feed.publish("message_changed", message, channel=channel)
            self._hidden(
                "message_changed", channel, ts, {"message": self.shown(message), "previous_message": before}
            )
            return
        self.feed.publish("message_deleted", message, channel=channel)
        self._hidden("message_deleted", channel, ts, {"deleted_ts": message.ts, "previous_message": before})

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
        self.events.emit(event_shapes.reaction(message, member, name, self.moment(), add=add), channel)

    def moment(self) -> str:
        """A timestamp of now, which no other message or event has."""
        return self.state.ids.ts(self.state.clock.now())

    def _accept(self, message: Message) -> None:
        """Blocks and attachments as Slack gives them back, with ids."""
        message.blocks = self.state.accepted(message.blocks)
        if not message.attachments:
            return
        message.attachments = [
            {"id": number, "fallback": NO_PREVIEW} | item | {"blocks": self.state.accepted(item["blocks"])}
            if isinstance(item.get("blocks"), list)
            else {"id": number} | item
            for number, item in enumerate(message.attachments, 1)
        ]

    def _notice(self, channel: Channel, member: str, subtype: str, text: str, extra: Json) -> None:
        ts = self.state.ids.ts(self.state.clock.now())
        self.post(Message(ts, channel.id, member, text, subtype=subtype, extra=extra or None))

    def _hidden(self, subtype: str, channel: Channel, ts: str, fields: Json) -> None:
        self.events.emit(event_shapes.hidden(subtype, channel, ts, fields), channel)
