"""activity without content."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "posts",
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("ts", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("thread_ts", sa.BigInteger(), nullable=True),
        sa.Column("to_member_id", sa.Text(), nullable=True),
        sa.Column("is_question", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("edited_ts", sa.BigInteger(), nullable=True),
        sa.Column("deleted_ts", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("channel_id", "ts", name=op.f("pk_posts")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.create_index(
            "ix_posts_deleted_ts",
            ["deleted_ts"],
            unique=False,
            postgresql_where=sa.text("deleted_ts IS NOT NULL"),
            sqlite_where=sa.text("deleted_ts IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_posts_thread_ts",
            ["channel_id", "thread_ts"],
            unique=False,
            postgresql_where=sa.text("thread_ts IS NOT NULL"),
            sqlite_where=sa.text("thread_ts IS NOT NULL"),
        )

    op.create_table(
        "reactions",
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("ts", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", "ts", "member_id", "mark", name=op.f("pk_reactions")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("reactions", schema=None) as batch_op:
        batch_op.create_index("ix_reactions_at", ["channel_id", "at"], unique=False)

    op.create_table(
        "active_days",
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("reactions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_active_days_channel_id")),
        sa.PrimaryKeyConstraint("channel_id", "day", "member_id", name=op.f("pk_active_days")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("active_days", schema=None) as batch_op:
        batch_op.create_index("ix_active_days_day", ["day"], unique=False)
        batch_op.create_index("ix_active_days_member_id", ["member_id", "day"], unique=False)

    op.create_table(
        "active_weeks",
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("reactions", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_active_weeks_channel_id")),
        sa.PrimaryKeyConstraint("channel_id", "week", name=op.f("pk_active_weeks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "exchanges",
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("from_id", sa.Text(), nullable=False),
        sa.Column("to_id", sa.Text(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_exchanges_channel_id")),
        sa.PrimaryKeyConstraint("channel_id", "day", "from_id", "to_id", name=op.f("pk_exchanges")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("exchanges", schema=None) as batch_op:
        batch_op.create_index("ix_exchanges_day", ["day"], unique=False)

    op.create_table(
        "readings",
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_ts", sa.BigInteger(), nullable=True),
        sa.Column("read_until", sa.BigInteger(), nullable=True),
        sa.Column("begun_ts", sa.BigInteger(), nullable=True),
        sa.Column("reached_ts", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_readings_channel_id")),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_readings")),
    )
    with op.batch_alter_table("readings", schema=None) as batch_op:
        batch_op.create_index("ix_readings_due_at", ["due_at"], unique=False)

    with op.batch_alter_table("channels", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_public", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.add_column(sa.Column("activity_months", sa.Integer(), server_default="13", nullable=False))


def downgrade() -> None:
    # Not in a batch: that would make the tables anew, to which others refer.
    op.drop_column("workspace", "activity_months")
    op.drop_column("channels", "is_public")
    for table in ("readings", "exchanges", "active_weeks", "active_days", "reactions", "posts"):
        op.drop_table(table)
