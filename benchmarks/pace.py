"""How much of what Slack allows is used, on a clock that is moved from one moment at which something may be sent to the next."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import uuid4

from benchmarks.delivery import BLOCKS, TEXT
from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from bot.wiring import Liaison, assemble
from sandbox import Workspace, create_workspace
from storage.migrate import upgrade
from tests.slack import MovableTime, settings_for

NAME = "pace"
AIM = 0.95
CHANNELS = 20
# Seconds between two calls at the rate allowed (https://docs.slack.dev/apis/web-api/rate-limits).
BETWEEN_POSTS, BETWEEN_OPENINGS = 1.0, 60 / 50


async def run(scale: Scale, ground: Ground) -> AsyncIterator[Figure]:
    """Posts in one channel, in twenty, and direct messages to people to whom Liaison has never written."""
    people = scale.posts
    real = MovableTime()

    def world(ws: Workspace) -> None:
        for number in range(CHANNELS):
            ws.add_channel(f"channel-{number}", members=[ws.bot_user_id])
        for number in range(people):
            ws.add_member(f"person{number}", real_name=f"Person {number}")

    url = f"sqlite:///{ground.folder / 'pace.db'}"
    await upgrade(url)
    async with (
        create_workspace(now=datetime.now(UTC), world=world, real=real) as ws,
        assemble(settings_for(ws, url), clock=ws.clock, real=real) as liaison,
    ):
        one = [ws.channel("channel-0").id]
        yield _share("one channel", await _post(ws, liaison, real, one, scale.posts))
        many = [ws.channel(f"channel-{number}").id for number in range(CHANNELS)]
        real.move(60)
        yield _share(f"{CHANNELS} channels", await _post(ws, liaison, real, many, scale.posts // 4))
        real.move(60)
        members = [ws.member(f"person{number}").id for number in range(people)]
        yield _share(f"{people} direct messages", await _write_to(ws, liaison, real, members))
        refused = sum(call.status == 429 or call.error == "ratelimited" for call in ws.calls)
        yield Figure(NAME, "calls that Slack refused as too many", refused, "calls", at_most=0)


def _share(name: str, value: float) -> Figure:
    return Figure(NAME, f"{name}: share of the rate allowed", value, "share", at_least=AIM)


async def _post(
    ws: Workspace, liaison: Liaison, real: MovableTime, channels: list[str], messages: int
) -> float:
    """So many messages in each channel: the share of the rate that was used in the slowest of them."""
    async with liaison.db.write() as tx:
        for number in range(messages * len(channels)):
            await tx.outbox.post(uuid4().hex, channels[number % len(channels)], TEXT, BLOCKS)
    seen = len(ws.calls)
    await _deliver(liaison, real)
    posts = [call for call in ws.calls[seen:] if call.method == "chat.postMessage"]
    return min(
        _rate([c.at_real for c in posts if c.channel == channel], BETWEEN_POSTS) for channel in channels
    )


async def _write_to(ws: Workspace, liaison: Liaison, real: MovableTime, members: list[str]) -> float:
    async with liaison.db.write() as tx:
        for member in members:
            await tx.outbox.direct(uuid4().hex, member, TEXT, BLOCKS)
    seen = len(ws.calls)
    await _deliver(liaison, real)
    openings = [c.at_real for c in ws.calls[seen:] if c.method == "conversations.open"]
    if len(openings) != len(members):
        raise RuntimeError(f"{len(openings)} conversations were opened for {len(members)} people")
    return _rate(openings, BETWEEN_OPENINGS)


async def _deliver(liaison: Liaison, real: MovableTime) -> None:
    """Delivers all that waits."""
    delivery = liaison.worker.delivery
    await delivery.work()
    while (wake := await delivery.next_wake()) is not None:
        real.move(max(0.001, wake - real.time()))
        await delivery.work()


def _rate(moments: list[float], allowed: float) -> float:
    """The share of the allowed rate that calls at these moments have used."""
    return allowed * (len(moments) - 1) / (moments[-1] - moments[0])
