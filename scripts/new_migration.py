"""Writes the next migration from what `storage.tables` has and the migrations so far do not.

    python -m scripts.new_migration "what it changes"
    python -m scripts.new_migration --initial        the first one anew, while no database is in use yet

Read what it wrote before you keep it: a renamed column, say, looks to it like one gone and one new.
"""

import argparse
import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, DefaultClause
from sqlalchemy.sql.elements import False_, True_

from storage import migrate
from storage.database import create_engine, normalise
from storage.tables import metadata
from storage.types import UtcDateTime


def _spelled_out(kind: str, item: Any, _context: AutogenContext) -> str | bool:
    """A migration stays as it is when our own types change, and its booleans are right on both databases."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "server_default" and isinstance(item, DefaultClause) and isinstance(item.arg, False_ | True_):
        return f"sa.{item.arg}()"
    return False


def _write(connection: Connection, message: str, number: int) -> Path:
    config = migrate.alembic_config(connection)
    # SQLite changes a table by copying it: a batch. Creating one needs none.
    config.attributes["options"] = {"render_item": _spelled_out, "render_as_batch": number > 1}
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    revision = command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
    if revision is None or isinstance(revision, list):
        raise SystemExit("Alembic wrote nothing.")
    return Path(revision.path)


async def _generate(message: str, number: int) -> Path:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        if number > 1:
            await migrate.upgrade(url)
        engine = create_engine(normalise(url))
        async with engine.begin() as connection:
            path = await connection.run_sync(_write, message, number)
        await engine.dispose()
    return path


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("message", nargs="?", default="")
    parser.add_argument("--initial", action="store_true")
    given = parser.parse_args()
    versions = sorted((migrate.SCRIPTS / "versions").glob("*.py"))
    if given.initial:
        if len(versions) > 1:
            parser.error("there are migrations after the first one")
        for path in versions:
            path.unlink()
        message, number = "initial", 1
    elif given.message:
        message, number = given.message, len(versions) + 1
    else:
        parser.error("say what it changes")
    path = asyncio.run(_generate(message, number))
    source = Path(migrate.__file__)
    source.write_text(
        re.sub(r'^HEAD = ".*"$', f'HEAD = "{number:04}"', source.read_text(), flags=re.MULTILINE)
    )
    path.write_text(re.sub(r"^ *# ### .*\n", "", path.read_text(), flags=re.MULTILINE))
    for arguments in (["format"], ["check", "--fix"]):
        subprocess.run([sys.executable, "-m", "ruff", *arguments, "--quiet", path], check=True)  # noqa: S603 - our own words
    sys.stdout.write(f"Wrote {path}: {len(metadata.tables)} tables are known now.\n")


if __name__ == "__main__":
    main()
