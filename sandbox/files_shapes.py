"""How Slack's API shows files. https://docs.slack.dev/reference/objects/file-object"""

from sandbox.files import PREVIEWED_LINES, File, seen_by, shown_in
from sandbox.files_kinds import in_address
from sandbox.model import Channel, Json, Member, Message
from sandbox.state import State

# The sides of the boxes that thumbnails fit in. The small ones are there for every picture; squares tell no measures.
SQUARES, BOXES, SMALLEST = (64, 80, 160), (360, 480, 720, 800, 960, 1024), 360


def addresses(state: State, file: File) -> Json:
    """Where its bytes and its pages are."""
    place, name = f"{state.team_id}-{file.id}", in_address(file.name)
    site = f"https://{state.team_domain}.slack.com/files/{file.user}/{file.id}/{name}"
    return {
        "url_private": f"{state.base_url}files-pri/{place}/{name}",
        "url_private_download": f"{state.base_url}files-pri/{place}/download/{name}",
        "permalink": site,
        "permalink_public": f"https://slack-files.com/{place}-{file.secret}",
    }


def thumbnails(state: State, file: File) -> Json:
    """A picture's thumbnails: what their measures are, and where they can be had."""
    if not file.width:
        return {}
    stem, _, ending = in_address(file.name).rpartition(".")
    base = f"{state.base_url}files-tmb/{state.team_id}-{file.id}-{file.secret}/{stem}"
    shown: Json = {f"thumb_{side}": f"{base}_{side}.{ending}" for side in SQUARES}
    longer = max(file.width, file.height)
    for side in BOXES:
        if side > max(longer, SMALLEST):
            break
        scale = min(1.0, side / longer)
        shown[f"thumb_{side}"] = f"{base}_{side}.{ending}"
        shown[f"thumb_{side}_w"] = max(1, round(file.width * scale))
        shown[f"thumb_{side}_h"] = max(1, round(file.height * scale))
    return shown | {"original_w": file.width, "original_h": file.height}


def snippet(state: State, file: File) -> Json:
    """What is shown of a text: its first lines."""
    if not file.is_snippet:
        return {}
    more = max(0, file.lines - PREVIEWED_LINES)
    return {
        "edit_link": f"{addresses(state, file)['permalink']}/edit",
        "preview": file.preview,
        "lines": file.lines,
        "lines_more": more,
        "preview_is_truncated": more > 0,
    }


def file_json(state: State, file: File, *, processed: bool = True) -> Json:
    """A file as it stands in messages. What isn't `processed` yet has no kind: so completeUploadExternal answers."""
    if file.deleted:
        return {"id": file.id, "mode": "tombstone"}
    text = file.is_snippet
    shown: Json = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.kind.mimetype if processed else "",
        "filetype": file.kind.filetype if processed else "",
        "pretty_type": file.kind.pretty if processed else "",
        "user": file.user,
        "user_team": state.team_id,
        "editable": text and processed,
        "size": file.size,
        "mode": "snippet" if text and processed else "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": file.is_public,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "media_display_type": "unknown",
        "has_rich_preview": False,
        "file_access": "visible",
    }
    if file.alt_text:
        shown["alt_txt"] = file.alt_text
    more = thumbnails(state, file) | snippet(state, file) if processed else {}
    return shown | addresses(state, file) | more


def whole_file_json(state: State, file: File, viewer: Member, *, processed: bool = True) -> Json:
    """A file with where it is shared, as far as that exists for the viewer: in files.info and its like."""
    channels = shown_in(file, state.channels, viewer)
    by_kind = {
        "channels": [c.id for c in channels if c.kind == "public"],
        "groups": [c.id for c in channels if c.kind in {"private", "mpim"}],
        "ims": [c.id for c in channels if c.kind == "im"],
    }
    shares: Json = {}
    for channel in channels:
        family = "public" if channel.kind == "public" else "private"
        listed = [share_json(state, channel, ts) for ts in file.shares[channel.id]]
        shares.setdefault(family, {})[channel.id] = listed
    about: Json = {"comments_count": 0, "is_starred": False, "shares": shares, "has_more_shares": False}
    return file_json(state, file, processed=processed) | about | by_kind


def share_json(state: State, channel: Channel, ts: str) -> Json:
    """One message that shares a file."""
    message = channel.by_ts[ts]
    replies = channel.threads.get(message.ts, [])
    users = list(dict.fromkeys(reply.user for reply in replies))
    shown: Json = {
        "reply_users": users[:5],
        "reply_users_count": len(users),
        "reply_count": len(replies),
        "ts": message.ts,
        "channel_name": channel.name,
        "team_id": state.team_id,
        "share_user_id": message.user,
        "source": "UNKNOWN",
    }
    thread = message.thread_ts or (message.ts if replies else None)
    return shown | ({"thread_ts": thread} if thread else {})


def files_of_message(state: State, message: Message) -> Json:
    """What a message says of its files."""
    if not message.files:
        return {}
    files = [file_json(state, file) for file in state.files.of(message)]
    return {"files": files, "upload": False, "display_as_bot": False}


def visible(state: State, file_id: str, viewer: str) -> File | None:
    """The file, deleted or not, if it exists for a viewer."""
    file, member = state.files.by_id.get(file_id), state.members.get(viewer)
    return file if file and member and seen_by(file, state.channels, member) else None
