"""`python -m sandbox`: a local Slack workspace in the browser, with Liaison in it. `make run` starts this."""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import structlog

from sandbox import manifest
from sandbox.command_line import REQUEST_URL, read
from sandbox.demo import START, alliance
from sandbox.keeping import Keeper
from sandbox.keeping_folder import KeepingError, default_folder, locked
from sandbox.verification import verify_when_up
from sandbox.workspace import Workspace, create_workspace


async def serve(arguments: argparse.Namespace) -> int:
    """Keeps the workspace open until the process is told to stop. Returns the exit code."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    try:
        async with workspace_of(arguments) as (ws, keeper):
            said = opened(ws, keeper)
            if arguments.no_bot:
                await alone(ws, arguments.request_url or REQUEST_URL, said, keeper, stop)
            else:
                await together(ws, said, keeper, stop)
    except (KeepingError, PortError) as error:
        say(str(error), to=sys.stderr)
        return 1
    return 0


class PortError(Exception):
    """The port can't be used; the message is a sentence."""


@asynccontextmanager
async def workspace_of(arguments: argparse.Namespace) -> AsyncIterator[tuple[Workspace, Keeper | None]]:
    """The workspace that the command line asks for, and who keeps it. Raises PortError, KeepingError."""

    def world(ws: Workspace) -> None:
        alliance(ws, arguments.people)

    async with AsyncExitStack() as stack:
        keeper = None
        if arguments.keep is not None:
            folder = Path(arguments.keep) if arguments.keep else default_folder(with_bot=not arguments.no_bot)
            stack.enter_context(locked(folder))
            keeper = Keeper(folder, lambda text: say(text, to=sys.stderr), with_bot=not arguments.no_bot)
        making = create_workspace(
            # A bot started by hand lives by the machine's clock: then the workspace must, too.
            now=datetime.now(UTC) if arguments.no_bot else START,
            frozen=False,
            world=world,
            begin=(lambda ws: keeper.begin(ws, world)) if keeper else None,
            contents=keeper.contents if keeper else None,
            rate_limits=arguments.no_bot,
            port=arguments.port,
            name="Alliance 8.7",
        )
        try:
            ws = await stack.enter_async_context(making)
        except OSError as error:
            raise PortError(
                f"Port {arguments.port} can't be used ({error.strerror})."
                f" Choose another: make run PORT={(arguments.port + 1) % 65536}"
            ) from None
        if keeper:
            await stack.enter_async_context(keeper.ending(ws))
        yield ws, keeper


async def together(ws: Workspace, said: str, keeper: Keeper | None, stop: asyncio.Event) -> None:
    """The workspace with Liaison in it."""
    from sandbox.demo_bot import with_liaison  # noqa: PLC0415 - the workspace alone needs no bot

    # What goes well is seen on the page: here the address must stay in sight.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    logging.getLogger("apscheduler.scheduler").setLevel(
        logging.ERROR
    )  # a sweep that is asked for while it runs
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(with_liaison(ws, keeper))
        if keeper:
            await stack.enter_async_context(keeper.following(ws))
        say(f"{said}\n  Ctrl-C closes it.\n")
        await stop.wait()
        say("\nClosing …")


async def alone(
    ws: Workspace, request_url: str, said: str, keeper: Keeper | None, stop: asyncio.Event
) -> None:
    """The workspace for a bot that somebody starts by hand."""
    ws.connect(request_url)
    manifest.install(ws)
    if keeper and keeper.restored:
        ws.clock.pace = 1
        ws.clock.move_to(datetime.now(UTC))
    lines = [f"export {name}={value}" for name, value in ws.environment().items()]
    say(said)
    say("  Start your bot with this environment:\n")
    say("\n".join(lines))
    say(f"# or, for Socket Mode, also: export SLACK_APP_TOKEN={ws.app_token}")
    say(f"\n  Requests go to {request_url} (--request-url for another). Ctrl-C closes the workspace.\n")
    async with AsyncExitStack() as stack:
        if keeper:
            await stack.enter_async_context(keeper.following(ws))
        asking = asyncio.create_task(_asked(ws))
        stack.callback(asking.cancel)
        await stop.wait()


async def _asked(ws: Workspace) -> None:
    """Says whether the bot answers, once it is there, and sends it what it missed."""
    say(f"  {await verify_when_up(ws.core)}")
    ws.core.events.resume()


def opened(ws: Workspace, keeper: Keeper | None) -> str:
    """Where the workspace is, and where it is kept."""
    lines = [f"\n  The workspace is open at  {ws.page_url}\n"]
    if keeper and keeper.restored:
        lines.append(
            f"  It goes on at {ws.clock.now():%A %d %B %Y, %H:%M} UTC, and is kept in {keeper.folder}\n"
        )
    elif keeper:
        lines.append(f"  It is kept in {keeper.folder}\n")
    return "\n".join(lines)


def say(text: str, *, to: TextIO | None = None) -> None:
    """A line for whoever started this."""
    stream = to or sys.stdout
    with suppress(BrokenPipeError):
        stream.write(text + "\n")
        stream.flush()


def main() -> int:
    """Runs the command line."""
    return asyncio.run(serve(read(sys.argv[1:])))


if __name__ == "__main__":
    sys.exit(main())
