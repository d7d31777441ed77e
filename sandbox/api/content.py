"""What a message says: the arguments `text`, `blocks`, `attachments` and `metadata`, with their limits."""

from dataclasses import dataclass
from typing import Any

from sandbox.api.call import ApiCall, ApiError
from sandbox.blockkit import check_attachments, check_message, length_of
from sandbox.files_blocks import picture_problems
from sandbox.model import Json

# https://docs.slack.dev/reference/methods/chat.postMessage
LONGEST_POST, MOST_ATTACHMENTS = 40_000, 100
LARGEST_METADATA = 8_000
# Slack documents no limit for all blocks together, but refuses them above some 13,000 characters.
LONGEST_BLOCKS = 12_000


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be posted."""

    text: str
    blocks: list[Json] | None
    attachments: list[Json] | None


def content_of(call: ApiCall) -> Content:
    """What a call wants to post. Raises `no_text` for nothing, `msg_too_long`, and what the parts raise."""
    text, blocks, attachments = call.text("text") or "", blocks_of(call), attachments_of(call)
    if not text and not blocks and not attachments:
        raise ApiError("no_text")
    if len(text) > LONGEST_POST:
        raise ApiError("msg_too_long")
    if any(call.text(name) for name in ("username", "icon_url", "icon_emoji")):
        call.need("chat:write.customize")
    return Content(text, blocks or None, attachments or None)


def blocks_of(call: ApiCall) -> list[Json] | None:
    """The `blocks` argument, held against Block Kit's rules; None when it isn't given."""
    blocks: Any = call.json("blocks", "invalid_blocks_format")
    if blocks is None:
        return None
    if errors := check_message(blocks, text=call.text("text")):
        raise _invalid("invalid_blocks", errors)
    if errors := picture_problems(call.core.state, blocks):
        raise _invalid("invalid_blocks", errors)
    if length_of(blocks) > LONGEST_BLOCKS:
        raise ApiError("msg_blocks_too_long")
    checked: list[Json] = blocks
    return checked


def _invalid(error: str, messages: list[str]) -> ApiError:
    words = [message.removeprefix("[ERROR] ") for message in messages]
    return ApiError(error, errors=words, response_metadata={"messages": messages})


def attachments_of(call: ApiCall) -> list[Json] | None:
    """The `attachments` argument, numbered and with a fallback as Slack gives them back; None when it isn't given."""
    attachments: Any = call.json("attachments", "invalid_attachments")
    if attachments is None:
        return None
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        raise ApiError("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise ApiError("too_many_attachments")
    if errors := check_attachments(attachments):
        raise _invalid("invalid_attachments", errors)
    numbered = enumerate(attachments, 1)
    return [
        {"id": number, "fallback": each.get("text") or "[no preview available]"} | each
        for number, each in numbered
    ]


def metadata_of(call: ApiCall) -> Json | None:
    """The `metadata` argument. https://docs.slack.dev/messaging/message-metadata"""
    metadata: Any = call.json("metadata", "invalid_metadata_format")
    if not metadata:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise ApiError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise ApiError("invalid_metadata_format")
    if len(str(metadata)) > LARGEST_METADATA:
        raise ApiError("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}
