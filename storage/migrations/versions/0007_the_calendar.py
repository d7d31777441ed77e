"""the calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_feeds")),
    )
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.create_index("ix_feeds_member_id", ["member_id"], unique=False)

    op.create_table(
        "versions",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_versions")),
    )
    op.create_table(
        "activity_changes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name=op.f("fk_activity_changes_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_changes")),
    )
    with op.batch_alter_table("activity_changes", schema=None) as batch_op:
        batch_op.create_index("ix_activity_changes_activity_id", ["activity_id"], unique=False)

    op.create_table(
        "activity_exceptions",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name=op.f("fk_activity_exceptions_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", "on", name=op.f("pk_activity_exceptions")),
    )
    op.create_table(
        "activity_fields",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("own_name", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name=op.f("fk_activity_fields_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["term_id"], ["terms.id"], name=op.f("fk_activity_fields_term_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", "term_id", name=op.f("pk_activity_fields")),
    )
    with op.batch_alter_table("activity_fields", schema=None) as batch_op:
        batch_op.create_index("ix_activity_fields_term_id", ["term_id"], unique=False)

    op.create_table(
        "interest",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_interest_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", "on", "member_id", name=op.f("pk_interest")),
    )
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.create_index("ix_interest_member_id", ["member_id"], unique=False)

    op.create_table(
        "notices",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_notices_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", "on", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index("ix_notices_due_at", ["due_at"], unique=False)

    op.create_table(
        "occurrences",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("begins", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finishes", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_occurrences_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", "on", name=op.f("pk_occurrences")),
        info={"raises_version": "calendar"},
    )
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.create_index("ix_occurrences_finishes", ["finishes", "begins"], unique=False)

    op.create_table(
        "proposals",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_in", sa.JSON(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_proposals_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_proposals")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index("ix_proposals_proposed_by", ["proposed_by"], unique=False)

    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stage", sa.Text(), server_default="approved", nullable=False))
        batch_op.add_column(sa.Column("summary", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("organiser", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("language", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("is_public", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("rrule", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("expanded_until", sa.Date(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_activities_finishes"))
        batch_op.create_index("ix_activities_finishes", ["finishes", "begins"], unique=False)
        batch_op.create_index(
            "ix_activities_proposed",
            ["id"],
            unique=False,
            postgresql_where=sa.text("stage = 'proposed'"),
            sqlite_where=sa.text("stage = 'proposed'"),
        )
        batch_op.create_index(
            "ix_activities_repeating",
            ["expanded_until"],
            unique=False,
            postgresql_where=sa.text("rrule IS NOT NULL"),
            sqlite_where=sa.text("rrule IS NOT NULL"),
        )


def downgrade() -> None:
    # In place: SQLite won't let a table go that others refer to, not even to be copied.
    with op.batch_alter_table("activities", recreate="never") as batch_op:
        batch_op.drop_index(
            "ix_activities_repeating",
            postgresql_where=sa.text("rrule IS NOT NULL"),
            sqlite_where=sa.text("rrule IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_activities_proposed",
            postgresql_where=sa.text("stage = 'proposed'"),
            sqlite_where=sa.text("stage = 'proposed'"),
        )
        batch_op.drop_index("ix_activities_finishes")
        batch_op.create_index(batch_op.f("ix_activities_finishes"), ["finishes"], unique=False)
        batch_op.drop_column("expanded_until")
        batch_op.drop_column("rrule")
        batch_op.drop_column("is_public")
        batch_op.drop_column("language")
        batch_op.drop_column("organiser")
        batch_op.drop_column("summary")
        batch_op.drop_column("stage")

    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index("ix_proposals_proposed_by")

    op.drop_table("proposals")
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.drop_index("ix_occurrences_finishes")

    op.drop_table("occurrences")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index("ix_notices_due_at")

    op.drop_table("notices")
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.drop_index("ix_interest_member_id")

    op.drop_table("interest")
    with op.batch_alter_table("activity_fields", schema=None) as batch_op:
        batch_op.drop_index("ix_activity_fields_term_id")

    op.drop_table("activity_fields")
    op.drop_table("activity_exceptions")
    with op.batch_alter_table("activity_changes", schema=None) as batch_op:
        batch_op.drop_index("ix_activity_changes_activity_id")

    op.drop_table("activity_changes")
    op.drop_table("versions")
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.drop_index("ix_feeds_member_id")

    op.drop_table("feeds")
