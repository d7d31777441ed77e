"""The command line: `python -m bot run|web|worker|migrate|setup|directory|calendar|doctor`."""

import gc
import sys

if __name__ == "__main__":
    # What is imported stays. To look through it for garbage, again and again as it grows, takes a sixth of the start;
    # afterwards (`gc.freeze`), each time a tenth of a second in which nobody is answered.
    gc.disable()
    # structlog imports rich where there is one, which is slow: for exceptions as we never print them (bot/logs.py).
    sys.modules["rich"] = None  # type: ignore[assignment]

import argparse
import asyncio
import io
import os
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.i18n import LANGUAGES
from bot.settings import Settings, SettingsError, read_settings
from storage.migrate import SchemaError, require_schema, upgrade

COMMANDS = {
    "run": "web and worker in one process, with the tables brought up to date first",
    "web": "the web process: what Slack sends (needs `migrate` to have run)",
    "worker": "the worker process: what is due, and what is sent (needs `migrate` to have run)",
    "migrate": "bring the database to the schema of this version",
    "setup": "load a workspace file: groups, moderators, the Secretariat, activities",
    "directory": "bring a table of people into the directory as drafts, or write the directory into a file",
    "calendar": "bring a calendar file or a table of activities into the calendar",
    "groups": "invite many people into a group, once each",
    "doctor": "examine settings, database, token, permissions and channels, and say what is missing",
}


async def _serve(settings: Settings, *, web: bool, worker: bool) -> int:
    from bot.serving import listen, serving, stop_event, working  # noqa: PLC0415 - what `migrate` need not load
    from bot.wiring import assemble  # noqa: PLC0415

    settings.require_slack(web=web)
    if worker and not web:
        await require_schema(settings.database_url)
    listener = listen(settings.host, settings.port) if web else None
    stop = stop_event()
    async with AsyncExitStack() as stack:
        liaison = await stack.enter_async_context(assemble(settings))
        catch_up = liaison.services.roster.request_sync
        gc.freeze()
        gc.enable()
        if worker:
            await catch_up()
            await stack.enter_async_context(working(liaison.worker))
        if listener is not None:
            await stack.enter_async_context(serving(liaison.web, listener))
        if web and settings.socket_mode:
            from bot.socket_mode import connected  # noqa: PLC0415

            token = settings.slack_app_token.get_secret_value()
            count = liaison.metrics.count_request
            await stack.enter_async_context(connected(liaison.app, liaison.client, token, catch_up, count))
        await stop.wait()
        # All parts at once: one after the other they would take too long.
        stopping = asyncio.create_task(liaison.worker.stop())
    await stopping
    return 0


async def run(settings: Settings, _arguments: argparse.Namespace) -> int:
    settings.require_slack(web=True)
    await upgrade(settings.database_url)
    return await _serve(settings, web=True, worker=True)


async def web(settings: Settings, _arguments: argparse.Namespace) -> int:
    return await _serve(settings, web=True, worker=False)


async def worker(settings: Settings, _arguments: argparse.Namespace) -> int:
    return await _serve(settings, web=False, worker=True)


async def migrate(settings: Settings, _arguments: argparse.Namespace) -> int:
    await upgrade(settings.database_url)
    sys.stdout.write("The database has the schema of this version.\n")
    return 0


async def setup(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.setup.command import load  # noqa: PLC0415

    return await load(settings, Path(arguments.file), dry_run=arguments.dry_run)


async def directory(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.directory.exchange.command import bring_in, take_out  # noqa: PLC0415

    path = Path(arguments.file)
    if arguments.what == "export":
        return await take_out(settings, path, arguments.language)
    return await bring_in(settings, path, skip_bad=arguments.skip_bad, dry_run=arguments.dry_run)


async def calendar(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.calendar.importing.command import bring_in  # noqa: PLC0415

    return await bring_in(settings, Path(arguments.file), group=arguments.group, dry_run=arguments.dry_run)


async def groups(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.groups.command import invite  # noqa: PLC0415

    return await invite(settings, arguments.group, Path(arguments.file), dry_run=arguments.dry_run)


async def doctor(settings: Settings, _arguments: argparse.Namespace) -> int:
    from bot.doctor.command import report  # noqa: PLC0415

    return await report(settings)


def parser() -> argparse.ArgumentParser:
    result = argparse.ArgumentParser(
        prog="python -m bot", description="Liaison, the engagement bot of a partner Slack workspace."
    )
    commands = result.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, help_text in COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text)
        if name == "setup":
            command.add_argument("file", help="the workspace file (docs/workspace-file.md)")
            command.add_argument(
                "--dry-run", action="store_true", help="say what would change, and change nothing"
            )
        if name == "directory":
            _directory_arguments(command)
        if name == "calendar":
            _calendar_arguments(command)
        if name == "groups":
            _groups_arguments(command)
    return result


def _directory_arguments(command: argparse.ArgumentParser) -> None:
    """`directory import FILE` and `directory export FILE`."""
    both = command.add_subparsers(dest="what", required=True, metavar="import|export")
    bring_in = both.add_parser("import", help="bring in a table: its people get drafts, which they publish")
    bring_in.add_argument("file", help="a .csv or .xlsx file (docs/operating.md)")
    bring_in.add_argument(
        "--skip-bad", action="store_true", help="leave out the rows in which something is wrong"
    )
    bring_in.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
    take_out = both.add_parser("export", help="write what the Secretariat may see of everyone who is listed")
    take_out.add_argument("file", help="the .csv or .xlsx file to write")
    take_out.add_argument(
        "--language", choices=LANGUAGES, help="of the columns and names (the workspace's, if not given)"
    )


def _calendar_arguments(command: argparse.ArgumentParser) -> None:
    """`calendar import FILE`."""
    only = command.add_subparsers(dest="what", required=True, metavar="import")
    bring_in = only.add_parser("import", help="bring in a calendar file or a table of activities")
    bring_in.add_argument("file", help="an .ics or .csv file (docs/operating.md)")
    bring_in.add_argument("--group", help="whose activities they are (everyone's, if not given)")
    bring_in.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")


def _groups_arguments(command: argparse.ArgumentParser) -> None:
    """`groups invite GROUP FILE`."""
    only = command.add_subparsers(dest="what", required=True, metavar="invite")
    invite = only.add_parser("invite", help="invite everybody whom a table names into a group")
    invite.add_argument("group", help="the group's name, its channel's name or id")
    invite.add_argument("file", help="a .csv file with an e-mail address or a Slack ID in each row")
    invite.add_argument("--dry-run", action="store_true", help="say what would happen, and invite nobody")


def main() -> int:
    arguments = parser().parse_args()
    command: Callable[[Settings, argparse.Namespace], Coroutine[Any, Any, int]] = globals()[arguments.command]
    try:
        settings = read_settings()
        from bot.logs import configure  # noqa: PLC0415

        configure(settings.log_level, settings.log_format)
        import uvloop  # noqa: PLC0415

        if command not in (run, web, worker):
            gc.enable()
        # What a terminal's encoding has no sign for is no reason to fail when all is done.
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")
        done = uvloop.run(command(settings, arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has read enough (`| head`). What Python still holds back goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (SettingsError, SchemaError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except SQLAlchemyError as error:
        kind = type(error.__cause__ or error).__name__
        sys.stderr.write(
            f"The database can't be used ({kind}): check DATABASE_URL, and whether the database runs.\n"
        )
        return 1
    except KeyboardInterrupt:
        return 130
    return done


if __name__ == "__main__":
    sys.exit(main())
