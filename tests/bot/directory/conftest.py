"""A small workspace with people in it, for the directory.

`join` adds a member, `publish` one who is listed: with terms by their names, straight into the tables and the index, so that a test of
the search depends on no form.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import cycle
from typing import Any

import pytest

from bot.directory.search import index
from bot.directory.search.service import DirectoryService
from bot.directory.words.folding import fold
from storage import channels, directory, people, vocabulary, workspace
from storage.database import Database, Transaction
from storage.vocabulary import Kind
from tests.conftest import START

Join = Callable[..., Awaitable[str]]
Publish = Callable[..., Awaitable[str]]


def in_turn(names: str, cases: Iterable[Any]) -> pytest.MarkDecorator:
    """As `pytest.mark.parametrize`, but each case on one of the two databases in turn: for what differs only by who looks and at
    what, while the SQL is the same in all cases."""
    rows = [
        (database, *(case if isinstance(case, tuple) else (case,)))
        for database, case in zip(cycle(("sqlite", "postgres")), cases, strict=False)
    ]
    return pytest.mark.parametrize(f"database_url,{names}", rows, indirect=["database_url"])


@pytest.fixture
def service(db: Database) -> DirectoryService:
    return DirectoryService(db)


@pytest.fixture
async def join(db: Database) -> Join:
    """Adds a member: `await join("U1", "Ana", channels_=("C1",), is_guest=True)`. The channels are groups."""
    async with db.write() as tx:
        await workspace.save(tx, languages=["en", "fr", "es"])

    async def add(
        member_id: str, name: str = "", *, channels_: Sequence[str] = (), kind: str = "group", **values: Any
    ) -> str:
        async with db.write() as tx:
            await people.save(tx, member_id, name=name or member_id, **{"synced_at": START} | values)
            for channel_id in channels_:
                await channels.save(
                    tx, channel_id, kind=kind, bot_is_member=True, title=f"Group {channel_id}"
                )
                await channels.save_membership(tx, channel_id, member_id, changed_at=START)
        return member_id

    return add


async def term_id(tx: Transaction, kind: Kind, name: str, **values: Any) -> int:
    """The id of the term that goes by a name, made if there is none: `labels={"fr": "…"}`, `is_curated=True`."""
    term = await vocabulary.add(tx, kind, name, " ".join(fold(name)))
    for label in values.get("labels", {}).values():
        await vocabulary.call(tx, kind, term.id, [(" ".join(fold(label)), label)])
    if values:
        await vocabulary.change(tx, term.id, **values)
    return term.id


async def write_profile(tx: Transaction, member_id: str, **values: Any) -> None:
    """Saves parts of a profile, with the organisation and the fields by their names, and indexes it."""
    if values.get("organisation"):
        values["organisation_id"] = await term_id(tx, "organisation", values["organisation"])
    values.pop("organisation", None)
    if "fields" in values:
        values["fields"] = [await term_id(tx, "field", name) for name in values["fields"]]
    await directory.save(tx, member_id, **values)
    await index.refresh(tx, member_id)


PARTS = frozenset(
    {
        *("role", "organisation", "sector", "country", "works_in", "fields", "languages", "offers", "seeks"),
        *("website", "reach", "may_introduce", "published_at", "drafted_at"),
    }
)


@pytest.fixture
def publish(db: Database, join: Join) -> Publish:
    """Adds a member who is listed: `await publish("U1", "Ana", country="KE", fields=["Cocoa"], reach={"country": 1})`.

    What isn't a part of a profile is given to `join`.
    """

    async def add(member_id: str, name: str = "", **values: Any) -> str:
        about = {part: values.pop(part) for part in PARTS & values.keys()}
        await join(member_id, name, **values)
        async with db.write() as tx:
            await write_profile(tx, member_id, **{"role": "Adviser", "published_at": tx.now} | about)
        return member_id

    return add
