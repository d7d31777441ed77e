"""files.getUploadURLExternal and files.completeUploadExternal: the two ends of an upload.

https://docs.slack.dev/reference/methods/files.getUploadURLExternal and …/files.completeUploadExternal
"""

import re
from typing import Any

from sandbox.api.call import TIER_4, ApiCall, ApiError, Method, invalid
from sandbox.api.chat import thread_of
from sandbox.api.content import blocks_of
from sandbox.files import LARGEST, LARGEST_SNIPPET, File, Upload
from sandbox.files_kinds import SNIPPETS
from sandbox.files_shapes import whole_file_json
from sandbox.model import Channel, Json, Message

LONGEST_ALT_TEXT, MOST_CHANNELS = 1_000, 100
CONVERSATION = re.compile("[CGDZ][A-Z0-9]{8,}")


def get_upload_url(call: ApiCall) -> Json:
    """An address that takes so many bytes, once."""
    name, length = call.required("filename"), length_of(call)
    alt_text, snippet_type = call.text("alt_txt") or "", call.text("snippet_type")
    if len(alt_text) > LONGEST_ALT_TEXT:
        raise ApiError("alt_txt_too_large")
    if snippet_type and snippet_type not in SNIPPETS:
        raise ApiError("unknown_snippet_type")
    if snippet_type and length > LARGEST_SNIPPET:
        raise ApiError("snippet_too_large")
    if length > LARGEST:
        raise ApiError("file_upload_size_restricted")
    state = call.core.state
    upload = call.core.files.begin(
        state.app.bot_user_id, name, length, alt_text=alt_text, snippet_type=snippet_type
    )
    return {"upload_url": f"{state.base_url}upload/v1/{upload.key}", "file_id": upload.file_id}


def length_of(call: ApiCall) -> int:
    """The `length` argument, in bytes: at least one."""
    value = call.required("length")
    if not re.fullmatch(r"-?\d{1,15}", value, re.ASCII):
        raise invalid("[ERROR] must be a number [json-pointer:/length]")
    if int(value) < 1:
        raise invalid("[ERROR] must be greater than 1 [json-pointer:/length]")
    return int(value)


def complete_upload(call: ApiCall) -> Json:
    """The uploaded files exist from now on, and are shared soon after the answer, as one message.

    Slack works on files after it has answered: the answer knows neither their kinds nor where they are shared."""
    core = call.core
    uploads, channels = uploads_of(call), channels_of(call)
    thread = thread_of(call, channels[0]) if channels and call.text("thread_ts") else None
    comment = call.text("initial_comment") or ""
    blocks = None if comment else blocks_of(call)
    files = [core.files.finish(upload, title) for upload, title in uploads]

    async def share() -> None:
        for channel in channels:
            core.actions.post(message_of(call, channel, files, comment, blocks, thread))

    if channels:
        core.tasks.start(share())
    me = core.state.members[core.state.app.bot_user_id]
    return {"files": [whole_file_json(core.state, file, me, processed=False) for file in files]}


def message_of(
    call: ApiCall,
    channel: Channel,
    files: list[File],
    text: str,
    blocks: list[Json] | None,
    thread: str | None,
) -> Message:
    """The message that shares files."""
    state = call.core.state
    ts = state.ids.ts(call.core.clock.now())
    bot = state.app.bot_user_id
    return Message(
        ts, channel.id, bot, text, blocks or None, thread_ts=thread, files=[file.id for file in files]
    )


def uploads_of(call: ApiCall) -> list[tuple[Upload, str | None]]:
    """The uploads that the `files` argument names, with their titles. Each can be completed once."""
    wanted: Any = call.json("files", "invalid_arguments")
    if wanted is None:
        raise invalid("[ERROR] missing required field: files")
    if not isinstance(wanted, list) or not wanted:
        raise invalid("[ERROR] must be a non-empty array [json-pointer:/files]")
    found: dict[str, tuple[Upload, str | None]] = {}
    for number, each in enumerate(wanted):
        file_id, title = (each.get("id"), each.get("title")) if isinstance(each, dict) else (None, None)
        if not isinstance(file_id, str) or not isinstance(title, (str, type(None))):
            raise invalid(f"[ERROR] must be a file with an id [json-pointer:/files/{number}]")
        upload = call.core.state.files.upload_of(file_id)
        if upload is None or not upload.arrived or upload.user != call.core.state.app.bot_user_id:
            raise ApiError("file_not_found")
        found[file_id] = (upload, title)
    return list(found.values())


def channels_of(call: ApiCall) -> list[Channel]:
    """Where the files will be shared: nowhere, in `channel_id`, or in all of `channels`, which may name people."""
    only = call.text("channel_id")
    if only and not CONVERSATION.fullmatch(only):
        pattern = f"^{CONVERSATION.pattern}$"
        raise invalid(f"[ERROR] input must match regex pattern: {pattern} [json-pointer:/channel_id]")
    named = [only] if only else call.names("channels")
    if len(named) > MOST_CHANNELS:
        raise ApiError("channels_limit_exceeded")
    if len(named) > 1 and call.text("thread_ts"):
        raise invalid("[ERROR] only one channel may be given with thread_ts [json-pointer:/channels]")
    channels = [destination(call, name) for name in named]
    return list(dict.fromkeys(channels))


def destination(call: ApiCall, name: str) -> Channel:
    """The conversation of that id, or with that person, if the bot may post there."""
    state = call.core.state
    bot, person = state.app.bot_user_id, state.members.get(name)
    if person and not person.deleted and person.id != bot:
        return state.open_conversation(bot, person.id)
    channel = state.channels.get(name)
    if channel is None or not channel.seen_by(state.bot):
        raise ApiError("channel_not_found")
    if bot not in channel.members:
        raise ApiError("not_in_channel")
    if channel.archived:
        raise ApiError("posting_to_channel_denied")
    return channel


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, TIER_4, ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, TIER_4, ("files:write",)),
}
