"""questions of a channel.

What was one concern for each unanswered question is one for all of a channel. Those that there are keep their question each. Besides: the
workspace's address in Slack, for links to questions; and a group's own holidays.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_CONCERNS = sa.table(
    "concerns",
    sa.column("id", sa.Integer()),
    sa.column("kind", sa.Text()),
    sa.column("cause", sa.Text()),
    sa.column("since", sa.DateTime(timezone=True)),
)
_QUESTIONS = sa.table(
    "concern_questions",
    sa.column("concern_id", sa.Integer()),
    sa.column("ts", sa.Text()),
    sa.column("asked_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.create_table(
        "concern_questions",
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["concern_id"],
            ["concerns.id"],
            name=op.f("fk_concern_questions_concern_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("concern_id", "ts", name=op.f("pk_concern_questions")),
    )
    asked = sa.select(_CONCERNS.c.id, _CONCERNS.c.cause, _CONCERNS.c.since)
    op.execute(
        _QUESTIONS.insert().from_select(
            ["concern_id", "ts", "asked_at"], asked.where(_CONCERNS.c.kind == "unanswered")
        )
    )
    with op.batch_alter_table("rhythms", schema=None) as batch_op:
        batch_op.add_column(sa.Column("holidays", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.add_column(sa.Column("team_url", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("workspace", recreate="never") as batch_op:
        batch_op.drop_column("team_url")
    with op.batch_alter_table("rhythms", recreate="never") as batch_op:
        batch_op.drop_column("holidays")
    op.drop_table("concern_questions")
