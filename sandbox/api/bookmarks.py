"""bookmarks.*: the links at the top of a channel. Only of the type `link`."""

import re

from sandbox.api.call import TIER_2, TIER_3, ApiCall, ApiError, Method
from sandbox.model import Channel, Json

MOST = 100
EMOJI = re.compile(r":[a-z0-9_+'-]+:")


def place(call: ApiCall) -> Channel:
    """The channel of `channel_id`, in which the bot must be."""
    return call.channel("channel_id", inside=True)


def find(call: ApiCall, channel: Channel) -> Json:
    """The bookmark of `bookmark_id`."""
    wanted = call.required("bookmark_id")
    for bookmark in channel.bookmarks:
        if bookmark["id"] == wanted:
            return bookmark
    raise ApiError("not_found")


def said(call: ApiCall) -> Json:
    """What of title, link and emoji is given."""
    given = {name: value for name in ("title", "link", "emoji") if (value := call.text(name)) is not None}
    if not re.match("https?://", given.get("link", "http://")):
        raise ApiError("invalid_link")
    if not EMOJI.fullmatch(given.get("emoji", ":link:")):
        raise ApiError("invalid_emoji")
    return given


def bookmarks_add(call: ApiCall) -> Json:
    """Add a link."""
    channel = place(call)
    title, kind = call.required("title"), call.required("type")
    if kind != "link":
        raise ApiError("invalid_bookmark_type")
    given = said(call)
    if "link" not in given:
        raise ApiError("invalid_link")
    if len(channel.bookmarks) >= MOST:
        raise ApiError("too_many_bookmarks")
    state = call.core.state
    bookmark: Json = {
        "id": state.ids.new("Bk"),
        "channel_id": channel.id,
        "title": title,
        "link": given["link"],
        "emoji": given.get("emoji", ""),
        "icon_url": None,
        "type": kind,
        "entity_id": None,
        "date_created": state.seconds(),
        "date_updated": 0,
        "rank": f"{len(channel.bookmarks):03d}",
        "last_updated_by_user_id": state.app.bot_user_id,
        "last_updated_by_team_id": state.team_id,
        "shortcut_id": None,
        "app_id": state.app.app_id,
    }
    channel.bookmarks.append(bookmark)
    return {"bookmark": bookmark}


def bookmarks_edit(call: ApiCall) -> Json:
    """Change a link."""
    bookmark = find(call, place(call))
    bookmark |= said(call) | {"date_updated": call.core.state.seconds()}
    return {"bookmark": bookmark}


def bookmarks_list(call: ApiCall) -> Json:
    """The links of a channel."""
    return {"bookmarks": place(call).bookmarks}


def bookmarks_remove(call: ApiCall) -> Json:
    """Take a link away."""
    channel = place(call)
    channel.bookmarks.remove(find(call, channel))
    return {}


METHODS = {
    "bookmarks.add": Method(bookmarks_add, TIER_2, ("bookmarks:write",)),
    "bookmarks.edit": Method(bookmarks_edit, TIER_2, ("bookmarks:write",)),
    "bookmarks.list": Method(bookmarks_list, TIER_3, ("bookmarks:read",)),
    "bookmarks.remove": Method(bookmarks_remove, TIER_2, ("bookmarks:write",)),
}
