"""Who goes to something, as far as somebody who looks at it may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.access import Viewer
from bot.calendar.interest.buttons import KINDS
from bot.calendar.rules import over_at
from storage import attending, interest
from storage.calendar import Activity
from storage.database import Reading
from storage.occasions import ONCE

NAMED: Final = 30  # people; the rest is counted


@dataclass(frozen=True, slots=True)
class Going:
    """`answer` is the viewer's own. `n` go, and `n_interested` are interested: nobody, where that is not theirs to know. `going` and
    `interested` are those whom they may know by name, the first to answer first, at most NAMED. `is_open`: one can still answer."""

    answer: str | None = None
    is_open: bool = False
    n: int = 0
    going: Sequence[str] = ()
    n_interested: int = 0
    interested: Sequence[str] = ()


async def load(
    tx: Reading, viewer: Viewer, activity: Activity, stage: str, *, sees_interested: bool
) -> Going:
    """Who goes to an activity, or to the occurrence whose dates it has, that the viewer may see. `sees_interested`: they organise it."""
    if activity.kind not in KINDS or stage != "approved":
        return Going()
    which = activity.id, activity.on or ONCE
    group, through = activity.channel_id, _circle(viewer)
    counts = await attending.counted(tx, *which, group)

    async def names(answer: str) -> Sequence[str]:
        if not counts.get(answer):
            return ()
        return await attending.first(tx, *which, group, answer, NAMED, known_to=viewer.id, through=through)

    return Going(
        answer=await interest.answer_of(tx, viewer.id, *which),
        is_open=may_answer(activity, tx),
        n=counts.get("going", 0),
        going=await names("going"),
        n_interested=counts.get("interested", 0) if sees_interested else 0,
        interested=await names("interested") if sees_interested else (),
    )


def may_answer(activity: Activity, tx: Reading) -> bool:
    """Whether it is something that one goes to, takes place, and is not over."""
    is_over = activity.begins is not None and over_at(activity, activity.begins) <= tx.now
    return activity.kind in KINDS and activity.status != "cancelled" and not is_over


def _circle(viewer: Viewer) -> Sequence[str] | None:
    """The channels in which a guest meets those of whom they may know, as in the directory. None: they may know of everybody."""
    if not viewer.is_guest:
        return None
    places = [each for each in viewer.places if each.is_in and not each.is_archived]
    return [each.id for each in places if each.kind != "announcements"]
