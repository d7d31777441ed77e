"""Taking files over, for the tests."""

from bot import access
from bot.calendar.importing import taking
from bot.calendar.importing.deciding import Importer
from bot.calendar.importing.found import Contents
from bot.calendar.importing.report import Report
from bot.calendar.importing.taking import ByMember, ByOperator, Groups
from storage.database import Database
from tests.bot.calendar.importing.world import read
from tests.bot.calendar.planning.world import SOFIA
from tests.bot.calendar.world import MIGRATION, SUPPLY

SERIES = "UID:call\nSUMMARY:Call\nDTSTART;TZID=Europe/Paris:20190403T150000\nRRULE:FREQ=WEEKLY;COUNT=5\n"


async def take(
    db: Database,
    contents: Contents | str | bytes,
    *,
    by: str | None = SOFIA,
    whom: str | None = None,
    dry: bool = False,
) -> Report:
    """Takes a file over. `by` None is the command line."""
    contents = contents if isinstance(contents, Contents) else read(contents)
    groups: Groups = (
        {"migration": MIGRATION, "supplychains": SUPPLY} if by in (None, SOFIA) else {"migration": MIGRATION}
    )
    async with db.write() as tx:
        importer: Importer = ByOperator() if by is None else ByMember(await access.visitor(tx, by))
        decided = await taking.decisions(tx, contents, whom, groups, importer)
        if not dry:
            await taking.carry_out(tx, decided, by)
    return taking.report_of(decided, contents, is_done=not dry)


def numbers(report: Report) -> tuple[int, int, int, int]:
    """Added, changed, the same, not taken."""
    return len(report.added), len(report.changed), report.same, len(report.skipped)


def reasons(report: Report) -> list[str]:
    return [line.problem.what for line in report.skipped if line.problem]
