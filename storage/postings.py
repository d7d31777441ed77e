"""The directory's inverted index: for each token the numbers of the profiles that have it, as a roaring bitmap.

Written in the transaction that changes a profile, so that a search sees neither more nor less than what is published.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    literal_column,
    or_,
    select,
)

from storage.batches import batched
from storage.database import Reading, Transaction
from storage.prepared import Row
from storage.schema import metadata
from storage.upserts import insert
from storage.values import one_of

# Compared byte by byte, on Postgres as on SQLite: a range of tokens is then the same on both.
_Folded = Text().with_variant(Text(collation="C"), "postgresql")

postings = Table(
    "postings",
    metadata,
    Column("token", _Folded, primary_key=True),  # a folded word, or a code
    Column(
        "zone", Text, primary_key=True
    ),  # which part of a profile it stands in (`bot.directory.search.tokens`)
    Column("reach", Integer, primary_key=True),  # who may know (`storage.directory.Reach`)
    Column("numbers", LargeBinary, nullable=False),
)

# Each word with letters left out: words that share a spelling are near each other. Ordered by the key, and nothing beside it:
# there are many of them.
spellings = Table(
    "spellings",
    metadata,
    Column("spelling", _Folded, primary_key=True),
    Column("token", _Folded, primary_key=True),
    sqlite_with_rowid=False,
)

_AT_ONCE = 500  # rows in one statement
# The row that whoever changes the index holds: also on Postgres there is then one writer. It keeps the highest number given.
_LOCK = {"token": "", "zone": "", "reach": 0}


# As a part of another statement.
HIGHEST = (
    select(postings.c.numbers)
    .where(postings.c.token == literal_column("''"), postings.c.zone == literal_column("''"))
    .scalar_subquery()
)


class Posting(NamedTuple):
    token: str
    zone: str
    reach: int
    numbers: bytes


class Range(NamedTuple):
    """Tokens from `first` up to but not including `end`."""

    first: str
    end: str


_ROW = (postings.c.token, postings.c.zone, postings.c.reach, postings.c.numbers)
_EXACT = one_of(postings.c.token, "tokens")


async def fetch(tx: Reading, tokens: Collection[str], ranges: Sequence[Range] = ()) -> list[Posting]:
    """All that the index has of these tokens, and of those within these ranges."""
    return [Posting._make(row) for row in await plain(tx, tokens, ranges)]


async def plain(tx: Reading, tokens: Collection[str], ranges: Sequence[Range] = ()) -> Sequence[Row]:
    """As `fetch`, for who takes hundreds at once: rows without names, in the order of a posting's fields."""
    if not tokens and not ranges:
        return ()
    values: dict[str, Any] = {"tokens": sorted(tokens)}
    for n, (first, end) in enumerate(ranges):
        values |= {f"first_{n}": first, f"end_{n}": end}
    return await tx.rows(_fetching(len(ranges)), values)


@cache
def _fetching(ranges: int) -> Select[Any]:
    """The statement for so many ranges: making one anew costs as much as running it."""
    within = [
        and_(postings.c.token >= bindparam(f"first_{n}"), postings.c.token < bindparam(f"end_{n}"))
        for n in range(ranges)
    ]
    return select(*_ROW).where(or_(_EXACT, *within))


async def near(tx: Reading, spelled: Collection[str]) -> list[str]:
    """The words that have one of these spellings."""
    if not spelled:
        return []
    return [token for (token,) in await tx.rows(_NEAR, {"spelled": sorted(spelled)})]


_NEAR = select(spellings.c.token).distinct().where(one_of(spellings.c.spelling, "spelled"))


async def lock(tx: Transaction) -> int:
    """Waits until nobody else changes the index, and keeps others out until the end. The highest number that was given."""
    start = insert(postings).values(**_LOCK, numbers=b"\0\0\0\0").on_conflict_do_nothing()
    await tx.execute(start)
    statement = select(postings.c.numbers).where(postings.c.token == "", postings.c.zone == "")
    return int.from_bytes((await tx.execute(statement.with_for_update())).scalar_one(), "big")


async def give_numbers(tx: Transaction, highest: int) -> None:
    """Notes the highest number that was given. The index must be locked."""
    await save(tx, [Posting("", "", 0, highest.to_bytes(4, "big"))])


_new = insert(postings).values({column.name: bindparam(column.name) for column in _ROW})
_SAVE = _new.on_conflict_do_update(
    index_elements=["token", "zone", "reach"], set_={"numbers": _new.excluded.numbers}
)
_DROP = delete(postings).where(
    postings.c.token == bindparam("of_token"),
    postings.c.zone == bindparam("of_zone"),
    postings.c.reach == bindparam("of_reach"),
)


async def save(tx: Transaction, rows: Iterable[Posting]) -> None:
    for some in batched(rows, _AT_ONCE):
        await tx.execute_many(_SAVE, some)


async def drop(tx: Transaction, keys: Iterable[tuple[str, str, int]]) -> None:
    """Removes postings, by token, zone and reach."""
    for some in batched(keys, _AT_ONCE):
        await tx.execute(_DROP, [{"of_token": t, "of_zone": z, "of_reach": r} for t, z, r in some])


_spelling = insert(spellings).values(spelling=bindparam("spelling"), token=bindparam("token"))
_SPELL = _spelling.on_conflict_do_nothing()


async def spell(tx: Transaction, pairs: Iterable[tuple[str, str]]) -> None:
    """Notes spellings of tokens: the spelling, and the token."""
    for some in batched(pairs, _AT_ONCE):
        await tx.execute_many(_SPELL, some)


async def forget(tx: Transaction, pairs: Iterable[tuple[str, str]]) -> None:
    """Forgets spellings of tokens: the spelling, and the token."""
    for some in batched(pairs, _AT_ONCE):
        await tx.execute(_FORGET, [{"of_spelling": spelling, "of_token": token} for spelling, token in some])


_FORGET = delete(spellings).where(
    spellings.c.spelling == bindparam("of_spelling"), spellings.c.token == bindparam("of_token")
)
