"""A personal feed of 5,000 activities, against a prepared file and one look-up of the token."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert

from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from benchmarks.measure import in_rounds
from benchmarks.processes import Process, python, serving
from bot.calendar.feeds.subscribing import SubscriptionService
from bot.calendar.when import When
from storage.calendar import activities
from storage.database import Database

NAME = "feeds"
AIM = 1.2
ACTIVITIES = 5_000
MANY = 8
SITE = "http://localhost"
MARK = "feeds-benchmark-"


async def run(scale: Scale, ground: Ground) -> AsyncIterator[Figure]:
    """As it is and packed by gzip, alone and several at once, on every database."""
    for kind, url in ground.databases.items():
        async with AsyncExitStack() as stack:
            path = await stack.enter_async_context(seeded(url, ground.people[0]))
            environment = ground.environment | {"DATABASE_URL": url}
            liaison = await stack.enter_async_context(
                python("-m", "bot", "web", LOG_LEVEL="warning", **environment)
            )
            await liaison.until_answering()
            for how, header in (("whole", ""), ("packed", "accept-encoding: gzip")):
                body = await fetched(liaison, path, header)
                file = ground.folder / f"{kind}-{how}.ics"
                file.write_bytes(body)
                floor = python("-m", "benchmarks.servers.feeds", DATABASE_URL=url, BODY=str(file))
                prepared = await stack.enter_async_context(floor)
                await prepared.until_answering()
                for at_once in (1, MANY):
                    requests = [request(path, header)] * scale.requests
                    contenders = {
                        "liaison": serving(liaison, requests, at_once),
                        "prepared": serving(prepared, requests, at_once),
                    }
                    rounds = await in_rounds(contenders, scale.rounds)
                    name = f"{kind}, {how}, {'alone' if at_once == 1 else f'{at_once} at once'}"
                    wall, cpu = (
                        rounds.wall_ratio("liaison", "prepared"),
                        rounds.cpu_ratio("liaison", "prepared"),
                    )
                    yield Figure(NAME, f"{name}: time", wall, "x", "prepared file", at_most=AIM)
                    yield Figure(NAME, f"{name}: processor time", cpu, "x", "prepared file")
                    yield Figure(NAME, f"{name}: liaison", 1000 * rounds.wall("liaison"), "ms")
                yield Figure(NAME, f"{kind}, {how}: size", len(body) / 1e6, "MB")


def request(path: str, header: str = "", *, closing: bool = False) -> bytes:
    lines = (
        f"GET {path} HTTP/1.1",
        "host: 127.0.0.1",
        *([header] if header else []),
        *(["connection: close"] if closing else []),
    )
    return "\r\n".join((*lines, "", "")).encode()


async def fetched(process: Process, path: str, header: str) -> bytes:
    """The body of an answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", process.port)
    writer.write(request(path, header, closing=True))
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode())
    return body


@asynccontextmanager
async def seeded(url: str, member_id: str) -> AsyncIterator[str]:
    """The path of a member's feed in a database that has so many activities as long as this lasts."""
    db = Database(url, lambda: datetime.now(UTC))
    try:
        async with db.write() as tx:
            await tx.execute(insert(activities), [row(number, tx.now) for number in range(ACTIVITIES)])
        subscription = await SubscriptionService(db, SITE).renew(member_id)
        yield (subscription.address or "").removeprefix(SITE)
    finally:
        async with db.write() as tx:
            await tx.execute(delete(activities).where(activities.c.uid.startswith(MARK)))
        await db.close()


def row(number: int, now: datetime) -> dict[str, Any]:
    day = now.date() + timedelta(days=number % 700)
    when = When.parse(day, starts="14:00", ends="15:30", timezone="Europe/Zurich")
    return {
        "uid": f"{MARK}{number}",
        "kind": ("event", "deadline", "report", "campaign")[number % 4],
        "title": f"Activity number {number} of the alliance",
        "place": "Geneva",
        "country": "CH",
        "link": f"https://example.org/activities/{number}",
        "begins": when.begins,
        "finishes": when.finishes,
        "updated_at": now,
        **asdict(when),
    }
