"""Installs the app into the workspace as its manifest declares it: commands, shortcuts, scopes, events, a tab only to read."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.workspace import Workspace

PATH = Path(__file__).parents[1] / "manifest.yaml"


def install(ws: "Workspace", path: Path = PATH) -> None:
    """Reads the manifest, which is YAML of the plainest kind. Raises OSError if it is not there.

    https://docs.slack.dev/reference/app-manifest
    """
    text = re.sub(r"^ *#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for entry in _below("slash_commands", text).split("- command: ")[1:]:
        command, *rest = entry.splitlines()
        said = _fields(rest)
        ws.add_command(command, said.get("description", ""), said.get("usage_hint", ""))
    for entry in re.split(r"^ *- ", _below("shortcuts", text), flags=re.MULTILINE)[1:]:
        said = _fields(entry.splitlines())
        ws.add_shortcut(
            said["callback_id"],
            said["name"],
            of_message=said["type"] == "message",
            description=said.get("description", ""),
        )
    ws.app.scopes = set(re.findall(r"- (\S+)", _below("bot", text)))
    ws.app.bot_events = set(re.findall(r"- (\S+)", _below("bot_events", text)))
    ws.app.is_read_only = "messages_tab_read_only_enabled: true" in text


def _fields(lines: list[str]) -> dict[str, str]:
    """`key: value`, a line each; the values without their quotes."""
    pairs = (line.strip().split(": ", 1) for line in lines if ": " in line)
    return {key: _unquoted(value.strip()) for key, value in pairs}


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _below(key: str, text: str) -> str:
    """The lines under a key, which are deeper than it."""
    found = re.search(rf"^( *){key}:\n((?:\1 +\S.*\n)*)", text, re.MULTILINE)
    return found.group(2) if found else ""
