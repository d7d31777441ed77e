"""Several of the Secretariat tidy at the same moment: each waits for the other, and nobody reads that something went wrong."""

import asyncio
from typing import Any

import pytest

from bot.directory.vocabulary.service import VocabularyService
from storage.database import Database
from tests.bot.directory.conftest import Publish
from tests.bot.directory.vocabulary.conftest import profile_of, term_of


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)  # on SQLite one writes at a time
async def test_merges_of_names_that_are_like_each_other_do_not_wait_for_one_another_for_ever(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    written = [f"Field number {n}" for n in range(6)]
    known = [await term_of(db, name, "field") for name in written]
    for n in range(12):
        await publish(f"U{n}", fields=[written[n % 6], written[(n + 1) % 6], written[(n + 3) % 6]])
    for _ in range(3):
        pairs = list(zip(known[::2], known[1::2], strict=True))
        merged: list[Any] = await asyncio.gather(
            *(names.merge(f"S{1 + n % 2}", keep.id, gone.id) for n, (keep, gone) in enumerate(pairs))
        )
        assert {done.what for done in merged} == {"merged"}
        await asyncio.gather(*(names.undo("S1", gone.id) for _keep, gone in pairs))
        known = known[1:] + known[:1]
    fields = {field.name for field in (await profile_of(db, "U0")).fields}
    assert fields == {written[0], written[1], written[3]}
