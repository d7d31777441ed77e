"""The alliance's workspace as a world for the sandbox: its channels, invented people, and what they said before."""

import json
import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.model import Channel, Member
from sandbox.people import invent
from sandbox.workspace import Workspace

START = datetime(2019, 3, 18, 7, 55, tzinfo=UTC)  # Monday, 08:55 in Geneva: the round-up is due at 09:00
GENEVA = ZoneInfo("Europe/Zurich")
DATA = Path(__file__).parent / "data"
READERS = ("en", "fr", "es", "moderators", "secretariat")  # in the order in which they react

World = dict[str, Any]


def alliance(ws: Workspace, people: int = 60) -> None:
    """Fill an empty workspace with the alliance as it is at START: so many people, the same each time.

    The app's bot is in #announcements, #secretariat and every group's channel. Raises ValueError for fewer people
    than an alliance needs (`sandbox.people.FEWEST`).
    """
    facts = _facts()
    groups: dict[str, list[Member]] = {group["channel"]: [] for group in facts["groups"]}
    everybody: list[Member] = []
    secretariat: list[Member] = []
    for person in invent(people):
        member = ws.add_member(
            person.name,
            real_name=person.real_name,
            email=person.email,
            tz=person.place.tz,
            locale=person.place.locale,
            title=person.title,
            role=person.role,
            guest=person.guest,
            deleted=person.deleted,
            is_admin=person.role == "secretariat",
        )
        for group in person.groups:
            groups[group].append(member)
        if not person.deleted and person.guest != "single":
            everybody.append(member)
        if person.role == "secretariat":
            secretariat.append(member)
    polls = ws.add_member("polls", real_name="Polls", is_bot=True, role="bot")

    names = facts["workspace"]
    bot = ws.bot_user_id
    ws.add_channel(
        names["announcements"], members=[*everybody, polls, bot], topic="News for all partners", general=True
    )
    ws.add_channel(
        names["secretariat_channel"], private=True, members=[*secretariat, bot], topic="The Secretariat's own"
    )
    for group in facts["groups"]:
        members: list[Member | str] = [*groups[group["channel"]], bot]
        ws.add_channel(group["channel"], private=True, members=members, topic=group["name"])
    _tell_history(ws)


def setup_toml(ws: Workspace) -> str:
    """The workspace file for this workspace: the alliance's facts, Secretariat and moderators by their Slack ids."""
    filled: list[str] = []
    channel = ""
    for line in (DATA / "alliance.toml").read_text(encoding="utf-8").splitlines():
        if line.startswith("channel = "):
            channel = tomllib.loads(line)["channel"]
        if line.startswith("secretariat = []"):
            filled.append(f"secretariat = {_ids(ws.members, 'secretariat')}")
        elif line == "moderators = []":
            filled.append(f"moderators = {_ids(_members(ws, ws.channel(channel)), 'moderator')}")
        else:
            filled.append(line)
    return "\n".join(filled) + "\n"


@cache
def _facts() -> World:
    return tomllib.loads((DATA / "alliance.toml").read_text(encoding="utf-8"))


@cache
def _history() -> World:
    return tomllib.loads((DATA / "history.toml").read_text(encoding="utf-8"))


def _ids(members: Iterable[Member], role: str) -> str:
    return json.dumps([member.id for member in members if member.role == role])


def _members(ws: Workspace, channel: Channel) -> list[Member]:
    return [ws.member(member) for member in channel.members]


def _tell_history(ws: Workspace) -> None:
    """Post what was said, and let everybody have read it."""
    for post in _history()["posts"]:
        channel = ws.channel(post["channel"])
        voices = _voices(_members(ws, channel))
        parent = _say(ws, channel, voices, post)
        for reply in post.get("replies", ()):
            _say(ws, channel, voices, reply, thread=parent)
    for channel in ws.channels:
        if channel.timeline:
            channel.read = dict.fromkeys(channel.members, channel.timeline[-1].ts)


def _say(
    ws: Workspace, channel: Channel, voices: dict[str, list[Member]], said: World, thread: str | None = None
) -> str:
    who, _, number = said["by"].partition(".")
    # A small alliance may have nobody of a language in a group.
    speakers = voices[who] or voices["moderators"]
    speaker = speakers[int(number or 0) % len(speakers)]
    ts = ws.add_message(channel, speaker, said["text"], at=said["at"].replace(tzinfo=GENEVA), thread=thread)
    readers = [member for name in READERS for member in voices[name] if member is not speaker]
    for name, count in said.get("reactions", {}).items():
        ws.message(channel, ts).reactions[name] = [member.id for member in readers[:count]]
    return ts


def _voices(members: list[Member]) -> dict[str, list[Member]]:
    """The lists that history's `by` takes a speaker from."""
    others = [member for member in members if member.role in {"partner", "guest"}]
    return {
        "secretariat": [member for member in members if member.role == "secretariat"],
        "moderators": [member for member in members if member.role == "moderator"],
        "bot": [member for member in members if member.role == "bot"],
        **{language: [m for m in others if m.locale.startswith(language)] for language in ("en", "fr", "es")},
    }
