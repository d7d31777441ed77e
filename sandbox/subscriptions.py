"""Which events the app may hear: those it has subscribed to, has the scope for, and is in the channel of.

The scopes are those of each event's page at https://docs.slack.dev/reference/events
"""

from sandbox.model import App, Channel

# Which scope an event needs; `{}` is the family of the channel that it's about.
SCOPES = {
    "message": "{}:history",
    "app_mention": "app_mentions:read",
    "member_joined_channel": "{}:read",
    "member_left_channel": "{}:read",
    "channel_created": "channels:read",
    "channel_left": "channels:read",
    "group_left": "groups:read",
    "channel_rename": "channels:read",
    "group_rename": "groups:read",
    "channel_archive": "channels:read",
    "group_archive": "groups:read",
    "channel_unarchive": "channels:read",
    "group_unarchive": "groups:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "pin_added": "pins:read",
    "pin_removed": "pins:read",
    "file_created": "files:read",
    "file_shared": "files:read",
    "file_public": "files:read",
    "file_change": "files:read",
    "file_unshared": "files:read",
    "file_deleted": "files:read",
    "team_join": "users:read",
    "user_change": "users:read",
}
# An app with such a token is not in the workspace any more.
REMOVED = frozenset(["account_inactive", "token_revoked"])
# Slack sends these to the whole workspace: what happens to the list of public channels concerns everybody.
OF_THE_WORKSPACE = frozenset(["channel_created", "channel_rename", "channel_archive", "channel_unarchive"])


def may_hear(app: App, kind: str, channel: Channel | None) -> bool:
    """Whether an event is the app's to have; `channel` is the one that it happened in, if it happened in one."""
    if app.token_error in REMOVED:
        return False
    if channel and app.bot_user_id not in channel.members and kind not in OF_THE_WORKSPACE:
        return False
    scope = SCOPES.get(kind)
    if scope and scope.format(channel.scope_family if channel else "") not in app.scopes:
        return False
    if app.bot_events is None:
        return True
    name = f"message.{plural(channel)}" if kind == "message" and channel else kind
    return name in app.bot_events


def plural(channel: Channel) -> str:
    """The second half of a message subscription's name: `channels`, `groups`, `im`, `mpim`."""
    return {"public": "channels", "private": "groups"}.get(channel.kind, channel.kind)
