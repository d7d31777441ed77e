"""Finds in Slack what a workspace file names: channels by name or id, people by id or e-mail address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import RealTime
from bot.roster.people import kept
from bot.setup.file import WorkspaceFile
from bot.setup.lines import Path
from bot.setup.problems import Problem, probably
from bot.slack import is_inside, pages, read, refused
from storage.channels import Channel

INVITE = "write /invite @Liaison in the channel, then run setup again"


@dataclass(frozen=True, slots=True)
class Found:
    """What the file's names mean. `channels` and `people` have an entry for every name that was found."""

    channels: dict[str, Channel] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)  # Slack's ids, by what the file says
    details: dict[str, dict[str, Any]] = field(default_factory=dict)  # what Liaison keeps of a person, by id
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


async def find(
    client: AsyncWebClient, real: RealTime, file: WorkspaceFile, known: Mapping[str, Channel]
) -> Found:
    """Asks Slack. `known`: our channels by id, for a private one that Liaison was taken out of, and that it can't see any more.

    Raises SlackApiError for what is not an answer about a name, and aiohttp's errors if Slack can't be reached.
    """
    found = Found()
    listed = pages(
        client.conversations_list,
        "channels",
        real,
        types="public_channel,private_channel",
        exclude_archived=False,
        limit=200,
    )
    slack = {str(channel["id"]): _channel(channel) async for channel in listed}
    by_name = {channel.name: channel for channel in slack.values()}
    for path, ref in _channel_refs(file):
        channel = (
            slack.get(ref) or by_name.get(ref) or _renamed(ref, known, slack) or _out_of_sight(ref, known)
        )
        if channel is None:
            what = f"there is no channel #{ref}, or Liaison is not in it and it is private"
            hint = probably(ref, by_name)
            # Without a group the rest can be loaded; without the workspace's own channels it makes no sense.
            where = found.warnings if path[0] == "groups" else found.problems
            where.append(Problem(path, f"{what}{hint or f': {INVITE}'}"))
            continue
        if channel.id in {other.id for other in found.channels.values()}:
            found.problems.append(Problem(path, f"#{channel.name} is named above already"))
        found.channels[ref] = channel
        if ref not in (channel.id, channel.name):
            what = f"#{ref} is called #{channel.name} now: change it here, too"
            found.warnings.append(Problem(path, what))
        if channel.is_archived:
            found.warnings.append(Problem(path, f"#{channel.name} is archived: nothing can be posted there"))
        elif not channel.bot_is_member:
            found.warnings.append(Problem(path, f"Liaison is not in #{channel.name}: {INVITE}"))
    for path, ref in _person_refs(file):
        if ref not in found.people and (problem := await _find_person(client, real, ref, found)):
            found.problems.append(Problem(path, problem))
    return found


def _channel(channel: Mapping[str, Any]) -> Channel:
    return Channel(
        id=str(channel["id"]),
        name=str(channel.get("name") or ""),
        is_archived=bool(channel.get("is_archived")),
        bot_is_member=is_inside(channel),
        is_public=not channel.get("is_private", True),
    )


def _renamed(ref: str, known: Mapping[str, Channel], slack: Mapping[str, Channel]) -> Channel | None:
    """A channel that we know by this name, and that has another in Slack now."""
    return next((slack[id_] for id_, channel in known.items() if channel.name == ref and id_ in slack), None)


def _out_of_sight(ref: str, known: Mapping[str, Channel]) -> Channel | None:
    """A channel that we know and that Slack does not show us any more."""
    gone = next((channel for id_, channel in known.items() if ref in (id_, channel.name)), None)
    return Channel(id=gone.id, name=gone.name) if gone else None


async def _find_person(client: AsyncWebClient, real: RealTime, ref: str, found: Found) -> str | None:
    """Puts a person into `found`, or says what is wrong."""
    try:
        if "@" in ref:
            answer = await read(client.users_lookupByEmail, real, email=ref)
        else:
            answer = await read(client.users_info, real, user=ref, include_locale=True)
    except SlackApiError as error:
        if refused(error).error not in ("users_not_found", "user_not_found", "user_not_visible"):
            raise
        kind = "e-mail address" if "@" in ref else "member id"
        return f"nobody in this workspace has the {kind} {ref}"
    user = answer["user"]
    values = kept(user)
    if values.get("is_bot"):
        return f"{ref} is a bot"
    if values.get("is_deactivated"):
        return f"{ref} is deactivated in Slack"
    found.people[ref] = str(user["id"])
    found.details[str(user["id"])] = values
    return None


def _channel_refs(file: WorkspaceFile) -> Iterator[tuple[Path, str]]:
    for key in ("announcements", "secretariat_channel"):
        if ref := getattr(file.workspace, key):
            yield ("workspace", key), ref
    for index, group in enumerate(file.groups):
        yield ("groups", index, "channel"), group.channel


def _person_refs(file: WorkspaceFile) -> Iterator[tuple[Path, str]]:
    for index, ref in enumerate(file.workspace.secretariat):
        yield ("workspace", "secretariat", index), ref
    for number, group in enumerate(file.groups):
        for index, ref in enumerate(group.moderators):
            yield ("groups", number, "moderators", index), ref
