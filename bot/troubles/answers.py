"""An answer to somebody who waits, when Slack takes it by no other way: a direct message, by the outbox."""

from collections.abc import Sequence

from bot.blocks import Block
from bot.troubles.rules import ANSWER
from storage.database import Database


class AnswerService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def write(self, member_id: str, cause: str, text: str, blocks: Sequence[Block]) -> None:
        """Writes the answer to a member. `cause` is an opaque id of what they did: it is answered once."""
        async with self._db.write() as tx:
            key = f"{ANSWER}{member_id}:{cause or tx.now.isoformat()}"
            await tx.outbox.direct(key, member_id, text, list(blocks))
