"""Whether a profile is listed: published and taken back, at once, by nobody but its owner."""

from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.directory.profile import own
from bot.directory.profile.errors import NothingToShow
from bot.directory.search import index
from bot.directory.sight import Relation, seen
from storage import directory, onboarding
from storage.database import Transaction
from storage.directory import Profile

log = structlog.get_logger(__name__)

# Told whose profile everybody sees otherwise from now on, or not at all any more: whoever has posted it somewhere writes that anew.
Follower = Callable[[Transaction, str], Awaitable[None]]


async def publish(tx: Transaction, member_id: str, followers: Sequence[Follower] = ()) -> None:
    """Lists a member's profile as it is, a draft of the Secretariat's too. Only ever because the member themselves pressed a button.

    Raises NothingToShow if there is nothing in it. Who is listed already keeps their place among the newest.
    """
    known = await held(tx, member_id)
    if known is None or own.is_empty(known):
        raise NothingToShow
    await directory.save(tx, member_id, published_at=known.published_at or tx.now, drafted_at=None)
    await onboarding.mark(tx, member_id, "profile")
    await changed(tx, member_id, known, followers)
    log.info("profile listed", member=member_id)


async def unlist(tx: Transaction, member_id: str, followers: Sequence[Follower] = ()) -> None:
    """Takes a member's profile off the list, at once; a draft of the Secretariat's is theirs from then on."""
    known = await held(tx, member_id)
    if known is not None:
        await directory.save(tx, member_id, published_at=None, drafted_at=None)
        await changed(tx, member_id, known, followers)
        log.info("profile unlisted", member=member_id)


async def changed(
    tx: Transaction, member_id: str, before: Profile | None, followers: Sequence[Follower]
) -> None:
    """What follows from a change of a profile that is held; `before`: as it was. The last thing in a transaction (`search.index`)."""
    if _posted(before) != _posted(await directory.get(tx, member_id)):
        for follow in followers:
            await follow(tx, member_id)
    await index.refresh(tx, member_id)


def _posted(profile: Profile | None) -> Profile | None:
    """What everybody may see of a profile."""
    return seen(profile, Relation()) if profile is not None and profile.published_at is not None else None


async def held(tx: Transaction, member_id: str) -> Profile | None:
    """A profile as nobody else can change it until we have committed: what is kept of it is what it has."""
    await directory.lock(tx, [member_id])
    return await directory.get(tx, member_id)
