"""The workspace's own facts: one row, written by `setup` and by the first contact with Slack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Integer, Table, Text, select, update

from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

workspace = Table(
    "workspace",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, server_default=""),
    Column("timezone", Text, nullable=False, server_default="UTC"),  # an IANA name
    Column("languages", JSON, nullable=False),  # ["en", "fr", "es"]; the first is the workspace's own
    Column("bot_user_id", Text),  # from auth.test
    Column("team_id", Text),  # from auth.test: who has another is of another workspace
    Column("enterprise_id", Text),
    Column("announcements_channel_id", Text),
    Column("secretariat_channel_id", Text),
    Column("guide_url", Text),
    Column(
        "leads", JSON, nullable=False
    ),  # {"event": [10080, 1440, 60]}: minutes before, by kind of activity
    Column("quiet_days", Integer, nullable=False, server_default="7"),
    Column("pathfinders", JSON),  # ["NP", …]: the pathfinder countries, by ISO 3166-1 alpha-2
    Column("round_up_due_at", UtcDateTime),
    Column("synced_at", UtcDateTime),  # when people and channels were last compared with Slack's, whole
    Column("sync_due_at", UtcDateTime),
    Column("activity_months", Integer, nullable=False, server_default="13"),  # then only weeks are kept
    Column("seats", Integer),  # how many people the plan is paid for; None: not said
    Column("steps", JSON(none_as_null=True)),  # a newcomer's (`bot.onboarding.steps`); None: Liaison's own
    Column("card_due_at", UtcDateTime),  # when the Secretariat is next told of the first weeks
    Column(
        "team_url", Text
    ),  # from auth.test: "https://alliance.slack.com/", before which links to messages begin
    CheckConstraint("id = 1", name="one_row"),
)

# A week, a day, and an hour where the hour is known. A report is told when it is out, too, and news not ahead of its day.
DEFAULT_LEADS = {
    "event": [10080, 1440, 60],
    "deadline": [10080, 1440, 60],
    "report": [10080, 1440, 0],
    "campaign": [10080, 1440, 60],
    "news": [0],
}


@dataclass(frozen=True, slots=True)
class Workspace:
    name: str = ""
    timezone: str = "UTC"
    languages: tuple[str, ...] = ("en",)
    bot_user_id: str | None = None
    team_id: str | None = None
    enterprise_id: str | None = None
    announcements_channel_id: str | None = None
    secretariat_channel_id: str | None = None
    guide_url: str | None = None
    leads: dict[str, list[int]] | None = None
    quiet_days: int = 7
    pathfinders: tuple[str, ...] = ()
    round_up_due_at: datetime | None = None
    synced_at: datetime | None = None
    sync_due_at: datetime | None = None
    activity_months: int = 13
    seats: int | None = None
    steps: list[dict[str, Any]] | None = None
    card_due_at: datetime | None = None
    team_url: str | None = None

    @property
    def language(self) -> str:
        """The workspace's own language, in which Liaison speaks in channels."""
        return self.languages[0]


_LISTS = [list(Workspace.__dataclass_fields__).index(name) for name in ("languages", "pathfinders")]
_GET = select(workspace).where(workspace.c.id == 1)


async def get(tx: Reading) -> Workspace:
    """The workspace; its defaults if `setup` has not been run yet."""
    row = (await tx.execute(_GET)).one_or_none()
    return Workspace() if row is None else of_row(row)


def of_row(row: Sequence[Any]) -> Workspace:
    """The workspace in a row of its columns, in their order."""
    values = list(row[1:])  # without the id
    for number in _LISTS:
        values[number] = tuple(values[number] or ())
    return Workspace(*values)


async def save(tx: Transaction, **values: Any) -> None:
    """Sets the columns named, and creates the row if it is not there yet."""
    defaults: dict[str, Any] = {"id": 1, "languages": ["en"], "leads": DEFAULT_LEADS}
    await tx.execute(insert(workspace).values(**defaults).on_conflict_do_nothing())
    await tx.execute(update(workspace).where(workspace.c.id == 1).values(**values))


async def claim_round_up(tx: Transaction, due_at: datetime, next_due_at: datetime) -> bool:
    """Moves the round-up's due time from one moment to the next. False if somebody else did."""
    statement = update(workspace).where(workspace.c.id == 1, workspace.c.round_up_due_at == due_at)
    return (await tx.execute(statement.values(round_up_due_at=next_due_at))).rowcount == 1


async def claim_card(tx: Transaction, due_at: datetime | None, next_due_at: datetime) -> bool:
    """Moves the due time of the card about the first weeks from one moment to the next. False if somebody else did."""
    is_due = workspace.c.card_due_at.is_(None) if due_at is None else workspace.c.card_due_at == due_at
    statement = update(workspace).where(workspace.c.id == 1, is_due)
    return (await tx.execute(statement.values(card_due_at=next_due_at))).rowcount == 1


async def move_sync(tx: Transaction, due_at: datetime, next_due_at: datetime) -> bool:
    """Moves the due time of the comparison with Slack from one moment to another. False if somebody else did."""
    statement = update(workspace).where(workspace.c.id == 1, workspace.c.sync_due_at == due_at)
    return (await tx.execute(statement.values(sync_due_at=next_due_at))).rowcount == 1
