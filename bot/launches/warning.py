"""Warns the moderators of a launch when it has been quiet for too long."""

from datetime import datetime

from bot import access
from bot.hours import is_night
from bot.launches import card_views, rules
from bot.launches.facts import Facts
from bot.launches.telling import may_hear
from storage import launch_readers, launches
from storage.database import Transaction
from storage.launches import Launch


async def warn(tx: Transaction, facts: Facts) -> Launch:
    """Each silence is told once, to those for whom it is not night. Where all of them sleep, it waits until one wakes."""
    launch, due = facts.launch, quiet_due(facts)
    if due is None or due > tx.now or not rules.are_awake(tx.now, facts.zones):
        return launch
    is_told = False
    for reader in await launch_readers.of_launch(tx, launch.id):
        viewer = await access.viewer(tx, reader.member_id)
        if reader.has_card and may_hear(viewer, launch) and not is_night(tx.now, viewer.zone):
            key = f"launch:{launch.id}:quiet:{facts.quiet_since.isoformat()}:{viewer.id}"
            await tx.outbox.direct(key, viewer.id, *card_views.warning(viewer, facts))
            is_told = True
    return await launches.change(tx, launch.id, warned_of=facts.quiet_since) if is_told else launch


def quiet_due(facts: Facts) -> datetime | None:
    """When it is to be said that it is quiet, if nobody writes. A prompt of ours gives people time to answer."""
    launch = facts.launch
    if launch.began_at is None or launch.is_rehearsal or launch.warned_of == facts.quiet_since:
        return None
    if not facts.is_there:
        return None
    posted = [prompt.posted_at for prompt in facts.prompts if prompt.posted_at is not None]
    since = max([facts.quiet_since, launch.began_at, *posted])
    return rules.quiet_due(since, facts.zones, launch.ends_at)
