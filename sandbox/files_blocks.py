"""Pictures in blocks that are files of the workspace: `slack_file`.

https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object
"""

import re
from typing import Any

from sandbox.files_shapes import visible
from sandbox.state import State

IDENTIFIER = re.compile(r"F[A-Z0-9]{8,}")
SHOWN = {"png", "jpg", "gif"}


def picture_problems(state: State, value: Any, at: str = "/blocks") -> list[str]:
    """What is wrong with the files that blocks name: each must be a picture that exists for the app.

    `at` is the JSON pointer of `value`; the words are Slack's."""
    if isinstance(value, list):
        return [line for n, each in enumerate(value) for line in picture_problems(state, each, f"{at}/{n}")]
    if not isinstance(value, dict):
        return []
    found = [line for key, each in value.items() for line in picture_problems(state, each, f"{at}/{key}")]
    named = value.get("slack_file")
    if isinstance(named, dict) and not is_picture(state, str(named.get("id") or named.get("url"))):
        found.append(f"[ERROR] invalid slack file [json-pointer:{at}/slack_file]")
    return found


def is_picture(state: State, named: str) -> bool:
    """Whether an id, or one of the addresses that hold it, is a picture that the app may see."""
    wanted = IDENTIFIER.search(named)
    file = visible(state, wanted.group(), state.app.bot_user_id) if wanted else None
    return file is not None and not file.deleted and file.kind.filetype in SHOWN
