"""people of other workspaces."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_external", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.add_column(sa.Column("team_id", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("enterprise_id", sa.Text(), nullable=True))


def downgrade() -> None:
    # In place: SQLite won't let a table go that others refer to, not even to be copied.
    with op.batch_alter_table("workspace", recreate="never") as batch_op:
        batch_op.drop_column("enterprise_id")
        batch_op.drop_column("team_id")

    with op.batch_alter_table("members", recreate="never") as batch_op:
        batch_op.drop_column("is_external")
