"""Members, many at a time."""

import asyncio
from typing import Any

from storage import people
from storage.database import Database
from tests.conftest import START


def _row(member_id: str, name: str) -> dict[str, Any]:
    said = {"timezone": "UTC", "locale": "en-US", "photo": "", "synced_at": START, "welcome_due_at": None}
    flags = dict.fromkeys(("is_bot", "is_deactivated", "is_guest", "is_external"), False)
    return {"id": member_id, "name": name, **said, **flags}


async def test_many_are_saved_in_the_order_in_which_others_hold_them_whatever_order_slack_told_them_in(
    db: Database,
) -> None:
    async def save(name: str) -> None:
        async with db.write() as tx:
            await people.save_many(tx, [_row("U2", name), _row("U1", name)], START)

    await save("before")
    async with db.write() as tx:
        await people.lock(tx, "U1")
        saving = asyncio.create_task(save("after"))
        await asyncio.wait({saving}, timeout=0.2)  # it can't be done before we are
        await people.lock(tx, "U2")
    await saving
    async with db.read() as reading:
        assert {member.name for member in (await people.everyone(reading)).values()} == {"after"}
