"""Runs the steps on the connection that `db.upgrading` hands over."""

from alembic import context

connection = context.config.attributes["connection"]
metadata = context.config.attributes.get("metadata")  # given only where tables and steps are compared
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=False)
with context.begin_transaction():
    context.run_migrations()
