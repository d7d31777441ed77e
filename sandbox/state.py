"""What the workspace holds: members, channels and their messages. In memory; changing it tells nobody."""

import bisect
import secrets
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from sandbox.clock import Clock
from sandbox.files import FILE_INPUT, Files
from sandbox.ids import Ids
from sandbox.model import App, Channel, Json, Kind, Member, Message, ScheduledMessage

BY_TS = attrgetter("ts")


class State:
    """The workspace as data. Identifiers are the same for the same order of building; secrets are not."""

    def __init__(self, clock: Clock, *, name: str, app_name: str) -> None:
        self.clock = clock
        self.team_name = name
        self.team_domain = "-".join(name.lower().split())
        # Where it is served: the addresses of files begin so.
        self.base_url = ""
        self.app = App(
            app_id="",
            bot_id="",
            bot_user_id="",
            name=app_name,
            bot_token=f"xoxb-{secrets.token_hex(12)}",
            app_token=f"xapp-1-{secrets.token_hex(12)}",
            signing_secret=secrets.token_hex(16),
            verification_token=secrets.token_hex(12),
        )
        # Identifiers of what passes by are never handed out twice, not even after a reset: apps remember them.
        self.passing = Ids()
        self.clear()

    def clear(self) -> None:
        """Nobody is here but the app and Slackbot; the identifiers begin again."""
        self.ids = Ids()
        self.team_id = self.ids.new("T")
        # What was written before the workspace began counts as read.
        self.began = f"{self.seconds()}.000000"
        self.members: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.general: Channel | None = None
        self.direct: dict[frozenset[str], Channel] = {}
        self.ephemerals: dict[str, list[Message]] = {}
        self.posts: list[Message] = []
        self.files = Files()
        self.scheduled: dict[str, ScheduledMessage] = {}
        app = self.app
        self._handles = {"slackbot", app.name.lower()}
        app.bot_user_id, app.app_id, app.bot_id = self.ids.new("U"), self.ids.new("A"), self.ids.new("B")
        self.members["USLACKBOT"] = Member("USLACKBOT", "slackbot", "Slackbot", tz="America/Los_Angeles")
        self.members[app.bot_user_id] = Member(
            app.bot_user_id,
            app.name.lower(),
            app.name,
            tz="America/Los_Angeles",
            is_bot=True,
            bot_id=app.bot_id,
            app_id=app.app_id,
            updated=self.seconds(),
        )

    def put_back(self, members: Iterable[Member], channels: Iterable[Channel], general: str | None) -> None:
        """Have these members and channels, which have no messages yet, instead of those that are here."""
        self.members = {member.id: member for member in members}
        self.channels = {channel.id: channel for channel in channels}
        self.general = self.channels[general] if general else None
        self._handles = {member.name for member in self.members.values()}
        self.ephemerals, self.posts = {}, []

    def seconds(self) -> int:
        """The workspace's present moment in whole seconds since the epoch."""
        return int(self.clock.now().timestamp())

    def add_member(self, name: str, **fields: Any) -> Member:
        """A new member; `fields` are those of `Member`."""
        handle = self._free_handle(name)
        member = Member(self.ids.new("U"), handle, updated=self.seconds(), **fields)
        if member.is_bot:
            member.bot_id, member.app_id = self.ids.new("B"), self.ids.new("A")
        self.members[member.id] = member
        return member

    def add_channel(self, name: str, kind: Kind, creator: str, members: Iterable[str] = ()) -> Channel:
        """A new conversation with these members in it."""
        prefix = "D" if kind == "im" else "C"
        channel = Channel(self.ids.new(prefix), name, kind, self.seconds(), creator)
        channel.members = dict.fromkeys(members)
        self.channels[channel.id] = channel
        return channel

    def named(self, name: str) -> Channel | None:
        """The channel of that name, with or without #."""
        name = name.removeprefix("#")
        return next(
            (c for c in self.channels.values() if c.name == name and c.kind in {"public", "private"}), None
        )

    def conversation(self, *members: str) -> Channel | None:
        """The direct or group conversation of exactly these members, if there is one."""
        return self.direct.get(frozenset(members))

    def open_conversation(self, *members: str) -> Channel:
        """The direct (two) or group (three and more) conversation of these members, made if need be."""
        key = frozenset(members)
        if found := self.direct.get(key):
            return found
        kind: Kind = "im" if len(key) <= 2 else "mpim"
        handles = sorted(self.members[member].name for member in key)
        name = "" if kind == "im" else f"mpdm-{'--'.join(handles)}-1"
        channel = self.direct[key] = self.add_channel(name, kind, members[0], members)
        return channel

    @property
    def bot(self) -> Member:
        """The app's bot user."""
        return self.members[self.app.bot_user_id]

    def visible_channels(self, viewer: Member) -> list[Channel]:
        """Every conversation that exists for a member."""
        return [channel for channel in self.channels.values() if channel.seen_by(viewer)]

    def visible_members(self, viewer: Member) -> list[Member]:
        """The members who exist for a member: for a guest the app and those it shares a conversation with."""
        everybody = list(self.members.values())
        if viewer.guest is None:
            return everybody
        mine = (channel for channel in self.channels.values() if viewer.id in channel.members)
        shared = {viewer.id, self.app.bot_user_id}.union(*(channel.members for channel in mine))
        return [member for member in everybody if member.id in shared]

    def store(self, message: Message) -> Message:
        """Put a message into its channel, where its timestamp belongs."""
        channel = self.channels[message.channel]
        channel.by_ts[message.ts] = message
        if message.thread_ts:
            place(channel.threads.setdefault(message.thread_ts, []), message)
        if not message.thread_ts or message.broadcast:
            place(channel.timeline, message)
        if message.user == self.app.bot_user_id and message.subtype in {None, "thread_broadcast"}:
            self.posts.append(message)
        return message

    def remove(self, message: Message) -> None:
        """Take a message out of its channel; a parent with replies stays, as a tombstone."""
        channel = self.channels[message.channel]
        self.files.unshare(message)
        if channel.threads.get(message.ts):
            message.subtype, message.text, message.blocks = "tombstone", "This message was deleted.", None
            message.metadata, message.attachments, message.extra = None, None, {"hidden": True}
            message.files = []
            return
        del channel.by_ts[message.ts]
        if message.thread_ts:
            channel.threads[message.thread_ts].remove(message)
        if message in channel.timeline:
            channel.timeline.remove(message)
        channel.pins = [pin for pin in channel.pins if pin["message"]["ts"] != message.ts]

    def accepted(self, blocks: list[Json] | None) -> list[Json] | None:
        """A copy of the blocks as Slack gives them back: ids on every block and element, all text objects whole, and
        what an input is if nothing else is said."""
        if blocks is None:
            return None
        copied = [normalised(block) for block in blocks]
        for block in copied:
            if not block.get("block_id"):
                block["block_id"] = self.passing.new("", 6)[1:]
            if block.get("type") == "input":
                block.setdefault("optional", False)
                block.setdefault("dispatch_action", False)
            for element in elements_of(block):
                if "action_id" not in element and element.get("type") in INTERACTIVE:
                    element["action_id"] = self.passing.new("", 7)[1:]
                if element.get("type") == "file_input":
                    element.update(FILE_INPUT | element)
                if element.get("type") in TYPED:
                    element.setdefault("dispatch_action_config", {"trigger_actions_on": ["on_enter_pressed"]})
        return copied

    def _free_handle(self, name: str) -> str:
        handle, number = name, 1
        while handle in self._handles:
            number += 1
            handle = f"{name}{number}"
        self._handles.add(handle)
        return handle


