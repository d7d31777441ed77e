"""files.info, files.list, files.delete. https://docs.slack.dev/reference/methods/files.info and its neighbours"""

import math

from sandbox.api.call import TIER_3, TIER_4, ApiCall, ApiError, Method, invalid
from sandbox.files import File, shown_in
from sandbox.files_kinds import Kind
from sandbox.files_shapes import visible, whole_file_json
from sandbox.model import Json, Member

TYPES = {"all", "spaces", "snippets", "images", "gdocs", "zips", "pdfs"}
PAGE, LARGEST_PAGE = 100, 1_000


def me(call: ApiCall) -> Member:
    """The bot."""
    return call.core.state.members[call.core.state.app.bot_user_id]


def file_of(call: ApiCall) -> File:
    """The file of the argument, if it exists for the bot and hasn't been deleted."""
    file = visible(call.core.state, call.required("file"), me(call).id)
    if file is None:
        raise ApiError("file_not_found")
    if file.deleted:
        raise ApiError("file_deleted")
    return file


def files_info(call: ApiCall) -> Json:
    """One file, with where it is shared."""
    shown = whole_file_json(call.core.state, file_of(call), me(call))
    return {"file": shown, "comments": [], "response_metadata": {"next_cursor": ""}}


def files_delete(call: ApiCall) -> Json:
    """Delete a file of the bot's own."""
    file = file_of(call)
    if file.user != me(call).id:
        raise ApiError("cant_delete_file")
    call.core.files.delete(file)
    return {}


def files_list(call: ApiCall) -> Json:
    """The files that exist for the bot, the newest first."""
    state, bot = call.core.state, me(call)
    channel = call.channel() if call.text("channel") else None
    user = call.member(name).id if (name := call.text("user")) else None
    types = set(call.names("types")) or {"all"}
    if not types <= TYPES:
        raise ApiError("unknown_type")
    since, until = seconds(call, "ts_from", 0), seconds(call, "ts_to", 10**11)
    found = [
        file
        for file in reversed(state.files.by_id.values())
        if not file.deleted
        and visible(state, file.id, bot.id)
        and (channel is None or channel in shown_in(file, state.channels, bot))
        and user in {None, file.user}
        and since <= file.created <= until
        and (not types.isdisjoint(types_of(file.kind, is_snippet=file.is_snippet)))
    ]
    count, page = number(call, "count", PAGE, LARGEST_PAGE), number(call, "page", 1, 10**6)
    pages = max(1, math.ceil(len(found) / count))
    return {
        "files": [whole_file_json(state, file, bot) for file in found[(page - 1) * count : page * count]],
        "paging": {"count": count, "total": len(found), "page": page, "pages": pages},
    }


def types_of(kind: Kind, *, is_snippet: bool) -> set[str]:
    """By which of `types` a file is found."""
    return {
        "all",
        "snippets" if is_snippet else "",
        "images" if kind.mimetype.startswith("image/") else "",
        {"zip": "zips", "pdf": "pdfs"}.get(kind.filetype, ""),
    }


def seconds(call: ApiCall, name: str, default: int) -> float:
    """A moment in seconds since the epoch."""
    try:
        return float(call.text(name) or default)
    except ValueError:
        raise invalid(f"[ERROR] must be a number [json-pointer:/{name}]") from None


def number(call: ApiCall, name: str, default: int, most: int) -> int:
    """A whole number from 1 to `most`."""
    value = call.text(name) or str(default)
    if not value.isdecimal() or int(value) < 1:
        raise invalid(f"[ERROR] must be a number [json-pointer:/{name}]")
    return min(int(value), most)


METHODS = {
    "files.info": Method(files_info, TIER_4, ("files:read",)),
    "files.list": Method(files_list, TIER_3, ("files:read",)),
    "files.delete": Method(files_delete, TIER_3, ("files:write",)),
}
