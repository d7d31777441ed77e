import pytest

from storage import channels, people
from storage.database import Database


@pytest.fixture
async def db(db: Database) -> Database:
    async with db.write() as tx:
        await channels.save(tx, "C1", kind="group", bot_is_member=True)
        await people.save(tx, "UBOT", is_bot=True)
    return db
