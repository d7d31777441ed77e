"""The database, its schema, and what should be in it by now."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.finding import Finding, ok, problem, warning
from storage import channels, figures, people, requests, workers
from storage import workspace as workspaces
from storage.channels import Channel
from storage.database import Database, Reading
from storage.migrate import state
from storage.workspace import Workspace

LONGEST_SILENCE = 60.0  # seconds between two heartbeats of a healthy worker, with room to spare
LONGEST_WAIT = timedelta(minutes=15)  # of a row of the outbox
SETUP = "run `python -m bot setup FILE` (docs/workspace-file.md)"


@dataclass(frozen=True, slots=True)
class Known:
    """What the tables say that Slack is then asked about."""

    workspace: Workspace
    channels: list[Channel]


async def check_schema(db: Database) -> AsyncIterator[Finding]:
    """Whether the database answers and has this version's tables. Nothing else can be asked of it before."""
    try:
        revision, head = await state(db.engine)
    except (SQLAlchemyError, OSError) as error:
        kind = type(error.__cause__ or error).__name__
        yield problem(f"the database can't be reached ({kind})", "check DATABASE_URL, and whether it runs")
        return
    if revision == head:
        yield ok(f"the {db.engine.dialect.name} database has the schema of this version ({head})")
    elif revision is None:
        yield problem("the database has no tables yet", "run `python -m bot migrate`")
    else:
        mend = "run `python -m bot migrate` with the newest version that has used it"
        yield problem(f"the database's schema is at {revision}, this version needs {head}", mend)


async def check_tables(tx: Reading, now: float) -> AsyncIterator[Finding]:
    """What `setup` should have filled, and how the work goes. `now`: real seconds since the epoch."""
    workspace = await workspaces.get(tx)
    if not workspace.name:
        yield problem("no workspace file has been loaded", SETUP)
    else:
        for finding in _check_workspace(workspace):
            yield finding
        if await people.secretariat(tx):
            yield ok("the Secretariat has people in it")
        else:
            mend = f"name people under `secretariat` in the workspace file and {SETUP}"
            yield problem("nobody is in the Secretariat", mend)
            if n := len(await requests.decidable(tx)):
                said = "1 request to join a group waits" if n == 1 else f"{n} requests to join a group wait"
                yield problem(f"{said}, and nobody can decide", "they are shown as soon as somebody is named")
        for channel in await channels.everything(tx):
            if channel.kind == "group":
                for finding in await _check_moderators(tx, channel):
                    yield finding
    yield _check_workers([worker.beat_at for worker in await workers.alive(tx)], now)
    async for finding in _check_outbox(tx):
        yield finding


async def _check_moderators(tx: Reading, channel: Channel) -> list[Finding]:
    moderators = await channels.moderators_of(tx, channel.id)
    if not moderators:
        mend = f"name them under `moderators` of that group in the workspace file and {SETUP}"
        return [warning(f"#{channel.name} has no moderators", mend)]
    inside = await channels.member_ids(tx, channel.id)
    outside = [member for member in moderators if member.id not in inside]
    if not outside or channel.first_seen_at is None:
        return []
    number = f"{len(outside)} of the {len(moderators)} moderators of #{channel.name}"
    return [
        warning(f"{number} {'is' if len(outside) == 1 else 'are'} not in it", "invite them into the channel")
    ]


async def known(tx: Reading) -> Known:
    return Known(await workspaces.get(tx), await channels.everything(tx))


def _check_workspace(workspace: Workspace) -> Iterator[Finding]:
    yield ok("a workspace file has been loaded")
    if not workspace.guide_url:
        mend = f"put its address under `guide` in the workspace file and {SETUP}"
        yield warning("the User Guide is not known", mend)


def _check_workers(beats: list[float], now: float) -> Finding:
    if not beats:
        return warning(
            "no worker has run in the last day", "start `python -m bot run`, or `worker` beside `web`"
        )
    silence = max(0.0, now - max(beats))
    if silence > LONGEST_SILENCE:
        mend = "start `python -m bot run`, or `worker` beside `web`, and read its log"
        return problem(f"the last worker was heard {_spoken(silence)} ago", mend)
    number = sum(now - beat <= LONGEST_SILENCE for beat in beats)
    return ok(f"{number} worker{' is' if number == 1 else 's are'} at work, heard {_spoken(silence)} ago")


async def _check_outbox(tx: Reading) -> AsyncIterator[Finding]:
    states = await figures.outbox_states(tx)
    waiting = sum(states.get(state, 0) for state in figures.UNSETTLED)
    oldest = await figures.oldest_unsettled(tx)
    if oldest is not None and _waits_too_long(oldest, tx.now):
        wait = _spoken((tx.now - oldest).total_seconds())
        mend = "is a worker running, and does Slack answer it? Its log names the errors"
        yield problem(f"the outbox is stuck: {waiting} wait, the oldest for {wait}", mend)
    else:
        yield ok(f"the outbox flows: {waiting} wait, {states.get('sent', 0)} sent")
    if uncertain := await figures.lately_uncertain(tx):
        error = await figures.last_error(tx, "uncertain")
        mend = "look in the channel whether it is there; Liaison does not send it again blindly"
        yield warning(
            f"of {uncertain} in the outbox nobody knows whether they arrived (last: {error or 'no answer'})",
            mend,
        )


def _waits_too_long(oldest: datetime, now: datetime) -> bool:
    return now - oldest > LONGEST_WAIT


def _spoken(seconds: float) -> str:
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number} {unit}{'' if number == 1 else 's'}"
    return f"{int(seconds)} seconds"
