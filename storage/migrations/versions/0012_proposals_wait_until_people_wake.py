"""proposals wait until people wake."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waking_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_proposals_waking_at", ["waking_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index("ix_proposals_waking_at")
        batch_op.drop_column("waking_at")
