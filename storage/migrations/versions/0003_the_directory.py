"""the directory.

The table of profiles is made anew, with what was in it: SQLite can't give columns to a table and take others in place.
Organisations and fields become terms. What the index is to have of a profile, it is given by the first process that starts.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from anyascii import anyascii

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_SHARED = (
    sa.column("member_id", sa.Text()),
    sa.column("role", sa.Text()),
    sa.column("country", sa.Text()),
    sa.column("languages", sa.JSON()),
    sa.column("published_at", _MOMENT),
    sa.column("updated_at", _MOMENT),
)
_OLD = sa.table(
    "profiles",
    *(sa.column(column.name, column.type) for column in _SHARED),
    sa.column("organisation", sa.Text()),
    sa.column("fields", sa.JSON()),
    sa.column("search", sa.Text()),
)
_NEW = sa.table(
    "profiles",
    *_SHARED,
    sa.column("organisation_id", sa.Integer()),
    sa.column("works_in", sa.JSON()),
    sa.column("reach", sa.JSON()),
    sa.column("indexed", sa.JSON()),
)
_TERMS = sa.table(
    "terms",
    sa.column("id", sa.Integer()),
    sa.column("kind", sa.Text()),
    sa.column("name", sa.Text()),
    sa.column("labels", sa.JSON()),
    sa.column("created_at", _MOMENT),
)
_NAMES = sa.table(
    "term_names",
    sa.column("kind", sa.Text()),
    sa.column("folded", sa.Text()),
    sa.column("term_id", sa.Integer()),
    sa.column("written", sa.Text()),
)
_FIELDS = sa.table(
    "profile_fields",
    sa.column("member_id", sa.Text()),
    sa.column("term_id", sa.Integer()),
    sa.column("position", sa.Integer()),
)
_MEMBERS = sa.table("members", sa.column("id", sa.Text()), sa.column("name", sa.Text()))


def upgrade() -> None:
    op.create_table(
        "postings",
        sa.Column("token", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("reach", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("token", "zone", "reach", name=op.f("pk_postings")),
    )
    op.create_table(
        "spellings",
        sa.Column("spelling", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("token", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("spelling", "token", name=op.f("pk_spellings")),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "terms",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("is_curated", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_compared", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "introductions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("from_id", sa.Text(), nullable=False),
        sa.Column("to_id", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["members.id"], name=op.f("fk_introductions_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["members.id"], name=op.f("fk_introductions_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introductions")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("introductions", schema=None) as batch_op:
        batch_op.create_index("ix_introductions_from_id", ["from_id", "asked_at"], unique=False)
        batch_op.create_index("ix_introductions_to_id", ["to_id"], unique=False)

    op.create_table(
        "profile_hints",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_unwanted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_profile_hints_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_profile_hints")),
    )
    with op.batch_alter_table("profile_hints", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_hints_due_at"), ["due_at"], unique=False)

    op.create_table(
        "profile_drafts",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_profile_drafts_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_profile_drafts")),
    )
    with op.batch_alter_table("profile_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_drafts_due_at"), ["due_at"], unique=False)

    op.create_table(
        "term_names",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["term_id"], ["terms.id"], name=op.f("fk_term_names_term_id")),
        sa.PrimaryKeyConstraint("kind", "folded", name=op.f("pk_term_names")),
    )
    with op.batch_alter_table("term_names", schema=None) as batch_op:
        batch_op.create_index("ix_term_names_term_id", ["term_id"], unique=False)

    op.create_table(
        "term_pairs",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("are_two", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["terms.id"], name=op.f("fk_term_pairs_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["terms.id"], name=op.f("fk_term_pairs_second_id")),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_term_pairs")),
    )
    op.create_table(
        "term_merges",
        sa.Column("gone_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.JSON(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("organisation_of", sa.JSON(), nullable=False),
        sa.Column("field_of", sa.JSON(), nullable=False),
        sa.Column("both_of", sa.JSON(), nullable=False),
        sa.Column("merged_by", sa.Text(), nullable=True),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["kept_id"], ["terms.id"], name=op.f("fk_term_merges_kept_id")),
        sa.ForeignKeyConstraint(["merged_by"], ["members.id"], name=op.f("fk_term_merges_merged_by")),
        sa.PrimaryKeyConstraint("gone_id", name=op.f("pk_term_merges")),
    )
    with op.batch_alter_table("term_merges", schema=None) as batch_op:
        batch_op.create_index("ix_term_merges_kept_id", ["kept_id"], unique=False)

    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("photo", sa.Text(), server_default="", nullable=False))

    known = _rows(_OLD)
    op.drop_table("profiles")
    op.create_table(
        "profiles",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("works_in", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("offers", sa.Text(), server_default="", nullable=False),
        sa.Column("seeks", sa.Text(), server_default="", nullable=False),
        sa.Column("website", sa.Text(), server_default="", nullable=False),
        sa.Column("reach", sa.JSON(), nullable=False),
        sa.Column("may_introduce", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("indexed", sa.JSON(), nullable=False),
        sa.Column("index_version", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_profiles_member_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["terms.id"], name=op.f("fk_profiles_organisation_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_profiles")),
        sa.UniqueConstraint("number", name=op.f("uq_profiles_number")),
    )
    with op.batch_alter_table("profiles", schema=None) as batch_op:
        batch_op.create_index("ix_profiles_index_version", ["index_version"], unique=False)
        batch_op.create_index("ix_profiles_member_id_number", ["member_id", "number"], unique=False)
        batch_op.create_index("ix_profiles_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "profile_fields",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["profiles.member_id"], name=op.f("fk_profile_fields_member_id")
        ),
        sa.ForeignKeyConstraint(["term_id"], ["terms.id"], name=op.f("fk_profile_fields_term_id")),
        sa.PrimaryKeyConstraint("member_id", "term_id", name=op.f("pk_profile_fields")),
    )
    with op.batch_alter_table("profile_fields", schema=None) as batch_op:
        batch_op.create_index("ix_profile_fields_term_id", ["term_id"], unique=False)

    _carry_over(known)

    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pathfinders", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("workspace", recreate="never") as batch_op:
        batch_op.drop_column("pathfinders")

    known = _as_before()
    op.drop_table("profile_fields")
    op.drop_table("profiles")
    op.create_table(
        "profiles",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("organisation", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "search",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            server_default="",
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_profiles_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_profiles")),
    )
    if known:
        op.bulk_insert(_OLD, known)

    # In place: SQLite won't let a table go that others refer to, not even to be copied.
    with op.batch_alter_table("members", recreate="never") as batch_op:
        batch_op.drop_column("photo")

    op.drop_table("term_merges")
    op.drop_table("term_pairs")
    with op.batch_alter_table("term_names", schema=None) as batch_op:
        batch_op.drop_index("ix_term_names_term_id")

    op.drop_table("term_names")
    with op.batch_alter_table("profile_drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_drafts_due_at"))

    op.drop_table("profile_drafts")
    with op.batch_alter_table("profile_hints", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_hints_due_at"))

    op.drop_table("profile_hints")
    with op.batch_alter_table("introductions", schema=None) as batch_op:
        batch_op.drop_index("ix_introductions_to_id")
        batch_op.drop_index("ix_introductions_from_id")

    op.drop_table("introductions")
    op.drop_table("terms")
    op.drop_table("spellings")
    op.drop_table("postings")


def _rows(table: sa.TableClause) -> list[dict[str, Any]]:
    return [dict(row) for row in op.get_bind().execute(sa.select(table)).mappings()]


def _folded(text: str) -> str:
    """As `bot.directory.words.folding` did when this was written; what it can read nothing in stays as it is."""
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(text).casefold())) or text


def _carry_over(known: list[dict[str, Any]]) -> None:
    """Gives every organisation and every field a term, and the profiles what they had. Not indexed yet: `index_version` 0."""
    ids: dict[tuple[str, str], int] = {}
    of_fields: list[dict[str, Any]] = []
    for row in sorted(known, key=lambda row: (row["updated_at"], row["member_id"])):
        organisation, fields = row.pop("organisation").strip(), row.pop("fields")
        del row["search"]
        since = row["updated_at"]
        row["organisation_id"] = _term_id(ids, "organisation", organisation, since) if organisation else None
        row |= {"works_in": [], "reach": {}, "indexed": []}
        op.bulk_insert(_NEW, [row])
        chosen = dict.fromkeys(_term_id(ids, "field", text.strip(), since) for text in fields if text.strip())
        of_fields += (
            {"member_id": row["member_id"], "term_id": term_id, "position": position}
            for position, term_id in enumerate(chosen)
        )
    if of_fields:
        op.bulk_insert(_FIELDS, of_fields)


def _term_id(ids: dict[tuple[str, str], int], kind: str, name: str, created_at: datetime) -> int:
    key = (kind, _folded(name))
    if key not in ids:
        term = sa.insert(_TERMS).values(kind=kind, name=name, labels={}, created_at=created_at)
        ids[key] = op.get_bind().execute(term.returning(_TERMS.c.id)).scalar_one()
        op.bulk_insert(_NAMES, [{"kind": kind, "folded": key[1], "term_id": ids[key], "written": name}])
    return ids[key]


def _as_before() -> list[dict[str, Any]]:
    """Profiles with their organisation and fields as texts. What was not known before is lost, and so is who may see which part:
    so whoever kept a part to fewer than everyone is no longer listed. Nor are drafts that nobody confirmed."""
    names = {row["id"]: row["name"] for row in _rows(_TERMS)}
    called = {row["id"]: row["name"] for row in _rows(_MEMBERS)}
    fields: dict[str, list[str]] = {}
    for row in sorted(_rows(_FIELDS), key=lambda row: (row["member_id"], row["position"])):
        fields.setdefault(row["member_id"], []).append(names[row["term_id"]])
    known = _rows(_NEW)
    for row in known:
        row["organisation"] = names.get(row.pop("organisation_id"), "")
        row["fields"] = fields.get(row["member_id"], [])
        front = [called[row["member_id"]], row["organisation"]]
        row["search"] = f" {_words(front)} | {_words([row['role'], *row['fields']])} "
        if any(row.pop("reach").values()):
            row["published_at"] = None
        del row["works_in"], row["indexed"]
    return known


def _words(texts: Iterable[str]) -> str:
    return " ".join(filter(None, map(_folded, texts)))
