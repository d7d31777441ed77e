"""What a worker does for itself: it says that it is alive, and forgets what is no longer needed."""

from collections.abc import Mapping

from bot.activity.rules import DELETIONS, months_before
from bot.calendar.interest.rules import KEPT
from bot.calendar.telling.truth import NEWEST
from bot.directory.contact.introduction_rules import AGAIN_AFTER
from bot.directory.vocabulary.rules import UNDO_FOR, UNUSED_FOR
from bot.groups.rules import AWAITED_FOR, KEPT_FOR
from bot.launches.rules import KEPT as LAUNCH_KEPT_FOR
from bot.nudges.rules import KEPT as CONCERNS_KEPT
from bot.nudges.rules import SAME_PROMPT_AFTER
from bot.onboarding.noticing import NEW_FOR
from storage import (
    concerns,
    folding,
    greeting_words,
    greetings,
    introductions,
    invitations,
    launches,
    letters,
    merging,
    onboarding,
    requests,
    rhythms,
    upkeep,
    workers,
)
from storage import workspace as workspaces
from storage.database import Database
from storage.days import our_day


class UpkeepService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def beat(
        self, worker_id: str, started_at: float, beat_at: float, counts: Mapping[str, int]
    ) -> None:
        """Says that a worker is alive, and what it has counted since it started. Times are real seconds since the epoch."""
        async with self._db.write() as tx:
            await workers.beat(tx, worker_id, started_at, beat_at, dict(counts))

    async def forget(self) -> None:
        """Forgets marks that can't matter any more, the texts of what was sent long ago, and, once it is long past: who was introduced,
        what people were told of the calendar and of their first weeks, who asked to join a group or is awaited, and who was active
        on which day."""
        async with self._db.write() as tx:
            await tx.seen.forget_old()
            await upkeep.empty_old_letters(tx)
            await introductions.forget(tx, tx.now - AGAIN_AFTER)
            await folding.forget_deletions(tx, tx.now - DELETIONS)
            today, months = await our_day(tx), (await workspaces.get(tx)).activity_months
            await folding.forget_days(tx, months_before(today, months))
            await letters.forget(tx, tx.now - KEPT)
            await upkeep.forget_posts(tx, tx.now - KEPT, NEWEST)
            await requests.forget(tx, tx.now - KEPT_FOR, tx.now - AWAITED_FOR)
            await invitations.forget(tx, tx.now - AWAITED_FOR)
            await launches.forget(tx, tx.now - LAUNCH_KEPT_FOR)
            await onboarding.forget_messages(tx, tx.now - NEW_FOR)
            await greeting_words.forget(tx, tx.now - NEW_FOR)
            await greetings.forget(tx, tx.now - NEW_FOR)
            await concerns.forget(tx, CONCERNS_KEPT)
            await rhythms.forget_prompts(tx, SAME_PROMPT_AFTER)
            await merging.forget_unused(
                tx, tx.now - UNUSED_FOR
            )  # which waits for merges, that may want these
            await merging.forget(tx, tx.now - UNDO_FOR)
