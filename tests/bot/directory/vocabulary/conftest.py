"""Names of organisations and fields, and the Secretariat that tidies them."""

import pytest

from bot.directory.vocabulary.service import VocabularyService
from bot.directory.vocabulary.terms import resolve
from storage import directory
from storage.database import Database
from storage.vocabulary import Kind, Term
from tests.bot.directory.conftest import Join, Publish

SHORT, LONG = "ILO", "International Labour Organization"


@pytest.fixture
async def names(db: Database, join: Join) -> VocabularyService:
    await join("S1", "Sofia", is_secretariat=True)
    await join("S2", "Sam", is_secretariat=True)
    return VocabularyService(db)


async def term_of(db: Database, typed: str, kind: Kind = "organisation") -> Term:
    """The term that a typed name leads to, compared with all others as a sweep does."""
    async with db.write() as tx:
        term = await resolve(tx, kind, typed)
    while await VocabularyService(db).compare_next():
        pass
    return term


async def profile_of(db: Database, member_id: str) -> directory.Profile:
    async with db.read() as tx:
        found = await directory.get(tx, member_id)
    assert found is not None
    return found


async def two(db: Database, publish: Publish) -> tuple[Term, Term]:
    short, long = await term_of(db, SHORT), await term_of(db, LONG)
    await publish("U1", "Ana", organisation=SHORT)
    await publish("U2", "Ben", organisation=LONG)
    return short, long
