"""A person as Slack describes them, reduced to what Liaison keeps: no e-mail address, no title; of the photo, where Slack has it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from storage.people import Member

# Slack's own account: not marked as a bot in users.list, and nobody's colleague.
SLACKBOT = "USLACKBOT"

# Where the pictures are of those who have uploaded none: drawn by Slack, under an address made of the person's e-mail address.
_DRAWN = "gravatar.com"
_LONGEST_ADDRESS = (
    3000  # characters (https://docs.slack.dev/reference/block-kit/block-elements/image-element)
)


def kept(
    user: Mapping[str, Any], team_id: str | None = None, enterprise_id: str | None = None
) -> dict[str, Any]:
    """The columns of `members` for a user object (https://docs.slack.dev/reference/objects/user-object).

    `team_id` and `enterprise_id` are our own: without them whether somebody is external is left out.
    """
    profile = user.get("profile") or {}
    name = (
        profile.get("display_name")
        or profile.get("real_name")
        or user.get("real_name")
        or user.get("name")
        or ""
    )
    # Not every event or list carries all of these, and nobody is made somebody else by what is not told: what is known stays.
    told = user.keys()
    values: dict[str, Any] = {"name": clean(str(name))} if name else {}
    if "is_bot" in told or user.get("id") == SLACKBOT:
        values["is_bot"] = bool(user.get("is_bot")) or user.get("id") == SLACKBOT
    if "deleted" in told:
        values["is_deactivated"] = bool(user["deleted"])
    if not told.isdisjoint(("is_restricted", "is_ultra_restricted")):
        values["is_guest"] = bool(user.get("is_restricted") or user.get("is_ultra_restricted"))
    if team_id and not told.isdisjoint(("team_id", "is_stranger")):
        values["is_external"] = is_external(user, team_id, enterprise_id)
    if "image_72" in profile:
        values["photo"] = photo(profile)
    if user.get("tz"):
        values["timezone"] = clean(str(user["tz"]))
    if user.get("locale"):
        values["locale"] = clean(str(user["locale"]))
    return values


def photo(profile: Mapping[str, Any]) -> str:
    """The address of the small photo that somebody uploaded to Slack; empty for who has none, and for what is not https.

    `is_custom_image` is there for those who have one, and not always for others: then the address tells.
    """
    address = clean(str(profile.get("image_72") or ""))
    if profile.get("is_custom_image") is False or len(address) > _LONGEST_ADDRESS:
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    is_drawn = host == _DRAWN or host.endswith(f".{_DRAWN}")
    return "" if parts.scheme != "https" or not host or is_drawn else address


def is_external(user: Mapping[str, Any], team_id: str, enterprise_id: str | None) -> bool:
    """Whether a user object is of another workspace, with which a channel is shared (https://docs.slack.dev/apis/slack-connect).

    Workspaces of one's own Enterprise organisation are no strangers.
    """
    if user.get("is_stranger"):
        return True
    enterprise = user.get("enterprise_user")
    if enterprise_id and isinstance(enterprise, Mapping) and enterprise.get("enterprise_id") == enterprise_id:
        return False
    return user.get("team_id") not in (None, "", team_id, enterprise_id)


def differs(known: Member | None, values: Mapping[str, Any]) -> bool:
    """Whether anything that is kept has changed."""
    return known is None or known.synced_at is None or any(getattr(known, k) != v for k, v in values.items())


def clean(text: str) -> str:
    """Without what a database can't hold: nobody is there to correct a name in an event."""
    return "".join(c for c in text if c != "\x00" and not "\ud800" <= c <= "\udfff")
