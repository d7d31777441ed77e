"""before silence sets in.

Nudges become about concerns, of which a silence is one; what was told of silences is carried over. Every group is looked at once, soon.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_AGAIN = timedelta(days=7)

_CHANNELS = sa.table(
    "channels", sa.column("id", sa.Text()), sa.column("kind", sa.Text()), sa.column("snoozed_until", _MOMENT)
)
_OLD = sa.table(
    "nudges",
    sa.column("channel_id", sa.Text()),
    sa.column("silent_since", _MOMENT),
    sa.column("moderator_id", sa.Text()),
    sa.column("due_at", _MOMENT),
    sa.column("state", sa.Text()),
    sa.column("message_key", sa.Text()),
    sa.column("settled_by", sa.Text()),
)
_NEW = sa.table(
    "nudges",
    sa.column("concern_id", sa.Integer()),
    sa.column("moderator_id", sa.Text()),
    sa.column("round", sa.Integer()),
    sa.column("due_at", _MOMENT),
    sa.column("state", sa.Text()),
    sa.column("sent_at", _MOMENT),
    sa.column("message_key", sa.Text()),
)
_CONCERNS = sa.table(
    "concerns",
    sa.column("id", sa.Integer()),
    sa.column("channel_id", sa.Text()),
    sa.column("kind", sa.Text()),
    sa.column("cause", sa.Text()),
    sa.column("since", _MOMENT),
    sa.column("noticed_at", _MOMENT),
    sa.column("due_at", _MOMENT),
    sa.column("rounds", sa.Integer()),
    sa.column("state", sa.Text()),
    sa.column("settled_by", sa.Text()),
    sa.column("settled_at", _MOMENT),
)
_RHYTHMS = sa.table("rhythms", sa.column("channel_id", sa.Text()), sa.column("look_due_at", _MOMENT))


def upgrade() -> None:
    before = op.get_bind().execute(sa.select(_OLD).order_by(_OLD.c.channel_id, _OLD.c.silent_since)).all()
    op.drop_table("nudges")
    op.create_table(
        "absences",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_absences_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_absences")),
    )
    op.create_table(
        "concerns",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rounds", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_concerns_channel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concerns")),
        sa.UniqueConstraint("channel_id", "kind", "cause", name="uq_concerns_cause"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("concerns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concerns_due_at"), ["due_at"], unique=False)
        batch_op.create_index("ix_concerns_settled_at", ["settled_at"], unique=False)

    op.create_table(
        "nudge_choices",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=True),
        sa.Column("reacted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_nudge_choices_channel_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_nudge_choices_member_id")),
        sa.PrimaryKeyConstraint("member_id", "channel_id", name=op.f("pk_nudge_choices")),
    )
    op.create_table(
        "prompts_posted",
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_prompts_posted_channel_id")),
        sa.PrimaryKeyConstraint("channel_id", "prompt", name=op.f("pk_prompts_posted")),
    )
    op.create_table(
        "rhythms",
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("look_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("usual_days", sa.Integer(), nullable=True),
        sa.Column("weekdays", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("pauses", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("own_days", sa.Integer(), nullable=True),
        sa.Column("rest", sa.Text(), nullable=True),
        sa.Column("rest_until", sa.Date(), nullable=True),
        sa.Column("reset_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_rhythms_channel_id")),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_rhythms")),
    )
    with op.batch_alter_table("rhythms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rhythms_look_due_at"), ["look_due_at"], unique=False)

    with op.batch_alter_table("channels", schema=None) as batch_op:
        batch_op.add_column(sa.Column("threshold_days", sa.Integer(), nullable=True))

    op.create_table(
        "nudges",
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_key", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concerns.id"], name=op.f("fk_nudges_concern_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["moderator_id"], ["members.id"], name=op.f("fk_nudges_moderator_id")),
        sa.PrimaryKeyConstraint("concern_id", "moderator_id", "round", name=op.f("pk_nudges")),
    )
    op.create_index("ix_nudges_moderator_id", "nudges", ["moderator_id", "sent_at"], unique=False)
    op.create_index(op.f("ix_nudges_message_key"), "nudges", ["message_key"], unique=False)
    op.create_index(
        "ix_nudges_due",
        "nudges",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("state = 'pending'"),
        sqlite_where=sa.text("state = 'pending'"),
    )
    _carry_over(before)


def _carry_over(before: Sequence[Any]) -> None:
    bind = op.get_bind()
    channels = {row.id: row for row in bind.execute(sa.select(_CHANNELS))}
    groups = [row.id for row in channels.values() if row.kind == "group"]
    if groups:
        op.bulk_insert(_RHYTHMS, [{"channel_id": id_, "look_due_at": _LONG_AGO} for id_ in groups])
    for key, rows in groupby(before, key=lambda row: (row.channel_id, _utc(row.silent_since))):
        _carry_silence(key, list(rows), _utc(channels[key[0]].snoozed_until))


def _carry_silence(
    key: tuple[str, datetime | None], rows: Sequence[Any], snoozed_until: datetime | None
) -> None:
    channel_id, since = key
    states = {row.state for row in rows}
    state = next((state for state in ("prompted", "snoozed") if state in states), "open")
    settled_at = None if state == "open" else _utc(max(row.due_at for row in rows))
    due_at: datetime | None = None
    if state == "snoozed":
        due_at = snoozed_until
    elif state == "open":
        due_at = (_utc(max(row.due_at for row in rows)) or _LONG_AGO) + _AGAIN
    concern = {
        "channel_id": channel_id,
        "kind": "silence",
        "cause": since.isoformat() if since else "",
        "since": since,
        "noticed_at": _utc(min(row.due_at for row in rows)),
        "due_at": due_at,
        "rounds": 1,
        "state": state,
        "settled_by": next((row.settled_by for row in rows if row.settled_by), None),
        "settled_at": settled_at,
    }
    op.get_bind().execute(_CONCERNS.insert().values(**concern))
    found = sa.select(_CONCERNS.c.id).where(
        _CONCERNS.c.channel_id == channel_id, _CONCERNS.c.cause == concern["cause"]
    )
    concern_id = op.get_bind().execute(found).scalar_one()
    op.bulk_insert(
        _NEW,
        [
            {
                "concern_id": concern_id,
                "moderator_id": row.moderator_id,
                "round": 1,
                "due_at": _utc(row.due_at),
                "state": "sent" if row.message_key else ("pending" if row.state == "pending" else "dropped"),
                "sent_at": _utc(row.due_at) if row.message_key else None,
                "message_key": row.message_key,
            }
            for row in rows
        ],
    )


def _utc(moment: datetime | None) -> datetime | None:
    """SQLite has no zones: what it keeps is UTC."""
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=UTC)


def downgrade() -> None:
    bind = op.get_bind()
    silences = {row.id: row for row in bind.execute(sa.select(_CONCERNS)) if row.kind == "silence"}
    told: dict[tuple[str, datetime | None, str], dict[str, Any]] = {}
    for row in bind.execute(sa.select(_NEW).order_by(_NEW.c.round)):
        if (concern := silences.get(row.concern_id)) is not None:
            since = _utc(concern.since)
            state = concern.state if concern.state in {"prompted", "snoozed"} else row.state
            told[concern.channel_id, since, row.moderator_id] = {
                "channel_id": concern.channel_id,
                "silent_since": since,
                "moderator_id": row.moderator_id,
                "due_at": _utc(row.due_at),
                "state": state,
                "message_key": row.message_key,
                "settled_by": concern.settled_by,
            }
    op.drop_table("nudges")
    op.create_table(
        "nudges",
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("silent_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moderator_id", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("message_key", sa.Text(), nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_nudges_channel_id")),
        sa.ForeignKeyConstraint(["moderator_id"], ["members.id"], name=op.f("fk_nudges_moderator_id")),
        sa.PrimaryKeyConstraint("channel_id", "silent_since", "moderator_id", name=op.f("pk_nudges")),
    )
    op.create_index(op.f("ix_nudges_due_at"), "nudges", ["due_at"], unique=False)
    if told:
        op.bulk_insert(_OLD, list(told.values()))
    with op.batch_alter_table("channels", recreate="never") as batch_op:
        batch_op.drop_column("threshold_days")

    op.drop_table("rhythms")
    op.drop_table("prompts_posted")
    op.drop_table("nudge_choices")
    op.drop_table("concerns")
    op.drop_table("absences")
