"""How soon the sandbox's page shows a message in another tab, and how smoothly ten thousand messages scroll."""

import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from statistics import quantiles
from typing import Any

from playwright.async_api import Page, async_playwright

from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from benchmarks.measure import Cost, in_rounds
from sandbox import Workspace, create_workspace
from tests.browser import ARGUMENTS, chromium

NAME = "page"
AIM_MILLISECONDS = 50
START = datetime(2019, 3, 18, 8, 0, tzinfo=UTC)
MESSAGES_FOR_ONE_POST = 100  # of a full run: 10,000 messages
FRAMES = 200

# The clock of the machine at which a new message was in a frame, of the tab that looks on.
WATCH = """() => {
    window.seen = [];
    new MutationObserver(() => requestAnimationFrame(() => window.seen.push(performance.timeOrigin + performance.now())))
        .observe(document.querySelector("[role=log]"), { childList: true });
}"""
# One says something as the page itself does; the answer is when it was sent.
SAY = """([as, channel, text]) => {
    const sent = performance.timeOrigin + performance.now();
    fetch("/page/act", { method: "POST", headers: { "content-type": "application/json" },
        body: JSON.stringify({ as, do: "say", channel, text }) });
    return sent;
}"""
# The floor: a small answer of the same server, and the next frame.
ASK = """async () => {
    const sent = performance.now();
    await fetch("/page/clock");
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - sent;
}"""
SCROLL = """async (frames) => {
    const list = document.querySelector("[role=log]").parentElement;
    const took = [];
    let before = performance.now();
    for (let frame = 0; frame < frames; frame += 1) {
        list.scrollTop -= 250;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        took.push(performance.now() - before);
        before = performance.now();
    }
    return took;
}"""


async def run(scale: Scale, _ground: Ground) -> AsyncIterator[Figure]:
    """Nothing where there is no Chromium."""
    path = chromium()
    if path is None:
        sys.stderr.write("page: there is no Chromium here\n")
        return
    count = scale.posts * MESSAGES_FOR_ONE_POST
    async with (
        create_workspace(now=START, world=lambda ws: world(ws, count)) as ws,
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        ana, ben = [await opened(await browser.new_page(), ws, name) for name in ("ana", "ben")]
        channel = ws.channel("announcements").id
        await ben.evaluate(WATCH)

        async def message() -> Cost:
            told = await ben.evaluate("window.seen.length")
            sent = await ana.evaluate(SAY, [ws.member("ana").id, channel, f"At {time.perf_counter()}"])
            while not (seen := (await ben.evaluate("window.seen"))[told:]):
                pass
            return Cost((seen[0] - sent) / 1000)

        async def request() -> Cost:
            return Cost(float(await ana.evaluate(ASK)) / 1000)

        rounds = await in_rounds({"message": message, "request": request}, scale.rounds * 3)
        made = rounds.wall("message") * 1000
        yield Figure(NAME, "a message in a second tab", made, "ms", at_most=AIM_MILLISECONDS)
        yield Figure(
            NAME,
            "a message in a second tab",
            rounds.wall_ratio("message", "request"),
            "x",
            "a request and a frame",
        )

        took = await ben.evaluate(SCROLL, FRAMES)
        yield Figure(NAME, f"{count:,} messages scrolled, median frame", quantiles(took, n=20)[9], "ms")
        yield Figure(
            NAME, f"{count:,} messages scrolled, 95 of 100 frames within", quantiles(took, n=20)[18], "ms"
        )
        await browser.close()


def world(ws: Workspace, count: int) -> None:
    people = [ws.add_member(name, real_name=f"{name.title()} Example") for name in ("ana", "ben")]
    channel = ws.add_channel("announcements", members=[*people, ws.bot_user_id], general=True)
    for number in range(count):
        at = START - timedelta(seconds=40 * (count - number))
        ws.add_message(channel, people[number % 7 % 2], f"Message {number}: *what* we agreed on.", at=at)


async def opened(page: Page, ws: Workspace, name: str) -> Any:
    await page.goto(f"{ws.page_url}?as={ws.member(name).id}")
    await page.locator("body:not([aria-busy])").wait_for()
    return page
