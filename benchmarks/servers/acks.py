"""Liaison's own wiring, front and dictionary, with so many listeners that only acknowledge in the place of its own."""

import os
from unittest.mock import patch

import uvloop
from slack_bolt import BoltResponse

from bot.serving import listen, serving, stop_event
from bot.settings import read_settings
from bot.wiring import assemble
from handlers.context import Visit
from handlers.forms import Command
from handlers.listeners import Listeners


async def acknowledge(_visit: Visit, _command: Command) -> BoltResponse | None:
    return None


def listeners() -> Listeners:
    result = Listeners()
    for number in range(int(os.environ["LISTENERS"]) - 1):
        result.command(f"/other-{number}", acknowledge)
    result.command("/calendar", acknowledge)
    return result


async def main() -> None:
    settings, stop = read_settings(), stop_event()
    with patch("handlers.all_listeners", listeners):
        async with assemble(settings) as liaison, serving(liaison.web, listen(settings.host, settings.port)):
            await stop.wait()


if __name__ == "__main__":
    uvloop.run(main())
