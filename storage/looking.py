"""What somebody's calendar shows, in one statement: nearly every look at it needs both, and most days nothing waits."""

from typing import Final, NamedTuple

from sqlalchemy import Text, cast, null, union_all

from storage.calendar import OCCURRENCES_AHEAD, ONE, REPEATED_FOR, SINGLE_AHEAD, Activity, activities
from storage.database import Reading
from storage.planning import proposals


class Proposed(NamedTuple):
    """An activity about which nobody has decided yet, and who proposed it."""

    activity: Activity
    by: str


_NOBODY = cast(null(), Text).label("proposed_by")
_WAITING: Final = ONE.add_columns(proposals.c.proposed_by).join(proposals)
_ALL: Final = union_all(
    SINGLE_AHEAD.add_columns(_NOBODY),
    OCCURRENCES_AHEAD.add_columns(_NOBODY),
    _WAITING.where(activities.c.stage == "proposed"),
)


async def ahead(tx: Reading) -> tuple[list[Activity], list[Proposed]]:
    """What is ahead, as `storage.calendar.ahead`, in no order; and all that waits for a decision, the oldest first. Whoever shows it asks
    `access` first."""
    rows = await tx.rows(_ALL, {"now": tx.now, "until": tx.now + REPEATED_FOR})
    found: list[Activity] = []
    waiting: list[Proposed] = []
    for row in rows:
        activity = Activity._make(row[:-1])
        if row[-1] is None:
            found.append(activity)
        else:
            waiting.append(Proposed(activity, row[-1]))
    return found, sorted(waiting, key=lambda each: each.activity.id)
