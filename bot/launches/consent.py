"""A list of people that a moderator gave: the Secretariat, which invites, sees it where it decides about requests, and agrees or not."""

from typing import Final

from bot.groups import lists, reviewing
from bot.groups.requesting import seats
from bot.launches import consent_views
from bot.launches.consent_views import AGREED, OFF, OPEN, REFUSED, REPLACED
from bot.launches.facts import Facts
from storage import launches
from storage import workspace as workspaces
from storage.database import Transaction
from storage.launches import Launch

READ: Final = ("looked", "going", "held", "done")  # of lists of which it is known whom they mean


async def ask(tx: Transaction, facts: Facts) -> Launch:
    """Asks about a list once it is known whom it means."""
    launch = facts.launch
    is_new = launch.list_id != launch.asked_of and facts.list_state in READ
    if launch.state != "planned" or not launch.needs_consent or not is_new:
        return launch
    if launch.asked_of is not None:
        await _write(tx, launch, REPLACED)
    launch = await launches.change(tx, launch.id, asked_of=launch.list_id)
    await _write(tx, launch, OPEN)
    return launch


async def show(tx: Transaction, launch: Launch) -> None:
    """Where the Secretariat was asked it reads how that stands, until the people are invited."""
    if launch.asked_of is not None and launch.began_at is None:
        await _write(tx, launch, _standing(launch))


async def refused(tx: Transaction, launch: Launch) -> None:
    """The Secretariat has not agreed."""
    if launch.asked_of is not None:
        await _write(tx, launch, REFUSED)


def _standing(launch: Launch) -> str:
    if not launch.is_open:
        return OFF
    if launch.list_id != launch.asked_of:
        return REPLACED
    return AGREED if launch.confirmed_by is not None else OPEN


async def _write(tx: Transaction, launch: Launch, standing: str) -> None:
    """Posted once where requests are decided on, and rewritten ever after."""
    workspace = await workspaces.get(tx)
    if launch.asked_of is None:
        return
    for lane in await reviewing.reviewers(tx, workspace):
        words, zone = await reviewing.reader(tx, workspace, lane)
        counted = await lists.counted(tx, launch.asked_of)
        text, blocks = consent_views.question(words, zone, launch, counted, await seats(tx), standing)
        key = f"launch:{launch.id}:list:{launch.asked_of}:{lane}"
        say = tx.outbox.post if lane == workspace.secretariat_channel_id else tx.outbox.direct
        if standing != OPEN or not await say(key, lane, text, blocks):
            version = f"{key}:{launch.version}:{standing}"
            await tx.outbox.update(version, lane, of=key, text=text, blocks=blocks)
