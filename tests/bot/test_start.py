"""What a start does, and what it leaves for when it is needed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Each takes a while, or megabytes, and only some need it: a migration, a spreadsheet, Postgres, a scrape, `make words`, Socket Mode,
# a workspace file.
FOR_SOME = {
    "alembic",
    "asyncpg",
    "babel",
    "bot.setup",
    "openpyxl",
    "prometheus_client",
    "snowballstemmer",
    "slack_sdk.socket_mode",
    "sqlalchemy.dialects.postgresql",
}


def test_a_start_imports_nothing_that_only_some_need() -> None:
    program = f"import sys, bot.__main__, bot.wiring; print(*({FOR_SOME} & sys.modules.keys()))"
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == []
