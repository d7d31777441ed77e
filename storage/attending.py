"""Who goes to an activity, or is interested, of those who are still here: counted, and the first of them by their ids.

Thousands may, and everybody who answers looks at it: so no more is read than is shown.
"""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select

from storage.channels import memberships
from storage.database import Reading
from storage.interest import interest
from storage.people import IS_PERSON, members
from storage.values import one_of


async def counted(tx: Reading, activity_id: int, on: date, group: str | None) -> dict[str, int]:
    """How many have given each answer: people who are still in the workspace, and in the group (None: it is for everyone)."""
    values = {"of_activity": activity_id, "of_day": on} | ({"group": group} if group else {})
    return {row.answer: row.n for row in await tx.execute(_counting(group is not None), values)}


async def first(
    tx: Reading,
    activity_id: int,
    on: date,
    group: str | None,
    answer: str,
    limit: int,
    *,
    known_to: str,
    through: Collection[str] | None = None,
) -> list[str]:
    """The first of these who have given an answer, at most `limit`; of those only whom `known_to` meets in these channels (`through`), and
    themselves. None: they know everybody."""
    values: dict[str, Any] = {"of_activity": activity_id, "of_day": on, "answer": answer, "n": limit}
    values |= {"group": group} if group else {}
    values |= {"viewer": known_to, "through": sorted(through)} if through is not None else {}
    return list((await tx.execute(_naming(group is not None, through is not None), values)).scalars())


@cache
def _counting(in_group: bool) -> Select[Any]:
    counting = select(interest.c.answer, func.count().label("n")).select_from(_JOINED)
    return counting.where(_there(in_group)).group_by(interest.c.answer)


@cache
def _naming(in_group: bool, through: bool) -> Select[Any]:
    naming = select(interest.c.member_id).select_from(_JOINED)
    naming = naming.where(_there(in_group), interest.c.answer == bindparam("answer"))
    if through:
        met = _is_in(one_of(memberships.c.channel_id, "through"))
        naming = naming.where(met | (interest.c.member_id == bindparam("viewer")))
    return naming.order_by(interest.c.answered_at, interest.c.member_id).limit(bindparam("n"))


def _there(in_group: bool) -> ColumnElement[bool]:
    which = (interest.c.activity_id == bindparam("of_activity")) & (interest.c.on == bindparam("of_day"))
    if not in_group:
        return which & IS_PERSON
    return (
        which
        & IS_PERSON
        & (members.c.is_secretariat | _is_in(memberships.c.channel_id == bindparam("group")))
    )


def _is_in(channel: ColumnElement[bool]) -> ColumnElement[bool]:
    theirs = (memberships.c.member_id == interest.c.member_id) & memberships.c.left_at.is_(None)
    return exists().where(theirs, channel)


_JOINED = interest.join(members, members.c.id == interest.c.member_id)
