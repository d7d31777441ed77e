"""who settled a nudge."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("nudges", schema=None) as batch_op:
        batch_op.add_column(sa.Column("message_key", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("settled_by", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("nudges", recreate="never") as batch_op:
        batch_op.drop_column("settled_by")
        batch_op.drop_column("message_key")
