"""Views of what is current, for people and tools that read the database itself."""

from __future__ import annotations

_OF_CURRENT_READINGS = "SELECT part.* FROM {} part JOIN current_readings ON current_readings.seq = part.reading"
_LAST = (
    "SELECT one.* FROM {0} one "
    "WHERE NOT EXISTS (SELECT 1 FROM {0} newer WHERE newer.{1} = one.{1} AND newer.seq > one.seq)"
)

VIEWS: dict[str, str] = {
    "latest_articles": (
        "SELECT one.* FROM articles one WHERE NOT EXISTS (SELECT 1 FROM articles newer WHERE newer.version_of = one.id)"
    ),
    "current_readings": _LAST.format("readings", "article_id"),
    "current_claims": _OF_CURRENT_READINGS.format("claims"),
    "current_statements": _OF_CURRENT_READINGS.format("statements"),
    "current_reported_incidents": _OF_CURRENT_READINGS.format("reported_incidents"),
    "current_syndication": _LAST.format("syndication", "article_id"),
    "current_incidents": _LAST.format("incidents", "id") + " AND NOT one.dissolved",
    "current_tallies": _LAST.format("tallies", "id") + " AND NOT one.dissolved",
    "current_incident_members": (
        "SELECT current_incidents.id AS incident_id, incident_members.reported_incident_id "
        "FROM incident_members JOIN current_incidents ON current_incidents.seq = incident_members.incident"
    ),
    "current_tally_members": (
        "SELECT current_tallies.id AS tally_id, tally_members.claim_id "
        "FROM tally_members JOIN current_tallies ON current_tallies.seq = tally_members.tally"
    ),
    "current_judgements": (
        "SELECT one.* FROM judgements one WHERE one.verdict <> 'withdrawn' AND NOT EXISTS ("
        "SELECT 1 FROM judgements other "
        'WHERE other.kind = one.kind AND other."left" = one."left" AND other."right" = one."right" '
        "AND ((other.by_machine = one.by_machine AND other.seq > one.seq) "
        "OR (one.by_machine AND NOT other.by_machine AND other.verdict <> 'withdrawn' AND NOT EXISTS ("
        'SELECT 1 FROM judgements later WHERE later.kind = other.kind AND later."left" = other."left" '
        'AND later."right" = other."right" AND NOT later.by_machine AND later.seq > other.seq))))'
    ),
    "standing_decisions": (
        "SELECT one.* FROM decisions one WHERE one.verdict <> 'undo' "
        "AND NOT (one.target_kind = 'incident' AND one.verdict IN ('merge', 'split')) "
        "AND NOT EXISTS (SELECT 1 FROM decisions newer "
        "WHERE newer.target_kind = one.target_kind AND newer.target_id = one.target_id "
        "AND NOT (newer.target_kind = 'incident' AND newer.verdict IN ('merge', 'split')) "
        "AND newer.reviewer = one.reviewer AND (newer.decided_at > one.decided_at "
        "OR (newer.decided_at = one.decided_at AND newer.id > one.id)))"
    ),
}
"""By name, in the order in which they can be made."""
