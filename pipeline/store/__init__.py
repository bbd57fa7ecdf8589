"""The dataset: the only place with SQL. SQLite by default, PostgreSQL by address.

Records are appended and superseded, never changed: the database itself refuses to update or delete them. `Dataset`
is the door.

To add a table or column: declare it in `pipeline/store/schema/`, then add `migrations/versions/NNNN_what.py` with the
next number as `revision` and the last one as `down_revision`, and make there exactly what the schema says (a test
compares the two). An existing dataset is brought up to date when it is next opened.
"""

from pipeline.store.codec import words
from pipeline.store.crawl_state import PageState
from pipeline.store.dataset import Dataset
from pipeline.store.decisions import claim_key, incident_key, statement_key
from pipeline.store.errors import DatasetError
from pipeline.store.flatten import published_order
from pipeline.store.runs import OutcomeCount, Run, UrlResult
from pipeline.store.search import HIGHLIGHT, SearchHit
from pipeline.store.sketches import SketchMatch

__all__ = [
    "HIGHLIGHT",
    "Dataset",
    "DatasetError",
    "OutcomeCount",
    "PageState",
    "Run",
    "SearchHit",
    "SketchMatch",
    "UrlResult",
    "claim_key",
    "incident_key",
    "published_order",
    "statement_key",
    "words",
]
