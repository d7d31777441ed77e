"""Whether a profile is listed: published and taken back, at once, by nobody but its owner."""

import structlog

from bot.directory.profile import own
from bot.directory.profile.errors import NothingToShow
from bot.directory.search import index
from storage import directory, onboarding
from storage.database import Transaction
from storage.directory import Profile

log = structlog.get_logger(__name__)


async def publish(tx: Transaction, member_id: str) -> None:
    """Lists a member's profile as it is, a draft of the Secretariat's too. Only ever because the member themselves pressed a button.

    Raises NothingToShow if there is nothing in it. Who is listed already keeps their place among the newest.
    """
    known = await held(tx, member_id)
    if known is None or own.is_empty(known):
        raise NothingToShow
    await directory.save(tx, member_id, published_at=known.published_at or tx.now, drafted_at=None)
    await onboarding.mark(tx, member_id, "profile")
    await index.refresh(tx, member_id)
    log.info("profile listed", member=member_id)


async def unlist(tx: Transaction, member_id: str) -> None:
    """Takes a member's profile off the list, at once; a draft of the Secretariat's is theirs from then on."""
    if await directory.get(tx, member_id) is not None:
        await directory.save(tx, member_id, published_at=None, drafted_at=None)
        await index.refresh(tx, member_id)
        log.info("profile unlisted", member=member_id)


async def held(tx: Transaction, member_id: str) -> Profile | None:
    """A profile as nobody else can change it until we have committed: what is kept of it is what it has."""
    await directory.lock(tx, [member_id])
    return await directory.get(tx, member_id)
