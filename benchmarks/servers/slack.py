"""The sandbox as Slack, without limits. Says on a line what the contenders need to know; ends when it is terminated."""

import asyncio
import json
import os
from datetime import UTC, datetime

import uvloop

from sandbox import Workspace, create_workspace

CHANNELS = int(os.environ["CHANNELS"])
NAMES = [f"person{number}" for number in range(12)]


def world(ws: Workspace) -> None:
    """An open channel with everybody in it, and private ones, the first eight of them with everybody, too."""
    people = [ws.add_member(name, real_name=f"Real {name}", locale="en-GB") for name in NAMES]
    everyone = [*(person.id for person in people), ws.bot_user_id]
    ws.add_channel("announcements", general=True, members=everyone)
    for number in range(CHANNELS):
        ws.add_channel(f"group-{number}", private=True, members=everyone if number < 8 else [ws.bot_user_id])


async def main() -> None:
    async with create_workspace(now=datetime.now(UTC), frozen=False, world=world, rate_limits=False) as ws:
        environment = ws.environment()
        people = [ws.member(name).id for name in NAMES]
        channels = [ws.channel("announcements").id]
        channels += [ws.channel(f"group-{n}").id for n in range(CHANNELS)]
        print(json.dumps({"environment": environment, "people": people, "channels": channels}), flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main())
