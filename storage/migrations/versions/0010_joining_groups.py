"""joining groups."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invitation_lists",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_invitation_lists_channel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_lists")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("invitation_lists", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_lists_due_at"), ["due_at"], unique=False)

    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("entered_by", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("organisation", sa.Text(), server_default="", nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("shown_in", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.Column("grounds", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.Column("remind_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comfort_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tell_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_requests_channel_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_requests_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index("ix_requests_comfort_due_at", ["comfort_due_at"], unique=False)
        batch_op.create_index("ix_requests_member_id", ["member_id"], unique=False)
        batch_op.create_index(
            "ix_requests_open_email",
            ["channel_id", "email"],
            unique=True,
            postgresql_where=sa.text("state IN ('waiting', 'approved', 'awaited', 'refused')"),
            sqlite_where=sa.text("state IN ('waiting', 'approved', 'awaited', 'refused')"),
        )
        batch_op.create_index(
            "ix_requests_open_member_id",
            ["channel_id", "member_id"],
            unique=True,
            postgresql_where=sa.text("state IN ('waiting', 'approved', 'awaited', 'refused')"),
            sqlite_where=sa.text("state IN ('waiting', 'approved', 'awaited', 'refused')"),
        )
        batch_op.create_index("ix_requests_remind_due_at", ["remind_due_at"], unique=False)
        batch_op.create_index("ix_requests_tell_due_at", ["tell_due_at"], unique=False)

    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("typed", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_invitations_channel_id")),
        sa.ForeignKeyConstraint(
            ["list_id"], ["invitation_lists.id"], name=op.f("fk_invitations_list_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_invitations_request_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index("ix_invitations_list_id", ["list_id", "state"], unique=False)
        batch_op.create_index(
            "ix_invitations_once",
            ["channel_id", "member_id"],
            unique=True,
            postgresql_where=sa.text("state IN ('ready', 'sent')"),
            sqlite_where=sa.text("state IN ('ready', 'sent')"),
        )
        batch_op.create_index(
            "ix_invitations_pending",
            ["channel_id", "email"],
            unique=True,
            postgresql_where=sa.text("state = 'pending'"),
            sqlite_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index("ix_invitations_request_id", ["request_id"], unique=False)
        batch_op.create_index(
            "ix_invitations_sent",
            ["key"],
            unique=False,
            postgresql_where=sa.text("state = 'sent'"),
            sqlite_where=sa.text("state = 'sent'"),
        )

    op.create_table(
        "request_steps",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_request_steps_request_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_steps")),
    )
    with op.batch_alter_table("request_steps", schema=None) as batch_op:
        batch_op.create_index("ix_request_steps_request_id", ["request_id"], unique=False)

    with op.batch_alter_table("channels", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_listed", sa.Boolean(), server_default=sa.true(), nullable=False))

    with op.batch_alter_table("moderators", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_shown", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seats", sa.Integer(), nullable=True))


def downgrade() -> None:
    # In place: SQLite won't let a table go that others refer to, not even to be copied.
    with op.batch_alter_table("workspace", recreate="never") as batch_op:
        batch_op.drop_column("seats")

    with op.batch_alter_table("moderators", recreate="never") as batch_op:
        batch_op.drop_column("is_shown")

    with op.batch_alter_table("channels", recreate="never") as batch_op:
        batch_op.drop_column("is_listed")

    with op.batch_alter_table("request_steps", schema=None) as batch_op:
        batch_op.drop_index("ix_request_steps_request_id")

    op.drop_table("request_steps")
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_invitations_sent",
            postgresql_where=sa.text("state = 'sent'"),
            sqlite_where=sa.text("state = 'sent'"),
        )
        batch_op.drop_index("ix_invitations_request_id")
        batch_op.drop_index(
            "ix_invitations_pending",
            postgresql_where=sa.text("state = 'pending'"),
            sqlite_where=sa.text("state = 'pending'"),
        )
        batch_op.drop_index(
            "ix_invitations_once",
            postgresql_where=sa.text("state IN ('ready', 'sent')"),
            sqlite_where=sa.text("state IN ('ready', 'sent')"),
        )
        batch_op.drop_index("ix_invitations_list_id")

    op.drop_table("invitations")
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.drop_index("ix_requests_tell_due_at")
        batch_op.drop_index("ix_requests_remind_due_at")
        batch_op.drop_index(
            "ix_requests_open_member_id",
            postgresql_where=sa.text("state IN ('waiting', 'approved', 'awaited', 'refused')"),
            sqlite_where=sa.text("state IN ('waiting', 'approved', 'awaited', 'refused')"),
        )
        batch_op.drop_index(
            "ix_requests_open_email",
            postgresql_where=sa.text("state IN ('waiting', 'approved', 'awaited', 'refused')"),
            sqlite_where=sa.text("state IN ('waiting', 'approved', 'awaited', 'refused')"),
        )
        batch_op.drop_index("ix_requests_member_id")
        batch_op.drop_index("ix_requests_comfort_due_at")

    op.drop_table("requests")
    with op.batch_alter_table("invitation_lists", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_lists_due_at"))

    op.drop_table("invitation_lists")
