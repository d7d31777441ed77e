"""How a profile stands with the index of the directory: whether others may find it, and what was written of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import JSON, ColumnElement, Text, bindparam, case, cast, func, select, update

from storage.batches import batched
from storage.database import Reading, Transaction
from storage.directory import IS_LISTED, profile_fields, profiles
from storage.people import members
from storage.values import one_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What the index needs to know of a profile beside what is in it: whether others may find it, and what was written of it."""

    member_id: str
    number: int | None
    is_listed: bool
    indexed: Mapping[str, str]
    index_version: int


_STANDING = select(
    profiles.c.member_id,
    profiles.c.number,
    case((IS_LISTED, 1), else_=0).label("is_listed"),
    profiles.c.indexed,
    profiles.c.index_version,
).select_from(profiles.join(members, members.c.id == profiles.c.member_id))


_HELD = (
    _STANDING.where(one_of(profiles.c.member_id, "wanted"))
    .order_by(profiles.c.member_id)
    .with_for_update(of=profiles)
)


async def hold(tx: Transaction, member_ids: Collection[str]) -> list[Standing]:
    """How these profiles stand. Nobody else changes them until the end. Who has none is left out."""
    rows = await tx.execute(_HELD, {"wanted": member_ids})
    return [
        Standing(row.member_id, row.number, bool(row.is_listed), dict(row.indexed or {}), row.index_version)
        for row in rows
    ]


_NOTE_INDEXED = (
    update(profiles)
    .where(profiles.c.member_id == bindparam("of_member"))
    .values(number=bindparam("number"), indexed=bindparam("indexed"), index_version=bindparam("version"))
)


async def note_indexed(
    tx: Transaction, rows: Iterable[tuple[str, int | None, Mapping[str, str], int]]
) -> None:
    """Notes what the index has of profiles: member, number, tokens as they are kept, and the version that made them."""
    names = ("of_member", "number", "indexed", "version")
    await tx.execute(_NOTE_INDEXED, [dict(zip(names, row, strict=True)) for row in rows])


async def is_outdated(tx: Reading, version: int) -> bool:
    """Whether there are profiles that another version indexed."""
    statement = select(profiles.c.member_id).where(profiles.c.index_version < version)
    return (await tx.execute(statement.limit(1))).first() is not None


async def outdated(tx: Transaction, version: int, limit: int) -> list[str]:
    """Some members whose profiles another version indexed; on Postgres those that nobody else holds."""
    statement = select(profiles.c.member_id).where(profiles.c.index_version < version)
    rows = await tx.execute(statement.limit(limit).with_for_update(skip_locked=True))
    return list(rows.scalars())


async def outdate(tx: Transaction, term_ids: Collection[int]) -> None:
    """Has all who were ever listed with one of these terms indexed anew, some at a time (`outdated`)."""
    with_field = select(profile_fields.c.member_id).where(profile_fields.c.term_id.in_(list(term_ids)))
    theirs = profiles.c.organisation_id.in_(list(term_ids)) | profiles.c.member_id.in_(with_field)
    await tx.execute(update(profiles).where(theirs, profiles.c.number.is_not(None)).values(index_version=0))


async def numbers_with(tx: Reading, term_id: int) -> list[int]:
    """The numbers of those who were ever listed and have a term now."""
    with_field = select(profile_fields.c.member_id).where(profile_fields.c.term_id == term_id)
    theirs = (profiles.c.organisation_id == term_id) | profiles.c.member_id.in_(with_field)
    found = await tx.execute(select(profiles.c.number).where(theirs, profiles.c.number.is_not(None)))
    return [int(number) for number in found.scalars()]


_Packed = Text().with_variant(JSON(), "postgresql")


async def note_moved(tx: Transaction, numbers: Iterable[int], old: str, new: str) -> None:
    """Notes of these numbers that the index has `new` of them where it had `old`: tokens with spaces between, no words."""
    written: ColumnElement[str] = cast(profiles.c.indexed, Text)
    for before, after in (('"', '"'), ('"', " "), (" ", " "), (" ", '"')):
        written = func.replace(written, f"{before}{old}{after}", f"{before}{new}{after}")
    for some in batched(numbers):
        theirs = update(profiles).where(profiles.c.number.in_(some))
        await tx.execute(theirs.values(indexed=cast(written, _Packed)))


_NUMBER = select(profiles.c.number).where(profiles.c.member_id == bindparam("member_id"))


async def number_of(tx: Reading, member_id: str) -> int | None:
    """A member's number in the index; None for who was never listed."""
    return (await tx.execute(_NUMBER, {"member_id": member_id})).scalar()
