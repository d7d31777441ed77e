"""What each person wants to be told of the calendar (the table `calendar_choices`), and when the next digest of theirs is due."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select, update

from storage.database import Reading, Transaction
from storage.interest import interest
from storage.letters import calendar_choices
from storage.upserts import insert
from storage.values import one_of

DEFAULT: Final = "mine"


async def of_many(tx: Reading, member_ids: Collection[str]) -> dict[str, str]:
    """What each of these members has chosen: all, mine, digest or none. Whoever has not chosen has the default."""
    table, found = calendar_choices, dict.fromkeys(member_ids, DEFAULT)
    if found:
        theirs = select(table.c.member_id, table.c.choice).where(one_of(table.c.member_id, "ids"))
        rows = await tx.execute(theirs, {"ids": list(found)})
        found |= {row.member_id: row.choice for row in rows}
    return found


async def who_chose(tx: Reading, choice: str) -> list[str]:
    """The members who have chosen that, in the order of their ids."""
    chosen = select(calendar_choices.c.member_id).where(calendar_choices.c.choice == choice)
    return list((await tx.execute(chosen.order_by(calendar_choices.c.member_id))).scalars())


async def save(tx: Transaction, member_id: str, choice: str, digest_due_at: datetime | None) -> None:
    """Notes a member's choice. `digest_due_at`: of digest only."""
    values: dict[str, Any] = {"choice": choice, "digest_due_at": digest_due_at}
    statement = insert(calendar_choices).values(member_id=member_id, **values)
    await tx.execute(statement.on_conflict_do_update(index_elements=["member_id"], set_=values))


async def claim_digest(tx: Transaction) -> tuple[str, datetime] | None:
    """Takes the digest that has been due longest: its member, and the moment at which it was due. None if none is due."""
    table = calendar_choices
    due = select(table.c.member_id, table.c.digest_due_at).where(table.c.digest_due_at <= tx.now)
    first = due.order_by(table.c.digest_due_at, table.c.member_id).limit(1)
    row = (await tx.execute(first.with_for_update(skip_locked=True))).one_or_none()
    if row is None:
        return None
    await tx.execute(update(table).where(table.c.member_id == row.member_id).values(digest_due_at=None))
    return row.member_id, row.digest_due_at


async def digest_again(tx: Transaction, member_id: str, due_at: datetime) -> None:
    """Plans the next digest of a member whose last was claimed in this transaction."""
    mine = calendar_choices.c.member_id == member_id
    await tx.execute(update(calendar_choices).where(mine).values(digest_due_at=due_at))


async def next_digest(tx: Reading) -> datetime | None:
    """When the next digest is due."""
    moment: datetime | None = (await tx.execute(select(func.min(calendar_choices.c.digest_due_at)))).scalar()
    return moment


async def answers_of(tx: Reading, member_id: str) -> dict[tuple[int, date], str]:
    """What a member has answered: going, interested or no, by activity and the occurrence's day by the rule, or ONCE."""
    theirs = select(interest.c.activity_id, interest.c.on, interest.c.answer).where(
        interest.c.member_id == member_id
    )
    return {(row.activity_id, row.on): row.answer for row in await tx.execute(theirs)}
