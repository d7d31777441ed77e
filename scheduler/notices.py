"""What is told of calls that Slack refused: a moderator or the Secretariat learns, once, what did not arrive, or what waits.

A notice counts into a lane of its reader's, while we need the lane that it is about: so all of them are locked in one statement, in one
order for all, before any other. Otherwise two workers whose notices cross (each about the lane into which the other's goes) would wait for
each other, and so would a worker and whoever writes to both lanes.
"""

from collections.abc import Sequence
from typing import Protocol

import structlog

from bot.logs import safe_traceback
from scheduler.page import Work
from scheduler.results import Held, Settled, Vanished
from storage import deliveries
from storage.database import Transaction
from storage.deliveries import Letter, Outcome

log = structlog.get_logger(__name__)


class Troubles(Protocol):
    """Tells a moderator or the Secretariat, once, that something could not be sent, or (`outcome.state` is `held`) that it waits.

    In the transaction that writes it down.
    """

    async def tell(self, tx: Transaction, letter: Letter, outcome: Outcome) -> None: ...


class TakenOverError(Exception):
    """A lane was told of, and lost to another worker in the same moment: nothing of this page may stand."""


def lost_again(work: Work) -> Outcome:
    """A conversation that was just opened and isn't there will not be there the next time."""
    return Outcome("refused", work.step.conversation_id, error="channel_not_found")


def outcome_to_tell(work: Work) -> Outcome | None:
    """What is to be told of a call's end. None: nothing."""
    match work.result:
        case Settled(outcome) if outcome.state != "sent":
            return outcome
        case Held(error, everything=False):
            return Outcome("held", error=error)
        case Vanished() if work.lane.is_fresh:
            return lost_again(work)
    return None


async def ours_once_told(tx: Transaction, troubles: Troubles, finished: Sequence[Work]) -> frozenset[str]:
    """Plans the notices about finished calls, locks these calls' lanes, and returns the names of those that nobody has claimed since."""
    lanes = [work.lane for work in finished]
    # The same permission is told of under the same key: in one order, too.
    to_tell = sorted(
        ((work.step.letter, outcome) for work in finished if (outcome := outcome_to_tell(work))),
        key=lambda each: (each[0].kind, each[1].error or "", each[0].lane),
    )
    told = set()
    if to_tell:
        ours = await deliveries.still_ours(tx, lanes, lock=False)
        for letter, outcome in to_tell:
            if letter.lane in ours:
                await _tell(tx, troubles, letter, outcome)
                told.add(letter.lane)
        await tx.outbox.flush(beside=[lane.name for lane in lanes])
    ours = await deliveries.still_ours(tx, lanes)
    if told - ours:
        raise TakenOverError
    return ours


async def _tell(tx: Transaction, troubles: Troubles, letter: Letter, outcome: Outcome) -> None:
    try:
        async with tx.outbox.nested():
            await troubles.tell(tx, letter, outcome)
    except Exception as error:  # noqa: BLE001 - a bug in what is told must not stop what is sent
        log.error("could not tell", **safe_traceback(error))
