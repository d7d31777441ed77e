"""what owners of profiles call terms whose names are not theirs to know."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("profiles", schema=None) as batch_op:
        batch_op.add_column(sa.Column("own_names", sa.JSON(), nullable=True))


def downgrade() -> None:
    # In place: SQLite won't let a table go that others refer to, not even to be copied.
    with op.batch_alter_table("profiles", recreate="never") as batch_op:
        batch_op.drop_column("own_names")
