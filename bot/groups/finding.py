"""Who is meant by what a list names: found among the people that we know, and by their addresses in Slack, which are not kept.

Everybody is asked for in pages: that takes fewer calls than one for each address, whose number Slack limits
(https://docs.slack.dev/apis/web-api/rate-limits). Of the people that we know only those are read who are named, and nobody waits for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import RealTime
from bot.directory.words.folding import fold
from bot.groups.entries import Entry, email_of
from bot.groups.refusals import HIDDEN
from bot.lockout import Lockout
from bot.slack import pages, refused
from storage import bringing, people
from storage.database import Reading
from storage.people import Member

PAGE: Final = 1000  # the most that users.list gives
SCOPE: Final = "users:read.email"
SCOPES: Final = "x-oauth-scopes"  # the header in which Slack says what the token permits

Names = Mapping[tuple[str, ...], Sequence[str]]  # ids of people by their names, folded


@dataclass(frozen=True, slots=True)
class Addresses:
    """Members' ids by their addresses. `are_hidden`: Slack shows us none, as the app lacks the scope users:read.email."""

    ids: Mapping[str, str] = field(default_factory=dict)
    are_hidden: bool = False


def id_of(user: object) -> str | None:
    """Whose account a user object is. None if it is deactivated, and a bot's."""
    if not isinstance(user, Mapping) or user.get("deleted") or user.get("is_bot"):
        return None
    found = user.get("id")
    return found if isinstance(found, str) and found else None


def ids_by_address(users: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Members' ids by their addresses, of active accounts: one that was deactivated may have handed its address on."""
    found = {}
    for user in users:
        email, member_id = email_of(str((user.get("profile") or {}).get("email") or "")), id_of(user)
        if email and member_id:
            found[email] = member_id
    return found


async def ask_slack(client: AsyncWebClient, real: RealTime, lockout: Lockout | None = None) -> Addresses:
    """Everybody's addresses. Raises SlackApiError, TimeoutError, or aiohttp's errors."""
    scopes = ""

    async def users_list(**arguments: Any) -> Any:
        nonlocal scopes
        answer = await client.users_list(**arguments)
        scopes = str({str(name).lower(): value for name, value in answer.headers.items()}.get(SCOPES) or "")
        return answer

    try:
        users = [user async for user in pages(users_list, "members", real, lockout, limit=PAGE)]
    except SlackApiError as error:
        if refused(error).error != "missing_scope":
            raise
        return Addresses(are_hidden=True)
    # Without the scope the field is left out (https://docs.slack.dev/reference/scopes/users.read.email).
    found, given = ids_by_address(users), {scope.strip() for scope in scopes.split(",")} - {""}
    return Addresses(found, are_hidden=not found and SCOPE not in given)


async def recognised(tx: Reading, found: Sequence[Entry]) -> list[Entry]:
    """The same; but what could not be read is taken for a name, where it is somebody's."""
    if not any(entry.unreadable for entry in found):
        return list(found)
    names = await _names(tx)
    return [
        Entry(name=entry.unreadable) if names.get(tuple(fold(entry.unreadable))) else entry for entry in found
    ]


async def resolve(
    tx: Reading, channel_id: str, found: Sequence[Entry], addresses: Addresses
) -> list[dict[str, Any]]:
    """The rows of a list: see `resolved`."""
    names = await _names(tx) if any(entry.name for entry in found) else {}
    ids = {member_id for entry in found for member_id in _ids(entry, addresses, names)}
    inside = await bringing.inside(tx, channel_id, ids)
    return resolved(found, await people.by_ids(tx, ids), names, addresses, inside)


async def _names(tx: Reading) -> Names:
    found: dict[tuple[str, ...], list[str]] = {}
    for member_id, name in await people.names(tx):
        if folded := tuple(fold(name)):
            found.setdefault(folded, []).append(member_id)
    return found


def _ids(entry: Entry, addresses: Addresses, names: Names) -> Sequence[str]:
    """Who may be meant: nobody, one, or several of the same name."""
    if entry.name:
        return names.get(tuple(fold(entry.name)), ())
    member_id = entry.member_id or addresses.ids.get(entry.email)
    return (member_id,) if member_id else ()


def resolved(
    found: Iterable[Entry],
    known: Mapping[str, Member],
    names: Names,
    addresses: Addresses,
    inside: frozenset[str],
) -> list[dict[str, Any]]:
    """The rows of a list: who can be invited, who is in the channel already, and what leads to nobody; each person once.

    `known`: those who are named, as we know them, by id; `inside`: who of them is in the channel.
    """
    rows: list[dict[str, Any]] = []
    taken = set[str]()
    for entry in found:
        row: dict[str, Any] = {"typed": "", "member_id": None, "email": None, "state": "found", "error": ""}
        if entry.unreadable:
            rows.append(row | {"typed": entry.unreadable, "state": "unreadable"})
            continue
        ids = _ids(entry, addresses, names)
        if not ids and entry.email:
            state = {"state": "unfit", "error": HIDDEN} if addresses.are_hidden else {"state": "absent"}
            rows.append(row | {"email": entry.email} | state)
            continue
        member = known.get(ids[0]) if len(ids) == 1 else None
        if member is None:
            what = f"@{entry.name}" if entry.name else entry.member_id or entry.email
            error = "several" if len(ids) > 1 else "unknown"
            rows.append(row | {"typed": what, "state": "unfit", "error": error})
            continue
        if member.id in taken:
            continue
        taken.add(member.id)
        error = why_not(member)
        state_ = "inside" if member.id in inside else "unfit" if error else "found"
        rows.append(
            row | {"member_id": member.id, "state": state_, "error": error if state_ == "unfit" else ""}
        )
    return rows


def why_not(member: Member) -> str:
    """Why somebody can't be invited, as far as we know: a word of `refusals`. A guest may be: Slack decides."""
    if member.is_bot:
        return "is_bot"
    if member.is_deactivated:
        return "deactivated"
    return "external" if member.is_external else ""
