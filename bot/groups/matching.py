"""Somebody comes into the workspace whose address is waited for: they are brought into the groups that it was given for.

Used by events and by the comparison with Slack, within the transaction at hand. An address is compared, and forgotten once it has led
to somebody.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.groups import deciding
from bot.groups.finding import ids_by_address
from storage import bringing, channels, requests
from storage.database import Reading, Transaction

Wanted = Mapping[str, str]  # members' ids by their addresses, of those that are waited for


async def awaited(tx: Reading) -> frozenset[str]:
    """The addresses that are waited for."""
    return await requests.emails(tx) | await bringing.pending(tx)


async def hold(tx: Transaction, users: Iterable[Mapping[str, Any]]) -> Wanted:
    """Of these users those who are waited for; what waits for them is held until we have committed, in the order that all keep who invite
    (`bot.groups.bringing`): before the members themselves are written. `users`: user objects as Slack gives them."""
    ids = ids_by_address(users)
    if not ids:
        return {}
    asked = await requests.waiting_for(tx, ids.keys(), ())
    listed = await bringing.pending_in(tx, ids.keys())
    wanted = {
        email: member_id for email, member_id in ids.items() if email in listed or email in asked.values()
    }
    if not wanted:
        return {}
    places = {channel_id for email in listed for channel_id in listed[email]}
    for request_id in sorted(await requests.waiting_for(tx, wanted.keys(), wanted.values())):
        if (request := await requests.lock(tx, request_id)) is not None:
            places.add(request.channel_id)
    for channel_id in sorted(places):
        await channels.hold(tx, channel_id)
    return wanted


async def bring(tx: Transaction, wanted: Wanted) -> None:
    """Those who are waited for are invited, where that was decided. They must be held (`hold`), and known as members."""
    for request in await requests.by_emails(tx, wanted):
        await deciding.matched(tx, request, wanted[request.email or ""])
    for email in sorted(wanted):
        await bringing.match(tx, email, wanted[email])


async def match(tx: Transaction, users: Iterable[Mapping[str, Any]]) -> None:
    """Both, for users who are known as members."""
    await bring(tx, await hold(tx, users))
