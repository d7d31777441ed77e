"""What the benchmarks stand on: a Slack to talk to, seeded databases, Bolt JS if it can be had."""

import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from benchmarks.processes import python
from benchmarks.requests import commands
from bot.settings import Settings
from bot.wiring import assemble
from scheduler.delivery import Pacing
from storage.migrate import upgrade

BOLT_JS = Path(__file__).parent / "servers" / "bolt.mjs"


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured. `requests` alone, and with many at once; `messages` for a delivery; `starts` of a process."""

    rounds: int
    requests: int
    requests_at_once: int
    messages: int
    starts: int
    posts: int
    partners: tuple[int, ...]  # in a directory that is searched
    searches: int
    activities: tuple[int, ...]  # in a calendar that is rounded up
    events: int  # an hour, in a channel, whose storage is measured


FULL = Scale(
    rounds=7,
    requests=100,
    requests_at_once=400,
    messages=500,
    starts=5,
    posts=100,
    partners=(1_000, 10_000, 100_000),
    searches=400,
    activities=(100_000,),
    events=30_000,
)
QUICK = Scale(
    rounds=3,
    requests=60,
    requests_at_once=200,
    messages=200,
    starts=2,
    posts=30,
    partners=(1_000, 10_000),
    searches=200,
    activities=(10_000,),
    events=10_000,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """`databases` by their kind, `environment` of an app in the local Slack; `bolt_js` is a folder with it in, or None."""

    folder: Path
    environment: dict[str, str]
    people: list[str]
    channels: list[str]
    databases: dict[str, str] = field(default_factory=dict)
    bolt_js: Path | None = None

    def settings(self, database_url: str) -> Settings:
        return Settings(
            slack_bot_token=SecretStr(self.environment["SLACK_BOT_TOKEN"]),
            slack_signing_secret=SecretStr(self.environment["SLACK_SIGNING_SECRET"]),
            slack_api_url=self.environment["SLACK_API_URL"],
            database_url=database_url,
        )

    def commands(self, count: int) -> list[bytes]:
        """So many signed `/calendar`."""
        secret = self.environment["SLACK_SIGNING_SECRET"]
        return commands(secret, self.people[0], self.channels[0], count)

    async def seed(self, kind: str, database_url: str) -> None:
        """Fills a database with the workspace, its groups and sixty activities."""
        await upgrade(database_url)
        async with assemble(self.settings(database_url), pacing=Pacing(0, 0)) as liaison:
            await liaison.services.roster.request_sync()
            await liaison.worker.work()
            report = await liaison.setup.load(workspace_file(self.people))
            if report.problems:
                raise RuntimeError(f"the workspace file is wrong: {report.problems}")
            await liaison.worker.work()
        self.databases[kind] = database_url


@asynccontextmanager
async def ground(postgres_url: str | None, *, bolt_js: bool, channels: int = 60) -> AsyncIterator[Ground]:
    """`postgres_url`: an empty database, or None to do without."""
    with tempfile.TemporaryDirectory(prefix="liaison-benchmarks-") as name:
        async with python("-m", "benchmarks.servers.slack", CHANNELS=str(channels)) as slack:
            facts = await slack.hear()
            folder = Path(name)
            result = Ground(folder, **facts, bolt_js=install_bolt_js(folder) if bolt_js else None)
            await result.seed("sqlite", f"sqlite:///{folder / 'liaison.db'}")
            if postgres_url:
                await result.seed("postgres", postgres_url)
            yield result


def install_bolt_js(folder: Path) -> Path | None:
    """A folder with Bolt JS in it, fetched by npm; None if that can't be done here."""
    npm, target = shutil.which("npm"), folder / "bolt-js"
    if npm is None or shutil.which("node") is None:
        return None
    target.mkdir()
    install: list[str | Path] = [
        npm,
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--prefix",
        target,
        "@slack/bolt",
    ]
    try:
        subprocess.run(install, check=True, timeout=90, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return None
    shutil.copy(BOLT_JS, target)
    return target


def workspace_file(people: list[str]) -> str:
    """A workspace of eight groups, with sixty activities in the year from today: for everyone and for groups, of every shape."""
    lines = [
        "[workspace]",
        'name = "Alliance"',
        'timezone = "Europe/Zurich"',
        'languages = ["en", "fr", "es"]',
        'announcements = "announcements"',
        f'secretariat = ["{people[1]}"]',
    ]
    for number in range(8):
        lines += ["", "[[groups]]", f'channel = "group-{number}"', f'name = "Action Group {number}"']
        lines += [f'moderators = ["{people[2 + number]}"]']
    for number in range(60):
        lines += ["", "[[activities]]", *_activity(number)]
    return "\n".join(lines)


def _activity(number: int) -> list[str]:
    day = datetime.now(UTC).date() + timedelta(days=2 + 6 * number)
    lines = [f'title = "Activity number {number} of the alliance"', 'place = "Geneva"']
    lines += [f'kind = "{("event", "deadline", "report", "campaign")[number % 4]}"']
    if number % 3:
        lines += [f'group = "group-{number % 8}"']
    match number % 5:
        case 0:
            lines += [f'date = "{day}"', 'starts = "14:00"', 'ends = "15:30"']
        case 1:
            lines += [f'date = "{day}"', f'end_date = "{day + timedelta(days=2)}"', 'country = "CH"']
        case 2:
            lines += ['date = "TBC"']
        case _:
            lines += [f'date = "{day}"']
    return lines
