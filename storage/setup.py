"""What only `setup` asks and writes: roles, which come from the workspace file and not from Slack."""

from sqlalchemy import select, update

from storage.channels import moderators
from storage.database import Reading, Transaction
from storage.people import members


async def set_secretariat(tx: Transaction, member_ids: frozenset[str]) -> tuple[list[str], list[str]]:
    """Makes exactly these the Secretariat. The members must be known. Returns whom that added and removed."""
    known = frozenset((await tx.execute(select(members.c.id).where(members.c.is_secretariat))).scalars())
    for wanted, ids in ((True, member_ids - known), (False, known - member_ids)):
        if ids:
            statement = update(members).where(members.c.id.in_(ids))
            await tx.execute(statement.values(is_secretariat=wanted))
    return sorted(member_ids - known), sorted(known - member_ids)


async def moderator_ids(tx: Reading, channel_id: str) -> frozenset[str]:
    """All moderators of a channel, those too who have left the workspace."""
    statement = select(moderators.c.member_id).where(moderators.c.channel_id == channel_id)
    return frozenset((await tx.execute(statement)).scalars())
