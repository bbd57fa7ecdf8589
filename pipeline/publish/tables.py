"""The published tables: which there are, their columns, in the order in which they are written."""

from __future__ import annotations

from pipeline.publish.columns import Column, Table, computed, of
from pipeline.records import (
    Article,
    CasualtyClaim,
    Decision,
    Incident,
    Judgement,
    Statement,
    Tally,
    TallyReading,
    TollEntry,
)
from pipeline.vocabulary import INCIDENT_OUTCOMES

REVIEW = (
    computed(
        "review", "string",
        "How far analysts have looked at it: open (nobody), accepted, corrected, unsure (a second opinion is asked "
        "for), disputed (two differ). What was rejected is left out; `decisions` has it.",
    ),
    computed("reviewed_by", "list", "Accounts whose opinions stand, the earliest first."),
)  # fmt: skip


def _when(record: type[CasualtyClaim] | type[Incident]) -> tuple[Column, ...]:
    return of(record, "time.start", "start_date"), of(record, "time.end", "end_date"), of(
        record, "time.precision", "date_precision"
    )  # fmt: skip


def _where(record: type[CasualtyClaim] | type[Incident]) -> tuple[Column, ...]:
    names = (("as_stated", "place_as_stated"), ("name", "place"), ("admin", "admin"), ("country", "country"),
             ("lat", "lat"), ("lon", "lon"), ("precision", "place_precision"))  # fmt: skip
    return tuple(of(record, f"place.{field}", name) for field, name in names)


def _who(path: str, record: type[CasualtyClaim] | type[Statement]) -> tuple[Column, ...]:
    return tuple(of(record, f"{path}.{field}") for field in ("role", "organisation")) + (
        of(record, f"{path}.country", f"{path}_country"),
        of(record, f"{path}.kind", "source_kind"),
        of(record, f"{path}.official"),
        of(record, f"{path}.official_rule"),
    )


ARTICLES = Table(
    "articles",
    "One row per version of a page or ingested article. Their text is not published: it belongs to the outlets.",
    (
        of(Article, "id"), of(Article, "source_id"), of(Article, "url"), of(Article, "canonical_url"),
        of(Article, "site"), of(Article, "language"), of(Article, "title"), of(Article, "authors"),
        of(Article, "agency"), of(Article, "published_at"), of(Article, "published_raw"),
        of(Article, "published_precision"), of(Article, "modified_at"), of(Article, "content_hash"),
        of(Article, "version_of", refers_to="articles"),
        computed("latest", "boolean", "True if no later version of the page is stored."),
        computed("main_incident_id", "string", "The incident that the article is about.", refers_to="incidents"),
        computed("syndicated_from", "string", "The article it is a copy of; empty for an original.",
                 refers_to="articles"),
        computed("syndication_family", "string", "The article that leads its family of copies; a family counts as one "
                 "independent source.", refers_to="articles"),
    ),
)  # fmt: skip

CLAIMS = Table(
    "claims",
    "One row per figure about people harmed, as one passage states it, in order of publication and text.",
    (
        of(CasualtyClaim, "id"), of(CasualtyClaim, "article_id", refers_to="articles"),
        computed("incident_id", "string", "The incident it was joined to.", refers_to="incidents"),
        computed("tally_id", "string", "The cumulative series it is a reading of.", refers_to="tallies"),
        of(CasualtyClaim, "outcome"), of(CasualtyClaim, "quantity.low"), of(CasualtyClaim, "quantity.best"),
        of(CasualtyClaim, "quantity.high"), of(CasualtyClaim, "quantity.qualifier"),
        of(CasualtyClaim, "quantity.unit"), of(CasualtyClaim, "quantity.as_stated"), of(CasualtyClaim, "scope"),
        of(CasualtyClaim, "assertion"), *_when(CasualtyClaim), *_where(CasualtyClaim), of(CasualtyClaim, "cause"),
        of(CasualtyClaim, "actor"), of(CasualtyClaim, "attribution.as_stated", "attribution"),
        of(CasualtyClaim, "attribution.name", "attribution_name"), *_who("attribution", CasualtyClaim),
        of(CasualtyClaim, "part_of"), of(CasualtyClaim, "background"),
        of(CasualtyClaim, "victims.as_stated", "victims"), of(CasualtyClaim, "victims.civilian_status"),
        of(CasualtyClaim, "victims.sex"), of(CasualtyClaim, "victims.age_group"),
        of(CasualtyClaim, "victims.occupation"), of(CasualtyClaim, "victims.nationality"),
        computed("named_victims", "list", "Names of victims given in the passage."),
        of(CasualtyClaim, "sentence.text", "sentence"), of(CasualtyClaim, "quantity.span.field"),
        of(CasualtyClaim, "quantity.span.start"), of(CasualtyClaim, "quantity.span.end"),
        of(CasualtyClaim, "rules"), of(CasualtyClaim, "confidence"), of(CasualtyClaim, "extractor_version"), *REVIEW,
    ),
)  # fmt: skip

