"""Messages delivered a second, every state committed, against Slack's own client posting them as fast as it can."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from uuid import uuid4

from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from benchmarks.measure import Cost, in_rounds
from bot.blocks import Block
from bot.clock import SystemTime
from bot.troubles.service import TroubleService
from bot.wiring import Liaison, assemble
from scheduler.delivery import Delivery, Pacing

NAME = "delivery"
AIM = 0.7
AT_ONCE = (8, 16, 32)

TEXT = "What is ahead: a workshop, a report, and the call for contributions of the working group."
BLOCKS: list[Block] = [
    {"type": "header", "text": {"type": "plain_text", "text": "This week"}},
    *({"type": "section", "text": {"type": "mrkdwn", "text": f"*Activity {n}*\n{TEXT}"}} for n in range(3)),
]


async def run(scale: Scale, ground: Ground) -> AsyncIterator[Figure]:
    """The outbox on every database, and the client, all to the same Slack, whose limits are off."""
    client = AsyncWebClient(ground.environment["SLACK_BOT_TOKEN"], ground.environment["SLACK_API_URL"])
    best = min(
        [(await post(client, ground, scale.messages // 2, n), n) for n in AT_ONCE], key=lambda x: x[0].wall
    )[1]
    async with AsyncExitStack() as stack:
        contenders: dict[str, Callable[[], Awaitable[Cost]]] = {
            "client": lambda: post(client, ground, scale.messages, best)
        }
        for kind, url in ground.databases.items():
            liaison = await stack.enter_async_context(assemble(ground.settings(url)))
            contenders[kind] = contender(liaison, ground, scale.messages)
        rounds = await in_rounds(contenders, scale.rounds)
    for kind in ground.databases:
        ratio, aim = 1 / rounds.wall_ratio(kind, "client"), AIM if kind == "postgres" else None
        yield Figure(
            NAME, f"{kind}: messages a second", ratio, "x", f"AsyncWebClient, {best} at once", at_least=aim
        )
    for name in contenders:
        yield Figure(NAME, f"{name}: messages a second", 1 / rounds.wall(name), "/s")
        yield Figure(NAME, f"{name}: processor time of a message", 1000 * rounds.cpu(name), "ms")


async def post(client: AsyncWebClient, ground: Ground, count: int, at_once: int) -> Cost:
    """What a message costs the client as it comes, when so many are under way."""
    turns = iter(range(count))

    async def lane() -> None:
        for n in turns:
            metadata = {"event_type": "liaison_message", "event_payload": {"id": uuid4().hex}}
            channel = ground.channels[n % len(ground.channels)]
            await client.chat_postMessage(channel=channel, text=TEXT, blocks=BLOCKS, metadata=metadata)

    cpu, began = time.process_time(), time.perf_counter()
    await asyncio.gather(*(lane() for _ in range(at_once)))
    return Cost((time.perf_counter() - began) / count, (time.process_time() - cpu) / count)


def contender(liaison: Liaison, ground: Ground, count: int) -> Callable[[], Awaitable[Cost]]:
    """What a message costs from the outbox to Slack and back. The rows are there when it begins."""

    async def deliver() -> Cost:
        async with liaison.db.write() as tx:
            for n in range(count):
                await tx.outbox.post(uuid4().hex, ground.channels[n % len(ground.channels)], TEXT, BLOCKS)
        lease = liaison.settings.lease_seconds
        delivery = Delivery(
            liaison.db, liaison.client, SystemTime(), TroubleService(), lease=lease, pacing=Pacing(0, 0)
        )
        cpu, began = time.process_time(), time.perf_counter()
        running = asyncio.create_task(delivery.run())
        # It counts, and tells nobody.
        while delivery.counts["delivery:sent"] < count and not running.done():  # noqa: ASYNC110
            await asyncio.sleep(0.002)
        delivery.stop()
        await running  # until the last state is committed
        return Cost((time.perf_counter() - began) / count, (time.process_time() - cpu) / count)

    return deliver
