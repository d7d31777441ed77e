"""The sandbox as Slack, without limits. Says on a line what the contenders need to know; ends when it is terminated."""

import asyncio
import json
import os
from datetime import UTC, datetime

import uvloop

from sandbox import Workspace, create_workspace


def world(ws: Workspace) -> None:
    """Forty people, all in every channel; the first channel is open, the others are groups'."""
    people = [ws.add_member(f"person{n}", real_name=f"Person Number {n}", locale="en-GB") for n in range(40)]
    everyone = [*(person.id for person in people), ws.bot_user_id]
    ws.add_channel("announcements", general=True, members=everyone)
    for number in range(int(os.environ["CHANNELS"])):
        ws.add_channel(f"group-{number}", private=True, members=everyone)


async def main() -> None:
    async with create_workspace(now=datetime.now(UTC), frozen=False, world=world, rate_limits=False) as ws:
        environment = ws.environment()
        people = [ws.member(f"person{n}").id for n in range(40)]
        channels = [ws.channel("announcements").id]
        channels += [ws.channel(f"group-{n}").id for n in range(int(os.environ["CHANNELS"]))]
        print(json.dumps({"environment": environment, "people": people, "channels": channels}), flush=True)
        await asyncio.Event().wait()


uvloop.run(main())
