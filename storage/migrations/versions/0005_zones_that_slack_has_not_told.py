"""zones that Slack has not told.

Who really is in UTC is told of again by the first comparison with Slack, at the start.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MEMBERS = sa.table("members", sa.column("timezone", sa.Text()))


def upgrade() -> None:
    op.execute(_MEMBERS.update().where(_MEMBERS.c.timezone == "UTC").values(timezone=""))


def downgrade() -> None:
    op.execute(_MEMBERS.update().where(_MEMBERS.c.timezone == "").values(timezone="UTC"))
