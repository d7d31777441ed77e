"""Installs the app into the workspace as its manifest declares it: commands, scopes, events, and a tab that is only read."""

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
        said = dict(line.strip().split(": ", 1) for line in rest if ": " in line)
        ws.add_command(command, said.get("description", "").strip('"'), said.get("usage_hint", "").strip('"'))
    ws.app.scopes = set(re.findall(r"- (\S+)", _below("bot", text)))
    ws.app.bot_events = set(re.findall(r"- (\S+)", _below("bot_events", text)))
    ws.app.is_read_only = "messages_tab_read_only_enabled: true" in text


def _below(key: str, text: str) -> str:
    """The lines under a key, which are deeper than it."""
    found = re.search(rf"^( *){key}:\n((?:\1 +\S.*\n)*)", text, re.MULTILINE)
    return found.group(2) if found else ""
