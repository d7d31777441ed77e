"""Who is meant by what a list names: found among the people that we know, and by their addresses in Slack, which are not kept.

Everybody is asked for in pages: that takes fewer calls than one for each address, whose number Slack limits
(https://docs.slack.dev/apis/web-api/rate-limits).
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import RealTime
from bot.directory.words.folding import fold
from bot.groups.entries import Entry, email_of
from bot.lockout import Lockout
from bot.slack import pages
from storage.people import Member

PAGE: Final = 1000  # the most that users.list gives


def id_of(user: object) -> str | None:
    """Whose account a user object is. None if it is deactivated, and a bot's."""
    if not isinstance(user, Mapping) or user.get("deleted") or user.get("is_bot"):
        return None
    found = user.get("id")
    return found if isinstance(found, str) and found else None


def addresses(users: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Members' ids by their addresses, of active accounts: one that was deactivated may have handed its address on."""
    found = {}
    for user in users:
        email, member_id = email_of(str((user.get("profile") or {}).get("email") or "")), id_of(user)
        if email and member_id:
            found[email] = member_id
    return found


async def ids_by_email(
    client: AsyncWebClient, real: RealTime, lockout: Lockout | None = None
) -> dict[str, str]:
    """Asks Slack for everybody. Raises SlackApiError, TimeoutError, or aiohttp's errors."""
    return addresses([user async for user in pages(client.users_list, "members", real, lockout, limit=PAGE)])


def resolved(
    found: Iterable[Entry], known: Mapping[str, Member], by_email: Mapping[str, str], inside: frozenset[str]
) -> list[dict[str, Any]]:
    """The rows of a list: who can be invited, who is in the channel already, and what leads to nobody; each person once.

    `known`: everybody whom we know, by id; `by_email`: ids by address; `inside`: who is in the channel.
    """
    names = _by_name(known.values())
    rows: list[dict[str, Any]] = []
    taken = set[str]()
    for entry in found:
        row: dict[str, Any] = {"typed": "", "member_id": None, "email": None, "state": "found", "error": ""}
        if entry.unreadable:
            rows.append(row | {"typed": entry.unreadable, "state": "unreadable"})
            continue
        ids = names.get(tuple(fold(entry.name)), []) if entry.name else []
        member_id = entry.member_id or by_email.get(entry.email) or (ids[0] if len(ids) == 1 else None)
        if member_id is None and entry.email:
            rows.append(row | {"email": entry.email, "state": "absent"})
            continue
        member = known.get(member_id or "")
        if member is None:
            what = f"@{entry.name}" if entry.name else entry.member_id or entry.email
            error = "several" if len(ids) > 1 else "unknown"
            rows.append(row | {"typed": what, "state": "unfit", "error": error})
            continue
        if member.id in taken:
            continue
        taken.add(member.id)
        error = why_not(member)
        state = "inside" if member.id in inside else "unfit" if error else "found"
        rows.append(
            row | {"member_id": member.id, "state": state, "error": error if state == "unfit" else ""}
        )
    return rows


def why_not(member: Member) -> str:
    """Why somebody can't be invited, as far as we know: a word of `refusals`. A guest may be: Slack decides."""
    if member.is_bot:
        return "is_bot"
    if member.is_deactivated:
        return "deactivated"
    return "external" if member.is_external else ""


def _by_name(members: Iterable[Member]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for member in members:
        if member.is_person and (name := tuple(fold(member.name))):
            found.setdefault(name, []).append(member.id)
    return found
