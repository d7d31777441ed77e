"""The element `file_input`: what it holds, and what it refuses.

https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
"""

from collections.abc import Iterable
from typing import Any

from sandbox.files import FILE_INPUT, File
from sandbox.files_kinds import extension
from sandbox.files_shapes import whole_file_json
from sandbox.model import Json, Member
from sandbox.state import State, elements_of

SAME = {"jpeg": "jpg", "tif": "tiff", "htm": "html", "yml": "yaml", "markdown": "md"}


def taken(state: State, member: Member, wanted: Iterable[Any]) -> list[Json]:
    """What the element holds for the files that a member put in, each given as File, id or JSON.

    Only one's own count, and each once."""
    found: dict[str, Json] = {}
    for each in wanted:
        file_id = each.id if isinstance(each, File) else each.get("id") if isinstance(each, dict) else each
        file = state.files.by_id.get(file_id) if isinstance(file_id, str) else None
        if file and file.user == member.id and not file.deleted:
            found[file.id] = whole_file_json(state, file, member)
    return list(found.values())


def renew(state: State, member: Member, blocks: list[Json], values: dict[str, dict[str, Json]]) -> None:
    """Let a view's file inputs hold the files as they are now, without those that were deleted meanwhile."""
    for block in blocks:
        for element in elements_of(block):
            entry = values.get(block["block_id"], {}).get(element.get("action_id", ""), {})
            if element["type"] == "file_input" and entry.get("files"):
                entry["files"] = taken(state, member, entry["files"])


def held(blocks: list[Json], values: dict[str, dict[str, Json]]) -> list[str]:
    """The ids of all files in a view's file inputs."""
    inputs = [
        (block["block_id"], element["action_id"])
        for block in blocks
        for element in elements_of(block)
        if element["type"] == "file_input"
    ]
    entries = [values.get(block_id, {}).get(action_id, {}) for block_id, action_id in inputs]
    return [file["id"] for entry in entries for file in entry.get("files") or ()]


def complaint(element: Json, files: list[Json]) -> tuple[str, Any] | None:
    """What is wrong with the files: their number, kinds or sizes. A word, and the limit that was passed."""
    limits = FILE_INPUT | element
    if len(files) > limits["max_files"]:
        return "too_many_files", limits["max_files"]
    endings = [ending.lower().removeprefix(".") for ending in element.get("filetypes", ())]
    allowed = {SAME.get(ending, ending) for ending in endings}
    if allowed and any(SAME.get(kind := extension(file["name"]), kind) not in allowed for file in files):
        return "file_type", ", ".join(endings)
    most = limits["max_file_size_bytes"]
    if any(file["size"] > most for file in files):
        return "file_size", f"{most // 1_000_000} MB"
    return None
