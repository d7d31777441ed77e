"""`python -m sandbox`: a local Slack workspace in the browser, with Liaison in it. `make run` starts this."""

import argparse
import asyncio
import logging
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime

import structlog

from sandbox import manifest
from sandbox.demo import START, alliance
from sandbox.workspace import Workspace, create_workspace

PORT = 8700


def parser() -> argparse.ArgumentParser:
    result = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    result.add_argument("--port", type=int, default=PORT, help=f"the port of the page ({PORT})")
    result.add_argument("--people", type=int, default=60, help="how many people are in the workspace (60)")
    result.add_argument(
        "--no-bot",
        action="store_true",
        help="the workspace alone, at the present time, for a bot started by hand: prints the environment to paste",
    )
    result.add_argument("--request-url", help="with --no-bot: where that bot takes Slack's requests")
    return result


async def serve(arguments: argparse.Namespace) -> int:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    # A bot started by hand lives by the machine's clock: then the workspace must, too.
    now = datetime.now(UTC) if arguments.no_bot else START
    workspace = create_workspace(
        now=now,
        frozen=False,
        world=lambda ws: alliance(ws, arguments.people),
        rate_limits=arguments.no_bot,
        port=arguments.port,
        name="Alliance 8.7",
    )
    try:
        async with workspace as ws:
            if arguments.no_bot:
                await alone(ws, arguments.request_url or "http://127.0.0.1:3000/slack/events", stop)
            else:
                from sandbox.demo_bot import with_liaison  # noqa: PLC0415 - the workspace alone needs no bot

                # What goes well is seen on the page: here the address must stay in sight.
                structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
                async with with_liaison(ws):
                    say(f"\n  The workspace is open at  {ws.page_url}\n\n  Ctrl-C closes it.\n")
                    await stop.wait()
                    say("\nClosing …")
    except OSError as error:
        say(
            f"Port {arguments.port} can't be used ({error.strerror}). Choose another: make run PORT={arguments.port + 1}"
        )
        return 1
    return 0


async def alone(ws: Workspace, request_url: str, stop: asyncio.Event) -> None:
    """The workspace for a bot that somebody starts by hand."""
    ws.connect(request_url)
    manifest.install(ws)
    lines = [f"export {name}={value}" for name, value in ws.environment().items()]
    say(f"\n  The workspace is open at  {ws.page_url}\n")
    say("  Start your bot with this environment:\n")
    say("\n".join(lines))
    say(f"# or, for Socket Mode, also: export SLACK_APP_TOKEN={ws.app_token}")
    say(f"\n  Requests go to {request_url} (--request-url for another). Ctrl-C closes the workspace.\n")
    await stop.wait()


def say(text: str) -> None:
    with suppress(BrokenPipeError):
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def main() -> int:
    return asyncio.run(serve(parser().parse_args()))


if __name__ == "__main__":
    sys.exit(main())
