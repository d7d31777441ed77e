"""Whether this process can do its work: asked by /readyz."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database
from storage.migrate import HEAD


async def readiness(db: Database) -> dict[str, str]:
    """What is wrong, by part, in words for an operator. Empty: ready."""
    try:
        async with db.read() as tx:
            version = (await tx.execute(text("SELECT version_num FROM alembic_version"))).scalar()
    except (SQLAlchemyError, OSError):
        return await _without_schema(db)
    if version is not None and version > HEAD:
        return {"schema": f"is at revision {version}: a newer version has used it, this one needs {HEAD}"}
    if version != HEAD:
        return {"schema": f"is at revision {version}, not {HEAD}: run `python -m bot migrate`"}
    return {}


async def _without_schema(db: Database) -> dict[str, str]:
    try:
        async with db.read() as tx:
            await tx.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):
        return {"database": "can't be reached"}
    return {"schema": "is not there: run `python -m bot migrate`"}
