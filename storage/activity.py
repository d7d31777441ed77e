"""Who was active where and when: posts and reactions as they come, and the sums that they are folded into. Never a text.

Posts and reactions are kept for five weeks, one row each; times are microseconds since the epoch (`storage.stamps`), which is what Slack
knows a message by. They may come thirty thousand an hour: so they have no index by member (whoever asks for one person reads all five
weeks), and no foreign keys (and Slack may have told nothing yet of who wrote).
Then they are folded: days and exchanges for as long as the Secretariat says, weeks for good.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    false,
    true,
)

from storage.channels import channels
from storage.schema import metadata, partial_index
from storage.types import UtcDateTime

posts = Table(
    "posts",
    metadata,
    Column("channel_id", Text, primary_key=True),
    Column("ts", BigInteger, primary_key=True, autoincrement=False),
    Column("member_id", Text),  # None: the message was deleted, which may be known before the message is
    Column("thread_ts", BigInteger),  # of the thread that it replies in
    Column("to_member_id", Text),  # who began the thread
    Column("is_question", Boolean, nullable=False, server_default=false()),
    Column("edited_ts", BigInteger),  # of the newest edit that is known
    Column("deleted_ts", BigInteger),  # when its deletion was told
    sqlite_with_rowid=False,
)
partial_index(
    "ix_posts_thread_ts",
    posts.c.channel_id,
    posts.c.thread_ts,
    where=posts.c.thread_ts.is_not(None),
)
partial_index(
    "ix_posts_deleted_ts",
    posts.c.deleted_ts,
    where=posts.c.deleted_ts.is_not(None),
)

reactions = Table(
    "reactions",
    metadata,
    Column("channel_id", Text, primary_key=True),
    Column("ts", BigInteger, primary_key=True, autoincrement=False),  # of the message
    Column("member_id", Text, primary_key=True),
    Column("mark", BigInteger, primary_key=True, autoincrement=False),  # tells emoji apart, and names none
    Column("at", BigInteger, nullable=False),  # of the newest that is known: added, or taken back
    Column("is_removed", Boolean, nullable=False, server_default=false()),
    sqlite_with_rowid=False,
)
Index("ix_reactions_at", reactions.c.channel_id, reactions.c.at)

active_days = Table(
    "active_days",
    metadata,
    Column("channel_id", Text, ForeignKey(channels.c.id), primary_key=True),
    Column("day", Date, primary_key=True),  # in the workspace's zone
    Column("member_id", Text, primary_key=True),
    Column("posts", Integer, nullable=False),  # replies included
    Column("replies", Integer, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("reactions", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_active_days_member_id", active_days.c.member_id, active_days.c.day)
Index("ix_active_days_day", active_days.c.day)

exchanges = Table(
    "exchanges",
    metadata,
    Column("channel_id", Text, ForeignKey(channels.c.id), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("from_id", Text, primary_key=True),
    Column("to_id", Text, primary_key=True),  # who began the thread
    Column("replies", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_exchanges_day", exchanges.c.day)

active_weeks = Table(
    "active_weeks",
    metadata,
    Column("channel_id", Text, ForeignKey(channels.c.id), primary_key=True),
    Column("week", Date, primary_key=True),  # its Monday
    Column("people", Integer, nullable=False),
    Column("posts", Integer, nullable=False),
    Column("replies", Integer, nullable=False),
    Column("reactions", Integer, nullable=False),
    Column("questions", Integer, nullable=False),  # at the top of a thread
    Column("answered", Integer, nullable=False),  # of these, by somebody else
    Column("minutes", Float),  # the median until the first answer
    sqlite_with_rowid=False,
)

# How far a channel's history has been read, so that what was missed is caught up with, and a reading that broke off goes on.
readings = Table(
    "readings",
    metadata,
    Column("channel_id", Text, ForeignKey(channels.c.id), primary_key=True),
    Column("due_at", UtcDateTime, index=True),  # when to read the next page; None: all is read
    Column("asked_ts", BigInteger),  # when it was last asked for
    Column("read_until", BigInteger),  # all that was written before is known
    Column("begun_ts", BigInteger),  # when the reading under way began, which goes from the newest backwards
    Column("reached_ts", BigInteger),  # and how far back it has come
    Column("threads_until", BigInteger),  # the same as `read_until`, of replies in old threads
    Column("is_deep", Boolean, nullable=False, server_default=true()),  # these are to be looked for, too
)
