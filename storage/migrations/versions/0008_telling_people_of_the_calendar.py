"""telling people of the calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_announcements_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_announcements_channel_id")),
        sa.PrimaryKeyConstraint("activity_id", "on", name=op.f("pk_announcements")),
    )
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.create_index("ix_announcements_due_at", ["due_at"], unique=False)

    op.create_table(
        "calendar_choices",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("digest_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_calendar_choices")),
    )
    with op.batch_alter_table("calendar_choices", schema=None) as batch_op:
        batch_op.create_index("ix_calendar_choices_digest_due_at", ["digest_due_at"], unique=False)

    op.create_table(
        "calendar_posts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beyond", sa.JSON(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_calendar_posts_channel_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_calendar_posts")),
    )
    with op.batch_alter_table("calendar_posts", schema=None) as batch_op:
        batch_op.create_index("ix_calendar_posts_channel_id", ["channel_id", "posted_at"], unique=False)

    op.create_table(
        "channel_calendars",
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("leads", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("posts_a_day", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_channel_calendars_channel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_channel_calendars")),
    )
    op.create_table(
        "imported",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_imported_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_imported")),
    )
    op.create_table(
        "letters",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("begins", sa.DateTime(timezone=True), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_letters_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "activity_id", "on", "purpose", name=op.f("pk_letters")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index("ix_letters_activity_id", ["activity_id", "on"], unique=False)
        batch_op.create_index(
            "ix_letters_due",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("state = 'pending'"),
            sqlite_where=sa.text("state = 'pending'"),
        )

    op.create_table(
        "mentions",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_mentions_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["key"], ["calendar_posts.key"], name=op.f("fk_mentions_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "nth", name=op.f("pk_mentions")),
    )
    with op.batch_alter_table("mentions", schema=None) as batch_op:
        batch_op.create_index("ix_mentions_activity_id", ["activity_id", "on"], unique=False)

    op.create_table(
        "ratings",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_ratings_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", "on", "member_id", name=op.f("pk_ratings")),
    )


def downgrade() -> None:
    op.drop_table("ratings")
    with op.batch_alter_table("mentions", schema=None) as batch_op:
        batch_op.drop_index("ix_mentions_activity_id")

    op.drop_table("mentions")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_letters_due",
            postgresql_where=sa.text("state = 'pending'"),
            sqlite_where=sa.text("state = 'pending'"),
        )
        batch_op.drop_index("ix_letters_activity_id")

    op.drop_table("letters")
    op.drop_table("imported")
    op.drop_table("channel_calendars")
    with op.batch_alter_table("calendar_posts", schema=None) as batch_op:
        batch_op.drop_index("ix_calendar_posts_channel_id")

    op.drop_table("calendar_posts")
    with op.batch_alter_table("calendar_choices", schema=None) as batch_op:
        batch_op.drop_index("ix_calendar_choices_digest_due_at")

    op.drop_table("calendar_choices")
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.drop_index("ix_announcements_due_at")

    op.drop_table("announcements")
