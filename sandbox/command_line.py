"""The command line of `python -m sandbox`, and what is said about a word that can't be used."""

import argparse
from collections.abc import Sequence
from urllib.parse import urlsplit

from sandbox.people import FEWEST

PORT, REQUEST_URL = 8700, "http://127.0.0.1:3000/slack/events"
EPILOG = """\
examples:
  make run                                    the alliance's workspace, from its beginning
  make run PORT=8800 ARGS="--people 200"      a larger one, at another port
  make run ARGS=--keep                        one that is as you left it when you start it again
  python -m sandbox --no-bot                  the workspace for a bot of yours; docs/sandbox.md
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    result = argparse.ArgumentParser(
        prog="python -m sandbox",
        description="A local Slack workspace in the browser, with Liaison in it. It prints the address to open.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument(
        "--port", type=_port, default=PORT, help=f"the port of the page ({PORT}); 0 for any that is free"
    )
    result.add_argument(
        "--people",
        type=_people,
        default=60,
        help=f"how many people are in the workspace (60; {FEWEST} at least)",
    )
    result.add_argument(
        "--keep",
        nargs="?",
        const="",
        metavar="FOLDER",
        help="keep the workspace and Liaison's database between starts, in FOLDER or the user's folder for state;"
        " 'Start over' on the page begins anew",
    )
    result.add_argument(
        "--no-bot",
        action="store_true",
        help="the workspace alone, at the present time and with Slack's rate limits, for a bot started by hand:"
        " prints the environment to paste",
    )
    result.add_argument(
        "--request-url",
        type=_url,
        metavar="URL",
        help=f"with --no-bot: where that bot takes Slack's requests ({REQUEST_URL})",
    )
    return result


def read(words: Sequence[str]) -> argparse.Namespace:
    """What the command line says. Exits with a sentence for what can't be used."""
    its = parser()
    arguments = its.parse_args(words)
    if arguments.request_url and not arguments.no_bot:
        its.error("--request-url goes with --no-bot")
    return arguments


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: 0 to 65535")
    return int(text)


def _people(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < FEWEST:
        raise argparse.ArgumentTypeError(f"an alliance has at least {FEWEST} people")
    return int(text)


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise argparse.ArgumentTypeError(f"{text!r} is not an address such as {REQUEST_URL}")
    return text
