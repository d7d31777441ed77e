"""The Secretariat brings in a table: checked as a whole, then written as drafts in one transaction, or not at all.

A draft is seen by nobody until its owner publishes it, and what somebody has decided about their own profile stays.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Protocol

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import RealTime
from bot.directory.exchange import people
from bot.directory.exchange.columns import read_heading
from bot.directory.exchange.drafting import Drafting, columns, is_said_in
from bot.directory.exchange.entries import Entry, Problem, Reader
from bot.directory.exchange.report import Report
from bot.directory.exchange.rows import UnreadableFile
from bot.directory.exchange.tables import Table, read_table
from bot.directory.exchange.values import plain
from bot.directory.search.tokens import INDEX_VERSION
from bot.slack import refused
from storage import drafts, vocabulary
from storage.database import Database, Reading, Transaction
from storage.drafts import Draft

log = structlog.get_logger(__name__)

AT_A_TIME: Final = 1000  # drafts in a statement


class Bar(Protocol):
    """How far something is."""

    def update(self, n: int) -> object: ...


# Says what is being done, and of how much (None: nobody knows).
Progress = Callable[[str, int | None], AbstractContextManager[Bar]]


class _OnlyTriedError(Exception):
    """Takes a dry run's changes back."""


@dataclass(frozen=True, slots=True)
class _Read:
    entries: Sequence[Entry]
    problems: Sequence[Problem]
    notes: Sequence[str] = ()


class ImportService:
    def __init__(self, db: Database, client: AsyncWebClient, real: RealTime, progress: Progress) -> None:
        self._db = db
        self._client = client
        self._real = real
        self._progress = progress

    async def load(self, path: Path, *, skip_bad: bool = False, dry_run: bool = False) -> Report:
        """Imports a file. What is wrong is in the report, all at once. Raises OSError for a file that isn't there, and the database's."""
        async with self._db.read() as reading:
            known = await _field_names(reading)
        try:
            read = await asyncio.to_thread(self._read, path, known)
            found = await self._find(read.entries)
        except UnreadableFile as error:
            return Report([str(error)])
        except people.NoAddressesError:
            return Report(["Slack tells no e-mail addresses: Liaison lacks the permission users:read.email"])
        except SlackApiError as error:
            return Report(
                [f"Slack refused the list of people: {refused(error).error or 'it does not answer'}"]
            )
        except (TimeoutError, aiohttp.ClientError):
            return Report(["Slack can't be reached. Is SLACK_API_URL right?"])
        whose, unknown = _whose(read.entries, found)
        problems = sorted([*read.problems, *unknown], key=lambda problem: problem.line)
        report = Report(
            [str(problem) for problem in problems],
            read.notes,
            dry_run=dry_run,
            rows_left_out=len({problem.line for problem in problems}),
        )
        if problems and not skip_bad:
            return report
        return await self._write(whose, report)

    def _read(self, path: Path, known_fields: frozenset[str]) -> _Read:
        """The file's rows. In a thread: a large one takes seconds. Raises UnreadableFile, OSError."""
        table: Table = read_table(path)
        heading = read_heading(table.heading)
        if heading.problems:
            raise UnreadableFile("\n".join(f"line {table.line}: {what}" for what in heading.problems))
        reader = Reader(heading, known_fields)
        entries: list[Entry] = []
        problems: list[Problem] = []
        with self._progress("Reading", table.about) as bar:
            for line, cells in table.rows:
                row = reader.read(line, cells)
                if isinstance(row, Entry):
                    entries.append(row)
                else:
                    problems += row
                bar.update(1)
        if not entries and not problems:
            raise UnreadableFile("there is nobody in it: it has only names of columns")
        return _Read(entries, problems, (*table.notes, *heading.left_out))

    async def _find(self, entries: Sequence[Entry]) -> people.People:
        with self._progress("People in Slack", None) as bar:
            return await people.find(self._client, self._real, entries, bar.update)

    async def _write(self, whose: Sequence[tuple[str, Entry]], report: Report) -> Report:
        done = replace(report, is_done=True)
        try:
            async with self._db.write() as tx:
                await self._save(tx, whose, done)
                if done.dry_run:
                    raise _OnlyTriedError
        except _OnlyTriedError:
            pass
        else:
            log.info("directory imported", new=done.new, changed=done.changed, kept=done.kept)
        return done

    async def _save(self, tx: Transaction, whose: Sequence[tuple[str, Entry]], report: Report) -> None:
        """Writes the drafts, and counts in the report."""
        said = columns(whose[0][1]) if whose else ()
        owned, standing = await drafts.owned(tx), await drafts.standing(tx, said)
        mine = [(member_id, entry) for member_id, entry in whose if member_id not in owned]
        report.kept = len(whose) - len(mine)
        names = Drafting(tx)
        # All before the first profile is written, as everybody does.
        await names.take("organisation", {entry.organisation or "" for _, entry in mine})
        await names.take("field", {name for _, entry in mine for name in entry.fields or ()})
        changed: list[Draft] = []
        with self._progress("Writing", len(mine)) as bar:
            for member_id, entry in sorted(mine, key=lambda pair: pair[0]):
                before = standing.get(member_id)
                draft = names.draft(member_id, entry, before)
                is_same = before is not None and is_said_in(before, draft)
                report.new += before is None
                report.changed += before is not None and not is_same
                report.unchanged += is_same
                if not is_same:
                    changed.append(draft)
                if len(changed) == AT_A_TIME:
                    await drafts.save_many(tx, changed, tx.now, INDEX_VERSION)
                    changed.clear()
                bar.update(1)
            await drafts.save_many(tx, changed, tx.now, INDEX_VERSION)
        report.new_terms = {"organisation": names.made["organisation"], "field": names.made["field"]}


def _whose(entries: Iterable[Entry], found: people.People) -> tuple[list[tuple[str, Entry]], list[Problem]]:
    """Each row's member, and what is wrong with the others: nobody is in the table twice."""
    whose: dict[str, Entry] = {}
    problems: list[Problem] = []
    for entry in entries:
        try:
            member_id = found.of(entry)
        except LookupError as error:
            problems.append(Problem(entry.line, "", str(error)))
            continue
        if member_id in whose:
            problems.append(
                Problem(entry.line, "", f"this person is in line {whose[member_id].line} already")
            )
        else:
            whose[member_id] = entry
    return list(whose.items()), problems


async def _field_names(tx: Reading) -> frozenset[str]:
    """What fields are called, as `values.plain`."""
    known = await vocabulary.every(tx, "field")
    names: set[Any] = {plain(name) for term in known for name in (term.name, *term.labels.values())}
    return frozenset(names)