STATEFUL = frozenset(
    [
        "static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "channels_select",
        "multi_static_select",
        "multi_external_select",
        "multi_users_select",
        "multi_conversations_select",
        "multi_channels_select",
        "datepicker",
        "timepicker",
        "datetimepicker",
        "checkboxes",
        "radio_buttons",
        "plain_text_input",
        "rich_text_input",
        "number_input",
        "email_text_input",
        "url_text_input",
        "file_input",
    ]
)
TYPED = frozenset(
    ["plain_text_input", "rich_text_input", "number_input", "email_text_input", "url_text_input"]
)
INTERACTIVE = STATEFUL | {"button", "overflow", "workflow_button", "icon_button", "feedback_buttons"}


def elements_of(block: Json) -> list[Json]:
    """The interactive elements of a block."""
    kind = block.get("type")
    if kind in {"actions", "context_actions"}:
        return [element for element in block.get("elements", ()) if isinstance(element, dict)]
    one = block.get("accessory") if kind == "section" else block.get("element") if kind == "input" else None
    return [one] if isinstance(one, dict) else []


def place(messages: list[Message], message: Message) -> None:
    """Insert by timestamp; at the end, almost always."""
    if not messages or messages[-1].ts < message.ts:
        messages.append(message)
    else:
        bisect.insort(messages, message, key=BY_TS)


def normalised(value: Any) -> Any:
    """A deep copy of Block Kit's JSON in which text objects have the fields that Slack adds."""
    if isinstance(value, list):
        return [normalised(each) for each in value]
    if not isinstance(value, dict):
        return value
    copied = {key: normalised(each) for key, each in value.items()}
    if copied.get("type") == "plain_text":
        copied.setdefault("emoji", True)
    elif copied.get("type") == "mrkdwn":
        copied.setdefault("verbatim", False)
    return copied
