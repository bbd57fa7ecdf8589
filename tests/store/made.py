"""Records for the tests of the store and of what is published from it, made with little writing. All texts are ours."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pipeline.records import (
    Article,
    Attribution,
    CasualtyClaim,
    Decision,
    Feature,
    Incident,
    Judgement,
    PlaceRef,
    Quantity,
    Reading,
    ReportedIncident,
    Span,
    Statement,
    Syndication,
    Tally,
    TallyReading,
    TimeRef,
    Toll,
    TollEntry,
    article_id,
    content_hash,
    stable_id,
)
from pipeline.vocabulary import (
    Assertion,
    Cause,
    CueClass,
    DatePrecision,
    DecisionVerdict,
    Outcome,
    Qualifier,
    Scope,
    SourceKind,
    StatementMode,
    TextField,
    Verdict,
)

TEXT = 'Two deminers were killed near Aghdam on 4 May.\n\n"The road was not cleared," spokeswoman Leyla Orujova said.'
PUBLISHED = datetime(2024, 5, 6, 6, 30, tzinfo=UTC)


def article(name: str = "a", text: str = TEXT, *, title: str = "Mine kills deminers", **fields: object) -> Article:
    address = f"https://{name}.example/news/{name}"
    hashed = content_hash(title, text)
    given: dict[str, object] = {
        "id": article_id(address, hashed), "url": address, "canonical_url": address, "site": name, "title": title,
        "text": text, "content_hash": hashed, "published_at": PUBLISHED, "language": "en",
    }  # fmt: skip
    return Article(**(given | fields))  # type: ignore[arg-type]


def span(text: str, words: str, field: TextField = TextField.TEXT) -> Span:
    start = text.index(words)
    return Span(field=field, start=start, end=start + len(words), text=words)


def claim(source: Article, *, best: int = 2, words: str = "Two deminers", **fields: object) -> CasualtyClaim:
    counted = Quantity(low=best, best=best, high=best, qualifier=Qualifier.EXACT, as_stated=words.split()[0],
                       span=span(source.text, words.split()[0]))  # fmt: skip
    given: dict[str, object] = {
        "id": stable_id("clm", source.id, words), "article_id": source.id, "outcome": Outcome.KILLED,
        "quantity": counted, "scope": Scope.INCIDENT, "assertion": Assertion.AFFIRMED,
        "time": on(date(2024, 5, 4)), "place": AGHDAM, "cause": Cause.LANDMINE,
        "sentence": span(source.text, source.text.split("\n")[0]), "extractor_version": "1",
    }  # fmt: skip
    return CasualtyClaim(**(given | fields))  # type: ignore[arg-type]


def statement(source: Article, **fields: object) -> Statement:
    words = "The road was not cleared,"
    speaker = Attribution(as_stated="spokeswoman Leyla Orujova", name="Leyla Orujova", role="spokeswoman",
                          kind=SourceKind.GOVERNMENT, official=True, official_rule="office",
                          span=span(source.text, "spokeswoman Leyla Orujova"))  # fmt: skip
    given: dict[str, object] = {
        "id": stable_id("stm", source.id, words), "article_id": source.id, "speaker": speaker, "cue": "said",
        "cue_class": CueClass.SAY, "cue_span": span(source.text, "said"), "content": words,
        "spans": (span(source.text, words),), "mode": StatementMode.DIRECT,
        "sentence": span(source.text, source.text.split("\n\n")[1]), "extractor_version": "1",
    }  # fmt: skip
    return Statement(**(given | fields))  # type: ignore[arg-type]


def told(source: Article, *, killed: int = 2) -> ReportedIncident:
    return ReportedIncident(
        id=stable_id("rep", source.id), article_id=source.id, main=True, killed=toll(killed),
        time=on(date(2024, 5, 4)), place=AGHDAM, cause=Cause.LANDMINE, claim_ids=(claim(source).id,),
    )  # fmt: skip


def reading(source: Article, *, version: str = "1", killed: int = 2) -> Reading:
    return Reading(
        article_id=source.id, extractor_version=version, claims=(claim(source, best=killed),),
        statements=(statement(source),), incidents=(told(source, killed=killed),),
    )  # fmt: skip


def incident(*sources: Article, killed: int = 2, **fields: object) -> Incident:
    members = tuple(sorted(told(source).id for source in sources))
    history = tuple(
        TollEntry(published_at=source.published_at, article_id=source.id, claim_id=claim(source).id,
                  outcome=Outcome.KILLED, low=2, best=2, high=2, source="spokeswoman", independent_source=source.id)
        for source in sources
    )  # fmt: skip
    return Incident(
        id=stable_id("inc", members[0]), members=members, time=on(date(2024, 5, 4)), place=AGHDAM,
        cause=Cause.LANDMINE, killed=toll(killed), history=history, independent_sources=len(sources), **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def tally(source: Article, best: int = 65) -> Tally:
    counted = TallyReading(claim_id=claim(source).id, article_id=source.id, as_of=date(2024, 5, 6), low=best,
                           best=best, high=best, source="foreign ministry")  # fmt: skip
    return Tally(id="tal_1", outcome=Outcome.KILLED, place=None, country="AZ", cause=Cause.LANDMINE,
                 since=date(2020, 11, 10), until=None, counted_by="foreign ministry", readings=(counted,))  # fmt: skip


def judgement(left: str, right: str, verdict: Verdict = Verdict.SAME, *, by: str = "machine:1") -> Judgement:
    left, right = sorted((left, right))
    reasons = (Feature(name="date", score=0.4, reason="both on 2024-05-04"),)
    return Judgement(id=stable_id("jdg", "incident", left, right, by, verdict), kind="incident", left=left,
                     right=right, verdict=verdict, score=0.9, features=reasons, decided_by=by)  # fmt: skip


def decision(target: str, verdict: DecisionVerdict, *, kind: str = "claim", key: str = "", by: str = "nino",
             hour: int = 9, **fields: object) -> Decision:  # fmt: skip
    at = datetime(2024, 5, 7, hour, tzinfo=UTC)
    return Decision(id=stable_id("dec", target, by, at.isoformat()), target_kind=kind, target_id=target,
                    target_key=key or target, verdict=verdict, reviewer=by, decided_at=at, **fields)  # type: ignore[arg-type]  # fmt: skip


def syndication(copy: Article, of: Article) -> Syndication:
    return Syndication(article_id=copy.id, family=of.id, matched_article=of.id, share=0.95)


def toll(number: int) -> Toll:
    return Toll(low=number, best=number, high=number, rule="one figure")


def on(day: date) -> TimeRef:
    return TimeRef(start=day, end=day, precision=DatePrecision.DAY, as_stated=None)


AGHDAM = PlaceRef(as_stated="Aghdam", name="Aghdam", country="AZ", lat=39.99, lon=46.93)
