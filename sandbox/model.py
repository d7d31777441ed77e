"""The things of a workspace: members, channels, messages, and the app installed in it."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["public", "private", "im", "mpim"]
Guest = Literal["multi", "single"]

# What a bot with commands, that posts, welcomes people and reads where it is, asks for.
DEFAULT_SCOPES = frozenset(
    [
        "commands",
        "chat:write",
        "channels:read",
        "groups:read",
        "channels:history",
        "groups:history",
        "im:history",
        "mpim:history",
        "im:write",
        "mpim:write",
        "im:read",
        "mpim:read",
        "groups:write",
        "groups:write.invites",
        "users:read",
        "users:read.email",
        "channels:join",
        "pins:write",
        "pins:read",
        "reactions:read",
        "files:read",
        "files:write",
    ]
)


@dataclass(slots=True, eq=False)
class Member:
    """A person or a bot of the workspace."""

    id: str
    name: str
    real_name: str
    email: str | None = None
    tz: str = "Europe/Zurich"
    locale: str = "en-US"
    is_bot: bool = False
    deleted: bool = False
    guest: Guest | None = None
    title: str = ""
    display_name: str = ""
    is_admin: bool = False
    is_owner: bool = False
    role: str = ""
    bot_id: str | None = None
    app_id: str | None = None
    updated: int = 0


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands now; `thread_ts` is set on replies only."""

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    metadata: Json | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    extra: Json | None = None
    ephemeral_for: str | None = None
    broadcast: bool = False
    values: dict[str, Json] | None = None
    files: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class ScheduledMessage:
    """A message that the app will have posted; `post_at` and `date_created` are in seconds since the epoch."""

    id: str
    channel: str
    post_at: int
    date_created: int
    text: str = ""
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    metadata: Json | None = None


@dataclass(slots=True, eq=False)
class Channel:
    """A conversation: public or private channel, direct message, group message."""

    id: str
    name: str
    kind: Kind
    created: int
    creator: str
    topic: str = ""
    purpose: str = ""
    general: bool = False
    archived: bool = False
    members: dict[str, None] = field(default_factory=dict)
    timeline: list[Message] = field(default_factory=list)
    threads: dict[str, list[Message]] = field(default_factory=dict)
    by_ts: dict[str, Message] = field(default_factory=dict)
    pins: list[Json] = field(default_factory=list)
    bookmarks: list[Json] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)
    previous_names: list[str] = field(default_factory=list)

    @property
    def channel_type(self) -> str:
        """The word of message events: `channel`, `group`, `im` or `mpim`."""
        return {"public": "channel", "private": "group"}.get(self.kind, self.kind)

    @property
    def scope_family(self) -> str:
        """The first half of its scopes: `channels`, `groups`, `im` or `mpim`."""
        return {"public": "channels", "private": "groups"}.get(self.kind, self.kind)

    def seen_by(self, viewer: Member) -> bool:
        """Whether it exists for somebody: what one isn't in doesn't, except public channels, for all but guests."""
        return viewer.id in self.members or (self.kind == "public" and viewer.guest is None)


@dataclass(slots=True)
class Command:
    """A slash command of the app, as its manifest declares it."""

    command: str
    description: str = ""
    usage_hint: str = ""


@dataclass(slots=True)
class Shortcut:
    """A shortcut of the app, as its manifest declares it: from anywhere, or from a message."""

    name: str
    callback_id: str
    type: Literal["global", "message"] = "global"
    description: str = ""


@dataclass(slots=True, eq=False)
class App:
    """The app under test: its identity, secrets, scopes and subscriptions."""

    app_id: str
    bot_id: str
    bot_user_id: str
    name: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    scopes: set[str] = field(default_factory=lambda: set(DEFAULT_SCOPES))
    # Events that it subscribed to, by their names in a manifest (`message.channels`); None means all.
    bot_events: set[str] | None = None
    # Whether people can't write to it: `messages_tab_read_only_enabled` of a manifest.
    is_read_only: bool = False
    commands: dict[str, Command] = field(default_factory=dict)
    # By callback_id.
    shortcuts: dict[str, Shortcut] = field(default_factory=dict)
    # Why its tokens are refused from now on: `account_inactive`, `token_revoked`, `token_expired`, ….
    token_error: str | None = None
