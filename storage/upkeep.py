"""Forgets what is no longer needed."""

from datetime import timedelta

from sqlalchemy import update

from storage.database import Transaction
from storage.outbox import outbox

# Long enough to answer for; the key stays, so that nothing is planned twice.
KEEP_TEXT = timedelta(days=30)


async def empty_old_letters(tx: Transaction) -> int:
    """Takes the text out of what was settled long ago. Returns how many rows."""
    old = (outbox.c.settled_at < tx.now - KEEP_TEXT) & (outbox.c.ref != "")
    return (await tx.execute(update(outbox).where(old).values(payload={}, ref=""))).rowcount
