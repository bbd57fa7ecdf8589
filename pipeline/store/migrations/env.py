"""Alembic's entry: migrates over the connection that `pipeline.store.migrate` hands over, in its transaction."""

from alembic import context

from pipeline.store.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
context.run_migrations()
