"""Writes many posts and reactions in a statement each, whatever of them is known already. Order and repetition change nothing.

What is known of a message only grows: it is there; the newest edit says whether it asks something; a deletion
empties it for good.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from storage.activity import posts, reactions
from storage.channels import channels
from storage.database import Transaction
from storage.given import given
from storage.people import members
from storage.upserts import insert


class PostRow(NamedTuple):
    """What an event tells of a message. Without `member_id` it is known only that it was deleted, at `deleted_ts`."""

    channel_id: str
    ts: int
    member_id: str | None = None
    thread_ts: int | None = None
    to_member_id: str | None = None
    is_question: bool = False
    edited_ts: int | None = None
    deleted_ts: int | None = None

    @property
    def key(self) -> tuple[str, int]:
        return self.channel_id, self.ts

    def joined(self, other: "PostRow") -> "PostRow":
        """What both tell together, in whatever order they came."""
        if self.deleted_ts or other.deleted_ts:
            found = [row.deleted_ts for row in (self, other) if row.deleted_ts]
            return PostRow(self.channel_id, self.ts, deleted_ts=min(found))
        return max(self, other, key=lambda row: row.edited_ts or 0)


class ReactionRow(NamedTuple):
    channel_id: str
    ts: int
    member_id: str
    mark: int
    at: int
    is_removed: bool

    @property
    def key(self) -> tuple[str, int, str, int]:
        return self.channel_id, self.ts, self.member_id, self.mark

    def joined(self, other: "ReactionRow") -> "ReactionRow":
        return max(self, other, key=lambda row: row.at)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a batch told that was not known: keys of posts that are there, keys of deletions, keys of reactions that are there."""

    posts: frozenset[tuple[str, int]] = frozenset()
    deletions: frozenset[tuple[str, int]] = frozenset()
    reactions: frozenset[tuple[str, int, str, int]] = frozenset()


_POST = [Column(c.name, c.type) for c in posts.columns]
_REACTION = [Column(c.name, c.type) for c in reactions.columns]
# As Channel.is_recorded.
_KEPT = or_(
    channels.c.kind == literal_column("'group'"),
    channels.c.kind == literal_column("'announcements'"),
    and_(channels.c.kind == literal_column("'other'"), channels.c.is_public),
)
_NO_BOT = or_(members.c.is_bot.is_(None), ~members.c.is_bot)


def _wanted(rows: FromClause) -> Any:
    """Of the given rows those that are kept, in the order of their keys, so that nobody deadlocks."""
    return (
        select(*rows.c)
        .join(channels, channels.c.id == rows.c.channel_id)
        .join(members, members.c.id == rows.c.member_id, isouter=True)
        .where(_KEPT, _NO_BOT)
        .order_by(rows.c.channel_id, rows.c.ts)
    )


@cache
def _insert_posts(dialect: str) -> Any:
    wanted = _wanted(given(dialect, _POST))
    names = [field.name for field in _POST]
    return (
        insert(posts)
        .from_select(names, wanted)
        .on_conflict_do_nothing()
        .returning(posts.c.channel_id, posts.c.ts)
    )


@cache
def _upsert_reactions(dialect: str) -> Any:
    rows = given(dialect, _REACTION)
    gone = exists().where(
        posts.c.channel_id == rows.c.channel_id, posts.c.ts == rows.c.ts, posts.c.deleted_ts.is_not(None)
    )
    wanted = _wanted(rows).where(~gone).order_by(rows.c.member_id, rows.c.mark)
    statement = insert(reactions).from_select([field.name for field in _REACTION], wanted)
    values = {name: statement.excluded[name] for name in ("at", "is_removed")}
    newer = statement.excluded.at > reactions.c.at
    key = ["channel_id", "ts", "member_id", "mark"]
    return statement.on_conflict_do_update(index_elements=key, set_=values, where=newer).returning(
        *reactions.c
    )


def _this() -> ColumnElement[bool]:
    return and_(posts.c.channel_id == bindparam("of_channel"), posts.c.ts == bindparam("of_ts"))


_EDIT = (
    update(posts)
    .where(_this(), posts.c.deleted_ts.is_(None), func.coalesce(posts.c.edited_ts, 0) < bindparam("new_edit"))
    .values(edited_ts=bindparam("new_edit"), is_question=bindparam("asks"))
)
_DELETE = (
    update(posts)
    .where(_this(), posts.c.deleted_ts.is_(None))
    .values(
        member_id=None,
        thread_ts=None,
        to_member_id=None,
        is_question=False,
        edited_ts=None,
        deleted_ts=bindparam("gone_ts"),
    )
    .returning(posts.c.ts)
)
_FORGET = delete(reactions).where(
    reactions.c.channel_id == bindparam("of_channel"), reactions.c.ts == bindparam("of_ts")
)


async def record(
    tx: Transaction, post_rows: Sequence[PostRow], reaction_rows: Sequence[ReactionRow]
) -> Recorded:
    """Writes what a batch of events tells. Says what of it is there now and was not before."""
    dialect = tx.connection.dialect.name
    found = Recorded()
    if post_rows:
        rows = _merged(post_rows)
        given_rows = json.dumps([rows[key] for key in sorted(rows)])
        new = {(channel, ts) for channel, ts in await tx.execute_quickly(_insert_posts(dialect), given_rows)}
        known = [row for key, row in sorted(rows.items()) if key not in new]
        if gone := await _change(tx, known):
            given_rows = json.dumps([rows[key] for key in gone])
            new |= {(c, ts) for c, ts in await tx.execute_quickly(_insert_posts(dialect), given_rows)}
        deleted = {key for key, row in rows.items() if row.deleted_ts}
        await _each(tx, _FORGET, [{"of_channel": channel, "of_ts": ts} for channel, ts in sorted(deleted)])
        found = replace(found, posts=frozenset(new - deleted), deletions=frozenset(new & deleted))
    if reaction_rows:
        marks = _merged(reaction_rows)
        given_rows = json.dumps([marks[key] for key in sorted(marks)])
        there = await tx.execute_quickly(_upsert_reactions(dialect), given_rows)
        changed = (ReactionRow(*row) for row in there)
        found = replace(found, reactions=frozenset(row.key for row in changed if not row.is_removed))
    return found


def _merged(rows: Sequence[Any]) -> dict[Any, Any]:
    """One row for each key: a statement can't touch the same row twice."""
    found: dict[Any, Any] = {}
    for row in rows:
        found[row.key] = found[row.key].joined(row) if row.key in found else row
    return found


async def _change(tx: Transaction, rows: Sequence[PostRow]) -> list[tuple[str, int]]:
    """Edits and deletions of posts that are there already. Returns the keys of the deletions that found nothing to empty: they are known
    already, or the post has been folded since it was seen that it is there (`storage.folding`)."""
    edits = [
        {"of_channel": row.channel_id, "of_ts": row.ts, "new_edit": row.edited_ts, "asks": row.is_question}
        for row in rows
        if row.edited_ts and not row.deleted_ts
    ]
    await _each(tx, _EDIT, edits)
    missed = []
    for row in rows:
        if row.deleted_ts:
            this = {"of_channel": row.channel_id, "of_ts": row.ts, "gone_ts": row.deleted_ts}
            if (await tx.execute(_DELETE, this)).first() is None:
                missed.append(row.key)
    return missed


async def _each(tx: Transaction, statement: Any, values: Sequence[dict[str, Any]]) -> None:
    if values:
        await tx.execute(statement, values)
