"""Alembic's entry: runs the migrations on the connection, and in the transaction, that `storage.migrate` hands over."""

from alembic import context

from storage.tables import metadata

given = context.config.attributes

context.configure(
    connection=given["connection"],
    target_metadata=metadata,
    # How `scripts/new_migration.py` wants a new one written.
    **given.get("options", {}),
)
with context.begin_transaction():
    context.run_migrations()
