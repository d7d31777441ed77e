"""launches whose list the secretariat agrees to, and who has been welcomed."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "launch_welcomes",
        sa.Column("launch_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["launch_id"], ["launches.id"], name=op.f("fk_launch_welcomes_launch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("launch_id", "member_id", name=op.f("pk_launch_welcomes")),
    )
    # Who was welcomed so far is not welcomed again.
    op.execute(
        "INSERT INTO launch_welcomes (launch_id, member_id) "
        "SELECT launches.id, memberships.member_id FROM launches "
        "JOIN memberships ON memberships.channel_id = launches.channel_id "
        "WHERE launches.state = 'running' AND memberships.joined_at >= launches.began_at "
        "AND memberships.joined_at <= launches.welcomed_until"
    )
    with op.batch_alter_table("launch_prompts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("launches", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_by", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("asked_of", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("read_again_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("launches", schema=None) as batch_op:
        batch_op.drop_column("read_again_at")
        batch_op.drop_column("asked_of")
        batch_op.drop_column("confirmed_by")

    with op.batch_alter_table("launch_prompts", schema=None) as batch_op:
        batch_op.drop_column("posted_at")

    op.drop_table("launch_welcomes")
