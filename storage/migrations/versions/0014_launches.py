"""launches."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "launches",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("wave", sa.Text(), nullable=False),
        sa.Column("wave_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=True),
        sa.Column("is_rehearsal", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("ticked", sa.JSON(), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.Column("edits", sa.Integer(), server_default="0", nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("welcomed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("warned_of", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_launches_channel_id")),
        sa.ForeignKeyConstraint(
            ["list_id"], ["invitation_lists.id"], name=op.f("fk_launches_list_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_launches")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("launches", schema=None) as batch_op:
        batch_op.create_index(
            "ix_launches_due_at",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("due_at IS NOT NULL"),
            sqlite_where=sa.text("due_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_launches_list_id"), ["list_id"], unique=False)
        batch_op.create_index(
            "ix_launches_once",
            ["channel_id"],
            unique=True,
            postgresql_where=sa.text("state IN ('planned', 'running')"),
            sqlite_where=sa.text("state IN ('planned', 'running')"),
        )

    op.create_table(
        "launch_prompts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("launch_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["launch_id"], ["launches.id"], name=op.f("fk_launch_prompts_launch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_launch_prompts")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("launch_prompts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_launch_prompts_launch_id"), ["launch_id"], unique=False)

    op.create_table(
        "launch_readers",
        sa.Column("launch_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("tell_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("has_plan", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("has_card", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["launch_id"], ["launches.id"], name=op.f("fk_launch_readers_launch_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_launch_readers_member_id")),
        sa.PrimaryKeyConstraint("launch_id", "member_id", name=op.f("pk_launch_readers")),
    )
    with op.batch_alter_table("invitation_lists", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wave_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("invitation_lists", schema=None) as batch_op:
        batch_op.drop_column("wave_at")

    op.drop_table("launch_readers")
    with op.batch_alter_table("launch_prompts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_launch_prompts_launch_id"))

    op.drop_table("launch_prompts")
    with op.batch_alter_table("launches", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_launches_once",
            postgresql_where=sa.text("state IN ('planned', 'running')"),
            sqlite_where=sa.text("state IN ('planned', 'running')"),
        )
        batch_op.drop_index(batch_op.f("ix_launches_list_id"))
        batch_op.drop_index(
            "ix_launches_due_at",
            postgresql_where=sa.text("due_at IS NOT NULL"),
            sqlite_where=sa.text("due_at IS NOT NULL"),
        )

    op.drop_table("launches")