STATEMENTS = Table(
    "statements",
    "One row per thing that one speaker said in one place of one article, in order of publication and text.",
    (
        of(Statement, "id"), of(Statement, "article_id", refers_to="articles"),
        computed("speaker", "string", "Fullest name in the article, else the words for whoever is meant."),
        of(Statement, "speaker.as_stated", "speaker_as_stated"),
        of(Statement, "speaker.stands_for.text", "speaker_stands_for"), *_who("speaker", Statement),
        of(Statement, "cue"), of(Statement, "cue_class"), of(Statement, "negated"), of(Statement, "mode"),
        of(Statement, "content"),
        computed("spans", "json", "Offsets of the content: a list of [start, end], several where it is discontinuous."),
        of(Statement, "time.start", "date"), of(Statement, "addressee"), of(Statement, "topics"),
        of(Statement, "sentence.text", "sentence"), of(Statement, "sentence.field"),
        computed("start", "integer", "First character of the content."),
        computed("end", "integer", "One past the last character of the content."),
        of(Statement, "rules"), of(Statement, "confidence"), of(Statement, "extractor_version"), *REVIEW,
    ),
)  # fmt: skip

INCIDENTS = Table(
    "incidents",
    "One row per event, joined from the reports of it. Counts are what to quote (best) and their bounds.",
    (
        of(Incident, "id"), of(Incident, "status"), *_when(Incident), *_where(Incident), of(Incident, "cause"),
        *(computed(f"cause_{who}", "string", f"The cause in the nearest term of {title}; empty where it has none.")
          for who, title in (("imas", "IMAS 04.10"), ("acled", "ACLED's sub-event types"), ("emdat", "EM-DAT"))),
        *(of(Incident, f"{outcome}.{part}", f"{outcome}_{part}")
          for outcome in INCIDENT_OUTCOMES for part in ("low", "best", "high", "rule")),
        of(Incident, "displaced.unit", "displaced_unit"),
        of(Incident, "independent_sources"),
        computed("articles", "integer", "Number of article versions that report it, copies included."), *REVIEW,
    ),
)  # fmt: skip

INCIDENT_MEMBERS = Table(
    "incident_members",
    "Which reports were joined into which incident.",
    (
        computed("incident_id", "string", "Incident.", refers_to="incidents"),
        computed("reported_incident_id", "string", "The incident as one article tells it."),
        computed("article_id", "string", "That article.", refers_to="articles"),
        computed("main", "boolean", "True if the article is about this incident."),
        computed("claim_ids", "list", "The claims it rests on, in text order."),
    ),
    key=None,
)  # fmt: skip

INCIDENT_HISTORY = Table(
    "incident_history",
    "Every figure given for an incident, in order of publication: an update supersedes, a disagreement stays.",
    (
        computed("incident_id", "string", "Incident.", refers_to="incidents"),
        *(of(TollEntry, field, refers_to="articles" if field == "article_id" else None) for field in (
            "published_at", "article_id", "claim_id", "outcome", "low", "best", "high", "unit", "source",
            "independent_source", "superseded_by")),
    ),
    key=None,
)  # fmt: skip

JUDGEMENTS = Table(
    "judgements",
    "Whether two reports are of one incident (or two articles copies of each other), and why, as it stands now.",
    (
        *(of(Judgement, field) for field in ("id", "kind", "left", "right", "verdict", "score")),
        computed("reasons", "string", "The reasons in words, each with what it contributes."),
        of(Judgement, "decided_by"),
    ),
)  # fmt: skip

TALLIES = Table(
    "tallies",
    "One row per cumulative series: what is counted, where, since when, by whom.",
    tuple(of(Tally, field) for field in ("id", "outcome", "place", "country", "cause", "since", "until", "counted_by"))
    + (
        computed("latest_as_of", "date", "Day of its last reading."),
        computed("latest_best", "integer", "That reading's figure."),
        computed("readings", "integer", "Number of readings."),
    ),
)

TALLY_READINGS = Table(
    "tally_readings",
    "Each reading of a cumulative series, in order of the day it stands for.",
    (
        computed("tally_id", "string", "Series.", refers_to="tallies"),
        *(of(TallyReading, field, refers_to="articles" if field == "article_id" else None)
          for field in ("claim_id", "article_id", "as_of", "low", "best", "high", "source", "flag")),
    ),
    key=None,
)  # fmt: skip

DECISIONS = Table(
    "decisions",
    "Everything analysts decided, in order of time; nothing is ever edited or removed.",
    tuple(of(Decision, field) for field in (
        "id", "target_kind", "target_id", "target_key", "verdict", "corrections", "before", "reviewer", "decided_at",
        "note")),
)  # fmt: skip

TABLES = (
    ARTICLES, CLAIMS, STATEMENTS, INCIDENTS, INCIDENT_MEMBERS, INCIDENT_HISTORY, JUDGEMENTS, TALLIES, TALLY_READINGS,
    DECISIONS,
)  # fmt: skip
"""All of them, in the order of files, sheets and codebook."""
