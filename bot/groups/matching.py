"""Somebody comes into the workspace whose address is waited for: they are brought into the groups that it was given for.

Used by events and by the comparison with Slack, within the transaction at hand. An address is compared, and forgotten once it has led
to somebody.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.groups import deciding
from bot.groups.finding import addresses
from storage import invitations, requests
from storage.database import Reading, Transaction


async def awaited(tx: Reading) -> frozenset[str]:
    """The addresses that are waited for."""
    return await requests.emails(tx) | await invitations.pending(tx)


async def match(tx: Transaction, users: Iterable[Mapping[str, Any]]) -> None:
    """`users`: user objects as Slack gives them, whose members must be known."""
    found = addresses(users)
    if not found:
        return
    wanted = sorted(found.keys() & await awaited(tx))
    for request in await requests.by_emails(tx, wanted):
        await deciding.matched(tx, request, found[request.email or ""])
    for email in wanted:
        await invitations.match(tx, email, found[email])
