"""What a speaker said in order of time; reports of a place without walking those of its country.

A new dataset has both from the first step. In an older one they are filled from what is stored.
"""

from alembic import op
from sqlalchemy import func, inspect, select

from pipeline.store.guards import guard
from pipeline.store.schema.articles import articles
from pipeline.store.schema.readings import reported_incidents, statements, utterances

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make what is missing, and fill it."""
    connection = op.get_bind()
    if not inspect(connection).has_table(utterances.name):
        utterances.create(connection)
        told_at = func.coalesce(articles.c.published_at, articles.c.appended_at)
        said = select(statements.c.speaker, told_at, statements.c.seq)
        said = said.join(articles, articles.c.id == statements.c.article_id).where(statements.c.speaker.is_not(None))
        connection.execute(utterances.insert().from_select(["speaker", "told_at", "statement"], said))
        guard(connection, [utterances.name])
    there = {index["name"] for index in inspect(connection).get_indexes(reported_incidents.name)}
    for index in reported_incidents.indexes:
        if index.name not in there:
            index.create(connection)
