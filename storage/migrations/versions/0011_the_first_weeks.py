"""the first weeks."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "greeting_messages",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("moderator_id", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("newcomers", sa.JSON(), nullable=False),
        sa.Column("redraw_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("redraws", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["moderator_id"], ["members.id"], name=op.f("fk_greeting_messages_moderator_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_greeting_messages")),
    )
    with op.batch_alter_table("greeting_messages", schema=None) as batch_op:
        batch_op.create_index(
            "ix_greeting_messages_redraw_at",
            ["redraw_at"],
            unique=False,
            postgresql_where=sa.text("redraw_at IS NOT NULL"),
            sqlite_where=sa.text("redraw_at IS NOT NULL"),
        )

    op.create_table(
        "greeting_words",
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("moderator_id", sa.Text(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_key", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["moderator_id"], ["members.id"], name=op.f("fk_greeting_words_moderator_id")
        ),
        sa.PrimaryKeyConstraint(
            "channel_id", "member_id", "moderator_id", "nth", name=op.f("pk_greeting_words")
        ),
    )
    with op.batch_alter_table("greeting_words", schema=None) as batch_op:
        batch_op.create_index(
            "ix_greeting_words_due_at",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("due_at IS NOT NULL"),
            sqlite_where=sa.text("due_at IS NOT NULL"),
        )
        batch_op.create_index("ix_greeting_words_message_key", ["message_key"], unique=False)

    op.create_table(
        "greetings",
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("greeted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_greetings_channel_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_greetings_member_id")),
        sa.PrimaryKeyConstraint("channel_id", "member_id", name=op.f("pk_greetings")),
    )
    with op.batch_alter_table("greetings", schema=None) as batch_op:
        batch_op.create_index(
            "ix_greetings_due_at",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("due_at IS NOT NULL"),
            sqlite_where=sa.text("due_at IS NOT NULL"),
        )

    op.create_table(
        "journeys",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_key", sa.Text(), nullable=False),
        sa.Column("channel_ids", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminder_key", sa.Text(), nullable=True),
        sa.Column("reminder", sa.Text(), nullable=True),
        sa.Column("put_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("active_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("redraw_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("redraws", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_journeys_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_journeys")),
    )
    with op.batch_alter_table("journeys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journeys_began_at"), ["began_at"], unique=False)
        batch_op.create_index(
            "ix_journeys_due_at",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("due_at IS NOT NULL"),
            sqlite_where=sa.text("due_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_journeys_redraw_at",
            ["redraw_at"],
            unique=False,
            postgresql_where=sa.text("redraw_at IS NOT NULL"),
            sqlite_where=sa.text("redraw_at IS NOT NULL"),
        )

    op.create_table(
        "onboarding_messages",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_onboarding_messages_member_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_onboarding_messages")),
    )
    with op.batch_alter_table("onboarding_messages", schema=None) as batch_op:
        batch_op.create_index("ix_onboarding_messages_member_id", ["member_id", "sent_at"], unique=False)

    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.add_column(sa.Column("steps", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("card_due_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.drop_column("card_due_at")
        batch_op.drop_column("steps")

    with op.batch_alter_table("onboarding_messages", schema=None) as batch_op:
        batch_op.drop_index("ix_onboarding_messages_member_id")

    op.drop_table("onboarding_messages")
    with op.batch_alter_table("journeys", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_journeys_redraw_at",
            postgresql_where=sa.text("redraw_at IS NOT NULL"),
            sqlite_where=sa.text("redraw_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_journeys_due_at",
            postgresql_where=sa.text("due_at IS NOT NULL"),
            sqlite_where=sa.text("due_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_journeys_began_at"))

    op.drop_table("journeys")
    with op.batch_alter_table("greetings", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_greetings_due_at",
            postgresql_where=sa.text("due_at IS NOT NULL"),
            sqlite_where=sa.text("due_at IS NOT NULL"),
        )

    op.drop_table("greetings")
    with op.batch_alter_table("greeting_words", schema=None) as batch_op:
        batch_op.drop_index("ix_greeting_words_message_key")
        batch_op.drop_index(
            "ix_greeting_words_due_at",
            postgresql_where=sa.text("due_at IS NOT NULL"),
            sqlite_where=sa.text("due_at IS NOT NULL"),
        )

    op.drop_table("greeting_words")
    with op.batch_alter_table("greeting_messages", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_greeting_messages_redraw_at",
            postgresql_where=sa.text("redraw_at IS NOT NULL"),
            sqlite_where=sa.text("redraw_at IS NOT NULL"),
        )

    op.drop_table("greeting_messages")
